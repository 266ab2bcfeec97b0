#!/usr/bin/env bash
# Makes a throw-away Python with MLflow's client and asks a `kaizen serve` of this checkout with it.
#   test/conformance/mlflow/client.sh         leaves nothing behind
#   KAIZEN_MLFLOW_VENV=DIR …                  keeps and uses the environment in DIR
set -euo pipefail
cd "$(dirname "$0")/../../.."

venv=${KAIZEN_MLFLOW_VENV:-}
if [ -z "$venv" ]; then
  venv=$(mktemp -d)
  trap 'rm -rf "$venv"' EXIT
fi
if python=$(test/conformance/mlflow/make-clients.sh "$venv"); then
  KAIZEN_MLFLOW_PYTHON="$python" npx vitest run --project slow test/conformance/mlflow
else
  echo "skipped: see the reason above"
fi
