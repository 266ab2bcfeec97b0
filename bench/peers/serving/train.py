"""Makes the model that bench/serving.ts asks: `train.py <adult-train.csv> <folder>`, in the environment of MLflow.

LightGBM, 500 trees of 31 leaves, on the 14 columns of the Adult table, with the texts as numbers of their order. Writes model.txt, rows.json
(1 000 rows by column), probabilities.json (what LightGBM answers to them), mlflow/ and mlserver/. Prints one JSON line with versions.
"""
import json
import sys
from pathlib import Path

import lightgbm
import mlflow
import mlflow.lightgbm
import pandas as pd

NAMES = [
    "age", "workclass", "fnlwgt", "education", "education_num", "marital_status", "occupation",
    "relationship", "race", "sex", "capital_gain", "capital_loss", "hours_per_week", "country", "income",
]
csv, folder = sys.argv[1], Path(sys.argv[2])
table = pd.read_csv(csv, names=NAMES, skipinitialspace=True)
y = (table.pop("income") == ">50K").astype(int)
for name in table.columns:
    if not pd.api.types.is_numeric_dtype(table[name]):
        table[name] = table[name].astype("category").cat.codes
x = table.astype("float64")
params = {"objective": "binary", "num_leaves": 31, "learning_rate": 0.05, "seed": 1, "num_threads": 1, "verbose": -1}
booster = lightgbm.train(params, lightgbm.Dataset(x, y), num_boost_round=500)
booster.save_model(folder / "model.txt")
asked = x.head(1000)
(folder / "rows.json").write_text(json.dumps(asked.to_dict("records")))
(folder / "probabilities.json").write_text(json.dumps(booster.predict(asked).tolist()))
mlflow.lightgbm.save_model(booster, str(folder / "mlflow"))
mlserver = folder / "mlserver"
mlserver.mkdir(exist_ok=True)
(mlserver / "model.bst").write_text((folder / "model.txt").read_text())
(mlserver / "model-settings.json").write_text(
    json.dumps({"name": "adult", "implementation": "mlserver_lightgbm.LightGBMModel", "parameters": {"uri": "./model.bst"}})
)
(mlserver / "settings.json").write_text(json.dumps({"parallel_workers": 0, "debug": False}))
print(json.dumps({"lightgbm": lightgbm.__version__, "mlflow": mlflow.__version__}))
