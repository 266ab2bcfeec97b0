"""Dumps of XGBoost's trees with the answers of their models, for `trees-import.test.ts`.

Run with xgboost 3.2 and numpy 2 installed: python3 generate_dumps.py
Writes models/xgboost-dump-* and expected-dumps.json beside this file.
"""

import json
import pathlib

import numpy as np
import xgboost as xgb

HERE = pathlib.Path(__file__).parent
rng = np.random.default_rng(11)
N = 200
x = np.column_stack([
    rng.normal(size=N), rng.integers(18, 80, N), rng.normal(size=N) * 1e-6, rng.integers(0, 9, N),
]).astype(np.float64)
x[rng.random(N) < 0.2, 0] = np.nan
value = np.nan_to_num(x[:, 0]) + 0.03 * (x[:, 1] - 45) + 3e5 * x[:, 2] + 0.6 * np.isin(x[:, 3], [2, 5, 7])
three = np.digitize(value, [-0.5, 0.5]).astype(float)
rows = np.vstack([x[:20], [[np.nan] * 4], [[0, 0, 0, 0]], [[0.5, 44.5, 1e-7, 40]]])
expected = {"rows": [[None if np.isnan(v) else v for v in row] for row in rows.tolist()], "dumps": {}}


def dump(name, target, endings, rounds=3, names=None, types=None, with_stats=False, **params):
    def matrix(values, label=None):
        return xgb.DMatrix(values, label=label, feature_names=names, feature_types=types, enable_categorical=True)

    booster = xgb.train({"max_depth": 3, "eta": 0.4, "seed": 3, "nthread": 1, **params}, matrix(x, target), rounds)
    for ending in endings:
        booster.dump_model(
            HERE / f"models/xgboost-dump-{name}.{ending}", with_stats=with_stats,
            dump_format={"json": "json", "txt": "text"}[ending],
        )
    learner = json.loads(booster.save_config())["learner"]["learner_model_param"]
    expected["dumps"][name] = {
        "endings": endings,
        "names": names,
        "objective": params["objective"],
        "baseScore": json.loads(learner["base_score"]),
        "nClasses": params.get("num_class", 1),
        "margins": [float(f"{v:.9g}") for v in np.ravel(booster.predict(matrix(rows), output_margin=True))],
        "answers": [float(f"{v:.9g}") for v in np.ravel(booster.predict(matrix(rows)))],
    }


both = ["json", "txt"]
named = ["income", "age", "very small", "plan"]
dump("binary", (value > 0).astype(float), both, objective="binary:logistic", with_stats=True)
dump("squared", value, both, names=named, types=["float", "int", "float", "float"], objective="reg:squarederror")
dump("softprob", three, both, rounds=2, objective="multi:softprob", num_class=3)
codes = ["float", "float", "float", "c"]
dump("sets", value, both, types=codes, max_cat_to_onehot=2, objective="reg:squarederror")
dump("one-hot", value, ["txt"], types=codes, max_cat_to_onehot=20, rounds=5, objective="reg:squarederror")
dump("poisson", np.round(np.exp(value / 2)), ["json"], objective="count:poisson")

(HERE / "expected-dumps.json").write_text(json.dumps(expected) + "\n")
