"""What the peers of bench/engine.ts do, one process per measurement; prints one JSON line.

  python engine.py versions
  python engine.py fit <peer> <job>
  python engine.py search <peer> <job>
"""

import importlib
import json
import multiprocessing
import pathlib
import re
import sys
import time

import numpy

MODULES = {"LightGBM": "lightgbm", "XGBoost": "xgboost", "scikit-learn": "sklearn"}
# scikit-learn's categories share a byte with the missing ones; columns of more levels stay numbers there.
MOST_LEVELS = 255


def resident_mb(field):
    try:
        status = pathlib.Path("/proc/self/status").read_text()
    except OSError:
        return None
    return int(re.search(rf"{field}:\s+(\d+) kB", status)[1]) * 1024 / 1e6


def lightgbm_peer(shape, threads):
    import lightgbm

    categories = [j for j, n in enumerate(shape["levels"]) if n > 0]

    def params(given):
        return {
            "objective": "binary" if shape["kind"] == "classes" else "regression",
            "num_leaves": given["maxLeaves"],
            "learning_rate": given["learningRate"],
            "feature_fraction": given["columnShare"],
            "min_data_in_leaf": given["minLeafRows"],
            "lambda_l2": given["l2"],
            "max_bin": given["maxBins"],
            "num_threads": threads,
            "verbose": -1,
        }

    def table(x, y, given, kept=False):
        named = categories if categories else "auto"
        data = lightgbm.Dataset(x, y, params=params(given), categorical_feature=named, free_raw_data=not kept)
        return data.construct()

    def fit(data, given):
        return lightgbm.train(params(given), data, given["nRounds"])

    return table, fit, lambda model, x: model.predict(x, num_threads=threads)


def xgboost_peer(shape, threads):
    import xgboost

    types = ["c" if n > 0 else "q" for n in shape["levels"]]
    named = {"feature_types": types, "enable_categorical": True} if "c" in types else {}

    def table(x, y, given, kept=False):
        return xgboost.QuantileDMatrix(x, y, max_bin=given["maxBins"], nthread=threads, **named)

    def fit(data, given):
        params = {
            "objective": "binary:logistic" if shape["kind"] == "classes" else "reg:squarederror",
            "tree_method": "hist",
            "grow_policy": "lossguide",
            "max_depth": 0,
            "max_leaves": given["maxLeaves"],
            "eta": given["learningRate"],
            "colsample_bytree": given["columnShare"],
            "min_child_weight": 1 if shape["kind"] == "classes" else given["minLeafRows"],
            "lambda": given["l2"],
            "max_bin": given["maxBins"],
            "nthread": threads,
        }
        return xgboost.train(params, data, given["nRounds"])

    return table, fit, lambda model, x: model.predict(xgboost.DMatrix(x, nthread=threads, **named))


def sklearn_peer(shape, threads):
    from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

    is_classes = shape["kind"] == "classes"
    categories = [j for j, n in enumerate(shape["levels"]) if 0 < n <= MOST_LEVELS]

    def fit(data, given):
        make = HistGradientBoostingClassifier if is_classes else HistGradientBoostingRegressor
        model = make(
            max_iter=given["nRounds"],
            max_leaf_nodes=given["maxLeaves"],
            learning_rate=given["learningRate"],
            max_features=float(given["columnShare"]),
            min_samples_leaf=given["minLeafRows"],
            l2_regularization=given["l2"],
            max_bins=given["maxBins"],
            categorical_features=categories or None,
            early_stopping=False,
            random_state=1,
        )
        return model.fit(*data)

    def predict(model, x):
        return model.predict_proba(x)[:, 1] if is_classes else model.predict(x)

    return lambda x, y, given, kept=False: (x, y), fit, predict


PEERS = {"LightGBM": lightgbm_peer, "XGBoost": xgboost_peer, "scikit-learn": sklearn_peer}


def read_shape(job):
    return json.loads((pathlib.Path(job["folder"]) / "shape.json").read_text())


