"""A system for bench/automl.ts: `automl.py <flaml|h2o|autogluon>`.

Reads one JSON object: train, test (CSV files), target, task, metric, classes, seconds, seed, threads, out, folder. Writes the answers to
the rows of `test` to `out`: `probability_<class>` per class, or `prediction`. Prints one JSON line: version and wall time of
reading, learning and closing, without the answers.
"""
import json
import logging
import sys
import time
import warnings

warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)
asked = json.load(sys.stdin)
started = time.perf_counter()


def read():
    import pandas as pd

    kinds = {asked["target"]: str} if asked["task"] != "regression" else None
    train = pd.read_csv(asked["train"], dtype=kinds)
    return train.drop(columns=asked["target"]), train[asked["target"]], pd.read_csv(asked["test"])


def write(table):
    table.to_csv(asked["out"], index=False)


def answers(probabilities, classes):
    import pandas as pd

    if probabilities.ndim == 1:
        return pd.DataFrame({"prediction": probabilities})
    named = {f"probability_{name}": probabilities[:, k] for k, name in enumerate(classes)}
    for name in asked["classes"]:
        named.setdefault(f"probability_{name}", 0.0)
    return pd.DataFrame(named)


def flaml():
    import flaml
    import numpy as np
    from flaml import AutoML

    x, y, test = read()
    for name in x.select_dtypes(include=["object", "string"]):
        x[name] = x[name].astype("category")
        test[name] = test[name].astype("category")
    metric = {"roc_auc": "roc_auc", "log_loss": "log_loss", "rmse": "rmse"}[asked["metric"]]
    task = "regression" if asked["task"] == "regression" else "classification"
    automl = AutoML()
    automl.fit(x, y, task=task, metric=metric, time_budget=asked["seconds"], seed=asked["seed"], n_jobs=asked["threads"], verbose=0)
    wall = time.perf_counter() - started
    if task == "regression":
        write(answers(np.asarray(automl.predict(test), dtype=float), []))
    else:
        write(answers(automl.predict_proba(test), [str(each) for each in automl.classes_]))
    return flaml.__version__, wall, automl.best_estimator


def h2o():
    import h2o
    from h2o.automl import H2OAutoML

    h2o.init(nthreads=asked["threads"], max_mem_size="6g", log_level="FATA", bind_to_localhost=True)
    h2o.no_progress()
    is_classes = asked["task"] != "regression"
    train = h2o.import_file(asked["train"], col_types={asked["target"]: "enum"} if is_classes else None)
    test = h2o.import_file(asked["test"])
    metric = {"roc_auc": "AUC", "log_loss": "logloss", "rmse": "RMSE"}[asked["metric"]]
    automl = H2OAutoML(max_runtime_secs=asked["seconds"], sort_metric=metric, seed=asked["seed"], verbosity=None)
    automl.train(y=asked["target"], training_frame=train)
    wall = time.perf_counter() - started
    made = automl.leader.predict(test).as_data_frame()
    if is_classes:
        names = [name for name in made.columns if name != "predict"]
        domain = train[asked["target"]].levels()[0]
        write(answers(made[names].to_numpy(), domain))
    else:
        write(answers(made["predict"].to_numpy(), []))
    version, algorithm = h2o.__version__, automl.leader.algo
    h2o.cluster().shutdown()
    return version, wall, algorithm


def autogluon():
    import autogluon.tabular
    from autogluon.tabular import TabularPredictor

    x, y, test = read()
    metric = {"roc_auc": "roc_auc", "log_loss": "log_loss", "rmse": "root_mean_squared_error"}[asked["metric"]]
    predictor = TabularPredictor(
        label=asked["target"], problem_type=asked["task"], eval_metric=metric, path=f"{asked['folder']}/autogluon", verbosity=0
    ).fit(x.assign(**{asked["target"]: y}), time_limit=asked["seconds"], presets="medium_quality", num_cpus=asked["threads"], num_gpus=0)
    wall = time.perf_counter() - started
    if asked["task"] == "regression":
        write(answers(predictor.predict(test).to_numpy(), []))
    else:
        made = predictor.predict_proba(test)
        write(answers(made.to_numpy(), [str(each) for each in made.columns]))
    return autogluon.tabular.__version__, wall, predictor.model_best


version, wall, note = {"flaml": flaml, "h2o": h2o, "autogluon": autogluon}[sys.argv[1]]()
print(json.dumps({"version": version, "wall": wall, "note": str(note)}))
