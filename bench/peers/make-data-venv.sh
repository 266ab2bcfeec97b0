#!/bin/sh
# Makes the throw-away Python environments of bench/data.ts, and prints what to set. Evidently, Great Expectations and
# TensorFlow Data Validation do not agree on the versions of what they stand on: one environment each. TFDV needs Python 3.10:
# `python3.10` on the path, or what KAIZEN_PYTHON_310 names.
#   sh bench/peers/make-data-venv.sh [folder]
set -eu
folder=${1:-"${TMPDIR:-/tmp}/kaizen-data-peers"}
make() {
  python=$1 name=$2
  shift 2
  [ -x "$folder/$name/bin/python" ] || "$python" -m venv "$folder/$name"
  "$folder/uv/bin/uv" pip install --quiet --python "$folder/$name/bin/python" "$@" ||
    echo "# $name could not be installed: $*"
}
# pip takes an hour to find versions that TFDV and what it stands on agree on, uv seconds.
[ -x "$folder/uv/bin/uv" ] || { python3 -m venv "$folder/uv" && "$folder/uv/bin/pip" install --quiet uv; }
make python3 pandas pandas pyarrow
make python3 evidently evidently "pandas<3" pyarrow
make python3 great_expectations great_expectations pyarrow
python310=${KAIZEN_PYTHON_310:-$(command -v python3.10 || true)}
if [ -n "$python310" ]; then
  make "$python310" tfdv tensorflow-data-validation==1.15.1 dill "setuptools<81"
else
  echo "# tfdv was left out: there is no python3.10"
fi
echo "export KAIZEN_DATA_PEERS=$folder"
