#!/usr/bin/env bash
# Makes a throw-away Python with the clients of other servers and asks a running `kaizen serve` with them.
#   test/conformance/oip/clients.sh          leaves nothing behind
#   KAIZEN_CLIENTS_VENV=DIR …                keeps and uses the environment in DIR
set -euo pipefail
cd "$(dirname "$0")/../../.."

venv=${KAIZEN_CLIENTS_VENV:-}
if [ -z "$venv" ]; then
  venv=$(mktemp -d)
  trap 'rm -rf "$venv"' EXIT
fi
if python=$(test/conformance/oip/make-clients.sh "$venv"); then
  KAIZEN_TRITONCLIENT_PYTHON="$python" npx vitest run --project slow test/conformance/oip
else
  echo "skipped: see the reason above"
fi
