#!/bin/sh
# Makes the throw-away Python environments of bench/serving.ts, one per server since they do not agree on versions, and prints
# what to set.
#   sh bench/peers/make-serving-venvs.sh [folder]
set -eu
folder=${1:-"${TMPDIR:-/tmp}/kaizen-serving-peers"}
uv=${UV:-"$folder/uv/bin/uv"}
make() {
  name=$1
  shift
  [ -x "$folder/$name/bin/python" ] || python3 -m venv "$folder/$name"
  "$uv" pip install --quiet --python "$folder/$name/bin/python" "$@" ||
    echo "# $name could not be installed: $*"
}
[ -x "$uv" ] || { python3 -m venv "$folder/uv" && "$folder/uv/bin/pip" install --quiet uv; }
make fastapi fastapi "uvicorn[standard]" lightgbm pandas
make mlflow mlflow lightgbm pandas
make mlserver mlserver mlserver-lightgbm
make bentoml bentoml lightgbm pandas
echo "export KAIZEN_SERVING_PEERS=$folder"
