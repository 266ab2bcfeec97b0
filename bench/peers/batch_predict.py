"""The peers of bench/batch-predict.ts: learns a model, writes rows, and answers them with pandas or polars and LightGBM.

  python batch_predict.py learn FOLDER ROWS     writes model.txt and rows.csv
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
N_COLUMNS = 10
names = [f"x{j}" for j in range(N_COLUMNS)]


def make(rng, n):
    x = rng.normal(size=(n, N_COLUMNS)).round(4)
    x[rng.random((n, N_COLUMNS)) < 0.01] = numpy.nan
    return x


def learn(n_rows):
    import pandas

    rng = numpy.random.default_rng(7)
    x = make(rng, 50_000)
    z = numpy.nan_to_num(x[:, 0] * x[:, 1] + numpy.sin(x[:, 2]) + 0.3 * x[:, 3] ** 2)
    y = (z + rng.logistic(size=len(z)) > 0).astype(int)
    data = lightgbm.Dataset(x, y, feature_name=names)
    params = {"objective": "binary", "num_leaves": 31, "verbose": -1, "seed": 1}
    lightgbm.train(params, data, 100).save_model(folder / "model.txt")
    with open(folder / "rows.csv", "w") as out:
        for start in range(0, n_rows, 500_000):
            n = min(500_000, n_rows - start)
            frame = pandas.DataFrame(make(rng, n), columns=names)
            frame.insert(0, "id", [f"r{i}" for i in range(start, start + n)])
            frame.to_csv(out, index=False, header=start == 0)


def answer():
    model = lightgbm.Booster(model_file=folder / "model.txt")
    start = time.perf_counter()
    if what == "pandas":
        import pandas

        rows = pandas.read_csv(folder / "rows.csv")
        p = model.predict(rows[names].to_numpy())
        read_and_answered = time.perf_counter()
        out = pandas.DataFrame({"id": rows["id"], "prediction": (p >= 0.5).astype(int), "probability_0": 1 - p, "probability_1": p})
        out.to_csv(folder / "answers-pandas.csv", index=False)
    else:
        import polars

        rows = polars.read_csv(folder / "rows.csv")
        p = model.predict(rows.select(names).to_numpy())
        read_and_answered = time.perf_counter()
        out = polars.DataFrame({"id": rows["id"], "prediction": (p >= 0.5).astype(int), "probability_0": 1 - p, "probability_1": p})
        out.write_csv(folder / "answers-polars.csv")
    end = time.perf_counter()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": end - start, "writing": end - read_and_answered, "peakMb": round(peak)}))


if what == "learn":
    learn(int(sys.argv[3]))
else:
    answer()
