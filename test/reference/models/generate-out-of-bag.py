"""Writes expected-out-of-bag.json: scikit-learn's out-of-bag scores of forests on the data of expected.json.

Run in a throw-away environment: pip install scikit-learn, then python generate-out-of-bag.py and
`npx biome format --write test/reference/models/expected-out-of-bag.json`.
"""

import json
import pathlib

import numpy
import sklearn
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

here = pathlib.Path(__file__).parent
given = json.loads((here / "expected.json").read_text())
x = numpy.array(given["x"])


def scores(forest, target):
    found = [
        forest(n_estimators=60, max_features=2, oob_score=True, random_state=seed).fit(x, given[target]).oob_score_
        for seed in range(40)
    ]
    return {"mean": float(numpy.mean(found)), "deviation": float(numpy.std(found, ddof=1))}


expected = {
    "versions": {"numpy": numpy.__version__, "scikit-learn": sklearn.__version__},
    "y": scores(RandomForestRegressor, "y"),
    "binary": scores(RandomForestClassifier, "binary"),
    "three": scores(RandomForestClassifier, "three"),
}
(here / "expected-out-of-bag.json").write_text(json.dumps(expected, indent=2) + "\n")
