#!/usr/bin/env bash
# Sends valid and invalid generated requests to the stack on this machine, as src/contract/openapi.yaml describes them.
# Fails on a 5xx, and on any answer that the document does not allow.
#   FUZZ_EXAMPLES   the number of requests for each call (default 1500; about ten calls, each in several phases)
#   FUZZ_SEED       a number that selects the requests
#   SCHEMATHESIS    the command (pip install schemathesis)
set -euo pipefail
cd "$(dirname "$0")/../.."

port=${FUZZ_PORT:-18100}
log=$(mktemp)
export INGESTLAYER_LOCAL_PORT_HTTP=$port INGESTLAYER_LOCAL_PORT_RECEIVER=$((port + 1)) INGESTLAYER_LOCAL_PORT_DYNAMODB=$((port + 2)) \
  INGESTLAYER_LOCAL_PORT_SQS=$((port + 3)) INGESTLAYER_LOCAL_PORT_SSM=$((port + 4))
setsid ./mvnw -B -q -Plocal >"$log" 2>&1 </dev/null &
stack=$!
trap 'kill -TERM -- -$stack 2>/dev/null || true; wait $stack 2>/dev/null || true' EXIT
for _ in $(seq 180); do
  curl -fs "localhost:$port/healthz" >/dev/null && break
  kill -0 $stack 2>/dev/null || break
  sleep 1
done
curl -fs "localhost:$port/healthz" >/dev/null || { cat "$log"; echo "the stack did not start"; exit 1; }

status=0
"${SCHEMATHESIS:-schemathesis}" run src/contract/openapi.yaml --url "http://localhost:$port" \
  -H "Authorization: Bearer il_local_development" \
  --checks not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance \
  --phases examples,coverage,fuzzing --mode all --max-examples "${FUZZ_EXAMPLES:-1500}" --seed "${FUZZ_SEED:-1}" \
  --request-timeout 30 --warnings off --no-color || status=$?
if grep -nE "ERROR|answered 500|Exception" "$log"; then
  echo "the functions logged faults (above)"
  status=1
fi
exit $status
