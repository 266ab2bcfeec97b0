"""Writes expected-quality.json: LightGBM's scores on its own examples, mean and standard deviation over 20 seeds.

Rows and columns are drawn, so that seeds differ. Run where lightgbm and scikit-learn are installed, with the folder of
the examples: python generate-quality.py DATA/lightgbm_examples
"""

import json
import pathlib
import platform
import sys

import lightgbm
import numpy
from sklearn.datasets import load_svmlight_file
from sklearn.metrics import log_loss, roc_auc_score

folder = pathlib.Path(sys.argv[1])
SEEDS, ROUNDS = 20, 100


def table(name):
    rows = numpy.loadtxt(folder / name)
    return rows[:, 1:], rows[:, 0]


def ranked(name):
    x, y = load_svmlight_file(str(folder / name), n_features=301)
    return numpy.asarray(x.todense()), y, numpy.loadtxt(folder / f"{name}.query", dtype=int)


def ndcg(scores, grades, sizes, k=5):
    """Mean over the groups that have a relevant row."""
    found, start = [], 0
    for size in sizes:
        own, gains = scores[start : start + size], 2.0 ** grades[start : start + size] - 1
        start += size
        discounts = 1 / numpy.log2(numpy.arange(2, size + 2))
        discounts[k:] = 0
        ideal = (numpy.sort(gains)[::-1] * discounts).sum()
        if ideal > 0:
            found.append((gains[numpy.argsort(-own, kind="stable")] * discounts).sum() / ideal)
    return float(numpy.mean(found))


TASKS = {
    "binary": {"objective": "binary", "num_leaves": 63, "learning_rate": 0.1, "feature_fraction": 0.8, "bagging_fraction": 0.8, "min_data_in_leaf": 50, "min_sum_hessian_in_leaf": 5.0},
    "regression": {"objective": "regression", "num_leaves": 31, "learning_rate": 0.05, "feature_fraction": 0.9, "bagging_fraction": 0.8, "min_data_in_leaf": 100, "min_sum_hessian_in_leaf": 5.0},
    "multiclass": {"objective": "multiclass", "num_class": 5, "num_leaves": 31, "learning_rate": 0.05, "feature_fraction": 0.8, "bagging_fraction": 0.8, "min_data_in_leaf": 20, "min_sum_hessian_in_leaf": 1e-3},
    "rank": {"objective": "lambdarank", "num_leaves": 31, "learning_rate": 0.1, "feature_fraction": 0.9, "bagging_fraction": 0.9, "min_data_in_leaf": 50, "min_sum_hessian_in_leaf": 5.0},
}


def scores_of(task, params):
    """Higher is better: AUC, minus the mean squared error, minus the log loss, NDCG at 5."""
    if task == "rank":
        x, y, sizes = ranked("rank.train")
        test_x, test_y, test_sizes = ranked("rank.test")
    else:
        (x, y), (test_x, test_y), sizes = table(f"{task}.train"), table(f"{task}.test"), None
    scores = []
    for seed in range(SEEDS):
        fixed = {"bagging_freq": 1, "lambda_l2": 0.0, "num_threads": 1, "deterministic": True, "seed": seed, "verbose": -1}
        model = lightgbm.train({**fixed, **params}, lightgbm.Dataset(x, y, group=sizes), ROUNDS)
        answers = model.predict(test_x)
        scores.append(
            roc_auc_score(test_y, answers)
            if task == "binary"
            else -float(numpy.mean((answers - test_y) ** 2))
            if task == "regression"
            else -log_loss(test_y, answers)
            if task == "multiclass"
            else ndcg(answers, test_y, test_sizes)
        )
    return {"mean": round(float(numpy.mean(scores)), 6), "sd": round(float(numpy.std(scores, ddof=1)), 6)}


expected = {
    "versions": {"python": platform.python_version(), "lightgbm": lightgbm.__version__},
    "seeds": SEEDS,
    "rounds": ROUNDS,
    "tasks": {task: {"params": params, **scores_of(task, params)} for task, params in TASKS.items()},
}
pathlib.Path(__file__).with_name("expected-quality.json").write_text(json.dumps(expected, indent=2) + "\n")
