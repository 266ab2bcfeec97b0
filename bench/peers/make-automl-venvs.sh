#!/bin/sh
# Makes the throw-away Python environments of bench/automl.ts, one per system since they do not agree on versions, and prints
# what to set. H2O also needs a Java runtime on the path.
#   sh bench/peers/make-automl-venvs.sh [folder]
set -eu
folder=${1:-"${TMPDIR:-/tmp}/kaizen-automl-peers"}
make() {
  name=$1
  shift
  [ -x "$folder/$name/bin/python" ] || python3 -m venv "$folder/$name"
  "$folder/uv/bin/uv" pip install --quiet --python "$folder/$name/bin/python" "$@" ||
    echo "# $name could not be installed: $*"
}
[ -x "$folder/uv/bin/uv" ] || { python3 -m venv "$folder/uv" && "$folder/uv/bin/pip" install --quiet uv; }
make flaml "flaml[automl]"
make h2o h2o pandas
make autogluon "autogluon.tabular[lightgbm,xgboost,catboost]"
command -v java > /dev/null || echo "# h2o will be left out: there is no java"
echo "export KAIZEN_AUTOML_PEERS=$folder"
