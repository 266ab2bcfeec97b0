"""Fits scikit-learn's linear models on the data that bench/linear.ts wrote; prints one JSON line per task."""

import json
import pathlib
import sys
import time

import numpy
import scipy.sparse
from sklearn.calibration import CalibratedClassifierCV
from sklearn.linear_model import ElasticNet, LogisticRegression, PoissonRegressor, Ridge
from sklearn.svm import LinearSVC, LinearSVR

folder = pathlib.Path(sys.argv[1])
shape = json.loads((folder / "shape.json").read_text())
n, p = shape["nRows"], shape["nColumns"]
if shape["isSparse"]:
    parts = [
        numpy.fromfile(folder / name, dtype=kind)
        for name, kind in (("values.bin", float), ("columns.bin", "int32"), ("offsets.bin", "int32"))
    ]
    x = scipy.sparse.csr_matrix(tuple(parts), shape=(n, p))
else:
    x = numpy.fromfile(folder / "values.bin").reshape(n, p)
y = numpy.fromfile(folder / "y.bin")


def logistic(l1=0.0, l2=0.0):
    if l1 == 0:
        return LogisticRegression(C=1 / l2, tol=1e-4, max_iter=1000)
    if len(numpy.unique(y)) == 2:
        # LIBLINEAR is the fastest of them; a large scaling keeps the penalty off the intercept.
        return LogisticRegression(
            C=1 / l1, l1_ratio=1, solver="liblinear", tol=1e-4, max_iter=1000, intercept_scaling=10
        )
    return LogisticRegression(C=1 / l1, l1_ratio=1, solver="saga", tol=1e-4, max_iter=1000)


def svm(loss, l2):
    if shape["kind"] == "regression":
        name = {"hinge": "epsilon_insensitive", "squared-hinge": "squared_epsilon_insensitive"}[loss]
        return LinearSVR(loss=name, C=1 / l2, epsilon=0.1, dual="auto", tol=1e-4, max_iter=1000)
    machine = LinearSVC(loss=loss.replace("-", "_"), C=1 / l2, dual="auto", tol=1e-4, max_iter=1000)
    return CalibratedClassifierCV(machine, cv=5, ensemble=False)


MODELS = {
    "logistic": logistic,
    "linear-svm": svm,
    "ridge": lambda l2: Ridge(alpha=l2),
    "elastic-net": lambda alpha, l1Ratio: ElasticNet(alpha=alpha, l1_ratio=l1Ratio, precompute=not shape["isSparse"]),
    "generalized-linear": lambda l2: PoissonRegressor(alpha=l2 / n, tol=1e-4, max_iter=1000),
}

for at, (name, params) in enumerate(shape["tasks"]):
    model = MODELS[name](**params)
    began, used = time.perf_counter(), time.process_time()
    model.fit(x, y)
    ms, cpu_ms = 1e3 * (time.perf_counter() - began), 1e3 * (time.process_time() - used)
    if isinstance(model, CalibratedClassifierCV):
        model = model.calibrated_classifiers_[0].estimator
    found = numpy.concatenate([numpy.ravel(model.coef_), numpy.ravel(model.intercept_)])
    found.tofile(folder / f"found-{at}.bin")
    print(json.dumps({"at": at, "ms": ms, "cpuMs": cpu_ms}), flush=True)
