"""Fits scikit-learn's perceptron on the rows that bench/network.ts wrote; prints one JSON line."""

import json
import pathlib
import sys
import time

import numpy
import sklearn
from sklearn.neural_network import MLPClassifier, MLPRegressor

folder = pathlib.Path(sys.argv[1])
shape = json.loads((folder / "shape.json").read_text())
x = numpy.fromfile(folder / "x.bin").reshape(-1, shape["nColumns"])
queries = numpy.fromfile(folder / "x-test.bin").reshape(-1, shape["nColumns"])
y = numpy.fromfile(folder / "y.bin")
given = {
    "hidden_layer_sizes": (128, 128),
    "batch_size": min(shape["batchSize"], max(16, len(x) // 8)),
    "max_iter": shape["maxEpochs"],
    "n_iter_no_change": shape["maxEpochs"],
    "random_state": 1,
}
is_regression = shape["isRegression"]
center, scale = (y.mean(), y.std()) if is_regression else (0, 1)
model = (MLPRegressor if is_regression else MLPClassifier)(**given)
began = time.process_time()
# Single precision, as ours.
model.fit(x.astype(numpy.float32), (y - center) / scale if is_regression else y.astype(int))
seconds = time.process_time() - began
found = queries.astype(numpy.float32)
answers = model.predict(found) * scale + center if is_regression else model.predict_proba(found)
answers.astype(numpy.float64).tofile(folder / "answers.bin")
print(json.dumps({"peer": f"scikit-learn {sklearn.__version__} {type(model).__name__}", "fitSeconds": seconds}))
