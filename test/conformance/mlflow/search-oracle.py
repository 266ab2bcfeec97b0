"""How MLflow itself reads filters and orders, and which runs it finds by them.

Prints JSON for `test/reference/mlflow-search/expected.json`. Runs live in a throw-away SQLite store of MLflow:

    python3 -m venv /tmp/venv-mlflow && /tmp/venv-mlflow/bin/pip install mlflow==3.17.2
    /tmp/venv-mlflow/bin/python test/conformance/mlflow/search-oracle.py > test/reference/mlflow-search/expected.json
"""

import json
import logging
import math
import os
import sys
import tempfile

os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")

import mlflow
import sqlparse
from mlflow.entities import Dataset, DatasetInput, InputTag, Metric, Param, RunStatus, RunTag, ViewType
from mlflow.store.model_registry.sqlalchemy_store import SqlAlchemyStore as RegistryStore
from mlflow.store.tracking.sqlalchemy_store import SqlAlchemyStore
from mlflow.utils.search_logged_model_utils import parse_filter_string
from mlflow.utils.search_utils import (
    SearchExperimentsUtils,
    SearchModelUtils,
    SearchModelVersionUtils,
    SearchUtils,
)

logging.disable(logging.CRITICAL)

NAN = float("nan")
INF = float("inf")

# Name, start, end, status, metrics, params, tags, datasets as (name, digest, context).
RUNS = [
    ("plain", 1000, 2000, "FINISHED", {"acc": 0.9, "loss": 0.1}, {"model": "forest", "depth": "3"},
     {"team": "risk"}, [("churn", "d1", "train")]),
    ("upper", 1000, None, "RUNNING", {"acc": 0.5}, {"model": "FOREST", "depth": "10"},
     {"team": "Risk", "note": ""}, [("churn", "d1", "train"), ("sales", "d2", "test")]),
    ("nan", 1500, 1600, "FAILED", {"acc": NAN, "loss": 0.0}, {"model": "linear"},
     {"team": "100%"}, [("sales", "d2", None)]),
    ("zero", 1200, 1300, "FINISHED", {"acc": 0.0, "loss": NAN}, {"model": "lin_ar"}, {}, []),
    ("endless", 1300, 1400, "KILLED", {"acc": INF, "loss": -1.5}, {"model": "a*b"}, {"note": "x'y"}, []),
    ("depths", 1300, 1350, "FINISHED", {"acc": -INF, "loss": 1e-3}, {"depth": "9"}, {"team": "RISK"}, []),
    ("bare", 900, None, "SCHEDULED", {}, {}, {}, []),
    ("words", 1100, 1150, "FINISHED", {"val loss": 3, "val/loss": 4, "a.b.c": 5, "1st": 6},
     {"a b": "c d", "x-y": "z", "order": "by"}, {"mlflow.source.name": "train.py"}, []),
    ("unicode", 1050, 1060, "FINISHED", {"acc": 0.5, "größe": 2}, {"model": "Äpfel"},
     {"team": "ä", "path": "C:\\data"}, []),
    ("long", 1000, 1001, "FINISHED", {"acc": 0.7}, {"model": "line\nbreak"}, {"team": "r?sk"}, []),
]

