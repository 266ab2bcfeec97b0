"""Writes expected-linear.json: what scikit-learn's linear models answer on small generated data.

Run in a throw-away environment: pip install scikit-learn, then python generate-linear.py and
`npx biome format --write test/reference/models/expected-linear.json`.
"""

import json
import pathlib
import platform

import numpy
import scipy
import sklearn
from sklearn.calibration import _sigmoid_calibration
from sklearn.linear_model import (
    ElasticNet,
    GammaRegressor,
    LinearRegression,
    LogisticRegression,
    PoissonRegressor,
    Ridge,
    TweedieRegressor,
)
from sklearn.svm import LinearSVC, LinearSVR

random = numpy.random.default_rng(7)
n, p = 60, 5
# Rounded, so that the file is short and its numbers are those that scikit-learn saw.
x = numpy.round(random.normal(size=(n, p)) @ (numpy.eye(p) + 0.4 * random.normal(size=(p, p))), 3)
y = numpy.round(x @ [1.5, -2, 0, 0.5, 0] + random.normal(size=n), 3)
y = numpy.round((y - y.mean()) / y.std(), 6)
weights = random.integers(0, 4, size=n).astype(float)
binary = (x @ [1, -1, 0.5, 0, 0] + random.logistic(size=n) > 0.3).astype(int)
three = numpy.digitize(x @ [1, 0.5, 0, -1, 0] + random.logistic(size=n), [-1, 1])
counts = random.poisson(numpy.exp(x @ [0.4, -0.3, 0, 0.1, 0] + 0.5)).astype(float)
amounts = numpy.round(random.gamma(2, numpy.exp(x @ [0.4, -0.3, 0, 0.1, 0])) + 0.01, 3)
scores = numpy.round(random.normal(size=n) + 2 * binary - 1, 3)


def line(model, target=y, **given):
    model.fit(x, target, **given)
    return {"weights": model.coef_.tolist(), "intercept": float(numpy.ravel(model.intercept_)[0])}


def several(model, target, **given):
    model.fit(x, target, **given)
    return {"weights": model.coef_.tolist(), "intercepts": numpy.ravel(model.intercept_).tolist()}


def logistic(target, l1, l2, **given):
    c = 1 / (l1 + l2)
    model = LogisticRegression(C=c, l1_ratio=l1 * c, solver="saga", tol=1e-13, max_iter=1_000_000, random_state=0)
    return several(model, target, **given)


def svc(target, loss, l2, **given):
    tolerance, dual = (1e-12, False) if loss == "squared_hinge" else (1e-10, True)
    model = LinearSVC(loss=loss, C=1 / l2, dual=dual, tol=tolerance, max_iter=10_000_000, random_state=0)
    return several(model, target, **given)


def svr(loss, l2, epsilon, **given):
    squared = loss == "squared_epsilon_insensitive"
    model = LinearSVR(
        loss=loss, C=1 / l2, epsilon=epsilon, dual=not squared, tol=1e-11, max_iter=10_000_000, random_state=0
    )
    return line(model, **given)


def glm(model, target, l2, **given):
    total = weights.sum() if given else n
    model.set_params(alpha=l2 / total, solver="newton-cholesky", tol=1e-13, max_iter=10_000)
    return line(model, target, **given)


def glms(l2, **given):
    return {
        "poisson": glm(PoissonRegressor(), counts, l2, **given),
        "gamma": glm(GammaRegressor(), amounts, l2, **given),
        "tweedie": glm(TweedieRegressor(power=1.4, link="log"), counts, l2, **given),
    }


weighted = {"sample_weight": weights}
squares = {"loss": "squared_epsilon_insensitive", "l2": 2.0, "epsilon": 0.1}
tube = {"loss": "epsilon_insensitive", "l2": 2.0, "epsilon": 0.1}
slope, offset = _sigmoid_calibration(scores, binary)
expected = {
    "versions": {
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "scipy": scipy.__version__,
        "scikit-learn": sklearn.__version__,
    },
    "x": x.tolist(),
    "y": y.tolist(),
    "weights": weights.tolist(),
    "binary": binary.tolist(),
    "three": three.tolist(),
    "counts": counts.tolist(),
    "amounts": amounts.tolist(),
    "scores": scores.tolist(),
    "weightedLeastSquares": line(LinearRegression(), **weighted),
    "weightedRidge": line(Ridge(alpha=3), **weighted),
    "weightedElasticNet": line(ElasticNet(alpha=0.1, l1_ratio=0.7, tol=1e-15, max_iter=1_000_000), **weighted),
    "weightedLogistic": several(
        LogisticRegression(C=0.5, solver="newton-cholesky", tol=1e-14, max_iter=10_000), three, **weighted
    ),
    "lassoTwo": {f"{l1},{l2}": logistic(binary, l1, l2) for l1, l2 in ((1, 0), (3, 0), (1, 2))},
    "lassoTwoWeighted": logistic(binary, 2, 1, **weighted),
    "lassoThree": {f"{l1},{l2}": logistic(three, l1, l2) for l1, l2 in ((1, 0), (3, 0), (1, 2))},
    "svmTwo": {loss: svc(binary, loss, 2) for loss in ("squared_hinge", "hinge")},
    "svmTwoWeighted": {loss: svc(binary, loss, 2, **weighted) for loss in ("squared_hinge", "hinge")},
    "svmThree": {loss: svc(three, loss, 2) for loss in ("squared_hinge", "hinge")},
    "svmNumbers": {"squared_hinge": svr(**squares), "hinge": svr(**tube)},
    "generalized": glms(2),
    "generalizedWeighted": glms(2, **weighted),
    "platt": {"slope": -float(slope), "offset": -float(offset)},
}

place = pathlib.Path(__file__).with_name("expected-linear.json")
place.write_text(json.dumps(expected, indent=2) + "\n")
