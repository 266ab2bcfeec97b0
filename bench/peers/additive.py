"""Fits interpret's EBM and LightGBM on the rows that bench/additive.ts wrote; prints one JSON line each."""

import json
import pathlib
import sys
import time

import lightgbm
import numpy
from interpret.glassbox import ExplainableBoostingClassifier, ExplainableBoostingRegressor
from sklearn.metrics import log_loss, r2_score, roc_auc_score, root_mean_squared_error

folder = pathlib.Path(sys.argv[1])
shape = json.loads((folder / "shape.json").read_text())
x = numpy.fromfile(folder / "x.bin").reshape(-1, shape["nColumns"])
y = numpy.fromfile(folder / "y.bin")
order = numpy.fromfile(folder / "order.bin", dtype=numpy.int32)
test, train = order[: shape["nTest"]], order[shape["nTest"] :]
is_regression = shape["kind"] == "regression"
categories = [j for j, levels in enumerate(shape["levels"]) if levels > 0]
kinds = ["nominal" if j in categories else "continuous" for j in range(shape["nColumns"])]

# Missing codes as NaN for interpret, which reads -1 as a level.
named = x.astype(object)
for j in categories:
    named[:, j] = [None if code < 0 else f"level {int(code)}" for code in x[:, j]]


def run(peer, model, features, **fit):
    began = time.process_time()
    model.fit(features[train], y[train], **fit)
    fitted = time.process_time()
    answers = model.predict(features[test]) if is_regression else model.predict_proba(features[test])[:, 1]
    predicted = time.process_time()
    score = (
        f"RMSE {root_mean_squared_error(y[test], answers):.0f}, R² {r2_score(y[test], answers):.4f}"
        if is_regression
        else f"AUC {roc_auc_score(y[test], answers):.4f}, log loss {log_loss(y[test], answers):.4f}"
    )
    figures = {"peer": peer, "fitMs": 1e3 * (fitted - began), "predictMs": 1e3 * (predicted - fitted), "score": score}
    print(json.dumps(figures), flush=True)


Boosting = ExplainableBoostingRegressor if is_regression else ExplainableBoostingClassifier
# The default of 14 bags takes seven times as long and scores alike.
run("interpret EBM, 2 bags, 10 pairs", Boosting(feature_types=kinds, n_jobs=1, outer_bags=2, interactions=10), named)
Trees = lightgbm.LGBMRegressor if is_regression else lightgbm.LGBMClassifier
run("LightGBM, default", Trees(n_jobs=1, verbose=-1), x, categorical_feature=categories)
