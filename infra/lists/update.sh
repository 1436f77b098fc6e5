#!/usr/bin/env bash
# Fetches the newest lists for enrich.person and enrich.company through pip and npm, and writes them as resources of
# src/core. Run it from time to time, review the diff, run the tests, and commit. Needs Python 3 with pip, and npm.
set -euo pipefail
cd "$(dirname "$0")/../.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python=${PYTHON:-python3}

"$python" -m pip download --quiet --no-deps --only-binary :all: --dest "$work" disposable-email-domains publicsuffixlist
for wheel in "$work"/*.whl; do
  "$python" -m zipfile -e "$wheel" "$work/python"
done
for package in free-email-domains role-based-email-addresses; do
  mkdir -p "$work/node_modules/$package"
  # The packages are unpacked and never installed: only the list that a package exports is run.
  (cd "$work" && npm pack --silent "$package@latest" >/dev/null && tar xzf "$package"-*.tgz -C "node_modules/$package" --strip-components 1)
  (cd "$work" && node -e 'const list = require(process.argv[1]); console.log(JSON.stringify(list))' "./node_modules/$package" >"$package.json")
done

"$python" infra/lists/write.py "$work" src/core/src/main/resources/com/ingestlayer/email src/core/src/test/resources/com/ingestlayer/email
