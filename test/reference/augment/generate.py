"""Writes expected.json: the neighbors, the distance and the made rows of imbalanced-learn's SMOTE and SMOTE-NC.

Run in a throw-away environment: pip install imbalanced-learn, then python generate.py and
`npx biome format --write test/reference/augment/expected.json`.

The chance that imbalanced-learn drew is written down too (row, place of the neighbor, gap), so that our rows can be
made of the same draws. Columns are scaled before, as we scale them.
"""

import json
import pathlib

import imblearn
import numpy
import sklearn
from imblearn.over_sampling import SMOTE, SMOTENC

random = numpy.random.default_rng(4)
sizes = {"a": 110, "b": 45, "c": 24}
target = [name for name, size in sizes.items() for _ in range(size)]
n = len(target)
shift = numpy.repeat([0.0, 1.0, -1.5], list(sizes.values()))
numbers = numpy.round(
    numpy.column_stack(
        [
            random.normal(size=n) + shift,
            1000 * random.exponential(size=n),
            0.01 * random.normal(size=n) - 0.02 * shift,
        ]
    ),
    7,
)
colors = numpy.array(["red", "green", "blue", "grey"])
shapes = numpy.array(["round", "square"])
categories = numpy.column_stack(
    [
        colors[random.choice(4, size=n, p=[0.4, 0.3, 0.2, 0.1])],
        shapes[(random.random(n) < 0.3 + 0.2 * shift).astype(int)],
        random.choice(["x", "y", "z"], size=n),
    ]
)
mean, sd = numbers.mean(axis=0), numbers.std(axis=0, ddof=1)
scaled = (numbers - mean) / sd
p = numbers.shape[1]
drawn = []


def spied(sampler):
    """Writes down what the sampler draws for each class."""

    class Spy(sampler):
        def _generate_samples(self, X, nn_data, nn_num, rows, cols, steps, *rest, **named):
            made = super()._generate_samples(X, nn_data, nn_num, rows, cols, steps, *rest, **named)
            drawn.append(
                {
                    "neighbors": nn_num.tolist(),
                    "distances": self.nn_k_.kneighbors(nn_data)[0][:, 1:].tolist(),
                    "rows": rows.tolist(),
                    "cols": cols.tolist(),
                    "steps": steps.ravel().tolist(),
                }
            )
            return made

    return Spy


def classes_of(sampler, x, codes):
    """Runs a sampler; what it drew, and what it made, class by class."""
    drawn.clear()
    x_all, y_all = sampler.fit_resample(x, codes)
    answer = []
    for draw, name in zip(drawn, ["b", "c"]):
        made = x_all[n:][y_all[n:] == name]
        answer.append(
            {
                "class": name,
                "neighbors": draw["neighbors"],
                "distances": numpy.round(draw["distances"], 7).tolist(),
                "rows": draw["rows"],
                "cols": draw["cols"],
                "steps": numpy.round(draw["steps"], 10).tolist(),
                "numbers": numpy.round(made[:, :p].astype(float) * sd + mean, 6).tolist(),
                "categories": made[:, p:].tolist(),
            }
        )
    return answer


def with_ties(one):
    """Adds the categories that as many neighbors have as any other: imbalanced-learn draws one of them."""
    rows = numpy.flatnonzero(numpy.array(target) == one["class"])
    one["majorities"] = []
    for row in one["rows"]:
        circle = categories[rows[one["neighbors"][row]]]
        majorities = []
        for column in circle.T:
            names, counts = numpy.unique(column, return_counts=True)
            majorities.append(names[counts == counts.max()].tolist())
        one["majorities"].append(majorities)
    return one


codes = numpy.array(target)
mixed = numpy.hstack([scaled.astype(object), categories.astype(object)])
nc = spied(SMOTENC)(categorical_features=list(range(p, p + 3)), random_state=0, k_neighbors=5)
smote_nc = [with_ties(one) for one in classes_of(nc, mixed, codes)]
smote = classes_of(spied(SMOTE)(random_state=1, k_neighbors=5), scaled, codes)
expected = {
    "versions": {
        "imbalanced-learn": imblearn.__version__,
        "numpy": numpy.__version__,
        "scikit-learn": sklearn.__version__,
    },
    "target": target,
    "numbers": numbers.T.tolist(),
    "categories": categories.T.tolist(),
    "medians": {name: float(median) for name, median in nc.median_std_.items()},
    "smote": [{key: value for key, value in one.items() if key != "categories"} for one in smote],
    "smoteNc": smote_nc,
}

place = pathlib.Path(__file__).with_name("expected.json")
place.write_text(json.dumps(expected) + "\n")
