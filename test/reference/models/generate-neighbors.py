"""Writes expected-neighbors.json: what scikit-learn's nearest neighbors answer on small generated data.

Run in a throw-away environment: pip install scikit-learn, then python generate-neighbors.py and
`npx biome format --write test/reference/models/expected-neighbors.json`.
"""

import json
import pathlib

import numpy
import sklearn
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

random = numpy.random.default_rng(7)
n, m, p = 60, 12, 3
x = numpy.round(random.normal(size=(n, p)) * [1, 3, 0.5] + [0, 1, 0], 3)
queries = numpy.round(random.normal(size=(m, p)) * [1, 3, 0.5] + [0, 1, 0], 3)
# The first query is a row that was learned: at distance 0 it answers alone when weighed by distance.
queries[0] = x[5]
y = numpy.round(x @ [1, -0.5, 2] + random.normal(size=n) * 0.3, 3)
classes = numpy.digitize(y, [-1, 1])

cases = []
for metric in ("euclidean", "manhattan", "cosine"):
    for weighting in ("uniform", "distance"):
        for k in (1, 5, 17):
            given = {"n_neighbors": k, "weights": weighting, "metric": metric, "algorithm": "brute"}
            cases.append(
                {
                    "params": {"nNeighbors": k, "weighting": weighting, "metric": metric},
                    "numbers": KNeighborsRegressor(**given).fit(x, y).predict(queries).tolist(),
                    "classes": KNeighborsClassifier(**given).fit(x, classes).predict_proba(queries).tolist(),
                }
            )

expected = {
    "versions": {"numpy": numpy.__version__, "scikit-learn": sklearn.__version__},
    "x": x.tolist(),
    "y": y.tolist(),
    "classes": classes.tolist(),
    "queries": queries.tolist(),
    "cases": cases,
}

place = pathlib.Path(__file__).with_name("expected-neighbors.json")
place.write_text(json.dumps(expected, indent=2) + "\n")
