"""Writes expected-additive.json: what interpret's explainable boosting machine answers on small generated data.

Run in a throw-away environment: pip install interpret-core, then python generate-additive.py and
`npx biome format --write test/reference/models/expected-additive.json`.
"""

import importlib.metadata
import json
import pathlib
import platform

import numpy
from interpret.glassbox import ExplainableBoostingRegressor

random = numpy.random.default_rng(7)
n_train, n_test = 300, 200
x = numpy.round(random.uniform(-1, 1, size=(n_train + n_test, 3)), 2)
signal = 2 * numpy.abs(x[:, 0]) + (x[:, 1] > 0.3) + 3 * x[:, 0] * x[:, 2]
y = numpy.round(signal + 0.2 * random.normal(size=len(x)), 2)

model = ExplainableBoostingRegressor(outer_bags=8, interactions=3, random_state=1, n_jobs=1)
model.fit(x[:n_train], y[:n_train])
error = model.predict(x[n_train:]) - signal[n_train:]

expected = {
    "versions": {
        "python": platform.python_version(),
        "numpy": numpy.__version__,
        "interpret-core": importlib.metadata.version("interpret-core"),
    },
    "nTrain": n_train,
    "x": x.tolist(),
    "y": y.tolist(),
    "rmseOfSignal": float(numpy.sqrt(numpy.mean(error**2))),
    "strongestPair": max(
        (t for t in zip(model.term_features_, model.term_importances()) if len(t[0]) == 2), key=lambda t: t[1]
    )[0],
}
place = pathlib.Path(__file__).with_name("expected-additive.json")
place.write_text(json.dumps(expected, indent=2) + "\n")
