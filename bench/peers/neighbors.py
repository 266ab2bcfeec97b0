"""Fits scikit-learn's counterpart on the rows that bench/neighbors.ts wrote; prints one JSON line per algorithm."""

import json
import pathlib
import sys
import time
import warnings

import numpy
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel
from sklearn.naive_bayes import GaussianNB, MultinomialNB
from sklearn.neighbors import KNeighborsRegressor

warnings.simplefilter("ignore")
folder = pathlib.Path(sys.argv[1])
shape = json.loads((folder / "shape.json").read_text())
x = numpy.fromfile(folder / "x.bin").reshape(-1, shape["nColumns"])
queries = numpy.fromfile(folder / "queries.bin").reshape(-1, shape["nColumns"])
y = numpy.fromfile(folder / "y.bin")


def run(peer, make):
    fit_ms = predict_ms = float("inf")
    for _ in range(shape["nPasses"]):
        began = time.perf_counter()
        model = make().fit(x, y)
        fitted = time.perf_counter()
        answers = model.predict_proba(queries) if hasattr(model, "predict_proba") else model.predict(queries)
        fit_ms = min(fit_ms, 1e3 * (fitted - began))
        predict_ms = min(predict_ms, 1e3 * (time.perf_counter() - fitted))
    first = answers.ravel()[:10].tolist()
    print(json.dumps({"peer": peer, "fitMs": fit_ms, "predictMs": predict_ms, "first": first}))


name = shape["estimator"]
if name == "k-nearest-neighbors":
    for algorithm in ("brute", "kd_tree", "ball_tree"):
        run(
            f"scikit-learn {algorithm}",
            lambda: KNeighborsRegressor(shape["given"]["nNeighbors"], algorithm=algorithm, n_jobs=1),
        )
elif name == "gaussian-naive-bayes":
    run("scikit-learn", GaussianNB)
elif name == "multinomial-naive-bayes":
    run("scikit-learn", MultinomialNB)
else:
    kernel = ConstantKernel(1, (1e-3, 1e3)) * RBF(2, (1e-3, 1e3)) + WhiteKernel(1e-2, (1e-6, 1e1))
    run("scikit-learn", lambda: GaussianProcessRegressor(kernel, alpha=0, normalize_y=True, n_restarts_optimizer=1, random_state=0))
