#!/bin/sh
# Makes the throw-away Python environment that bench/detectors.ts and the references of detectors and change points compare with.
#   sh bench/peers/make-detectors-venv.sh [folder]
set -eu
folder=${1:-"${TMPDIR:-/tmp}/kaizen-peers-detectors"}
[ -x "$folder/bin/python" ] || python3 -m venv "$folder"
"$folder/bin/pip" install --quiet river==0.26.1 ruptures==1.1.10 menelaus==0.2.0 scipy
echo "export KAIZEN_PEERS_PYTHON=$folder/bin/python"
