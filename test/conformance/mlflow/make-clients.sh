#!/usr/bin/env bash
# Makes a Python with MLflow's client and server in a folder, within fifteen minutes, and prints its path.
#   test/conformance/mlflow/make-clients.sh DIR     fails with a reason where there is no python3, no venv or no registry
set -euo pipefail
venv=${1:?name the folder of the environment}
fail() {
  echo "$1" >&2
  exit 1
}

if [ ! -f "$venv/complete" ]; then
  command -v python3 >/dev/null 2>&1 || fail "there is no python3"
  timeout 300 python3 -m venv "$venv" >/dev/null 2>&1 || fail "this python3 makes no environments (venv)"
  timeout 900 "$venv/bin/pip" install --quiet --disable-pip-version-check --retries 1 \
    'mlflow==3.17.2' 'scikit-learn==1.9.1' 'psycopg2-binary==2.9.13' >&2 || fail "MLflow could not be installed"
  touch "$venv/complete"
fi
echo "$venv/bin/python"
