#!/usr/bin/env bash
# Asks MLflow's own server what `expected.json` holds: what it says where the promises leave servers free.
#   test/conformance/mlflow/record.sh DIR     DIR has or gets the environment of make-clients.sh; takes about three minutes
set -euo pipefail
venv=$(realpath -m "${1:?name the folder of the environment}")
cd "$(dirname "$0")"
python=$(./make-clients.sh "$venv")
folder=$(mktemp -d)
port=$("$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
MLFLOW_DISABLE_TELEMETRY=true "$(dirname "$python")/mlflow" server --workers 1 --host 127.0.0.1 --port "$port" \
  --backend-store-uri "sqlite:///$folder/mlflow.db" --artifacts-destination "$folder/artifacts" >"$folder/log" 2>&1 &
server=$!
trap 'kill "$server"; wait "$server" || true; rm -rf "$folder"' EXIT
for _ in $(seq 120); do
  "$python" -c "import urllib.request; urllib.request.urlopen('http://127.0.0.1:$port/health')" 2>/dev/null && break
  sleep 1
done
"$python" ask-server.py --uri "http://127.0.0.1:$port" --folder "$folder/asked" >"$folder/said.jsonl" 2>"$folder/err" || { cat "$folder/err" >&2; exit 1; }
"$python" - "$folder/said.jsonl" >"$folder/expected.json" <<'PY'
import json, sys
import mlflow, sklearn

said = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
broken = [each for each in said if not each["passed"]]
if broken:
    sys.exit("MLflow itself does not keep these: " + json.dumps(broken, indent=1))
details = {each["name"]: each["detail"] for each in said}
print(json.dumps({"versions": {"mlflow": mlflow.__version__, "scikit-learn": sklearn.__version__}, "said": details}, indent=2, ensure_ascii=False))
PY
mv "$folder/expected.json" expected.json
