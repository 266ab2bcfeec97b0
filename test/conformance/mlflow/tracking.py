"""Experiments, runs and what runs log, as MLflow's client writes and reads them."""

import math

import mlflow
from mlflow.entities import Metric, Param, RunTag, ViewType
from mlflow.exceptions import MlflowException

from promises import promise


@promise("experiments are created, found by id and by name, renamed, tagged")
def _(given):
    client = given.client
    made = client.create_experiment("churn", tags={"team": "growth"})
    found = client.get_experiment(made)
    assert (found.name, found.tags, found.lifecycle_stage) == ("churn", {"team": "growth"}, "active")
    assert found.creation_time and found.last_update_time and found.artifact_location
    assert client.get_experiment_by_name("churn").experiment_id == made
    assert client.get_experiment_by_name("nobody") is None
    client.rename_experiment(made, "churn of 2026")
    client.set_experiment_tag(made, "team", "sales")
    client.set_experiment_tag(made, "mlflow.note.content", "Who leaves?")
    found = client.get_experiment(made)
    assert found.name == "churn of 2026" and found.tags == {"team": "sales", "mlflow.note.content": "Who leaves?"}
    client.delete_experiment_tag(made, "team")
    assert "team" not in client.get_experiment(made).tags


@promise("the experiment Default is there, and is number 0")
def _(given):
    found = given.client.get_experiment("0")
    assert (found.name, found.experiment_id) == ("Default", "0")


@promise("experiments are deleted with their runs, and restored")
def _(given):
    client = given.client
    made = client.create_experiment("gone and back")
    run = client.create_run(made)
    client.delete_experiment(made)
    assert client.get_experiment(made).lifecycle_stage == "deleted"
    assert client.get_run(run.info.run_id).info.lifecycle_stage == "deleted"
    assert made not in [e.experiment_id for e in client.search_experiments()]
    assert made in [e.experiment_id for e in client.search_experiments(view_type=ViewType.DELETED_ONLY)]
    client.restore_experiment(made)
    assert client.get_experiment(made).lifecycle_stage == "active"
    return {"run after restore": client.get_run(run.info.run_id).info.lifecycle_stage}


@promise("the fluent client logs params, metrics and tags of the active run")
def _(given):
    mlflow.set_tracking_uri(given.uri)
    experiment = mlflow.set_experiment("fluent")
    with mlflow.start_run(run_name="first", tags={"stage": "dev"}, description="a first run") as run:
        mlflow.log_param("depth", 3)
        mlflow.log_params({"rate": 0.1, "kind": "tree", "none": None})
        mlflow.log_metric("loss", 0.5, step=1)
        mlflow.log_metric("loss", 0.25, step=2)
        mlflow.log_metrics({"auc": 0.75, "f1": 0.5}, step=2)
        mlflow.set_tag("who", "ada")
        mlflow.set_tags({"a": 1, "b": "two"})
        mlflow.delete_tag("a")
    found = mlflow.get_run(run.info.run_id)
    assert found.info.experiment_id == experiment.experiment_id
    assert (found.info.status, found.info.run_name) == ("FINISHED", "first")
    assert found.info.end_time >= found.info.start_time
    assert found.data.params == {"depth": "3", "rate": "0.1", "kind": "tree", "none": "None"}
    assert found.data.metrics == {"loss": 0.25, "auc": 0.75, "f1": 0.5}
    expected = {"stage": "dev", "who": "ada", "b": "two", "mlflow.runName": "first", "mlflow.note.content": "a first run"}
    assert expected.items() <= found.data.tags.items(), found.data.tags
    assert "a" not in found.data.tags


@promise("a run that throws is FAILED, one that is ended is KILLED")
def _(given):
    mlflow.set_experiment("fluent")
    try:
        with mlflow.start_run() as failed:
            raise ValueError("on purpose")
    except ValueError:
        pass
    with mlflow.start_run() as killed:
        mlflow.end_run("KILLED")
    statuses = [mlflow.get_run(run.info.run_id).info.status for run in (failed, killed)]
    assert statuses == ["FAILED", "KILLED"], statuses


