#!/bin/sh
# Makes the throw-away Python environment that bench/batch-predict.ts compares with, and prints what to set.
#   sh bench/peers/make-batch-venv.sh [folder]
set -eu
folder=${1:-"${TMPDIR:-/tmp}/kaizen-batch-peers"}
[ -x "$folder/bin/python" ] || python3 -m venv "$folder"
"$folder/bin/pip" install --quiet numpy pandas polars lightgbm
echo "export KAIZEN_BATCH_PYTHON=$folder/bin/python"
