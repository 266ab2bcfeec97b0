"""Models: autologging, logging and loading, and the calls of MLflow 3 for logged models."""

import mlflow

from promises import promise, refusal


def data():
    from sklearn.datasets import load_iris

    return load_iris(return_X_y=True, as_frame=True)


@promise("autologging with scikit-learn logs params, metrics and a model that loads")
def _(given):
    from sklearn.linear_model import LogisticRegression

    mlflow.set_tracking_uri(given.uri)
    mlflow.set_experiment("autolog")
    x, y = data()
    mlflow.sklearn.autolog()
    try:
        with mlflow.start_run() as run:
            fitted = LogisticRegression(C=0.5, max_iter=300).fit(x, y)
    finally:
        mlflow.sklearn.autolog(disable=True)
    found = mlflow.get_run(run.info.run_id)
    assert found.data.params["C"] == "0.5" and found.data.params["max_iter"] == "300"
    assert 0.9 < found.data.metrics["training_accuracy_score"] <= 1
    assert found.data.tags["estimator_name"] == "LogisticRegression"
    assert len(found.inputs.dataset_inputs) == 1
    (output,) = found.outputs.model_outputs
    loaded = mlflow.sklearn.load_model(f"models:/{output.model_id}")
    assert (loaded.predict(x) == fitted.predict(x)).all()


@promise("a search over parameters logs a child run of each")
def _(given):
    from sklearn.model_selection import GridSearchCV
    from sklearn.tree import DecisionTreeClassifier

    mlflow.set_experiment("autolog search")
    x, y = data()
    mlflow.sklearn.autolog(log_models=False)
    try:
        with mlflow.start_run() as run:
            GridSearchCV(DecisionTreeClassifier(random_state=0), {"max_depth": [1, 2, 3]}, cv=2).fit(x, y)
    finally:
        mlflow.sklearn.autolog(disable=True)
    children = mlflow.search_runs(filter_string=f"tags.mlflow.parentRunId = '{run.info.run_id}'", output_format="list")
    assert sorted(c.data.params["max_depth"] for c in children) == ["1", "2", "3"]


@promise("a model is logged with signature and example, found, and loaded")
def _(given):
    from sklearn.linear_model import LogisticRegression

    mlflow.set_experiment("models")
    x, y = data()
    fitted = LogisticRegression(max_iter=300).fit(x, y)
    with mlflow.start_run() as run:
        logged = mlflow.sklearn.log_model(fitted, name="line", input_example=x.head(2), params={"c": 2}, tags={"kind": "line"})
    for uri in (logged.model_uri, f"runs:/{run.info.run_id}/line"):
        assert (mlflow.pyfunc.load_model(uri).predict(x) == fitted.predict(x)).all(), uri
    found = mlflow.get_logged_model(logged.model_id)
    assert (found.name, str(found.status), found.source_run_id) == ("line", "READY", run.info.run_id)
    assert found.params["c"] == "2" and found.tags["kind"] == "line"
    return {"scheme": found.artifact_location.split(":")[0], "model_type": found.model_type}


@promise("logged models are created, tagged, given params, finished, searched and deleted")
def _(given):
    client = given.client
    experiment = client.create_experiment("logged models")
    run = client.create_run(experiment).info.run_id
    made = client.create_logged_model(experiment, name="m", source_run_id=run, tags={"a": "1"}, params={"p": "1"}, model_type="Agent")
    assert str(made.status) == "PENDING"
    client.set_logged_model_tags(made.model_id, {"b": "2"})
    client.delete_logged_model_tag(made.model_id, "a")
    client.log_model_params(made.model_id, {"q": "2"})
    client.log_metric(run, "auc", 0.75, 1, 0, model_id=made.model_id, dataset_name="d", dataset_digest="e")
    finished = client.finalize_logged_model(made.model_id, "READY")
    assert str(finished.status) == "READY"
    found = client.get_logged_model(made.model_id)
    assert found.tags == {"b": "2"} and found.params == {"p": "1", "q": "2"}
    assert [(m.key, m.value, m.dataset_name) for m in found.metrics] == [("auc", 0.75, "d")]
    other = client.create_logged_model(experiment, name="other")
    said = {}
    for text in ("name = 'm'", "name LIKE '%o%'", "params.p = '1'", "tags.b = '2'", "metrics.auc > 0.5", "model_type = 'Agent'", "status = 'READY'", f"source_run_id = '{run}'"):
        key = "source_run_id = …" if text.startswith("source") else text
        said[key] = sorted(m.name for m in client.search_logged_models([experiment], filter_string=text))
    by_metric = client.search_logged_models([experiment], order_by=[{"field_name": "metrics.auc", "ascending": False}])
    said["by auc"] = [m.name for m in by_metric]
    client.delete_logged_model(other.model_id)
    assert [m.name for m in client.search_logged_models([experiment])] == ["m"]
    said["a deleted one"] = refusal(lambda: client.get_logged_model(other.model_id))[0]
    return said


@promise("models are logged as inputs and outputs of runs")
def _(given):
    from mlflow.entities import LoggedModelInput, LoggedModelOutput

    client = given.client
    experiment = client.create_experiment("model inputs")
    run = client.create_run(experiment).info.run_id
    made = client.create_logged_model(experiment, name="m", source_run_id=run)
    client.log_inputs(run, models=[LoggedModelInput(made.model_id)])
    client.log_outputs(run, [LoggedModelOutput(made.model_id, step=3)])
    found = client.get_run(run)
    assert [m.model_id for m in found.inputs.model_inputs] == [made.model_id]
    assert [(m.model_id, m.step) for m in found.outputs.model_outputs] == [(made.model_id, 3)]
