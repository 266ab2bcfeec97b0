"""Tiny models of LightGBM and XGBoost with their answers, for `trees-import.test.ts`.

Run with lightgbm 4.7, xgboost 3.2, numpy 2 and pandas installed: python3 generate.py
Writes models/* and expected.json beside this file.
"""

import json
import pathlib

import lightgbm as lgb
import numpy as np
import pandas as pd
import xgboost as xgb

HERE = pathlib.Path(__file__).parent
MODELS = HERE / "models"
MODELS.mkdir(exist_ok=True)

rng = np.random.default_rng(7)
N = 240
NAMES = ["income", "age", "visits", "balance", "plan"]
x = np.column_stack([
    rng.normal(size=N),
    rng.integers(18, 80, N),
    rng.poisson(1.2, N),
    np.where(rng.random(N) < 0.3, 0.0, rng.normal(size=N)),
    rng.integers(0, 9, N),
]).astype(np.float64)
complete = x.copy()
x[rng.random(N) < 0.2, 0] = np.nan
x[rng.random(N) < 0.1, 3] = np.nan

signal = (
    np.nan_to_num(complete[:, 0])
    + 0.03 * (complete[:, 1] - 45)
    + 0.5 * np.isin(complete[:, 4], [2, 5, 7])
    - 0.3 * complete[:, 3]
)
value = signal + 0.3 * rng.normal(size=N)
binary = (value > 0).astype(float)
three = np.digitize(value, [-0.5, 0.5]).astype(float)
count = rng.poisson(np.exp(np.clip(signal, -2, 2) / 2)).astype(float)
positive = np.exp(value / 2)
share = 1 / (1 + np.exp(-value))
grade = np.clip(np.digitize(value, [-1, 0, 1]), 0, 3)

# Rows to answer: training rows, then rows of odd values.
rows = x[:16].copy()
odd = np.array([
    [np.nan, np.nan, np.nan, np.nan, np.nan],
    [0.0, 0.0, 0.0, 0.0, 0.0],
    [-0.0, -0.0, -0.0, -0.0, 3.0],
    [1e-36, 40, 1, -1e-36, 5.0],
    [1e-34, 40, 1, -1e-34, 7.0],
    [1e30, -1e30, 1e30, -1e30, 8.0],
    [0.5, 33.5, 1.5, 0.25, 40.0],
    [np.nan, 60, 0, 0, 2.0],
])
rows = np.vstack([rows, odd])

expected = {
    "versions": {"lightgbm": lgb.__version__, "xgboost": xgb.__version__},
    "names": NAMES,
    "rows": [[None if np.isnan(v) else v for v in row] for row in rows.tolist()],
    "lightgbm": {},
    "xgboost": {},
}


def light(name, target, data=x, rounds=4, json_too=False, group=None, categorical="auto", **params):
    settings = {
        "verbose": -1, "num_leaves": 6, "min_data_in_leaf": 5, "min_data_per_group": 5, "cat_smooth": 1,
        "learning_rate": 0.3, "seed": 3, "num_threads": 1, "deterministic": True, **params,
    }
    dataset = lgb.Dataset(
        data, label=target, feature_name=NAMES, group=group, categorical_feature=categorical,
    )
    booster = lgb.train(settings, dataset, rounds)
    booster.save_model(MODELS / f"lightgbm-{name}.txt")
    if json_too:
        (MODELS / f"lightgbm-{name}.json").write_text(json.dumps(booster.dump_model()))
    expected["lightgbm"][name] = np.ravel(booster.predict(rows)).tolist()


light("binary", binary, objective="binary", sigmoid=1.7, json_too=True)
light("multiclass", three, objective="multiclass", num_class=3, rounds=3, json_too=True)
light("one-vs-all", three, objective="multiclassova", num_class=3, rounds=2)
light("regression", value, objective="regression")
light("square-root", value * 3, objective="regression", reg_sqrt=True)
light("absolute", value, objective="regression_l1", rounds=2)
light("poisson", count, objective="poisson")
light("gamma", positive, objective="gamma", rounds=2)
light("tweedie", positive, objective="tweedie", rounds=2)
light("cross-entropy", share, objective="cross_entropy", rounds=2)
light("forest", binary, objective="binary", boosting="rf", bagging_freq=1, bagging_fraction=0.6, rounds=5)
light("dart", value, objective="regression", boosting="dart", drop_rate=0.5, rounds=5)
light("codes", value, objective="regression", categorical=[4], json_too=True)
light("zero-missing", value, objective="regression", zero_as_missing=True, json_too=True)
light("none-missing", value, objective="regression", use_missing=False)
light("complete", value, data=complete, objective="regression", rounds=2)
light("missing-apart", np.isnan(x[:, 0]) * 2.0 + 0.1 * value, objective="regression", json_too=True)
light("ranking", grade, objective="lambdarank", group=[24] * 10)
light("stump", value[:12], data=x[:12], objective="regression", rounds=2)


