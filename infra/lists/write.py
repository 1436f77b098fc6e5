"""Writes lists as ASCII lines in byte order, and a notice that names their origin.

Called by update.sh: write.py FETCHED RESOURCES TEST_RESOURCES
"""

import ast
import json
import re
import sys
from pathlib import Path

fetched, resources, test_resources = map(Path, sys.argv[1:])
python, node = fetched / "python", fetched / "node_modules"
DOMAIN = re.compile(r"(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")
LOCAL_PART = re.compile(r"[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}")


def to_ascii(name):
    return name if name.isascii() else name.encode("idna").decode("ascii")


def whole(items, form, what):
    """Returns the items in lower case. Exits if the list has become very short or contains anything else."""
    items = {to_ascii(item.strip().lower()) for item in items}
    wrong = sorted(item for item in items if not form.fullmatch(item))
    if wrong or len(items) < 100:
        sys.exit(f"{what}: {len(items)} items, of these not in form: {wrong[:10]}")
    return items


def wheel(name):
    """Returns the version and the licence of a package from its wheel."""
    info = next(python.glob(f"{name}-*.dist-info"))
    version = re.search(r"^Version: (.+)$", (info / "METADATA").read_text(), re.M).group(1)
    return version, next((info / "licenses").iterdir()).read_text()


def packed(name):
    """Returns the version and the licence of a package from npm."""
    folder = node / name
    return json.loads((folder / "package.json").read_text())["version"], next(folder.glob("LICENSE*")).read_text()


def write(name, items):
    lines = sorted(item.encode("ascii") for item in items)
    (resources / name).write_bytes(b"\n".join(lines) + b"\n")
    return len(lines)


module = ast.parse((python / "disposable_email_domains/__init__.py").read_text())
blocklist = next(each.value for each in module.body if isinstance(each, ast.Assign))
disposable = whole(ast.literal_eval(blocklist), DOMAIN, "disposable-email-domains")
free = whole(json.loads((fetched / "free-email-domains.json").read_text()), DOMAIN, "free-email-domains") - disposable
roles = whole(json.loads((fetched / "role-based-email-addresses.json").read_text()), LOCAL_PART, "role-based-email-addresses")

suffix_text = (python / "publicsuffixlist/public_suffix_list.dat").read_text(encoding="utf-8")
suffixes = {
    line[0] + to_ascii(line[1:]) if line[0] in "!*" else to_ascii(line)
    for line in (line.split()[0] for line in suffix_text.splitlines() if line.strip() and not line.startswith("//"))
}
suffix_date = re.search(r"// VERSION: (\S+)", suffix_text).group(1)

resources.mkdir(parents=True, exist_ok=True)
test_resources.mkdir(parents=True, exist_ok=True)
counts = {
    "disposable-domains.txt": write("disposable-domains.txt", disposable),
    "free-domains.txt": write("free-domains.txt", free),
    "role-accounts.txt": write("role-accounts.txt", roles),
    "public-suffixes.txt": write("public-suffixes.txt", suffixes),
}
vectors = (python / "publicsuffixlist/test_psl.txt").read_text(encoding="utf-8")
(test_resources / "test_psl.txt").write_text(vectors, encoding="utf-8")

disposable_version, disposable_licence = wheel("disposable_email_domains")
free_version, free_licence = packed("free-email-domains")
roles_version, roles_licence = packed("role-based-email-addresses")
suffix_version, _ = wheel("publicsuffixlist")
rule = "-" * 100
(resources / "NOTICE.txt").write_text(
    f"""The lists in this folder are made by infra/lists/update.sh from packages of others. Each is lines in the order of their bytes.

disposable-domains.txt  {counts["disposable-domains.txt"]:>6} domains, from disposable-email-domains {disposable_version} (PyPI), MIT, below
free-domains.txt        {counts["free-domains.txt"]:>6} domains, from free-email-domains {free_version} (npm), MIT, below; less the disposable ones
role-accounts.txt       {counts["role-accounts.txt"]:>6} local parts, from role-based-email-addresses {roles_version} (npm), MIT, below
public-suffixes.txt     {counts["public-suffixes.txt"]:>6} rules of the Public Suffix List of {suffix_date}, from publicsuffixlist {suffix_version} (PyPI),
                        without comments, international names in their ASCII form. It is subject to the Mozilla Public
                        License, v. 2.0, https://mozilla.org/MPL/2.0/; its source form is https://publicsuffix.org/list/

{rule}
disposable-email-domains
{disposable_licence.strip()}

{rule}
free-email-domains
{free_licence.strip()}

{rule}
role-based-email-addresses
{roles_licence.strip()}
""",
    encoding="utf-8",
)
print("\n".join(f"{name}: {count}" for name, count in counts.items()))