def read_rows(job, shape, suffix, n, is_sparse=False):
    folder = pathlib.Path(job["folder"])
    p = shape["nColumns"]
    y = numpy.fromfile(folder / f"y{suffix}.bin", count=n)
    if not is_sparse:
        return numpy.fromfile(folder / f"x{suffix}.bin", count=n * p).reshape(n, p), y
    import scipy.sparse

    mapped = numpy.memmap(folder / f"x{suffix}.bin", dtype=float, mode="r", shape=(n, p))
    blocks = [scipy.sparse.csr_matrix(mapped[at : at + 4096]) for at in range(0, n, 4096)]
    return scipy.sparse.vstack(blocks, format="csr"), y


def fit_once(peer, job):
    shape = read_shape(job)
    table, fit, predict = PEERS[peer](shape, job["nThreads"])
    x, y = read_rows(job, shape, "", job["nRows"], job["isSparse"])
    answer = {"beforeMb": resident_mb("VmRSS")}
    began = time.perf_counter()
    model = fit(table(x, y, job["options"]), job["options"])
    answer["seconds"] = time.perf_counter() - began
    answer["peakMb"] = resident_mb("VmHWM")
    if job["again"]:
        began = time.perf_counter()
        fit(table(x, y, job["options"]), job["options"])
        answer["againSeconds"] = time.perf_counter() - began
    x_test, _ = read_rows(job, shape, "-test", shape["nTest"], job["isSparse"])
    numpy.asarray(predict(model, x_test), dtype=float).tofile(job["answers"])
    return {name: value for name, value in answer.items() if value is not None}


def area_under_curve(truth, answers):
    """By mid-ranks."""
    _, place, counts = numpy.unique(answers, return_inverse=True, return_counts=True)
    ranks = (numpy.cumsum(counts) - (counts - 1) / 2)[place]
    positive = truth == 1
    n = positive.sum()
    return (ranks[positive].sum() - n * (n + 1) / 2) / (n * (len(truth) - n))


def search_part(peer, job, worker, barrier, results):
    try:
        results.put(search_folds(peer, job, worker, barrier))
    except Exception as thrown:
        results.put(f"{type(thrown).__name__}: {thrown}")
        barrier.abort()


def search_folds(peer, job, worker, barrier):
    shape = read_shape(job)
    table, fit, predict = PEERS[peer](shape, 1)
    x, y = read_rows(job, shape, "", job["nRows"])
    fold_of = numpy.arange(len(y)) % job["nFolds"]
    scores = []
    barrier.wait()
    for fold in range(worker, job["nFolds"], job["nWorkers"]):
        held = fold_of == fold
        data = table(x[~held], y[~held], job["trials"][0], kept=True)
        x_held, y_held = x[held], y[held]
        for trial in job["trials"]:
            scores.append(area_under_curve(y_held, predict(fit(data, trial), x_held)))
    return scores, resident_mb("VmHWM")


def search(peer, job):
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(job["nWorkers"] + 1)
    results = context.Queue()
    workers = [
        context.Process(target=search_part, args=(peer, job, worker, barrier, results), daemon=True)
        for worker in range(job["nWorkers"])
    ]
    for worker in workers:
        worker.start()
    barrier.wait()
    began = time.perf_counter()
    parts = [results.get() for _ in workers]
    seconds = time.perf_counter() - began
    failed = [part for part in parts if isinstance(part, str)]
    if failed:
        sys.exit(failed[0])
    scores = [score for part, _ in parts for score in part]
    answer = {"seconds": seconds, "nFits": len(scores), "score": float(numpy.mean(scores))}
    peaks = [peak for _, peak in parts]
    return answer if None in peaks else {**answer, "peakMb": sum(peaks)}


def versions():
    found = {"python": sys.version.split()[0], "numpy": numpy.__version__}
    for peer, module in MODULES.items():
        try:
            found[peer] = importlib.import_module(module).__version__
        except ImportError:
            pass
    return found


if __name__ == "__main__":
    task, *given = sys.argv[1:]
    if task == "versions":
        print(json.dumps(versions()))
    else:
        print(json.dumps({"fit": fit_once, "search": search}[task](given[0], json.loads(given[1]))))
