"""Writes expected.json: what LightGBM and XGBoost answer after a few rounds on small data with few distinct values.

Run in a throw-away environment: pip install lightgbm xgboost, then python generate.py and
`npx biome format --write test/reference/boosting/expected.json`. `generate-quality.py` writes the scores on real data.
"""

import json
import pathlib
import platform

import lightgbm
import numpy
import xgboost

random = numpy.random.default_rng(20261122)
N, ASKED, ROUNDS = 220, 60, 4

x = numpy.column_stack(
    [
        random.normal(size=N).round(2),
        random.integers(0, 12, N),
        random.normal(size=N).round(1) * (random.random(N) < 0.5),
        random.normal(size=N).round(2),
    ]
)
missing = x.copy()
missing[random.random(N) < 0.2, 0] = numpy.nan
missing[random.random(N) < 0.1, 3] = numpy.nan
present = numpy.nan_to_num(missing, nan=1.3)
signal = present[:, 0] + (present[:, 1] > 4) * present[:, 3] + 0.5 * present[:, 2]
noise = random.normal(size=N)
targets = {
    "numbers": (2 * signal + noise).round(2),
    "counts": random.poisson(numpy.exp(0.4 * signal)),
    "amounts": (numpy.exp(0.4 * signal + 0.5 * noise)).round(2),
    "two": (signal + noise > 0).astype(int),
    "three": numpy.digitize(signal + noise, [-0.7, 0.7]),
}
weights = random.integers(1, 5, N) / 2

BASE = {"learning_rate": 0.3, "num_leaves": 8, "min_data_in_leaf": 5, "lambda_l2": 1.0, "min_sum_hessian_in_leaf": 1e-3}
# With Hessians other than 1, the number of rows in a leaf is an estimate in both libraries, and not the same one: the
# sum of Hessians limits the leaves instead.
BY_HESSIAN = {**BASE, "min_data_in_leaf": 1, "min_sum_hessian_in_leaf": 3.0}

# LightGBM never asks a column again below a node in which no cut of it gained enough; we do. Such trees are left out by
# ending them before that matters.
SHORT = {"num_leaves": 5}

LIGHTGBM = [
    # title, target, objective, parameters, weighted, with missing values
    ("squared error", "numbers", "regression", BASE, False, False),
    ("squared error, missing values", "numbers", "regression", BASE, False, True),
    ("squared error, no l2", "numbers", "regression", {**BASE, "lambda_l2": 0.0}, False, True),
    ("squared error, l1 and l2", "numbers", "regression", {**BASE, "lambda_l1": 2.0, "lambda_l2": 3.0, **SHORT}, False, True),
    ("squared error, gaining splits", "numbers", "regression", {**BASE, "min_gain_to_split": 60.0, "num_leaves": 31}, False, True),
    ("squared error, shallow", "numbers", "regression", {**BASE, "max_depth": 2}, False, True),
    ("squared error, large leaves", "numbers", "regression", {**BASE, "min_data_in_leaf": 25, **SHORT}, False, True),
    ("squared error, weights", "numbers", "regression", BY_HESSIAN, True, True),
    ("log loss", "two", "binary", BY_HESSIAN, False, False),
    ("log loss, missing values", "two", "binary", {**BY_HESSIAN, **SHORT}, False, True),
    ("log loss, weights", "two", "binary", BY_HESSIAN, True, True),
    ("counts", "counts", "poisson", BY_HESSIAN, False, True),
    ("counts, weights", "counts", "poisson", BY_HESSIAN, True, True),
    ("amounts", "amounts", "gamma", BY_HESSIAN, False, True),
    ("claims", "counts", "tweedie", BY_HESSIAN, False, True),
    ("three classes", "three", "multiclass", {**BY_HESSIAN, **SHORT}, False, True),
    ("three classes one by one", "three", "multiclassova", BY_HESSIAN, False, True),
]

DEPTH_WISE = {"eta": 0.3, "max_depth": 3, "lambda": 1.0, "alpha": 0.0, "min_child_weight": 4.0}
# XGBoost also keeps missing values from a monotone column's others in either direction; we try one only. Such columns
# are complete here.
XGBOOST = [
    ("level by level", "numbers", "reg:squarederror", DEPTH_WISE, False, False),
    ("level by level, missing values", "numbers", "reg:squarederror", DEPTH_WISE, False, True),
    ("level by level, l1 and l2", "numbers", "reg:squarederror", {**DEPTH_WISE, "alpha": 2.0, "lambda": 4.0}, False, True),
    ("level by level, weights", "numbers", "reg:squarederror", DEPTH_WISE, True, True),
    ("level by level, log loss", "two", "binary:logistic", {**DEPTH_WISE, "min_child_weight": 2.0}, False, True),
    ("level by level, rising and falling", "numbers", "reg:squarederror", {**DEPTH_WISE, "monotone_constraints": "(1,0,0,-1)"}, False, False),
]


def signif(values, digits=9):
    return [float(f"{v:.{digits}g}") for v in numpy.ravel(values)]


def with_lightgbm(title, target, objective, params, weighted, gaps):
    rows = missing if gaps else x
    fixed = {
        "objective": objective,
        "num_class": 3 if target == "three" else 1,
        "max_bin": 255,
        "min_data_in_bin": 1,
        "enable_bundle": False,
        "feature_pre_filter": False,
        "num_threads": 1,
        "deterministic": True,
        "force_row_wise": True,
        "verbose": -1,
    }
    data = lightgbm.Dataset(rows, targets[target], weight=weights if weighted else None)
    model = lightgbm.train({**fixed, **params}, data, ROUNDS)
    return {
        "title": title,
        "library": "lightgbm",
        "target": target,
        "objective": objective,
        "params": params,
        "weighted": weighted,
        "missing": gaps,
        "raw": signif(model.predict(rows[:ASKED], raw_score=True)),
        "nLeaves": [tree["num_leaves"] for tree in model.dump_model()["tree_info"]],
    }


def with_xgboost(title, target, objective, params, weighted, gaps):
    rows = missing if gaps else x
    y = targets[target]
    data = xgboost.DMatrix(rows, y, weight=weights if weighted else None)
    # Both begin at the weighted mean, XGBoost in single precision.
    share = float(numpy.average(y, weights=weights if weighted else None))
    fixed = {"objective": objective, "tree_method": "exact", "base_score": share, "nthread": 1, "seed": 1}
    model = xgboost.train({**fixed, **params}, data, ROUNDS)
    raw = model.predict(xgboost.DMatrix(rows[:ASKED]), output_margin=True)
    return {
        "title": title,
        "library": "xgboost",
        "target": target,
        "objective": objective,
        "params": params,
        "weighted": weighted,
        "missing": gaps,
        "raw": signif(raw, 7),
        "nLeaves": [dump.count("leaf=") for dump in model.get_dump()],
    }


expected = {
    "versions": {"python": platform.python_version(), "lightgbm": lightgbm.__version__, "xgboost": xgboost.__version__},
    "rounds": ROUNDS,
    "complete": x.tolist(),
    # JSON knows no NaN.
    "missing": [[None if numpy.isnan(v) else v for v in row] for row in missing],
    "weights": weights.tolist(),
    "targets": {name: values.tolist() for name, values in targets.items()},
    "cases": [with_lightgbm(*case) for case in LIGHTGBM] + [with_xgboost(*case) for case in XGBOOST],
}
pathlib.Path(__file__).with_name("expected.json").write_text(json.dumps(expected))