RUN_FILTERS = r"""

   
metrics.acc > 0.5
metrics.acc >= 0.5
metrics.acc < 0.5
metrics.acc <= 0.5
metrics.acc = 0.5
metrics.acc != 0.5
metrics.acc = 0
metrics.acc != 0
metrics.acc > -1
metrics.acc>-1
metrics.acc>0.5
metrics.acc > .5
metrics.acc >= 1.
metrics.acc < 1e3
metrics.acc < 1E-2
metrics.acc < 1.5e2
metrics.acc > -.5
metrics.acc < 1e400
metrics.acc > -1e400
metrics.acc > 9007199254740993
metrics.loss = 0
metrics.loss != 0
metrics.absent > 0
metrics.absent != 0
metric.acc > 0.5
`metric`.acc > 0.5
`metrics`.`acc` > 0.5
metrics.`acc` > 0.5
metrics."acc" > 0.5
metrics.'acc' > 0.5
metrics.`val loss` > 1
metrics."val loss" > 1
metrics.`val/loss` > 1
metrics.a.b.c > 1
metrics.`a.b.c` > 1
metrics.1st > 1
metrics.größe > 1
metrics.acc > 0.5 AND metrics.acc < 0.8
metrics.acc > 0.5 and metrics.acc < 0.8
  metrics.acc > 0.5   AND
params.model = 'forest'  
metrics.acc > 0.5 AND AND metrics.acc < 0.8
AND metrics.acc > 0.5
metrics.acc > 0.5 metrics.loss > 0
AND
params.model = 'forest'
param.model = 'forest'
parameter.model = 'forest'
parameters.model = "forest"
params.model != 'forest'
params.model="forest"
params.model LIKE 'FOR%'
params.model like 'for%'
params.model ILIKE 'FOR%'
params.model ilike '%OREST'
params.model LIKE 'lin_ar'
params.model LIKE 'lin%'
params.model LIKE '%'
params.model LIKE ''
params.model LIKE '%i%a%'
params.model LIKE 'a*b'
params.model LIKE 'a*%'
params.model LIKE 'line%break'
params.model LIKE 'line_break'
params.model LIKE '_pfel'
params.model ILIKE 'äpfel'
params.model ILIKE 'ÄPFEL'
params.`a b` = 'c d'
params."x-y" = 'z'
params.order = 'by'
params.depth > '3'
params.depth = '10'
params.absent != 'x'
params.model IS NULL
params.model IS NOT NULL
params.model is not null AND params.depth is null
tags.team IS NULL
tags.note IS NOT NULL
tag.team = 'risk'
tags.team = ''
tags.note = ''
tags.note != ''
tags.note = "x'y"
tags.team ILIKE 'RISK'
tags.team LIKE '100%'
tags.team LIKE 'r?sk'
tags.team LIKE 'r_sk'
tags.team LIKE '[r]isk'
tags.team = '100%'
tags.mlflow.source.name = 'train.py'
tags.`mlflow.source.name` = 'train.py'
tags."mlflow.source.name" LIKE 'train%'
tags.mlflow.runName = 'plain'
tags.path = 'C:\data'
tags.path LIKE 'C:\%'
attributes.status = 'FINISHED'
attribute.status = 'FINISHED'
attr.status = 'FINISHED'
run.status = 'FINISHED'
status = 'FINISHED'
status = 'finished'
status != 'FINISHED'
status LIKE 'F%'
status ILIKE 'f%'
run_name = 'plain'
run_name LIKE '%an%'
run_name != 'plain'
`run name` = 'plain'
"run name" = 'plain'
attributes."Run Name" = 'plain'
attributes.`Run name` LIKE 'p%'
`run_name` = 'plain'
"run_name" = 'plain'
user_id = 'ann'
user_id != 'ann'
attributes.user_id LIKE 'a%'
artifact_uri LIKE '%artifacts%'
start_time > 1000
start_time >= 1000
start_time = 1000
start_time != 1000
attributes.start_time < 1100
attributes.created <= 1000
Created > 1200
start_time < 1100.5
end_time > 1400
end_time != 1400
end_time < 1400
run_id = 'nobody'
run_id != 'nobody'
run_id LIKE '%'
run_id IN ('nobody')
run_id IN ('nobody',)
run_id IN ('nobody', "none")
run_id in ('nobody','none')
run_id NOT IN ('nobody')
run_id not in ('nobody', 'none')
attributes.run_id IN ('nobody')
run_id IN( 'nobody' )
dataset.name = 'churn'
datasets.name = 'sales'
dataset.name != 'churn'
dataset.digest = 'd2'
dataset.context = 'train'
dataset.context != 'train'
dataset.context LIKE 't%'
dataset.name IN ('churn', 'sales')
dataset.name NOT IN ('churn')
dataset.name ILIKE 'CH%'
dataset.digest IN ('d1')
dataset.context IN ('test')
dataset.name IN ('C:\\x', 'churn')
dataset.name = 'churn' AND dataset.name = 'sales'
metrics.acc > 0.5 AND params.model = 'forest' AND status = 'FINISHED' AND start_time > 1
metrics.acc > 0.5 AND metrics.acc > 0.6 AND metrics.acc > 0.7
metrics.acc
metrics
metrics.acc >
metrics.acc > 'a'
metrics.acc > '0.5'
metrics.acc > abc
metrics.acc > NaN
metrics.acc > 1e+5
metrics.acc > +1
metrics.acc > - 1
metrics.acc > 0x10
metrics.acc > 1_000
metrics.acc == 0.5
metrics.acc <> 0.5
metrics.acc => 0.5
metrics.acc ~ 0.5
metrics.acc LIKE '1'
metrics.acc IN (1, 2)
metrics.acc IS NULL
metrics.val-loss > 1
metrics.val/loss > 1
metrics.val loss > 1
metrics.`val loss > 1
metrics .acc > 0.5
Metrics.acc > 0.5
METRICS.acc > 0.5
metrix.acc > 0.5
acc > 0.5
`metrics.acc` > 0.5
"metrics.acc" > 0.5
"metrics".acc > 0.5
params.model = forest
params.model = 3
params.model = `forest`
params.model = 'forest
params.model = forest'
params.model > 'a'
params.model IN ('forest', 'linear')
params.model NOT LIKE 'for%'
params.model NOT ILIKE 'FOR%'
params.model RLIKE 'for.*'
params.model CONTAINS 'x'
params.model = 'a' OR params.model = 'b'
(params.model = 'forest')
NOT params.model = 'forest'
(metrics.acc > 0.5 AND params.model = 'forest')
params.model = NULL
params.model IS 'x'
tags.team IN ('risk')
tags = 'risk'
attributes.name = 'x'
attributes.stat = 'x'
stats = 'FINISHED'
status IN ('FINISHED', 'FAILED')
status > 'A'
status = FINISHED
status IS NULL
end_time IS NULL
start_time > '1000'
start_time LIKE '1%'
start_time IN (1000)
run_id IN ()
run_id IN 'x'
run_id IN ('a' 'b'
run_id IN ('a', b)
run_id IN (1)
run_id = ('a')
run_id NOT ('a')
'run name' = 'plain'
run name = 'plain'
dataset.schema = 'x'
dataset = 'x'
dataset.name > 'x'
dataset.name IS NULL
experiment_id = '1'
lifecycle_stage = 'active'
metrics.acc > 0.5;
metrics.acc > 0.5; DROP TABLE runs
metrics.acc > 0.5 -- note
metrics.acc > /* note */ 0.5
0.5 < metrics.acc
'forest' = params.model
metrics.acc > metrics.loss
metrics.acc BETWEEN 0 AND 1
metrics.acc > 0.5, metrics.acc < 1
metrics. acc > 0.5
metrics.acc. > 0.5
metrics. > 0.5
metrics.a..b > 1
metrics.`a`.b > 1
params.model = 'it''s'
params.model = "it""s"
params.model = 'it\'s'
params.path = 'C:\'
dataset.name IN ('a''b')
params.model = ''''
""".split("\n")[1:-1]

