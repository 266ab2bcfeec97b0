#!/usr/bin/env bash
# Makes a throw-away Python with the clients of other servers and asks a running `kaizen serve` with them.
#   test/conformance/oip/clients.sh          leaves nothing behind
#   KAIZEN_CLIENTS_VENV=DIR …                keeps and uses the environment in DIR
set -euo pipefail
cd "$(dirname "$0")/../../.."

if ! command -v python3 >/dev/null 2>&1; then
  echo "skipped: there is no python3"
  exit 0
fi
venv=${KAIZEN_CLIENTS_VENV:-}
if [ -z "$venv" ]; then
  venv=$(mktemp -d)
  trap 'rm -rf "$venv"' EXIT
fi
if [ ! -x "$venv/bin/python" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet 'tritonclient[http,grpc]==2.73.0' 'kserve==0.21.0' \
    'open-inference-openapi==2.0.0.1' 'mlflow-skinny==3.17.2' 'boto3==1.44.5' pandas ||
    { echo "skipped: the clients could not be installed"; exit 0; }
fi
KAIZEN_TRITONCLIENT_PYTHON="$venv/bin/python" npx vitest run --project slow test/conformance/oip
