"""The peers of bench/batch-predict.ts: learns a model, and answers rows with pandas or polars and LightGBM, a chunk at a time.

  python batch_predict.py learn FOLDER          writes model.txt
  python batch_predict.py pandas|polars FOLDER  answers rows.csv into answers-<peer>.csv; prints one JSON line
"""

import json
import pathlib
import resource
import sys
import time

import lightgbm
import numpy

what, folder = sys.argv[1], pathlib.Path(sys.argv[2])
N_COLUMNS, CHUNK_ROWS = 10, 500_000
names = [f"x{j}" for j in range(N_COLUMNS)]


def learn():
    rng = numpy.random.default_rng(7)
    x = rng.normal(size=(50_000, N_COLUMNS)).round(4)
    x[rng.random(x.shape) < 0.01] = numpy.nan
    z = numpy.nan_to_num(x[:, 0] * x[:, 1] + numpy.sin(x[:, 2]) + 0.3 * x[:, 3] ** 2)
    y = (z + rng.logistic(size=len(z)) > 0).astype(int)
    data = lightgbm.Dataset(x, y, feature_name=names)
    params = {"objective": "binary", "num_leaves": 31, "verbose": -1, "seed": 1}
    lightgbm.train(params, data, 100).save_model(folder / "model.txt")


def columns_of(ids, p):
    return {"id": ids, "prediction": (p >= 0.5).astype(int), "probability_0": 1 - p, "probability_1": p}


def with_pandas(model, path, out):
    import pandas

    for i, rows in enumerate(pandas.read_csv(path, chunksize=CHUNK_ROWS)):
        p = model.predict(rows[names].to_numpy())
        pandas.DataFrame(columns_of(rows["id"].to_numpy(), p)).to_csv(out, index=False, header=i == 0)


def with_polars(model, path, out):
    import polars

    batches = polars.scan_csv(path).collect_batches(chunk_size=CHUNK_ROWS, maintain_order=True)
    for i, rows in enumerate(batches):
        p = model.predict(rows.select(names).to_numpy())
        polars.DataFrame(columns_of(rows["id"], p)).write_csv(out, include_header=i == 0)


def answer():
    model = lightgbm.Booster(model_file=folder / "model.txt")
    before, start = time.process_time(), time.perf_counter()
    with open(folder / f"answers-{what}.csv", "wb") as out:
        {"pandas": with_pandas, "polars": with_polars}[what](model, folder / "rows.csv", out)
        out.flush()
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "processorSeconds": time.process_time() - before, "peakMb": round(peak)}))


if what == "learn":
    learn()
else:
    answer()
