"""Writes expected.json: what scikit-learn makes of a few categories and columns.

Run in a throw-away environment: pip install scikit-learn, then python generate.py and
`npx biome format --write test/reference/features/expected.json`.
"""

import json
import pathlib
import platform

import numpy
import sklearn
from sklearn.datasets import load_breast_cancer, load_diabetes
from sklearn.feature_selection import RFE, f_classif, f_regression
from sklearn.linear_model import Lasso, LogisticRegression, Ridge
from sklearn.metrics import mutual_info_score
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.preprocessing import TargetEncoder

random = numpy.random.default_rng(3)
STEP, LONGEST_PATH = 0.75, 24


def standardized(x):
    return numpy.round((x - x.mean(0)) / x.std(0), 4)


def encoding(levels, y, kind):
    column = numpy.array(levels).reshape(-1, 1)
    encoder = TargetEncoder(smooth=10, cv=5, random_state=1, target_type=kind)
    train = encoder.fit_transform(column, y)
    folds = (KFold if kind == "continuous" else StratifiedKFold)(5, shuffle=True, random_state=1)
    parts = numpy.zeros(len(levels), int)
    for part, (_, held) in enumerate(folds.split(column, y)):
        parts[held] = part
    return {
        "levels": levels,
        "y": numpy.asarray(y).tolist(),
        "parts": parts.tolist(),
        "train": train.T.tolist(),
        "later": encoder.transform(numpy.array([[0], [1], [2], [3], [4], [99]])).T.tolist(),
    }


def bins(values):
    ordered = numpy.sort(values)
    cuts, last = [], None
    for b in range(1, 10):
        value = ordered[b * len(values) // 10]
        above = ordered[ordered > value]
        cut = value if value != last else (above[0] if len(above) else None)
        last = value
        if cut is not None and (not cuts or cut > cuts[-1]):
            cuts.append(cut)
    return numpy.searchsorted(cuts, values, side="right")


def path(x, y, n_kept, support_of, largest):
    penalty, kept = STEP * largest, None
    for _ in range(1, LONGEST_PATH):
        penalty *= STEP
        support = support_of(penalty)
        if len(support) > n_kept:
            break
        if len(support) > 0:
            kept = support
    return kept


levels = random.integers(0, 5, 60).tolist()
numbers = numpy.round(random.normal(size=60) + numpy.array(levels), 3)
two = (random.random(60) < 0.2 + 0.15 * numpy.array(levels)).astype(int)
three = ((numpy.array(levels) + random.integers(0, 2, 60)) % 3).astype(int)

cancer = load_breast_cancer()
x, y = standardized(cancer.data[:120, :9]), cancer.target[:120]
diabetes = load_diabetes()
u, v = standardized(diabetes.data[:120]), diabetes.target[:120]


def logistic_support(penalty):
    model = LogisticRegression(
        C=1 / penalty, l1_ratio=1, solver="saga", tol=1e-8, max_iter=100000
    ).fit(x, y)
    return numpy.flatnonzero(model.coef_[0]).tolist()


def lasso_support(penalty):
    model = Lasso(alpha=penalty / len(v), tol=1e-10, max_iter=100000).fit(u, v)
    return numpy.flatnonzero(model.coef_).tolist()


expected = {
    "versions": {"python": platform.python_version(), "sklearn": sklearn.__version__},
    "encodings": {
        "numbers": encoding(levels, numbers, "continuous"),
        "two": encoding(levels, two, "binary"),
        "three": encoding(levels, three, "multiclass"),
    },
    "classes": {
        "x": x.tolist(),
        "y": y.tolist(),
        "f": f_classif(x, y)[0].tolist(),
        "information": [mutual_info_score(bins(column), y) for column in x.T],
        "eliminated": numpy.flatnonzero(
            RFE(LogisticRegression(C=1, tol=1e-8), n_features_to_select=4).fit(x, y).support_
        ).tolist(),
        "l1": path(x, y, 4, logistic_support, numpy.abs(x.T @ (y - y.mean())).max()),
    },
    "numbers": {
        "x": u.tolist(),
        "y": v.tolist(),
        "f": f_regression(u, v)[0].tolist(),
        "information": [mutual_info_score(bins(column), bins(v)) for column in u.T],
        "eliminated": numpy.flatnonzero(
            RFE(Ridge(alpha=1), n_features_to_select=4).fit(u, v).support_
        ).tolist(),
        "l1": path(u, v, 4, lasso_support, numpy.abs(u.T @ (v - v.mean())).max()),
    },
}
here = pathlib.Path(__file__).parent
(here / "expected.json").write_text(json.dumps(expected, indent=2) + "\n")