RUN_ORDERS = [
    ["metrics.acc"], ["metrics.acc ASC"], ["metrics.acc DESC"], ["metrics.acc desc"],
    ["metrics.`acc` DESC"], ['metrics."acc" DESC'], ["metric.acc  DESC"], ["`metrics`.`acc` DESC"],
    ["metrics.loss"], ["metrics.loss DESC"], ["metrics.`val loss`"], ["metrics.`val loss` DESC"],
    ["metrics.absent"], ["params.model"], ["params.model DESC"], ["params.depth ASC"],
    ["param.depth DESC"], ["parameters.depth"], ["tags.team"], ["tag.team DESC"],
    ["tags.mlflow.source.name"], ["tags.`mlflow.source.name` DESC"],
    ["start_time"], ["start_time DESC"], ["attributes.start_time ASC"], ["attribute.end_time"],
    ["end_time DESC"], ["created"], ["Created DESC"], ["status"], ["status DESC"], ["run_name"],
    ["attr.run_name DESC"], ["user_id"], ["run.start_time"], ["metrics.loss", "metrics.acc DESC"],
    ["status", "metrics.acc DESC"], ["params.model", "start_time"], ["start_time", "run_name"],
    ["metrics.acc DESC", "metrics.acc"], ["start_time", "created"], ["metrics.acc downwards"],
    ["metrics.acc DESC NULLS LAST"], ["acc"], ["metrics"], [""], ["metrix.acc"], ["dataset.name"],
    ["metrics.acc > 1"], ["metrics.acc, metrics.loss"], ["DESC"], ["experiment_id"], ["`run name`"],
    ["metrics.val-loss"], ["metrics.acc DESC;"], ["'metrics.acc'"],
]

