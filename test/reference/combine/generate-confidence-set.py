"""Writes expected-confidence-set.json: p-values of the model confidence set by the package arch, on made losses.

Run in a throw-away environment: pip install arch, then python generate-confidence-set.py and
`npx biome format --write test/reference/combine/expected-confidence-set.json`.
"""

import json
import pathlib

import arch
import numpy
from arch.bootstrap import MCS

random = numpy.random.default_rng(5)
n = 150
shared = random.normal(size=(n, 1))
ahead = numpy.array([0.0, 0.02, 0.08, 0.12, 0.2, 0.4])
losses = numpy.round(1 + ahead + shared + 0.5 * random.normal(size=(n, 6)), 2)
found = MCS(losses, size=0.05, reps=20000, block_size=1, method="max", bootstrap="stationary", seed=1)
found.compute()
values = found.pvalues["Pvalue"].sort_index()
expected = {"versions": {"arch": arch.__version__}, "losses": losses.T.tolist(), "pValues": values.tolist()}
path = pathlib.Path(__file__).parent / "expected-confidence-set.json"
path.write_text(json.dumps(expected) + "\n")
print(values)
