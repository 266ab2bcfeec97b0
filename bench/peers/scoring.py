"""Learns the models of bench/scoring.ts with LightGBM and XGBoost, writes them, and times the answers of both and of
onnxruntime; prints one JSON line each.

  python scoring.py <folder> <rows> <trees> <leaves>
"""

import json
import pathlib
import sys
import time

import lightgbm
import numpy
import xgboost

folder = pathlib.Path(sys.argv[1])
n_rows, n_trees, n_leaves = (int(given) for given in sys.argv[2:])


def make_rows():
    """28 columns of numbers, one of them skewed and one rounded, and 6 of codes below 40; 1 in 50 numbers is missing."""
    rng = numpy.random.default_rng(7)
    x = rng.normal(size=(n_rows, 34))
    x[:, 28:] = rng.integers(0, 40, size=(n_rows, 6))
    x[:, 5] = numpy.exp(x[:, 5])
    x[:, 6] = numpy.round(x[:, 6], 1)
    effects = rng.normal(size=(6, 40))
    z = x[:, 0] * x[:, 1] + numpy.sin(2 * x[:, 2]) + 0.3 * x[:, 3] ** 2 - x[:, 4] * (x[:, 5] > 1) + 0.2 * x[:, 7:20].sum(1)
    for j in range(6):
        z += 0.5 * effects[j][x[:, 28 + j].astype(int)]
    y = (z + rng.logistic(size=n_rows) > numpy.median(z)).astype(int)
    x[:, :28][rng.random((n_rows, 28)) < 0.02] = numpy.nan
    return x, y


def learn(x, y):
    if (folder / "lightgbm.txt").exists():
        return
    common = {"objective": "binary", "num_leaves": n_leaves, "verbose": -1, "num_threads": 1, "seed": 1}
    lightgbm.train(common, lightgbm.Dataset(x, y), n_trees).save_model(folder / "lightgbm.txt")
    lossguide = {"tree_method": "hist", "grow_policy": "lossguide", "max_leaves": n_leaves, "max_depth": 0}
    params = {"objective": "binary:logistic", "eta": 0.1, "nthread": 1, **lossguide}
    xgboost.train(params, xgboost.DMatrix(x, y), n_trees).save_model(folder / "xgboost.json")


def to_onnx(booster):
    from onnxmltools import convert_lightgbm
    from onnxmltools.convert.common.data_types import FloatTensorType

    path = folder / "lightgbm.onnx"
    if not path.exists():
        model = convert_lightgbm(booster, initial_types=[("x", FloatTensorType([None, 34]))], zipmap=False)
        path.write_bytes(model.SerializeToString())
    return str(path)


def seconds(answer):
    best = float("inf")
    for _ in range(2):
        began = time.perf_counter()
        answer()
        best = min(best, time.perf_counter() - began)
    return best


x, y = make_rows()
learn(x[:50_000], y[:50_000])
x.tofile(folder / "x.bin")
single = x.astype(numpy.float32)
booster = lightgbm.Booster(model_file=folder / "lightgbm.txt")
booster.predict(x, raw_score=True).tofile(folder / "lightgbm.raw.bin")
other = xgboost.Booster(model_file=folder / "xgboost.json")
other.inplace_predict(x, predict_type="margin").astype(numpy.float64).tofile(folder / "xgboost.raw.bin")
for threads in (1, 2):
    other.set_param({"nthread": threads})
    peers = {
        "LightGBM": lambda: booster.predict(x, raw_score=True, num_threads=threads),
        "XGBoost": lambda: other.inplace_predict(single, predict_type="margin"),
    }
    try:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(to_onnx(booster), options)
        peers["onnxruntime, LightGBM's model"] = lambda: session.run(["probabilities"], {"x": single})
    except ImportError:
        pass
    for peer, answer in peers.items():
        print(json.dumps({"peer": peer, "threads": threads, "seconds": seconds(answer)}), flush=True)