@promise("runs are nested, and resumed by id")
def _(given):
    mlflow.set_experiment("nested")
    with mlflow.start_run() as parent:
        with mlflow.start_run(nested=True) as child:
            mlflow.log_metric("x", 1)
    assert mlflow.get_run(child.info.run_id).data.tags["mlflow.parentRunId"] == parent.info.run_id
    assert mlflow.get_parent_run(child.info.run_id).info.run_id == parent.info.run_id
    found = mlflow.search_runs(filter_string=f"tags.mlflow.parentRunId = '{parent.info.run_id}'", output_format="list")
    assert [run.info.run_id for run in found] == [child.info.run_id]
    with mlflow.start_run(run_id=child.info.run_id):
        mlflow.log_metric("x", 2)
    assert mlflow.get_run(child.info.run_id).data.metrics == {"x": 2.0}


@promise("a run made without a name gets one, and a tag of it")
def _(given):
    made = given.client.create_run("0")
    assert made.info.run_name and made.data.tags["mlflow.runName"] == made.info.run_name
    assert made.info.status == "RUNNING" and made.info.lifecycle_stage == "active"
    return {"user": made.info.user_id, "end_time": made.info.end_time}


@promise("runs are renamed by update and by tag")
def _(given):
    client = given.client
    made = client.create_run("0", run_name="old").info.run_id
    client.update_run(made, name="new")
    found = client.get_run(made)
    assert (found.info.run_name, found.data.tags["mlflow.runName"]) == ("new", "new")
    client.set_tag(made, "mlflow.runName", "newest")
    assert client.get_run(made).info.run_name == "newest"
    client.update_run(made, status="SCHEDULED")
    assert client.get_run(made).info.status == "SCHEDULED"
    client.set_terminated(made, "FINISHED", end_time=1700000000000)
    assert client.get_run(made).info.end_time == 1700000000000


@promise("runs are deleted and restored")
def _(given):
    client = given.client
    experiment = client.create_experiment("deleted runs")
    made = client.create_run(experiment).info.run_id
    client.delete_run(made)
    assert client.get_run(made).info.lifecycle_stage == "deleted"
    assert [run.info.run_id for run in client.search_runs([experiment])] == []
    assert [run.info.run_id for run in client.search_runs([experiment], run_view_type=ViewType.DELETED_ONLY)] == [made]
    assert [run.info.run_id for run in client.search_runs([experiment], run_view_type=ViewType.ALL)] == [made]
    client.restore_run(made)
    assert client.get_run(made).info.lifecycle_stage == "active"


@promise("a metric keeps its history; the run shows the point of the largest step, then time, then value")
def _(given):
    client = given.client
    made = client.create_run("0").info.run_id
    points = [(1.0, 100, 0), (3.0, 100, 0), (2.0, 200, 0), (9.0, 50, 5), (4.0, 40, 5), (8.0, 50, 5), (7.0, 900, 1)]
    for value, timestamp, step in points:
        client.log_metric(made, "m", value, timestamp, step)
    history = client.get_metric_history(made, "m")
    assert sorted((p.value, p.timestamp, p.step) for p in history) == sorted(points)
    assert list(client.get_metric_history(made, "unknown")) == []
    return {"history": [p.value for p in history], "latest": client.get_run(made).data.metrics["m"]}


@promise("the same point again is one point")
def _(given):
    client = given.client
    made = client.create_run("0").info.run_id
    for _ in range(3):
        client.log_metric(made, "m", 1.0, 100, 1)
    return {"points": len(client.get_metric_history(made, "m"))}


@promise("a metric history is read in pages")
def _(given):
    client = given.client
    made = client.create_run("0").info.run_id
    client.log_batch(made, metrics=[Metric("m", float(i), 1000 + i, i) for i in range(10)])
    values, token, sizes = [], None, []
    while True:
        query = {"run_id": made, "metric_key": "m", "max_results": 4, **({"page_token": token} if token else {})}
        page = given.ask("GET", "metrics/get-history", query=query).json()
        values += [p["value"] for p in page["metrics"]]
        sizes.append(len(page["metrics"]))
        token = page.get("next_page_token")
        if not token:
            break
    assert values == [float(i) for i in range(10)] and sizes == [4, 4, 2], (values, sizes)


@promise("metrics that are no numbers and infinite come back")
def _(given):
    client = given.client
    made = client.create_run("0").info.run_id
    for key, value in {"nan": math.nan, "up": math.inf, "down": -math.inf}.items():
        client.log_metric(made, key, value, 1, 0)
    metrics = client.get_run(made).data.metrics
    assert math.isnan(metrics["nan"]) and metrics["up"] > 1e308 and metrics["down"] < -1e308
    wire = {m["key"]: m["value"] for m in given.ask("GET", "runs/get", query={"run_id": made}).json()["run"]["data"]["metrics"]}
    history = [given.ask("GET", "metrics/get-history", query={"run_id": made, "metric_key": k}).json()["metrics"][0]["value"] for k in wire]
    return {"in the run": {k: str(v) for k, v in wire.items()}, "in the history": [str(v) for v in history]}


