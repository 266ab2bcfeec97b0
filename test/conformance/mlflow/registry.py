"""The registry of models: versions, aliases, stages, tags, searches."""

import mlflow

from promises import promise, refusal


def source(client):
    """Where a version comes from, and its run."""
    run = client.create_run("0").info
    return f"{run.artifact_uri}/model", run.run_id


@promise("registered models are created, described, tagged, renamed and deleted")
def _(given):
    client = given.client
    made = client.create_registered_model("r.first", tags={"a": "1"}, description="one")
    assert (made.name, made.tags, made.description) == ("r.first", {"a": "1"}, "one")
    client.set_registered_model_tag("r.first", "b", "2")
    client.delete_registered_model_tag("r.first", "a")
    client.update_registered_model("r.first", "two")
    client.rename_registered_model("r.first", "r.second")
    found = client.get_registered_model("r.second")
    assert (found.tags, found.description, found.latest_versions) == ({"b": "2"}, "two", [])
    assert found.last_updated_timestamp >= found.creation_timestamp
    client.delete_registered_model("r.second")
    return {"get after delete": refusal(lambda: client.get_registered_model("r.second"))}


@promise("versions count from 1, take tags and descriptions, and are deleted")
def _(given):
    client = given.client
    client.create_registered_model("v")
    run = client.create_run("0").info.run_id
    for n in ("1", "2", "3"):
        made = client.create_model_version("v", f"runs:/{run}/model", run, tags={"n": n}, description=f"number {n}")
        assert (made.version, made.status, made.run_id, made.current_stage) == (n, "READY", run, "None"), made
    client.set_model_version_tag("v", "2", "k", "x")
    client.delete_model_version_tag("v", "2", "n")
    client.update_model_version("v", "2", "changed")
    found = client.get_model_version("v", "2")
    assert (found.tags, found.description) == ({"k": "x"}, "changed")
    client.delete_model_version("v", "3")
    made = client.create_model_version("v", f"runs:/{run}/model", run)
    return {"number after a deletion": made.version, "source": found.source.replace(run, "RUN"), "get": refusal(lambda: client.get_model_version("v", "9"))}


@promise("aliases name one version each, move, and go with their version")
def _(given):
    client = given.client
    client.create_registered_model("al")
    for _ in range(2):
        client.create_model_version("al", *source(client))
    client.set_registered_model_alias("al", "champion", "1")
    client.set_registered_model_alias("al", "Challenger", "1")
    client.set_registered_model_alias("al", "champion", "2")
    assert client.get_model_version_by_alias("al", "champion").version == "2"
    assert client.get_model_version("al", "2").aliases == ["champion"]
    found = client.get_registered_model("al").aliases
    said = {"aliases": {k: str(v) for k, v in found.items()}}
    client.delete_registered_model_alias("al", "Challenger")
    client.delete_registered_model_alias("al", "nobody")
    said["unknown"] = refusal(lambda: client.get_model_version_by_alias("al", "nobody"))
    client.delete_model_version("al", "2")
    said["of a deleted version"] = refusal(lambda: client.get_model_version_by_alias("al", "champion"))
    for alias in ("latest", "v1", "V12", "a b", "", "x" * 256):
        said[f"alias {alias[:9]!r}"] = refusal(lambda: client.set_registered_model_alias("al", alias, "1"))
    return said


@promise("stages: a version moves, others of the stage are archived when asked")
def _(given):
    client = given.client
    client.create_registered_model("st")
    for _ in range(3):
        client.create_model_version("st", *source(client))
    client.transition_model_version_stage("st", "1", "Production")
    client.transition_model_version_stage("st", "2", "production", archive_existing_versions=True)
    client.transition_model_version_stage("st", "3", "staging")
    stages = [client.get_model_version("st", str(n)).current_stage for n in (1, 2, 3)]
    assert stages == ["Archived", "Production", "Staging"], stages
    latest = {v.current_stage: v.version for v in client.get_latest_versions("st")}
    assert latest == {"Archived": "1", "Production": "2", "Staging": "3"}, latest
    assert [v.version for v in client.get_latest_versions("st", ["Production"])] == ["2"]
    said = {"unknown stage": refusal(lambda: client.transition_model_version_stage("st", "1", "Nowhere"))}
    return said


@promise("registered models and versions are searched, ordered, in pages")
def _(given):
    client = given.client
    sources = [source(client) for _ in range(3)]
    for i in range(3):
        client.create_registered_model(f"find.{i}", tags={"n": str(i)})
        for n in range(2):
            client.create_model_version(f"find.{i}", *sources[i], tags={"odd": str(n)})
    said = {}
    for text in ("name LIKE 'find.%'", "name ILIKE 'FIND.1'", "name = 'find.2'", "tags.n = '1'", "name != 'find.1' and name LIKE 'find.%'"):
        said[text] = [m.name for m in client.search_registered_models(text)]
    said["by name DESC"] = [m.name for m in client.search_registered_models("name LIKE 'find.%'", order_by=["name DESC"])]
    page = client.search_registered_models("name LIKE 'find.%'", max_results=2)
    rest = client.search_registered_models("name LIKE 'find.%'", max_results=2, page_token=page.token)
    assert [m.name for m in [*page, *rest]] == ["find.0", "find.1", "find.2"] and not rest.token
    filters = {
        "name": "name = 'find.0'",
        "name and tag": "name LIKE 'find.%' AND tags.odd = '1'",
        "run": f"run_id = '{sources[0][1]}'",
        "runs": f"run_id IN ('{sources[0][1]}', '{sources[2][1]}')",
        "number": "version_number = 2 AND name = 'find.1'",
        "source": f"source_path = '{sources[2][0]}'",
        "list of names": "name IN ('find.0')",
        "greater number": "name LIKE 'find.%' AND version_number > 1",
    }
    for what, text in filters.items():
        said[what] = refusal(lambda: [f"{v.name}/{v.version}" for v in client.search_model_versions(text)])
    for order in (["version_number ASC"], ["version_number DESC"], ["name DESC", "version_number"]):
        said[f"by {', '.join(order)}"] = [f"{v.name}/{v.version}" for v in client.search_model_versions("name LIKE 'find.%'", order_by=order)]
    return said


@promise("a model is registered from a run, and loaded by version, alias and stage")
def _(given):
    from sklearn.datasets import load_iris
    from sklearn.linear_model import LogisticRegression

    mlflow.set_tracking_uri(given.uri)
    mlflow.set_experiment("registered")
    x, y = load_iris(return_X_y=True)
    fitted = LogisticRegression(max_iter=300).fit(x, y)
    with mlflow.start_run():
        logged = mlflow.sklearn.log_model(fitted, name="line", registered_model_name="iris")
    again = mlflow.register_model(logged.model_uri, "iris")
    assert again.version == "2"
    given.client.set_registered_model_alias("iris", "champion", "2")
    given.client.transition_model_version_stage("iris", "1", "Production")
    for uri in ("models:/iris/1", "models:/iris@champion", "models:/iris/Production", "models:/iris/latest"):
        assert (mlflow.sklearn.load_model(uri).predict(x) == fitted.predict(x)).all(), uri
    uri = given.client.get_model_version_download_uri("iris", "1")
    return {"scheme of the download": uri.split(":")[0]}


@promise("a version is copied to another model")
def _(given):
    made = given.client.copy_model_version("models:/iris/1", "iris.copied")
    return {"version": made.version, "source": made.source}
