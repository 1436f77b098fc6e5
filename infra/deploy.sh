#!/usr/bin/env bash
# Deploys the stack so that every change goes live; see infra/deploy.sh --help. Runs under bash 3.2 (macOS) and newer.
set -euo pipefail

usage() {
  cat << 'END'
Usage: infra/deploy.sh [--dry-run] [--against FILE|HASH] [--stack NAME] [--region REGION] [--profile NAME] [--yes]
                       [Parameter=Value …]

Checks infra/config with the stack's own values, and deploys under a new Release: a hash over both function.zip files,
infra/config, template.yaml and all parameters. If anything of these has changed, a new version of both functions is
published and goes live; a plain sam deploy would leave the old one live. Build with ./mvnw package before you deploy.

A parameter has the value of the first of these that names it: the command line, infra/samconfig.toml (parameter_overrides),
the deployed stack, the default in template.yaml. RedactionKey is a secret, so deploy.sh takes it from the environment
variable REDACTION_KEY instead of the command line. Parameter= sets a parameter to nothing.

  --dry-run            Check, tell what would go live, and deploy nothing. Works offline, too.
  --against FILE|HASH  With --dry-run: compare with this Release, or with a manifest that --manifest wrote, instead of with
                       the deployed stack. A manifest names what has changed; a Release only tells whether anything has.
  --manifest FILE      Write down what goes into the Release: a digest of each file and parameter.
  --stack NAME         The stack; by default what infra/samconfig.toml says, else ingestlayer.
  --region REGION      The region; by default what infra/samconfig.toml or the AWS CLI says.
  --profile NAME       The profile of the AWS CLI.
  --yes                Do not ask before the change set is executed.

Examples:
  infra/deploy.sh WebhookUrl=https://hooks.acme.example/ingestlayer Packaging=snapstart
  infra/deploy.sh --dry-run
  REDACTION_KEY=$(openssl rand -hex 32) infra/deploy.sh
END
}

fail() {
  printf 'deploy.sh: %s\n' "$1" >&2
  exit "${2:-1}"
}

remark() { printf '%s\n' "$1" >&2; }

# ── Arguments
# ─────────────────────────────────────────────────────────────────────────────────────────────────────────
dry_run='' against='' manifest_file='' stack='' region='' profile='' confirm=''
given=()
where_called=$PWD
while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) dry_run=true ;;
    --yes) confirm=--no-confirm-changeset ;;
    --against | --manifest | --stack | --region | --profile)
      [ $# -ge 2 ] || fail "$1: expected a value" 2
      case $1 in
        --against) against=$2 ;;
        --manifest) manifest_file=$2 ;;
        --stack) stack=$2 ;;
        --region) region=$2 ;;
        --profile) profile=$2 ;;
      esac
      shift
      ;;
    -h | --help)
      usage
      exit 0
      ;;
    [A-Za-z]*=*) given+=("$1") ;;
    *) fail "$1: expected an option or Parameter=Value; --help shows all" 2 ;;
  esac
  shift
