#!/usr/bin/env bash
# Tests infra/deploy.sh with a fake aws and a fake sam that record their calls: what it says would go live, which
# values the parameters have, and that no secret appears on a command line or in the output.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

failures=0
check() { # what, command…
  local what=$1
  shift
  if "$@" > /dev/null 2>&1; then
    echo "ok: $what"
  else
    echo "FAILED: $what"
    sed 's/^/    /' "$work/out" "$work/err" 2> /dev/null || true
    failures=$((failures + 1))
  fi
}
says() { grep -qF -e "$1" "$work/out" "$work/err"; }
never() { ! grep -rqF -e "$1" "$work/out" "$work/err" "$work/calls"; }

# ── A small project, with zips and a checker that are fast
# ────────────────────────────────────────────────────────────
project=$work/project
mkdir -p "$project/infra" "$project/src/ingress/target" "$project/src/delivery/target" "$project/src/cli/target" "$work/bin"
cp template.yaml "$project"
cp -R infra/config infra/deploy.sh infra/samconfig.toml "$project/infra"
echo ingress > "$project/src/ingress/target/function.zip"
echo delivery > "$project/src/delivery/target/function.zip"
cat > "$project/src/cli/target/ingestlayer" << END
#!/bin/sh
env | sort > "$work/checked-with"
[ "\$1 \$2" = "check infra/config" ] || exit 3
if [ -e "$work/broken" ]; then echo 'infra/config/pipelines/p.yaml:3: expected a URL' >&2; exit 1; fi
echo 'infra/config is right'
END
# The deployed stack is a directory with one file for each parameter. Without it, the fake says that the stack does
# not exist.
cat > "$work/bin/aws" << END
#!/bin/sh
echo "aws \$*" >> "$work/calls"
case "\$1 \$2" in
  'cloudformation describe-stacks')
    if [ -e "$work/offline" ]; then echo 'Could not connect to the endpoint URL' >&2; exit 255; fi
    if [ ! -d "$work/stack" ]; then echo 'An error occurred (ValidationError): Stack with id s does not exist' >&2; exit 254; fi
    for file in "$work/stack"/*; do
      case \$file in */RedactionKey) value='****' ;; *) value=\$(cat "\$file") ;; esac
      printf '%s\t%s\n' "\${file##*/}" "\$value"
    done ;;
  'lambda get-function-configuration') cat "$work/stack/RedactionKey" ;;
  'ssm describe-parameters') cat "$work/secrets" ;;
  *) exit 2 ;;
esac
END
# A deployment writes the values that it receives into the stack.
cat > "$work/bin/sam" << END
#!/bin/sh
if [ "\$1" = --version ]; then echo "SAM CLI, version \$(cat "$work/sam-version")"; exit; fi
echo "sam \$*" >> "$work/calls"
if [ "\$1" = deploy ]; then
  for word; do case \$word in file://*) file=\${word#file://} ;; esac; done
  ls -l "\$file" > "$work/mode"
  mkdir -p "$work/stack"
  sed -n 's/^\([A-Za-z]*\): "\(.*\)"\$/\1 \2/p' "\$file" | while read -r name value; do
    printf '%s' "\$value" | sed 's/\\\\\(.\)/\1/g' > "$work/stack/\$name"
  done
fi
END
chmod +x "$work/bin/aws" "$work/bin/sam" "$project/src/cli/target/ingestlayer"
grep -rhoE '[$][{]secret:[^}]+' infra/config/pipelines | sed 's/.*secret://' | sort -u | sed 's|^|/ingestlayer/secrets/|' > "$work/secrets"

deploy() {
  : > "$work/calls"
  PATH="$work/bin:$PATH" "$project/infra/deploy.sh" "$@" > "$work/out" 2> "$work/err" < /dev/null
}
refused() { ! deploy "$@"; }
release() { sed -n 's/^release *//p' "$work/out"; }
unset REDACTION_KEY WEBHOOK_URL
export SHELL_ONLY=no-function-has-it

# ── The first deployment
# ──────────────────────────────────────────────────────────────────────────────────────────────
check "no address to send to is refused" refused --dry-run
check "and named" says "WebhookUrl is missing"
check "a dry run of a stack that is not there" deploy --dry-run WebhookUrl=https://hooks.acme.example
check "says that it would be made" says "The stack would be made"
check "deploys nothing" never "sam deploy"
echo 1.151.0 > "$work/sam-version"
check "a sam that reads no files of parameters is refused" refused WebhookUrl=https://hooks.acme.example
check "and told" says "sam 1.151 is too old"
echo 1.152.0 > "$work/sam-version"
touch "$work/broken"
check "a mistake in infra/config stops the deployment" refused WebhookUrl=https://hooks.acme.example
check "is told by file and line" says "infra/config/pipelines/p.yaml:3: expected a URL"
check "before anything is live" never "sam "
rm "$work/broken"
check "a parameter that is not there is refused" refused WebhokUrl=https://hooks.acme.example
check "with those that are" says "WebhookUrl"
check "a Release of one's own is refused" refused WebhookUrl=https://hooks.acme.example "Release=$(printf '%064d' 0)"
check "a secret on the command line is refused" refused WebhookUrl=https://hooks.acme.example RedactionKey=0123456789abcdef
check "and not repeated" never 0123456789abcdef
export REDACTION_KEY="it's \"0123456789abcdef\" \\ \$HOME"
check "the first deployment" deploy --yes WebhookUrl=https://hooks.acme.example 'CorsOrigins=*'
check "asks nobody when told so" grep -q -- '--no-confirm-changeset' "$work/calls"
check "builds first" grep -q '^sam build' "$work/calls"
check "sends its Release" test "$(cat "$work/stack/Release")" = "$(release)"
check "which has the form that the template asks for" grep -qE '^[0-9a-f]{64}$' "$work/stack/Release"
check "keeps special characters" test "$(cat "$work/stack/RedactionKey")" = "$REDACTION_KEY"
check "expands no pattern" test "$(cat "$work/stack/CorsOrigins")" = '*'
check "shows the secret nowhere" never 0123456789abcdef
check "gives it to sam in a file of this user alone" grep -q '^-rw-------' "$work/mode"
check "checks with the stack's own values" grep -qx 'WEBHOOK_URL=https://hooks.acme.example' "$work/checked-with"
check "the secret among them" grep -qxF "REDACTION_KEY=$REDACTION_KEY" "$work/checked-with"
check "and each literal of the template" grep -qx 'INGESTLAYER_EVENT_RETENTION=90d' "$work/checked-with"
check "but nothing that only this shell has" bash -c "! grep -q SHELL_ONLY '$work/checked-with'"
unset REDACTION_KEY
first=$(release)

