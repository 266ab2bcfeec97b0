"""Writes expected.json: what scikit-learn and scipy answer on small generated out-of-fold probabilities.

Run in a throw-away environment: pip install scikit-learn, then python generate.py and
`npx biome format --write test/reference/combine/expected.json`.
"""

import json
import pathlib

import numpy
import scipy
import sklearn
from scipy.optimize import minimize
from scipy.special import expit, log_softmax
from sklearn.calibration import _sigmoid_calibration, _TemperatureScaling, calibration_curve
from sklearn.isotonic import IsotonicRegression

random = numpy.random.default_rng(11)
n = 120
logit = random.normal(size=n) * 1.5
truth = (random.random(n) < expit(logit)).astype(int)
# Too sure, and ties among them; rounded, so that the file is short and its numbers are those that scikit-learn saw.
p = numpy.clip(numpy.round(expit(2.5 * logit + 0.8), 2), 0.01, 0.99)
at = [0.0, 0.02, 0.255, 0.5, 0.61, 0.875, 0.985, 1.0]

k = 3
logits = random.normal(size=(n, k)) * 1.5
shares = numpy.exp(log_softmax(logits, axis=1))
classes = numpy.array([random.choice(k, p=row) for row in shares])
many = numpy.exp(log_softmax(2 * logits + [0.5, 0, -0.5], axis=1))
many = numpy.round(many, 3)
many[:, 0] = 1 - many[:, 1:].sum(axis=1)
many = numpy.clip(many, 1e-3, None)
many = many / many.sum(axis=1, keepdims=True)


def platt():
    slope, offset = _sigmoid_calibration(numpy.log(p / (1 - p)), truth)
    return {"slope": -slope, "offset": -offset}


def isotonic():
    curve = IsotonicRegression(out_of_bounds="clip").fit(p, truth)
    return {"x": curve.X_thresholds_.tolist(), "y": curve.y_thresholds_.tolist(), "answers": curve.predict(at).tolist()}


def temperature(probabilities, labels):
    return 1 / float(_TemperatureScaling().fit(probabilities, labels).beta_)


def beta(stated, labels):
    a_of, b_of = numpy.log(stated), numpy.log(1 - stated)

    def loss(w):
        z = w[0] * a_of - w[1] * b_of + w[2]
        return numpy.logaddexp(0, numpy.where(labels == 1, -z, z)).sum() + 0.5 * ((w[0] - 1) ** 2 + (w[1] - 1) ** 2 + w[2] ** 2)

    best = minimize(loss, [1, 1, 0], method="L-BFGS-B", bounds=[(0, None), (0, None), (None, None)], options={"gtol": 1e-10, "ftol": 1e-16, "maxiter": 10000})
    return {"parameters": best.x.tolist(), "loss": float(loss(best.x))}


def vector():
    logs = numpy.log(many)

    def loss(w):
        z = w[:k] * logs + w[k:]
        return -log_softmax(z, axis=1)[numpy.arange(n), classes].sum() + 0.5 * (((w[:k] - 1) ** 2).sum() + (w[k:] ** 2).sum())

    best = minimize(loss, [1] * k + [0] * k, method="L-BFGS-B", options={"gtol": 1e-10, "ftol": 1e-16, "maxiter": 10000})
    return {"slopes": best.x[:k].tolist(), "offsets": best.x[k:].tolist()}


def on_simplex(loss, gradient, m):
    best = min(
        (
            minimize(loss, start, jac=gradient, method="SLSQP", bounds=[(0, 1)] * m,
                     constraints={"type": "eq", "fun": lambda w: w.sum() - 1, "jac": lambda w: numpy.ones(m)},
                     options={"ftol": 1e-15, "maxiter": 2000})
            for start in [numpy.full(m, 1 / m), numpy.eye(m)[0] * 0.9 + 0.1 / m]
        ),
        key=lambda found: found.fun,
    )
    return {"weights": best.x.tolist(), "loss": float(best.fun)}


def mixtures():
    m = 6
    of_truth = numpy.round(numpy.clip(expit(logit[:, None] * (2 * truth[:, None] - 1) + random.normal(size=(n, m)) * 1.2), 0.01, 0.99), 3)
    y = numpy.round(random.normal(size=n), 3)
    answers = numpy.round(y[:, None] * random.uniform(0.3, 1, m) + random.normal(size=(n, m)), 3)
    return {
        "logLoss": {
            "ofTruth": of_truth.T.tolist(),
            **on_simplex(lambda w: -numpy.log(of_truth @ w).mean(), lambda w: -(of_truth / (of_truth @ w)[:, None]).mean(axis=0), m),
        },
        "squared": {
            "truth": y.tolist(),
            "answers": answers.T.tolist(),
            **on_simplex(lambda w: ((answers @ w - y) ** 2).mean(), lambda w: 2 * answers.T @ (answers @ w - y) / n, m),
        },
    }


def curve(strategy):
    observed, stated = calibration_curve(truth, p, n_bins=5, strategy=strategy)
    return {"observed": observed.tolist(), "stated": stated.tolist()}


expected = {
    "versions": {"scikit-learn": sklearn.__version__, "scipy": scipy.__version__, "numpy": numpy.__version__},
    "binary": {"truth": truth.tolist(), "p": p.tolist(), "at": at},
    "many": {"truth": classes.tolist(), "probabilities": many.ravel().tolist()},
    "platt": platt(),
    "isotonic": isotonic(),
    "temperature": {"binary": temperature(numpy.c_[1 - p, p], truth), "many": temperature(many, classes)},
    # Free minima with a and b above 0, one of them below, both below.
    "beta": [
        {"truth": labels.tolist(), **beta(p, labels)}
        for labels in (truth, ((p > 0.1) & (p < 0.9)).astype(int), ((p < 0.1) | (p > 0.9)).astype(int), 1 - truth)
    ],
    "vector": vector(),
    "curve": curve("uniform"),
    "mixtures": mixtures(),
}
path = pathlib.Path(__file__).parent / "expected.json"
path.write_text(json.dumps(expected) + "\n")
