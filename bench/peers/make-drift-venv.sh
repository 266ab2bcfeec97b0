#!/bin/sh
# Makes the throw-away Python environment that bench/drift.ts and the golden data of drift tests need, and prints what to set.
#   sh bench/peers/make-drift-venv.sh [folder]
set -eu
folder=${1:-"${TMPDIR:-/tmp}/kaizen-peers-drift"}
[ -x "$folder/bin/python" ] || python3 -m venv "$folder"
"$folder/bin/pip" install --quiet evidently==0.4.40 'numpy<2' 'scipy<1.14' 'pandas<2.2' scikit-learn
echo "export KAIZEN_PEERS_PYTHON=$folder/bin/python"