# ── Further deployments
# ───────────────────────────────────────────────────────────────────────────────────────────────
check "the same again, with the values that the stack has" deploy --dry-run
check "is the same Release" test "$(release)" = "$first"
check "would publish nothing" says "no new version would be published"

pipeline=$project/infra/config/pipelines/track-feature-usage.yaml
cp "$pipeline" "$work/pipeline"
changed() { # what, what it says
  check "$1" deploy --dry-run "${@:3}"
  check "  is told" says "$2"
  check "  would go live" says "A new version of both functions would be published and go live"
  check "  has a Release of its own" test "$(release)" != "$first"
}
sed -i.bak 's/\[export, api, webhook\]/[export]/' "$pipeline" && rm -f "$pipeline.bak"
changed "a changed pipeline" "has changed infra/config/pipelines/track-feature-usage.yaml"
cp "$work/pipeline" "$pipeline"
changed "a changed parameter" "has changed parameter WebhookUrl" WebhookUrl=https://other.acme.example
sed -i.bak 's/secret:acme-webhook/secret:acme-2/' "$pipeline" && rm -f "$pipeline.bak"
changed "a changed name of a secret" "names a new secret  secret acme-2"
check "  which is not in the parameter store" says "acme-2 is not in the parameter store"
cp "$work/pipeline" "$pipeline"
export REDACTION_KEY=fedcba9876543210
changed "a changed secret parameter" "has changed parameter RedactionKey"
check "  without its value" never fedcba9876543210
unset REDACTION_KEY
echo other > "$project/src/delivery/target/function.zip"
changed "a changed zip" "has changed src/delivery/target/function.zip"
echo delivery > "$project/src/delivery/target/function.zip"
rm -rf "$project/.aws-sam"
changed "on another machine, a changed parameter" "has changed parameter MaximumDeliveryConcurrency" MaximumDeliveryConcurrency=60

# ── Offline ───────────────────────────────────────────────────────────────────────────────────────────────────────────
touch "$work/offline"
now() { deploy --dry-run WebhookUrl=https://hooks.acme.example "$@"; }
check "offline, a dry run" now --manifest "$work/manifest"
check "says that it does not know the stack" says "deployed  unknown: Could not connect"
before=$(release)
check "against its own Release" now --against "$before"
check "nothing has changed" says "no new version would be published"
sed -i.bak 's/\[export, api, webhook\]/[export]/' "$pipeline" && rm -f "$pipeline.bak"
check "against the one before" now --against "$before"
check "a new version would go live" says "A new version of both functions would be published and go live"
check "against its manifest" now --against "$work/manifest"
check "what has changed is told by name" says "has changed infra/config/pipelines/track-feature-usage.yaml"
cp "$work/pipeline" "$pipeline"
check "neither a Release nor a file is refused" bash -c "! PATH='$work/bin:$PATH' '$project/infra/deploy.sh' --dry-run --against nothing WebhookUrl=https://h.example"
check "without AWS nothing is deployed" refused WebhookUrl=https://hooks.acme.example
check "  and the reason is told" says "the stack ingestlayer could not be read: Could not connect"
rm "$work/offline"

# ── Settings in samconfig.toml
# ────────────────────────────────────────────────────────────────────────────────────────
rm -rf "$work/stack"
cat > "$project/infra/samconfig.toml" << 'END'
version = 0.1
[default.global.parameters]
stack_name = "events" # ours
region = "eu-west-1"
[default.deploy.parameters]
parameter_overrides = [
  "Release=use-infra-deploy.sh", # as shipped
  "WebhookUrl=\"https://hooks.acme.example/a?b=c\" Packaging=snapstart",
]
capabilities = "CAPABILITY_IAM"
END
check "parameters of infra/samconfig.toml" deploy Packaging=native
check "are taken" test "$(cat "$work/stack/WebhookUrl")" = 'https://hooks.acme.example/a?b=c'
check "unless the command line has others" test "$(cat "$work/stack/Packaging")" = native
check "as its stack and region are" grep -q -- 'sam deploy .*--stack-name events --region eu-west-1' "$work/calls"

[ "$failures" -eq 0 ] || {
  echo "$failures FAILED"
  exit 1
}
