"""Writes expected-covariance.json: robust and shrunk covariances by numpy, scipy and scikit-learn.

Run in a throw-away environment: pip install scikit-learn, then python generate-covariance.py and
`npx biome format --write test/reference/outliers/expected-covariance.json`.
"""

import json
import pathlib

import numpy
import scipy
import sklearn
from scipy.stats import chi2
from sklearn.covariance import MinCovDet, ledoit_wolf

random = numpy.random.default_rng(7)


def spoiled(n, p, n_outliers):
    mix = random.normal(size=(p, p))
    x = random.normal(size=(n, p)) @ mix + numpy.arange(p)
    x[:n_outliers] = random.normal(size=(n_outliers, p)) * 0.3 + 9
    return numpy.round(x, 3)


def consistency(share, p):
    return share / chi2.cdf(chi2.ppf(share, p), p + 2)


def log_determinant(x, rows):
    return float(numpy.linalg.slogdet(numpy.atleast_2d(numpy.cov(x[rows].T, bias=True)))[1])


def least_subset(x, h, n_starts=3000):
    """Concentration steps in plain numpy from many beginnings: scikit-learn's search does not always find the least."""
    n, p = x.shape
    best = None
    for _ in range(n_starts):
        rows = random.choice(n, p + 1, replace=False)
        for _ in range(50):
            gaps = x - x[rows].mean(axis=0)
            covariance = numpy.atleast_2d(numpy.cov(x[rows].T, bias=True)) + 1e-12 * numpy.eye(p)
            squares = numpy.einsum("ij,jk,ik->i", gaps, numpy.linalg.inv(covariance), gaps)
            after = numpy.sort(numpy.argsort(squares, kind="stable")[:h])
            if numpy.array_equal(after, rows):
                break
            rows = after
        if best is None or log_determinant(x, rows) < log_determinant(x, best):
            best = rows
    return best


def mcd(x):
    n, p = x.shape
    fits = [MinCovDet(random_state=seed).fit(x) for seed in range(8)]
    theirs = min(log_determinant(x, numpy.flatnonzero(fit.raw_support_)) for fit in fits)
    rows = least_subset(x, int(fits[0].raw_support_.sum()))
    center = x[rows].mean(axis=0)
    covariance = numpy.atleast_2d(numpy.cov(x[rows].T, bias=True)) * consistency(len(rows) / n, p)
    gaps = x - center
    squares = numpy.einsum("ij,jk,ik->i", gaps, numpy.linalg.inv(covariance), gaps)
    kept = x[squares <= chi2.ppf(0.975, p)]
    reweighted = numpy.atleast_2d(numpy.cov(kept.T)) * consistency(0.975, p)
    return {
        "x": x.tolist(),
        "rows": rows.tolist(),
        "logDeterminantOfScikitLearn": theirs,
        "center": kept.mean(axis=0).tolist(),
        "covariance": reweighted.tolist(),
    }


wide = numpy.round(random.normal(size=(25, 30)) @ random.normal(size=(30, 30)) / 5, 3)
shrunk, shrinkage = ledoit_wolf(wide)
expected = {
    "versions": {"scipy": scipy.__version__, "scikit-learn": sklearn.__version__},
    "mcd": [mcd(spoiled(120, 3, 30)), mcd(spoiled(61, 2, 10)), mcd(spoiled(40, 1, 8))],
    "shrunk": {"x": wide.tolist(), "shrinkage": shrinkage, "diagonal": numpy.diag(shrunk).tolist(), "firstRow": shrunk[0].tolist()},
}

place = pathlib.Path(__file__).with_name("expected-covariance.json")
place.write_text(json.dumps(expected) + "\n")