EXPERIMENT_FILTERS = r"""
name = 'x'
name != 'x'
name LIKE 'x%'
name ILIKE 'X%'
attribute.name = 'x'
`name` = 'x'
creation_time > 1
last_update_time <= 5
creation_time = 1 AND name = 'x'
tags.team = 'x'
tag.team != 'x'
tags.team LIKE 'x%'
tags.team ILIKE 'x%'
tags.`my team` = 'x'
tags."my team" = 'x'
tags.team IS NULL
tags.team IS NOT NULL
experiment_id = '1'
experiment_id IN ('1', '2')
experiment_id NOT IN ('1')
name IN ('x')
name like 'x%'
attributes.name = 'x'
creation_time > 1.5
creation_time LIKE '1'
creation_time > '1'
experiment_id LIKE '1%'
name IS NULL
name > 'x'
names = 'x'
metrics.a > 1
tags.team > 'x'
name = x
name = 5
""".strip().split("\n")

EXPERIMENT_ORDERS = [
    ["name"], ["name DESC"], ["experiment_id"], ["experiment_id DESC"], ["creation_time"],
    ["last_update_time DESC"], ["attribute.name DESC"], ["creation_time", "name"],
    ["tags.team"], ["names"], ["name UP"], ["metrics.a"], ["lifecycle_stage"],
]

MODEL_FILTERS = r"""
name = 'x'
name != 'x'
name LIKE 'x%'
name like 'x%'
name ILIKE 'x%'
name IN ('x', 'y')
name NOT IN ('x')
attribute.name = 'x'
tags.team = 'x'
tag.team != 'x'
tags.team LIKE 'x%'
tags.team ilike 'x%'
tags.`my team` = 'x'
tags."my team" = 'x'
name = 'x' AND tags.team = 'y'
tags.team IS NULL
name IS NULL
name > 'x'
name = 5
`name` = 'x'
attributes.name = 'x'
creation_timestamp > 1
version_number = 1
run_id = 'x'
metrics.a > 1
tags.team IN ('x')
""".strip().split("\n")

MODEL_ORDERS = [
    ["name"], ["name DESC"], ["timestamp"], ["timestamp DESC"], ["last_updated_timestamp"],
    ["last_updated_timestamp DESC"], ["name ASC", "timestamp"], ["names"], ["version_number"],
    ["timestamp", "last_updated_timestamp"], ["tags.a"], ["creation_timestamp"], ["attribute.name"],
]