def in_single(values):
    return [float(f"{value:.9g}") for value in np.ravel(values)]


def leaves_in_double(booster, matrix):
    """Sums of leaves in doubles: XGBoost itself adds in float32."""
    model = json.loads(booster.save_raw("json"))["learner"]["gradient_booster"]
    weights = model.get("weight_drop")
    model = model.get("gbtree", model)["model"]
    leaves = booster.predict(matrix, pred_leaf=True).reshape(matrix.num_row(), -1)
    n_outputs = max(model["tree_info"]) + 1
    sums = np.zeros((matrix.num_row(), n_outputs))
    for t, (tree, k) in enumerate(zip(model["trees"], model["tree_info"])):
        values = np.array(tree["split_conditions"], np.float32).astype(np.float64)
        weight = 1 if weights is None else float(np.float32(weights[t]))
        sums[:, k] += values[leaves[:, t].astype(int)] * weight
    return sums


def edges(booster):
    """The rows, and rows on both sides of the thresholds of the first trees."""
    found = [rows]
    for tree in json.loads(booster.save_raw("json"))["learner"]["gradient_booster"].get("model", {}).get("trees", [])[:2]:
        for left, column, t, kind in zip(
            tree["left_children"], tree["split_indices"], tree["split_conditions"], tree["split_type"]
        ):
            if left == -1 or kind == 1:
                continue
            t32 = np.float32(t)
            below = np.nextafter(t32, np.float32(-np.inf))
            middle = (float(t32) + float(below)) / 2
            for value in [float(t32), float(below), middle, np.nextafter(middle, -np.inf), np.nextafter(middle, np.inf)]:
                row = rows[3].copy()
                row[column] = value
                found.append(row[None])
    return np.vstack(found[:17])


def boost(name, target, rounds=4, formats=("json",), data=x, names=NAMES, types=None, group=None, bounds=False, **params):
    settings = {"max_depth": 3, "eta": 0.4, "seed": 3, "nthread": 1, "tree_method": "hist", **params}

    def matrix(values, label=None):
        return xgb.DMatrix(values, label=label, feature_names=names, feature_types=types, enable_categorical=True)

    training = matrix(data, None if bounds else target)
    if bounds:
        training.set_float_info("label_lower_bound", target)
        training.set_float_info("label_upper_bound", target * 1.5)
    if group is not None:
        training.set_group(group)
    booster = xgb.train(settings, training, rounds)
    for ending in formats:
        booster.save_model(MODELS / f"xgboost-{name}.{ending}")
    asked = rows if types is not None else edges(booster)
    answered = matrix(asked)
    expected["xgboost"][name] = {
        "extra": asked[len(rows):].tolist(),
        "answers": in_single(booster.predict(answered)),
        "leaves": np.ravel(leaves_in_double(booster, answered)).tolist(),
    }


