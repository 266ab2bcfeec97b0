#!/usr/bin/env bash
# Makes a Python with a server that speaks S3 (moto) in a folder, within ten minutes, and prints the path of the server.
#   test/conformance/s3/make-server.sh DIR     fails with a reason where there is no python3, no venv or no registry
set -euo pipefail
venv=${1:?name the folder of the environment}
fail() {
  echo "$1" >&2
  exit 1
}

if [ ! -f "$venv/complete" ]; then
  command -v python3 >/dev/null 2>&1 || fail "there is no python3"
  timeout 300 python3 -m venv "$venv" >/dev/null 2>&1 || fail "this python3 makes no environments (venv)"
  timeout 600 "$venv/bin/pip" install --quiet --disable-pip-version-check --retries 1 \
    'moto[server,s3]==5.2.2' >&2 || fail "moto could not be installed"
  touch "$venv/complete"
fi
echo "$venv/bin/moto_server"
