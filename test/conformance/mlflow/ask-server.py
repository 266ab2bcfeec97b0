"""Asks a running server, as MLflow's client does, whether it keeps its promises.

    python ask-server.py --uri http://127.0.0.1:7400 --folder EMPTY [--parts tracking,registry]

Prints one JSON line per promise: {"name", "passed", "detail"}. The detail of one that is kept is what the server said where servers may
differ; that of one that is not kept says where it broke. The server's own experiments are changed: give it an empty home.
"""

import argparse
import importlib
import json
import os

# Said before MLflow is read: no progress on the terminal, no thread that reports use, no retries of what is refused.
os.environ.update(
    MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR="false",
    MLFLOW_DISABLE_TELEMETRY="true",
    MLFLOW_HTTP_REQUEST_MAX_RETRIES="0",
    MLFLOW_RECORD_ENV_VARS_IN_MODEL_LOGGING="false",
    MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT="true",
)

from promises import given_of, run_promises  # noqa: E402

PARTS = ("tracking", "searching", "artifacts", "models", "registry")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--uri", required=True)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--parts", default=",".join(PARTS))
    asked = parser.parse_args()
    for part in asked.parts.split(","):
        importlib.import_module(part)
    for told in run_promises(given_of(asked.uri, asked.folder)):
        print(json.dumps(told, ensure_ascii=False), flush=True)


main()
