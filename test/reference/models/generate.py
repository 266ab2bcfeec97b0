"""Writes expected.json: what scikit-learn answers on small generated data.

Run in a throw-away environment: pip install scikit-learn, then python generate.py and
`npx biome format --write test/reference/models/expected.json`.
"""

import json
import pathlib
import platform

import numpy
import scipy
import sklearn
from sklearn.linear_model import ElasticNet, LinearRegression, LogisticRegression, Ridge
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

random = numpy.random.default_rng(42)
n, p = 40, 4
# Rounded, so that the file is short and its numbers are those that scikit-learn saw.
x = numpy.round(random.normal(size=(n, p)) * [1, 10, 0.1, 3] + [0, 100, 5, -2], 3)
z = (x - x.mean(axis=0)) / x.std(axis=0)
y = numpy.round(z @ [1.5, -2, 0, 0.5] + random.normal(size=n) * 0.5, 3)
binary = (z @ [1, -1, 0.5, 0] + random.logistic(size=n) > 0.3).astype(int)
three = numpy.digitize(z @ [1, 0.5, 0, -1] + random.logistic(size=n), [-1, 1])
collinear = numpy.column_stack([x, x[:, 0], 2 * x[:, 1] - x[:, 3], numpy.full(n, 0.1)])


def linear(model, features=x):
    model.fit(features, y)
    return {"weights": model.coef_.tolist(), "intercept": float(model.intercept_)}


def logistic(target, l2):
    model = LogisticRegression(C=1 / l2, solver="newton-cholesky", tol=1e-14, max_iter=10_000)
    # In standard deviations the optimizer converges; the penalty is on those weights.
    model.fit(z, target)
    return {
        "weights": model.coef_.tolist(),
        "intercepts": model.intercept_.tolist(),
        "probabilities": model.predict_proba(z[:10]).tolist(),
    }


def tree(model, target, answer):
    model.fit(x, target)
    return getattr(model, answer)(x).tolist()


expected = {
    "versions": {
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "scipy": scipy.__version__,
        "scikit-learn": sklearn.__version__,
    },
    "x": x.tolist(),
    "y": y.tolist(),
    "binary": binary.tolist(),
    "three": three.tolist(),
    "leastSquares": linear(LinearRegression()),
    "leastSquaresCollinear": LinearRegression().fit(collinear, y).predict(collinear).tolist(),
    "ridge": {str(l2): linear(Ridge(alpha=l2)) for l2 in (0.01, 1, 100)},
    "elasticNet": {
        f"{alpha},{ratio}": linear(ElasticNet(alpha=alpha, l1_ratio=ratio, tol=1e-15, max_iter=1_000_000))
        for alpha, ratio in ((0.1, 0.5), (0.1, 1), (1, 0.1))
    },
    "logisticBinary": {str(l2): logistic(binary, l2) for l2 in (0.1, 1, 10)},
    "logisticThree": {str(l2): logistic(three, l2) for l2 in (0.1, 1, 10)},
    "treeRegression": {
        str(depth): tree(DecisionTreeRegressor(max_depth=depth, min_samples_leaf=2, random_state=0), y, "predict")
        for depth in (1, 2, 3, 5)
    },
    "treeBinary": {
        str(depth): tree(DecisionTreeClassifier(max_depth=depth, min_samples_leaf=3, random_state=0), binary, "predict_proba")
        for depth in (1, 2, 3)
    },
    "treeThree": {
        str(depth): tree(DecisionTreeClassifier(max_depth=depth, min_samples_leaf=3, random_state=0), three, "predict_proba")
        for depth in (1, 2, 3)
    },
}

place = pathlib.Path(__file__).with_name("expected.json")
place.write_text(json.dumps(expected, indent=2) + "\n")
