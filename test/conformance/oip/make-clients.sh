#!/usr/bin/env bash
# Makes a Python with the clients of other servers in a folder, within ten minutes, and prints its path.
#   test/conformance/oip/make-clients.sh DIR     fails with a reason where there is no python3, no venv or no registry
set -euo pipefail
venv=${1:?name the folder of the environment}
fail() {
  echo "$1" >&2
  exit 1
}

if [ ! -f "$venv/complete" ]; then
  command -v python3 >/dev/null 2>&1 || fail "there is no python3"
  timeout 60 python3 -m venv "$venv" >/dev/null 2>&1 || fail "this python3 makes no environments (venv)"
  timeout 600 "$venv/bin/pip" install --quiet --disable-pip-version-check --retries 1 \
    'tritonclient[http,grpc]==2.73.0' 'kserve==0.21.0' 'open-inference-openapi==2.0.0.1' \
    'mlflow-skinny==3.17.2' 'boto3==1.44.5' pandas >&2 || fail "the clients could not be installed"
  touch "$venv/complete"
fi
echo "$venv/bin/python"
