"""Files of runs, through the server: written, listed, read."""

import os

import mlflow
from mlflow.artifacts import download_artifacts, list_artifacts, load_text

from promises import promise


def write(folder, files):
    for path, text in files.items():
        os.makedirs(os.path.dirname(os.path.join(folder, path)), exist_ok=True)
        with open(os.path.join(folder, path), "wb") as file:
            file.write(text)
    return folder


@promise("artifacts are logged, listed and downloaded, file by file and as a tree")
def _(given):
    files = {"a.txt": b"alpha", "deep/b.bin": bytes(range(256)), "deep/er/c d.txt": "grüße".encode(), "empty": b""}
    folder = write(os.path.join(given.folder, "tree"), files)
    mlflow.set_tracking_uri(given.uri)
    mlflow.set_experiment("artifacts")
    with mlflow.start_run() as run:
        mlflow.log_artifact(os.path.join(folder, "a.txt"))
        mlflow.log_artifacts(folder, "all")
        mlflow.log_text("hello", "notes/hello.txt")
        mlflow.log_dict({"a": [1, 2]}, "notes/a.json")
    run_id = run.info.run_id
    assert sorted(f.path for f in list_artifacts(run_id=run_id)) == ["a.txt", "all", "notes"]
    listed = {f.path: (f.is_dir, f.file_size or 0) for f in given.client.list_artifacts(run_id, "all")}
    assert listed == {"all/a.txt": (False, 5), "all/deep": (True, 0), "all/empty": (False, 0)}, listed
    where = download_artifacts(run_id=run_id, artifact_path="all", dst_path=os.path.join(given.folder, "back"))
    for path, text in files.items():
        with open(os.path.join(where, path), "rb") as file:
            assert file.read() == text, path
    assert load_text(f"runs:/{run_id}/notes/hello.txt") == "hello"
    assert mlflow.artifacts.load_dict(f"runs:/{run_id}/notes/a.json") == {"a": [1, 2]}
    return {"scheme of artifact_uri": run.info.artifact_uri.split(":")[0]}


@promise("a large file goes up, in parts where the server takes them, and one that is given up leaves nothing")
def _(given):
    from mlflow.store.artifact.http_artifact_repo import HttpArtifactRepository as Repository

    asked = {
        "MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD": "true",
        "MLFLOW_MULTIPART_UPLOAD_MINIMUM_FILE_SIZE": str(2**20),
        "MLFLOW_MULTIPART_UPLOAD_CHUNK_SIZE": str(5 * 2**20),
    }
    content = b"".join(n.to_bytes(4, "little") for n in range(3 * 2**20))
    write(given.folder, {"large file.bin": content})
    path = os.path.join(given.folder, "large file.bin")
    upload_part, n_parts = Repository._upload_part, 0

    def counted(*args, **named):
        nonlocal n_parts
        n_parts += 1
        return upload_part(*args, **named)

    def broken(*args, **named):
        raise OSError("broken on purpose")

    os.environ.update(asked)
    try:
        Repository._upload_part = staticmethod(counted)
        with mlflow.start_run() as run:
            mlflow.log_artifact(path, "deep")
        Repository._upload_part = staticmethod(broken)
        with mlflow.start_run() as given_up:
            try:
                mlflow.log_artifact(path)
            except Exception:
                assert given.client.list_artifacts(given_up.info.run_id) == []
    finally:
        Repository._upload_part = staticmethod(upload_part)
        for name in asked:
            del os.environ[name]
    where = download_artifacts(run_id=run.info.run_id, artifact_path="deep/large file.bin", dst_path=os.path.join(given.folder, "large"))
    with open(where, "rb") as file:
        assert file.read() == content
    return {"parts": n_parts}


@promise("tables, figures and images are logged as artifacts")
def _(given):
    import numpy

    with mlflow.start_run() as run:
        mlflow.log_table({"q": ["a", "b"], "n": [1, 2]}, "table.json")
        mlflow.log_table({"q": ["c"], "n": [3]}, "table.json")
        mlflow.log_image(numpy.zeros((2, 2, 3), dtype=numpy.uint8), "black.png")
    table = mlflow.load_table("table.json", run_ids=[run.info.run_id])
    assert table["n"].tolist() == [1, 2, 3]
    assert "mlflow.loggedArtifacts" in mlflow.get_run(run.info.run_id).data.tags


@promise("artifacts of a run are deleted")
def _(given):
    from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository

    with mlflow.start_run() as run:
        mlflow.log_text("x", "gone/x.txt")
        mlflow.log_text("y", "y.txt")
    get_artifact_repository(run.info.artifact_uri, given.uri).delete_artifacts("gone/x.txt")
    assert [f.path for f in given.client.list_artifacts(run.info.run_id, "gone")] == []


@promise("an artifact that is not there is refused")
def _(given):
    with mlflow.start_run() as run:
        pass
    said = {"list": [f.path for f in given.client.list_artifacts(run.info.run_id, "nothing")]}
    try:
        download_artifacts(run_id=run.info.run_id, artifact_path="nothing.txt", dst_path=given.folder)
    except Exception as thrown:
        return {**said, "download": type(thrown).__name__}
    raise AssertionError("nothing.txt was downloaded")


@promise("paths that leave the artifacts of a run are refused")
def _(given):
    run_id = given.client.create_run("0").info.run_id
    root = given.client.get_run(run_id).info.artifact_uri.split("mlflow-artifacts:/", 1)[-1]
    seen = []
    for path in ("..", "../secret", "/etc/passwd", "a/../../b", "%2e%2e/x", "..%2Fx", "a//b", "C:\\x", "file:///etc/passwd", "a\\..\\..\\b"):
        answer = given.ask("GET", "artifacts/list", query={"run_id": run_id, "path": path})
        seen.append((f"list {path}", answer.status >= 400 or not answer.json().get("files")))
    for path in ("%2e%2e/%2e%2e/x", "..%2F..%2Fx", "%252e%252e%252fx", "a%5C..%5C..%5Cb", "%2Fetc%2Fpasswd"):
        answer = given.ask("GET", f"/api/2.0/mlflow-artifacts/artifacts/{root}/{path}")
        seen.append((f"download {path}", answer.status >= 400))
    assert all(safe for _, safe in seen), seen
