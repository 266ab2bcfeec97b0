#!/bin/sh
# Makes the throw-away Python environment that bench/monitoring/beside-evidently.ts needs, and prints what to set.
#   sh bench/peers/make-monitoring-venv.sh [folder]
set -eu
folder=${1:-"${TMPDIR:-/tmp}/kaizen-peers-monitoring"}
[ -x "$folder/bin/python" ] || python3 -m venv "$folder"
"$folder/bin/pip" install --quiet evidently==0.4.40 'numpy<2' 'scipy<1.14' 'pandas<2.2' scikit-learn 'pyarrow<18'
echo "export KAIZEN_PEERS_PYTHON=$folder/bin/python"
