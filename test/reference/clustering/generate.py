"""Writes expected.json: k-means from given centers, indices of clusterings, and agreement of two, by scikit-learn.

Run in a throw-away environment: pip install scikit-learn, then python generate.py and
`npx biome format --write test/reference/clustering/expected.json`.
"""

import json
import pathlib

import numpy
import sklearn
from sklearn.cluster import KMeans
from sklearn.datasets import load_iris
from sklearn.metrics import (
    adjusted_rand_score,
    calinski_harabasz_score,
    davies_bouldin_score,
    silhouette_samples,
    silhouette_score,
)

x, species = load_iris(return_X_y=True)


def from_rows(rows):
    model = KMeans(len(rows), init=x[rows], n_init=1, tol=0, algorithm="lloyd", max_iter=300).fit(x)
    labels = model.labels_
    return {
        "rows": rows,
        "labels": labels.tolist(),
        "centers": numpy.round(model.cluster_centers_, 12).tolist(),
        "inertia": model.inertia_,
        "silhouette": silhouette_score(x, labels),
        "silhouettes": numpy.round(silhouette_samples(x, labels)[::10], 12).tolist(),
        "calinskiHarabasz": calinski_harabasz_score(x, labels),
        "daviesBouldin": davies_bouldin_score(x, labels),
        "adjustedRand": adjusted_rand_score(species, labels),
    }


best = {
    k: KMeans(k, n_init=100, tol=0, random_state=0).fit(x).inertia_ for k in range(1, 9)
}
expected = {
    "versions": {"numpy": numpy.__version__, "scikit-learn": sklearn.__version__},
    "x": x.tolist(),
    "species": species.tolist(),
    "fits": [from_rows([0, 50, 100]), from_rows([3, 4, 60, 90, 149])],
    "bestInertia": best,
}

place = pathlib.Path(__file__).with_name("expected.json")
place.write_text(json.dumps(expected) + "\n")