VERSION_FILTERS = r"""
name = 'x'
name != 'x'
name LIKE 'x%'
name ILIKE 'x%'
name IN ('x', 'y')
name NOT IN ('x')
run_id = 'x'
run_id IN ('x')
run_id NOT IN ('x','y')
source_path = 'x'
source_path LIKE 'x%'
version_number = 1
version_number != 1
version_number > 1
version_number <= 5
version_number = '1'
version_number > '3'
attribute.version_number = 1
tags.team = 'x'
tag.team ILIKE 'x%'
tags.`my team` != 'x'
name = 'x' and version_number >= 2 and run_id LIKE 'a%'
version_number = 1.5
version_number = 'x'
version_number LIKE '1'
version_number IN ('1')
source_path IN ('x')
version = 1
name > 'x'
name = 5
creation_timestamp > 1
tags.team IS NULL
name IS NULL
stage = 'Production'
metrics.a > 1
""".strip().split("\n")

VERSION_ORDERS = [
    ["name"], ["name DESC"], ["version_number"], ["version_number DESC"], ["creation_timestamp"],
    ["last_updated_timestamp DESC"], ["attribute.name"], ["name", "version_number DESC"],
    ["run_id"], ["version"], ["tags.a"], ["timestamp"],
]

LOGGED_MODEL_FILTERS = r"""
metrics.acc > 0.5
metrics.acc != 0.5 AND params.lr = '0.1'
params.lr = 0.01
params.lr = 'a'
params.lr = "a"
params.lr LIKE 'a%'
tags.team = 'x'
tags.team ILIKE 'x%'
name = 'x'
name LIKE 'x%'
name IN ('x', 'y')
name NOT IN ('x')
attributes.name = 'x'
model_id = 'x'
model_type = 'x'
source_run_id = 'x'
creation_timestamp > 1
creation_time > 1
last_updated_timestamp <= 1
metrics.`val loss` > 1
tags.`my team` = 'x'
tags.mlflow.user = 'x'
metric.acc > 0.5
param.lr = 'a'
name > 'x'
metrics.acc LIKE 'x'
params.lr IS NULL
datasets.name = 'x'
name = 'a' OR name = 'b'
""".strip().split("\n")


def accepted(call):
    try:
        return call()
    except Exception:
        return None


def number(value):
    value = float(value)
    return value if math.isfinite(value) else str(value)


def clause(parsed):
    value = parsed["value"]
    is_number = parsed["type"] == "metric" or isinstance(value, (int, float))
    if isinstance(value, tuple):
        value = list(value)
    return {
        "type": parsed["type"],
        "key": SearchUtils.translate_key_alias(parsed["key"]),
        "comparator": parsed["comparator"].upper(),
        "value": number(value) if is_number else value,
    }


def logged_model_clause(comparison):
    value = comparison.value
    if isinstance(value, tuple):
        value = list(value)
    return {
        "type": comparison.entity.type.value,
        "key": comparison.entity.key,
        "comparator": comparison.op,
        "value": number(value) if isinstance(value, float) else value,
    }


def read(filters, parse, search):
    """Of each filter its clauses and what was found by it; both null where either refuses it."""
    rows = []
    for text in filters:
        clauses = accepted(lambda: parse(text))
        found = accepted(lambda: search(text)) if clauses is not None else None
        is_refused = clauses is None or found is None
        rows.append({
            "filter": text,
            "clauses": None if is_refused else clauses,
            **({} if isinstance(found, bool) else {"found": found}),
        })
    return rows


def order(lists, parse, search):
    rows = []
    for texts in lists:
        parsed = accepted(lambda: [parse(text) for text in texts])
        found = accepted(lambda: search(texts)) if parsed is not None else None
        is_refused = parsed is None or found is None
        rows.append({
            "orders": texts,
            "keys": None if is_refused else [
                {"type": one[0] if len(one) == 3 else "attribute",
                 "key": SearchUtils.translate_key_alias(one[-2]),
                 "ascending": one[-1]}
                for one in parsed
            ],
            **({} if isinstance(found, bool) else {"found": found}),
        })
    return rows


