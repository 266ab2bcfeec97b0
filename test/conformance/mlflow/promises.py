"""What a promise is: a name, and a function that asks a server and fails where the promise is not kept."""

import json
import os
import traceback
from types import SimpleNamespace

import requests
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException

PROMISES = []


def promise(name):
    """Adds a promise. What its function returns is what the server said: a part of the answer that another server must give too."""

    def add(check):
        PROMISES.append((name, check))
        return check

    return add


def given_of(uri, folder):
    """What every promise is handed: the server's address, a client, an empty folder, and `ask`, which sends JSON without any client."""

    def ask(method, path, body=None, query=None):
        where = path if path.startswith("/") else f"/api/2.0/mlflow/{path}"
        answer = requests.request(method, uri + where, json=body, params=query, timeout=60)
        return SimpleNamespace(status=answer.status_code, text=answer.text, json=lambda: json.loads(answer.text))

    os.makedirs(folder, exist_ok=True)
    return SimpleNamespace(uri=uri, folder=folder, client=MlflowClient(uri, uri), ask=ask)


def refusal(call):
    """The code and the words with which a call is refused, or what it gave where it was not."""
    try:
        return call()
    except MlflowException as thrown:
        return [thrown.error_code, str(thrown)]


def run_promises(given):
    """Asks everything in turn. Yields {"name", "passed", "detail"}."""
    for name, check in PROMISES:
        try:
            yield {"name": name, "passed": True, "detail": check(given)}
        except Exception as thrown:
            where = traceback.extract_tb(thrown.__traceback__)[-1]
            place = f"{os.path.basename(where.filename)}:{where.lineno} {where.line}"
            yield {"name": name, "passed": False, "detail": f"{type(thrown).__name__}: {thrown} at {place}"}
