"""Writes expected.json: how scikit-learn's isolation forest scores small data with planted outliers.

Run in a throw-away environment: pip install scikit-learn, then python generate.py and
`npx biome format --write test/reference/outliers/expected.json`.
"""

import json
import pathlib

import numpy
import sklearn
from sklearn.ensemble import IsolationForest
from sklearn.metrics import roc_auc_score

random = numpy.random.default_rng(11)
n, p, n_outliers, subsample = 150, 3, 12, 64
# Two clouds and a shell of outliers, some of them between the clouds.
x = random.normal(size=(n, p)) + numpy.where(random.random((n, 1)) < 0.6, -2, 3)
is_outlier = numpy.zeros(n, dtype=int)
is_outlier[:n_outliers] = 1
x[:n_outliers] = random.uniform(-7, 8, size=(n_outliers, p))
x = numpy.round(x, 2)

def mean_path(n):
    return 2 * sum(1 / k for k in range(2, n + 1))


def scores(forest):
    """As score_samples, with the exact mean path: scikit-learn's logarithm says 1.21 instead of 1.67 for three rows."""
    total = numpy.zeros(n)
    for tree in forest.estimators_:
        rows = tree.tree_.n_node_samples[tree.apply(x)]
        total += tree.decision_path(x).sum(axis=1).A1 - 1 + [mean_path(each) for each in rows]
    return 2 ** (-total / len(forest.estimators_) / mean_path(subsample))


# So many trees that a score's own noise is below 0.002.
many = IsolationForest(n_estimators=4000, max_samples=subsample, random_state=0).fit(x)
aucs = [
    roc_auc_score(is_outlier, -IsolationForest(n_estimators=100, max_samples=subsample, random_state=seed).fit(x).score_samples(x))
    for seed in range(20)
]
expected = {
    "versions": {"numpy": numpy.__version__, "scikit-learn": sklearn.__version__},
    "subsample": subsample,
    "x": x.tolist(),
    "isOutlier": is_outlier.tolist(),
    "scores": numpy.round(scores(many), 4).tolist(),
    "auc": {"mean": round(float(numpy.mean(aucs)), 4), "deviation": round(float(numpy.std(aucs)), 4)},
}

place = pathlib.Path(__file__).with_name("expected.json")
place.write_text(json.dumps(expected) + "\n")