def log_runs(store, experiment):
    described = []
    for name, start, end, status, metrics, params, tags, datasets in RUNS:
        run = store.create_run(experiment, "ann" if name != "bare" else "bob", start, [], name)
        run_id = run.info.run_id
        store.log_batch(
            run_id,
            [Metric(key, value, start, 0) for key, value in metrics.items()],
            [Param(key, value) for key, value in params.items()],
            [RunTag(key, value) for key, value in tags.items()],
        )
        store.update_run_info(run_id, RunStatus.from_string(status), end, name)
        if datasets:
            store.log_inputs(run_id, [
                DatasetInput(
                    Dataset(dataset, digest, "local", "{}"),
                    [] if context is None else [InputTag("mlflow.data.context", context)],
                )
                for dataset, digest, context in datasets
            ])
        described.append({
            "id": run_id,
            "name": name,
            "user": "ann" if name != "bare" else "bob",
            "startedAtMs": start,
            "endedAtMs": end,
            "status": status,
            "artifactUri": run.info.artifact_uri,
            "metrics": {key: number(value) for key, value in metrics.items()},
            "params": params,
            "tags": store.get_run(run_id).data.tags,
            "datasets": [list(one) for one in datasets],
        })
    return described


def main():
    folder = tempfile.mkdtemp()
    uri = f"sqlite:///{folder}/store.db"
    store = SqlAlchemyStore(uri, "file:///artifacts")
    registry = RegistryStore(uri)
    experiment = store.create_experiment("searched")
    runs = log_runs(store, experiment)
    names = {run["id"]: run["name"] for run in runs}

    def found(text=None, orders=()):
        page = store.search_runs([experiment], text, ViewType.ACTIVE_ONLY, 1000, list(orders))
        return [names[run.info.run_id] for run in page]

    def is_taken(search):
        search()
        return True

    print(json.dumps({
        "versions": {"mlflow": mlflow.__version__, "sqlparse": sqlparse.__version__},
        "runs": runs,
        "filters": {
            "runs": read(
                RUN_FILTERS,
                lambda text: [clause(one) for one in SearchUtils.parse_search_filter(text)],
                lambda text: sorted(found(text)),
            ),
            "experiments": read(
                EXPERIMENT_FILTERS,
                lambda text: [clause(one) for one in SearchExperimentsUtils.parse_search_filter(text)],
                lambda text: is_taken(lambda: store.search_experiments(filter_string=text)),
            ),
            "models": read(
                MODEL_FILTERS,
                lambda text: [clause(one) for one in SearchModelUtils.parse_search_filter(text)],
                lambda text: is_taken(lambda: registry.search_registered_models(filter_string=text)),
            ),
            "versions": read(
                VERSION_FILTERS,
                lambda text: [clause(one) for one in SearchModelVersionUtils.parse_search_filter(text)],
                lambda text: is_taken(lambda: registry.search_model_versions(filter_string=text)),
            ),
            "logged-models": read(
                LOGGED_MODEL_FILTERS,
                lambda text: [logged_model_clause(one) for one in parse_filter_string(text)],
                lambda text: is_taken(lambda: store.search_logged_models([experiment], text)),
            ),
        },
        "orders": {
            "runs": order(
                RUN_ORDERS,
                SearchUtils.parse_order_by_for_search_runs,
                lambda orders: found(orders=orders),
            ),
            "experiments": order(
                EXPERIMENT_ORDERS,
                SearchExperimentsUtils.parse_order_by_for_search_experiments,
                lambda orders: is_taken(lambda: store.search_experiments(order_by=orders)),
            ),
            "models": order(
                MODEL_ORDERS,
                SearchUtils.parse_order_by_for_search_registered_models,
                lambda orders: is_taken(lambda: registry.search_registered_models(order_by=orders)),
            ),
            "versions": order(
                VERSION_ORDERS,
                SearchModelVersionUtils.parse_order_by_for_search_model_versions,
                lambda orders: is_taken(lambda: registry.search_model_versions(order_by=orders)),
            ),
        },
    }, indent=1, ensure_ascii=False))


if __name__ == "__main__":
    sys.exit(main())