@promise("NaN is taken as a text, and as a bare token as Python writes it")
def _(given):
    import requests

    made = given.client.create_run("0").info.run_id
    said = {}
    for token in ('"NaN"', '"Infinity"', '"-Infinity"', "NaN", "Infinity", '"1.5"', "null", '"text"', "true"):
        body = f'{{"run_id": "{made}", "key": "k", "value": {token}, "timestamp": 1, "step": 0}}'
        url = f"{given.uri}/api/2.0/mlflow/runs/log-metric"
        said[token] = requests.post(url, data=body, headers={"content-type": "application/json"}, timeout=60).status_code
    return said


@promise("a batch takes 1000 metrics, and 100 params and 100 tags with 800 metrics")
def _(given):
    client = given.client
    first, second = (client.create_run("0").info.run_id for _ in range(2))
    client.log_batch(first, metrics=[Metric(f"m{i}", i, 1, 0) for i in range(1000)])
    assert len(client.get_run(first).data.metrics) == 1000
    client.log_batch(
        second,
        metrics=[Metric(f"m{i}", i, 1, 0) for i in range(800)],
        params=[Param(f"p{i}", str(i)) for i in range(100)],
        tags=[RunTag(f"t{i}", str(i)) for i in range(100)],
    )
    found = client.get_run(second).data
    assert (len(found.metrics), len(found.params)) == (800, 100) and len(found.tags) >= 100


@promise("a batch that is refused leaves what it left at MLflow's")
def _(given):
    client = given.client
    made = client.create_run("0").info.run_id
    client.log_param(made, "p", "1")
    try:
        client.log_batch(made, metrics=[Metric("m", 1, 1, 0)], params=[Param("p", "2"), Param("q", "1")], tags=[RunTag("t", "1")])
    except MlflowException as thrown:
        found = client.get_run(made).data
        left = {"metrics": found.metrics, "params": found.params, "tags": {k: v for k, v in found.tags.items() if k == "t"}}
        return {"code": thrown.error_code, "left": left}
    raise AssertionError("a changed param was taken")


@promise("a param is logged again with the same value")
def _(given):
    client = given.client
    made = client.create_run("0").info.run_id
    client.log_param(made, "p", "1")
    client.log_param(made, "p", "1")
    client.log_batch(made, params=[Param("p", "1"), Param("empty", "")])
    assert client.get_run(made).data.params == {"p": "1", "empty": ""}


@promise("datasets are logged as inputs, and found by name, digest and context")
def _(given):
    import pandas

    experiment = mlflow.set_experiment("datasets")
    frame = pandas.DataFrame({"x": [1.0, 2.0], "y": [0, 1]})
    with mlflow.start_run() as run:
        mlflow.log_input(mlflow.data.from_pandas(frame, source="https://example.org/x.csv", name="rows"), context="training")
    (used,) = mlflow.get_run(run.info.run_id).inputs.dataset_inputs
    assert (used.dataset.name, used.dataset.source_type) == ("rows", "http")
    assert {t.key: t.value for t in used.tags} == {"mlflow.data.context": "training"}
    for condition in ("dataset.name = 'rows'", f"dataset.digest = '{used.dataset.digest}'", "dataset.context = 'training'"):
        assert len(mlflow.search_runs(filter_string=condition, output_format="list")) == 1, condition
    answer = given.ask("POST", "/ajax-api/2.0/mlflow/experiments/search-datasets", {"experiment_ids": [experiment.experiment_id]}).json()
    assert [(s["name"], s["context"]) for s in answer["dataset_summaries"]] == [("rows", "training")]


@promise("metrics of many runs are read in one call")
def _(given):
    client = given.client
    runs = [client.create_run("0").info.run_id for _ in range(2)]
    for run in runs:
        client.log_batch(run, metrics=[Metric("m", float(i), 1, i) for i in range(100)])
    query = [("run_ids", run) for run in runs] + [("metric_key", "m"), ("max_results", "10")]
    answer = given.ask("GET", "metrics/get-history-bulk-interval", query=query).json()["metrics"]
    steps = [[m["step"] for m in answer if m["run_id"] == run] for run in runs]
    assert all(s[0] == 0 and s[-1] == 99 and len(s) <= 12 for s in steps), steps
    return {"steps": steps[0]}
