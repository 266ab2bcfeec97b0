#!/bin/sh
# Makes the throw-away Python environment that benches compare with, and prints what to set.
#   sh bench/peers/make-venv.sh [folder]
set -eu
folder=${1:-"${TMPDIR:-/tmp}/kaizen-peers"}
[ -x "$folder/bin/python" ] || python3 -m venv "$folder"
"$folder/bin/pip" install --quiet numpy scipy scikit-learn lightgbm xgboost interpret
echo "export KAIZEN_PEERS_PYTHON=$folder/bin/python"
