"""Writes expected-gaussian-process.json: what scikit-learn's Gaussian process answers on small generated data.

Run in a throw-away environment: pip install scikit-learn, then python generate-gaussian-process.py and
`npx biome format --write test/reference/models/expected-gaussian-process.json`.
"""

import json
import pathlib

import numpy
import sklearn
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, WhiteKernel

random = numpy.random.default_rng(3)
n, m, p = 50, 8, 2
x = numpy.round(random.uniform(-3, 3, size=(n, p)) * [1, 4], 3)
y = numpy.round(numpy.sin(x[:, 0]) * 5 + 0.3 * x[:, 1] + 10 + random.normal(size=n) * 0.4, 3)
queries = numpy.round(random.uniform(-4, 4, size=(m, p)) * [1, 4], 3)


def answers(lengths, optimizer):
    kernel = ConstantKernel(1, (1e-3, 1e3)) * RBF(lengths, (1e-3, 1e4)) + WhiteKernel(10**-2.5, (1e-6, 1e1))
    # Both sides follow one start from the same place, so that they end at the same maximum.
    model = GaussianProcessRegressor(kernel, alpha=0, normalize_y=True, optimizer=optimizer).fit(x, y)
    means, deviations = model.predict(queries, return_std=True)
    return {
        "means": means.tolist(),
        "variances": (deviations**2).tolist(),
        "logLikelihood": float(model.log_marginal_likelihood_value_),
        "hyperparameters": numpy.exp(model.kernel_.theta).tolist(),
    }


typical = (numpy.sqrt(p) * x.std(axis=0)).tolist()
expected = {
    "versions": {"numpy": numpy.__version__, "scikit-learn": sklearn.__version__},
    "x": x.tolist(),
    "y": y.tolist(),
    "queries": queries.tolist(),
    "first": answers(typical, None),
    "perColumn": answers(typical, "fmin_l_bfgs_b"),
}

place = pathlib.Path(__file__).with_name("expected-gaussian-process.json")
place.write_text(json.dumps(expected, indent=2) + "\n")