done
[ -z "$against" ] || [ -n "$dry_run" ] || fail "--against: only with --dry-run; a deployment is compared with the stack itself" 2
absolute() { case $1 in /*) printf '%s' "$1" ;; *) printf '%s/%s' "$where_called" "$1" ;; esac; }
[ -z "$manifest_file" ] || manifest_file=$(absolute "$manifest_file")

cd "$(dirname "$0")/.."
template=template.yaml
samconfig=infra/samconfig.toml
ingestlayer=src/cli/target/ingestlayer
zips='src/ingress/target/function.zip src/delivery/target/function.zip'

# ── Tools ─────────────────────────────────────────────────────────────────────────────────────────────────────────────
if command -v sha256sum > /dev/null; then
  sha256() { sha256sum "$@" | cut -d' ' -f1; }
elif command -v shasum > /dev/null; then
  sha256() { shasum -a 256 "$@" | cut -d' ' -f1; }
else
  fail "neither sha256sum nor shasum is here; install one of them"
fi
command -v awk > /dev/null || fail "awk is missing"
for zip in $zips; do
  [ -f "$zip" ] || fail "$zip is missing: build it first, as infra/docs/deploy.md shows, such as with ./mvnw package -DskipTests"
done
[ -x "$ingestlayer" ] || fail "$ingestlayer is missing: every build makes it, such as ./mvnw package -DskipTests"
if [ -z "$dry_run" ]; then
  command -v sam > /dev/null || fail "sam is missing: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/install-sam-cli.html"
  command -v aws > /dev/null || fail "aws is missing: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"
  # 1.152 is the first version that reads parameters from a file.
  version=$(sam --version | sed -n 's/.*version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p')
  case $version in
    0.* | 1.? | 1.?? | 1.1[0-4]? | 1.15[01]) fail "sam $version is too old: version 1.152 or newer is needed (sam --version)" ;;
  esac
fi

umask 077 # the files below contain values of parameters
work=$(mktemp -d "${TMPDIR:-/tmp}/ingestlayer-deploy.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# ── Parameters: one file each in a directory, so that no value is on a command line
# ───────────────────────────────────
mkdir "$work/value" "$work/default" "$work/deployed"

# "name<TAB>default" for each parameter of the template; "name" alone if it has no default.
awk '
  /^[A-Za-z]/ { inside = ($0 ~ /^Parameters:/) }
  inside && /^  [A-Za-z][A-Za-z0-9]*:/ { name = $1; sub(/:.*/, "", name); print name }
  inside && /^    Default:/ {
    value = $0
    sub(/^    Default:[ ]*/, "", value)
    if (value ~ /^"/) { sub(/^"/, "", value); sub(/".*$/, "", value) }
    else { sub(/[ ]+#.*$/, "", value); sub(/[ ]+$/, "", value) }
    print name "\t" value
  }' "$template" > "$work/parameters"
names=$(cut -f1 "$work/parameters" | sort -u)
noecho=$(awk '/^[A-Za-z]/ { inside = ($0 ~ /^Parameters:/) }
  inside && /^  [A-Za-z][A-Za-z0-9]*:/ { name = $1; sub(/:.*/, "", name) }
  inside && /^    NoEcho: true/ { print name }' "$template")

is_one_of() { printf '%s\n' "$2" | grep -qxF -e "$1"; }

while IFS=$'\t' read -r name value; do
  printf '%s' "$value" > "$work/default/$name"
done < <(grep $'\t' "$work/parameters" || true)

# Prints a setting from the deploy or global section of samconfig.toml. sam itself reads the other settings.
setting() {
  [ -f "$samconfig" ] || return 0
  awk -v wanted="$1" '
    /^[ \t]*\[/ { section = $0; gsub(/[][ \t]/, "", section); next }
    section == "default.deploy.parameters" || section == "default.global.parameters" {
      line = $0; name = line; sub(/[ \t]*=.*/, "", name); gsub(/[ \t"]/, "", name)
      if (name == wanted) {
        sub(/^[^=]*=[ \t]*"?/, "", line); sub(/"[ \t]*(#.*)?$/, "", line)
        found[section] = line
      }
    }
    END {
      if ("default.deploy.parameters" in found) print found["default.deploy.parameters"]
      else if ("default.global.parameters" in found) print found["default.global.parameters"]
    }' "$samconfig"
}

# Prints the Name=Value pairs of samconfig.toml, one per line. parameter_overrides is a single string with quotes in
# it, or a list of strings.
overrides() {
  [ -f "$samconfig" ] || return 0
  awk '
    /^[ \t]*\[[A-Za-z]/ { section = $0; gsub(/[][ \t]/, "", section); found = 0; next }
    section == "default.deploy.parameters" && /^[ \t]*parameter_overrides[ \t]*=/ {
      line = $0; sub(/^[^=]*=[ \t]*/, "", line)
      found = 1; list = (line ~ /^\[/); text = line; next
    }
    found { text = text "\n" $0 }
    END {
      # First the strings of TOML, up to the end of the list or of the single string; then the words in them, split as
      # a shell does.
      n = length(text)
      for (i = 1; i <= n; i++) {
        c = substr(text, i, 1)
        if (quote == "") {
          if (c == "#") { while (i <= n && substr(text, i, 1) != "\n") i++; continue }
          if (c == "]") break
          if (c == "\"" || c == "\047") quote = c
          continue
        }
        if (c == "\\" && quote == "\"") { i++; words = words substr(text, i, 1); continue }
        if (c == quote) { quote = ""; words = words " "; if (!list) break; continue }
        words = words c
      }
      n = length(words); word = ""; started = 0
      for (i = 1; i <= n; i++) {
        c = substr(words, i, 1)
        if (quote != "" && c == "\\") { i++; word = word substr(words, i, 1) }
        else if (quote != "") { if (c == quote) quote = ""; else word = word c }
        else if (c == "\"" || c == "\047") { quote = c; started = 1 }
        else if (c == " ") { if (started) print word; word = ""; started = 0 }
        else { word = word c; started = 1 }
      }
      if (started) print word
    }' "$samconfig"
}

set_value() { # name, value, where it comes from
  is_one_of "$1" "$names" || fail "$3: template.yaml has no parameter $1; it has $(printf '%s' "$names" | grep -v '^Release$' | tr '\n' ' ')" 2
  printf '%s' "$2" > "$work/value/$1"
}

# ── The deployed stack
# ────────────────────────────────────────────────────────────────────────────────────────────────
[ -n "$stack" ] || stack=$(setting stack_name)
[ -n "$stack" ] || stack=ingestlayer
[ -n "$region" ] || region=$(setting region)
[ -n "$profile" ] || profile=$(setting profile)
at=()
[ -z "$region" ] || at+=(--region "$region")
[ -z "$profile" ] || at+=(--profile "$profile")

deployed='' # yes, no (there is no such stack), or why it is unknown
if ! command -v aws > /dev/null; then
  deployed='the AWS CLI is missing'
elif aws cloudformation describe-stacks --stack-name "$stack" ${at[@]+"${at[@]}"} --output text \
  --query 'Stacks[0].Parameters[].[ParameterKey,ParameterValue]' > "$work/stack" 2> "$work/error" < /dev/null; then
  deployed=yes
  while IFS=$'\t' read -r name value; do
    if [ "$name" = Release ] || is_one_of "$name" "$names"; then
      printf '%s' "$value" > "$work/deployed/$name"
    fi
  done < "$work/stack"
elif grep -q 'does not exist' "$work/error"; then
  deployed=no
else
  deployed=$(grep -v '^[[:space:]]*$' "$work/error" | tail -n 1)
fi
case $deployed in
  yes | no) ;;
  *) [ -n "$dry_run" ] || fail "the stack $stack could not be read: $deployed" ;;
esac

# ── The value of each parameter
# ───────────────────────────────────────────────────────────────────────────────────────
for name in $names; do
  if [ -f "$work/deployed/$name" ] && [ "$name" != Release ]; then
    if is_one_of "$name" "$noecho"; then
      continue # CloudFormation says only that it is set
    fi
    cp "$work/deployed/$name" "$work/value/$name"
  elif [ -f "$work/default/$name" ]; then
    cp "$work/default/$name" "$work/value/$name"
  fi
done
while IFS= read -r override; do
  case $override in
    Release=*) ;; # the Release in samconfig.toml is there to stop a plain sam deploy
    file://*) fail "$samconfig: parameter_overrides names a file, which deploy.sh does not read; write Name=Value there" 2 ;;
    [A-Za-z]*=*) set_value "${override%%=*}" "${override#*=}" "$samconfig" ;;
    *) fail "$samconfig: parameter_overrides: expected Name=Value" 2 ;;
  esac
done < <(overrides)
for override in ${given[@]+"${given[@]}"}; do
  name=${override%%=*}
  [ "$name" != Release ] || fail "Release: deploy.sh computes it; it takes no other" 2
  if is_one_of "$name" "$noecho"; then
    fail "$name is a secret: others on this machine can read a command line; set the environment variable REDACTION_KEY instead" 2
  fi
  set_value "$name" "${override#*=}" "the command line"
done
if [ -n "${REDACTION_KEY:-}" ]; then
  printf '%s' "$REDACTION_KEY" > "$work/value/RedactionKey"
elif [ "$deployed" = yes ] && [ -f "$work/deployed/RedactionKey" ] && [ ! -f "$work/value/RedactionKey" ]; then
  # Keep the live key, so that what uses it is checked with it.
  if aws lambda get-function-configuration --function-name "$stack-ingress" ${at[@]+"${at[@]}"} --output text \
    --query 'Environment.Variables.REDACTION_KEY' > "$work/key" 2> "$work/error" < /dev/null; then
    key=$(cat "$work/key")
    [ "$key" != None ] || key=''
    printf '%s' "$key" > "$work/value/RedactionKey"
  elif [ -n "$dry_run" ]; then
    remark "The stack's RedactionKey could not be read: the Release below is as if it had none. Give it in REDACTION_KEY."
    : > "$work/value/RedactionKey"
  else
    fail "the stack's RedactionKey could not be read ($(tail -n 1 "$work/error")); give it in the environment variable REDACTION_KEY"
  fi
fi
[ -f "$work/value/RedactionKey" ] || : > "$work/value/RedactionKey"
for name in $names; do
  # An empty value is valid if it is the default in the template.
  [ "$name" = Release ] || [ -s "$work/value/$name" ] || [ -f "$work/default/$name" ] || fail "$name is missing: infra/deploy.sh $name=…; template.yaml says what it is"
done

# ── Check with the values that the functions will have
# ────────────────────────────────────────────────────────────────
quoted() { sed "s/'/'\\\\''/g" "$1"; }
# The variables that the template gives the functions. A value that only AWS knows becomes a placeholder.
awk '
  /^[ ]*Variables:/ { match($0, /^[ ]*/); depth = RLENGTH; inside = 1; next }
  inside {
    match($0, /^[ ]*/)
    if ($0 !~ /^[ ]*(#|$)/ && RLENGTH <= depth) inside = 0
    else if ($0 ~ /^[ ]*[A-Z_a-z][A-Za-z0-9_]*:/) {
      name = $1; sub(/:.*/, "", name)
      value = $0; sub(/^[^:]*:[ ]*/, "", value); sub(/[ ]+#.*$/, "", value); sub(/[ ]+$/, "", value)
      if (value ~ /^".*"$/) value = substr(value, 2, length(value) - 2)
      print name "\t" value
    }
  }' "$template" > "$work/variables"
{
  while IFS=$'\t' read -r name value; do
    case $value in
      '!Ref '*)
        parameter=${value#!Ref }
        if [ -f "$work/value/$parameter" ]; then
          printf "export %s='%s'\n" "$name" "$(quoted "$work/value/$parameter")"
        else
          printf "export %s='known-to-aws'\n" "$name"
        fi
        ;;
      '!'*) printf "export %s='known-to-aws'\n" "$name" ;;
      *) printf "export %s='%s'\n" "$name" "$(printf '%s' "$value" > "$work/literal" && quoted "$work/literal")" ;;
    esac
  done < "$work/variables"
} > "$work/environment"
# The check runs without the rest of this shell's environment, because the functions will not have it either.
if ! env -i PATH="$PATH" HOME="${HOME:-/}" ${JAVA_HOME:+JAVA_HOME="$JAVA_HOME"} ${LANG:+LANG="$LANG"} \
  ${LC_ALL:+LC_ALL="$LC_ALL"} sh -c '. "$1" && exec "$2" check infra/config' \
  sh "$work/environment" "$ingestlayer" > "$work/checked" 2> "$work/mistakes" < /dev/null; then
  grep -v '^How to set ' "$work/mistakes" >&2 || true
  sed -n 's/^How to set \([A-Za-z_0-9]*\):.*/\1/p' "$work/mistakes" | while IFS= read -r name; do
    case $name in
      REDACTION_KEY) remark 'How to set REDACTION_KEY: REDACTION_KEY=$(openssl rand -hex 32) infra/deploy.sh' ;;
      *) remark "How to set $name: among the Variables of Globals in template.yaml, which both functions have" ;;
    esac
  done
  fail "infra/config is wrong for this stack; nothing was deployed"
fi
cat "$work/checked"

# ── The Release ───────────────────────────────────────────────────────────────────────────────────────────────────────
# One line each: what it is, its name, its digest. The secrets that pipelines name are in the pipelines' files already; they are
# listed too, so that a new one is reported by its name.
secrets() { { cat infra/config/pipelines/*.yaml | sed 's/[[:space:]]#.*$//' | LC_ALL=C grep -oE '[$][{]secret:[^}]+[}]' || true; } | sed 's/^[$]{secret://; s/}$//' | LC_ALL=C sort -u; }
{
  for file in $template $zips; do
    printf 'file\t%s\t%s\n' "$file" "$(sha256 "$file")"
  done
  find -L infra/config -type f | LC_ALL=C sort | while IFS= read -r file; do
    printf 'file\t%s\t%s\n' "$file" "$(sha256 "$file")"
  done
  for name in $(printf '%s\n' "$names" | LC_ALL=C sort); do
    [ "$name" = Release ] || printf 'parameter\t%s\t%s\n' "$name" "$(sha256 < "$work/value/$name")"
  done
  secrets | while IFS= read -r secret; do
    printf 'secret\t%s\t-\n' "$secret"
  done
} > "$work/manifest"
release=$(sha256 "$work/manifest")
[ -z "$manifest_file" ] || cp "$work/manifest" "$manifest_file"

# ── What would go live
# ────────────────────────────────────────────────────────────────────────────────────────────────
kept=.aws-sam/release-$stack${region:+-$region}
live=''
[ ! -f "$work/deployed/Release" ] || live=$(cat "$work/deployed/Release")
known='' # the manifest of the live Release, if there is one
compared='deployed'
if [ -n "$against" ]; then
  compared='compared'
  if printf '%s' "$against" | grep -qE '^[0-9a-f]{64}$'; then
    live=$against
  else
    known=$(absolute "$against")
    [ -f "$known" ] || fail "--against: expected a Release of 64 hexadecimal digits, or a file that --manifest wrote, found $against" 2
    live=$(sha256 "$known")
  fi
elif [ -n "$live" ] && [ -f "$kept" ] && [ "$(sha256 "$kept")" = "$live" ]; then
  known=$kept
fi

changes() { # old manifest, new manifest
  awk -F'\t' '
    NR == FNR { old[$1 "\t" $2] = $3; next }
    { key = $1 "\t" $2; now[key] = 1
      if (!(key in old)) print "  " ($1 == "secret" ? "names a new secret" : "is new    ") "  " label($1, $2)
      else if (old[key] != $3) print "  has changed " label($1, $2) }
    END { for (key in old) if (!(key in now)) { split(key, part, "\t"); print "  is gone     " label(part[1], part[2]) } }
    function label(kind, name) { return kind == "file" ? name : kind " " name }' "$1" "$2" | sed 's/  *$//' | LC_ALL=C sort
}

printf 'stack     %s\n' "$stack"
printf 'release   %s\n' "$release"
if [ -n "$live" ]; then
  printf '%-9s %s\n' "$compared" "$live"
  if [ "$live" = "$release" ]; then
    printf 'Nothing has changed: no new version would be published.\n'
  else
    if [ -n "$known" ]; then
      changes "$known" "$work/manifest"
    elif [ -z "$against" ]; then
      for name in $names; do
        [ "$name" = Release ] || [ ! -f "$work/deployed/$name" ] || is_one_of "$name" "$noecho" \
          || cmp -s "$work/deployed/$name" "$work/value/$name" || printf '  has changed parameter %s\n' "$name"
      done
      printf '  Which files have changed is known only where the last deployment was made.\n'
    fi
    printf 'A new version of both functions would be published and go live.\n'
  fi
elif [ "$deployed" = no ]; then
  printf 'deployed  nothing: there is no such stack\nThe stack would be made, with a first version of both functions.\n'
elif [ "$deployed" = yes ]; then
  printf 'deployed  without a Release\nA new version of both functions would be published and go live.\n'
else
  printf 'deployed  unknown: %s\n' "$deployed"
  printf 'Where the deployed stack has another Release, a new version of both functions would be published and go live.\n'
fi

# A missing secret causes dead letters later. This asks for the names only, never for values.
if [ "$deployed" = yes ] || [ "$deployed" = no ]; then
  if aws ssm describe-parameters --parameter-filters "Key=Path,Values=/$stack/secrets" ${at[@]+"${at[@]}"} --output text \
    --query 'Parameters[].[Name]' > "$work/secrets" 2> /dev/null < /dev/null; then
    secrets | while IFS= read -r secret; do
      grep -qxF -e "/$stack/secrets/$secret" "$work/secrets" \
        || remark "The secret $secret is not in the parameter store: until it is put at /$stack/secrets/$secret, its deliveries die."
    done
  fi
fi
[ -z "$dry_run" ] || exit 0

# ── Deploy
# ────────────────────────────────────────────────────────────────────────────────────────────────────────────
sam build --config-file "$samconfig"
# sam reads the parameters from a file that only this user can read, and does not print the secret ones.
{
  printf 'Release: "%s"\n' "$release"
  for name in $names; do
    [ "$name" = Release ] || printf '%s: "%s"\n' "$name" "$(sed 's/\\/\\\\/g; s/"/\\"/g' "$work/value/$name")"
  done
} > "$work/parameters.yaml"
sam deploy --config-file "$samconfig" --stack-name "$stack" ${at[@]+"${at[@]}"} --no-fail-on-empty-changeset ${confirm:+"$confirm"} \
  --parameter-overrides "file://$work/parameters.yaml"
mkdir -p .aws-sam
cp "$work/manifest" "$kept"