boost("binary", binary, formats=("json", "ubj"), objective="binary:logistic")
boost("raw-logit", binary, objective="binary:logitraw", rounds=2)
boost("softprob", three, rounds=2, formats=("json", "ubj"), objective="multi:softprob", num_class=3, num_parallel_tree=2, subsample=0.7)
boost("squared", value, objective="reg:squarederror")
boost("given-base", value, objective="reg:squarederror", base_score=2.5, rounds=2)
boost("logistic", share, objective="reg:logistic", rounds=2)
boost("gamma", positive, objective="reg:gamma", rounds=2)
boost("tweedie", positive, objective="reg:tweedie", rounds=2)
boost("absolute", value, objective="reg:absoluteerror", rounds=2)
boost("quantile", value, objective="reg:quantileerror", quantile_alpha=0.7, rounds=2)
boost("huber", value, objective="reg:pseudohubererror", rounds=2)
boost("poisson", count, objective="count:poisson")
boost("ranking", grade, objective="rank:ndcg", group=[24] * 10)
boost("cox", positive, objective="survival:cox", rounds=2)
boost("aft", positive, objective="survival:aft", rounds=2, bounds=True)
boost("dart", value, formats=("json", "ubj"), booster="dart", rate_drop=0.6, rounds=5)
boost("pruned", value, tree_method="exact", gamma=3.0, max_depth=5, rounds=3, formats=("ubj",))
boost("nameless", value, names=None, rounds=2)
codes = ["float", "int", "int", "float", "c"]
boost("codes", value, types=codes, data=np.where(np.isnan(x), np.nan, x), max_cat_to_onehot=2, formats=("json", "ubj"))
boost("one-hot", value, types=codes, max_cat_to_onehot=20, rounds=5)

# Data frames with categories: the file keeps the names of the levels.
PLANS = ["basic", "plus", "for all", "pro max", "trial", "none", "old", "x", "y"]
plans = pd.Categorical([PLANS[int(v)] for v in x[:, 4]])
frame = pd.DataFrame({"income": x[:, 0], "plan": plans, "visits": pd.Categorical(x[:, 2].astype(int))})
frame.loc[::17, "plan"] = np.nan
asked = frame.iloc[:30]
expected["frame"] = {
    "names": list(frame.columns),
    "rows": [
        [None if pd.isna(a) else a, None if pd.isna(b) else str(b), str(c)]
        for a, b, c in zip(asked["income"].tolist(), asked["plan"], asked["visits"])
    ],
}
booster = lgb.train(
    {"verbose": -1, "num_leaves": 6, "min_data_in_leaf": 5, "min_data_per_group": 5, "cat_smooth": 1, "seed": 3, "num_threads": 1},
    lgb.Dataset(frame, label=value), 4,
)
booster.save_model(MODELS / "lightgbm-frame.txt")
(MODELS / "lightgbm-frame.json").write_text(json.dumps(booster.dump_model()))
expected["frame"]["lightgbm"] = booster.predict(asked).tolist()
training = xgb.DMatrix(frame, label=value, enable_categorical=True)
booster = xgb.train({"max_depth": 3, "max_cat_to_onehot": 2, "nthread": 1}, training, 4)
booster.save_model(MODELS / "xgboost-frame.json")
booster.save_model(MODELS / "xgboost-frame.ubj")
expected["frame"]["xgboost"] = in_single(booster.predict(xgb.DMatrix(asked, enable_categorical=True)))

# What is refused.
numbers = np.nan_to_num(x)
lgb.train(
    {"verbose": -1, "linear_tree": True, "num_leaves": 4, "num_threads": 1}, lgb.Dataset(numbers, label=value, params={"linear_tree": True}), 2,
).save_model(MODELS / "refused-linear-leaves.txt")
xgb.train({"booster": "gblinear", "nthread": 1}, xgb.DMatrix(numbers, label=value), 2).save_model(MODELS / "refused-linear-booster.json")
xgb.train(
    {"objective": "reg:quantileerror", "quantile_alpha": [0.1, 0.9], "max_depth": 1, "nthread": 1}, xgb.DMatrix(numbers, label=value), 1,
).save_model(MODELS / "refused-two-quantiles.json")
xgb.train(
    {"objective": "multi:softprob", "num_class": 3, "multi_strategy": "multi_output_tree", "max_depth": 1, "nthread": 1},
    xgb.DMatrix(numbers, label=three), 1,
).save_model(MODELS / "refused-vector-leaves.json")
xgb.train({"objective": "binary:hinge", "max_depth": 1, "nthread": 1}, xgb.DMatrix(numbers, label=binary), 1).save_model(
    MODELS / "refused-hinge.json"
)
tiny = xgb.train({"max_depth": 1, "nthread": 1}, xgb.DMatrix(numbers, label=value), 1)
tiny.dump_model(MODELS / "refused-dump.txt")
tiny.dump_model(MODELS / "refused-dump.json", dump_format="json")

(HERE / "expected.json").write_text(json.dumps(expected) + "\n")
