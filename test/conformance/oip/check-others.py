"""Asks a running server with the clients of other servers: KServe's, MLflow's, SageMaker's and one made from the specification.

    python check-others.py --address 127.0.0.1:7400 --model churn --rows rows.json

rows.json is that of check.py, and has `records` beside it: the rows as objects. A client that is not installed is told as skipped.

Prints one JSON line per promise: {"promise": ..., "ok": true}, with "skipped" or "said" where it was not kept or not asked.
"""

import argparse
import asyncio
import json
import sys
import traceback

PROMISES = []


def promise(client):
    def add(check):
        PROMISES.append((f"{client}: {check.__doc__}", check))
        return check

    return add


def said(output):
    return [v.decode() if isinstance(v, bytes) else v for v in output]


@promise("kserve")
def _(given):
    """version 1 predicts, explains and says that it is ready"""
    from kserve import InferenceRESTClient, RESTConfig

    async def ask():
        async with InferenceRESTClient(RESTConfig(protocol="v1", retries=0)) as client:
            url, data = f"http://{given.address}", {"instances": given.records}
            assert await client.is_model_ready(url, given.model)
            answer = await client.infer(url, data, model_name=given.model)
            assert answer["predictions"] == given.outputs["prediction"], answer
            answer = await client.explain(url, model_name=given.model, data=data)
            assert len(answer["explanations"]) == len(given.records), answer

    asyncio.run(ask())


def kserve_inputs(given):
    from kserve import InferInput

    datatypes = {"number": "FP64", "text": "BYTES"}
    made = []
    for name, values in given.columns.items():
        kind = "text" if any(isinstance(v, str) for v in values) else "number"
        missing = "" if kind == "text" else float("nan")
        cells = [missing if v is None else v for v in values]
        made.append(InferInput(name=name, shape=[len(values)], datatype=datatypes[kind], data=cells))
    return made


@promise("kserve")
def _(given):
    """version 2 answers over REST"""
    from kserve import InferenceRESTClient, InferRequest, RESTConfig

    async def ask():
        async with InferenceRESTClient(RESTConfig(protocol="v2", retries=0)) as client:
            url = f"http://{given.address}"
            assert await client.is_server_live(url) and await client.is_server_ready(url)
            assert await client.is_model_ready(url, given.model)
            request = InferRequest(model_name=given.model, infer_inputs=kserve_inputs(given))
            answer = await client.infer(url, request, model_name=given.model)
            (prediction,) = [o for o in answer.outputs if o.name == "prediction"]
            assert said(prediction.data) == given.outputs["prediction"], prediction.data

    asyncio.run(ask())


@promise("kserve")
def _(given):
    """version 2 answers over gRPC on the same port"""
    from kserve import InferenceGRPCClient, InferRequest

    async def ask():
        async with InferenceGRPCClient(given.address) as client:
            assert await client.is_server_live() and await client.is_server_ready()
            assert await client.is_model_ready(given.model)
            inputs = kserve_inputs(given)
            for tensor in inputs:
                if tensor.datatype == "BYTES":
                    tensor.data = [v.encode() for v in tensor.data]
            answer = await client.infer(InferRequest(model_name=given.model, infer_inputs=inputs))
            (prediction,) = [o for o in answer.outputs if o.name == "prediction"]
            assert said(prediction.data) == given.outputs["prediction"], prediction.data

    asyncio.run(ask())


@promise("open-inference-openapi")
def _(given):
    """metadata, readiness and answers fit the types of the specification"""
    from open_inference.openapi.client import InferenceRequest, OpenInferenceClient

    client = OpenInferenceClient(base_url=f"http://{given.address}")
    client.check_server_liveness()
    client.check_server_readiness()
    client.check_model_readiness(given.model)
    assert client.read_server_metadata().name == "kaizenml"
    metadata = client.read_model_metadata(given.model)
    assert metadata.name == given.model and {t.name for t in metadata.inputs} == set(given.columns), metadata
    # The types of the specification have no null, so only rows without one are asked.
    whole = [i for i, row in enumerate(given.records) if None not in row.values()]
    inputs = [
        {"name": t.name, "datatype": t.datatype, "shape": [len(whole)], "data": [given.columns[t.name][i] for i in whole]}
        for t in metadata.inputs
    ]
    answer = client.model_infer(given.model, request=InferenceRequest(id="mine", inputs=inputs))
    assert answer.id == "mine"
    (prediction,) = [o for o in answer.outputs if o.name == "prediction"]
    data = getattr(prediction.data, "__root__", None) or getattr(prediction.data, "root", prediction.data)
    assert list(data) == [given.outputs["prediction"][i] for i in whole], prediction


@promise("mlflow")
def _(given):
    """its scoring client is answered at /invocations, /ping and /version"""
    import pandas as pd
    from mlflow.pyfunc.scoring_server.client import ScoringServerClient

    host, port = given.address.rsplit(":", 1)
    client = ScoringServerClient(host, int(port))
    client.ping()
    assert client.get_version()
    frame = pd.DataFrame(given.records)
    for data in (frame, {"inputs": given.columns}, {"instances": given.records}):
        answer = client.invoke(data).get_predictions()
        assert answer.iloc[:, 0].tolist() == given.outputs["prediction"], answer


@promise("boto3")
def _(given):
    """SageMaker's client is answered in CSV and in JSON, and told of an endpoint that is not there"""
    import boto3
    from botocore.config import Config
    from botocore.exceptions import ClientError

    client = boto3.client(
        "sagemaker-runtime",
        endpoint_url=f"http://{given.address}",
        region_name="eu-central-1",
        aws_access_key_id="none",
        aws_secret_access_key="none",
        config=Config(retries={"max_attempts": 0}),
    )

    def invoke(name, **keys):
        return client.invoke_endpoint(EndpointName=name, **keys)

    lines = "\n".join(",".join("" if v is None else str(v) for v in row.values()) for row in given.records)
    answer = invoke(given.model, ContentType="text/csv", Body=lines)
    assert answer["ContentType"].startswith("text/csv"), answer
    assert answer["Body"].read().decode().split() == given.outputs["prediction"]
    assert answer["InvokedProductionVariant"], answer
    body = json.dumps({"instances": [{"features": list(row.values())} for row in given.records]})
    answer = invoke(given.model, ContentType="application/json", Accept="application/json", Body=body)
    labels = [p["predicted_label"] for p in json.load(answer["Body"])["predictions"]]
    assert labels == given.outputs["prediction"], labels
    try:
        invoke("no-such-model", ContentType="text/csv", Body=lines)
    except ClientError as error:
        assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 404, error
    else:
        raise AssertionError("an endpoint that is not there must be refused")


def main():
    parser = argparse.ArgumentParser()
    for name in ("address", "model", "rows"):
        parser.add_argument(f"--{name}", required=True)
    given = parser.parse_args()
    with open(given.rows, encoding="utf-8") as file:
        rows = json.load(file)
    given.columns, given.outputs, given.records = rows["columns"], rows["outputs"], rows["records"]
    broken = 0
    for text, check in PROMISES:
        line = {"promise": text, "ok": True}
        try:
            check(given)
        except ImportError as error:
            line["skipped"] = str(error)
        except Exception as error:
            broken += 1
            where = traceback.extract_tb(error.__traceback__)[-1]
            line.update(ok=False, said=f"{type(error).__name__}: {error} ({where.name}:{where.lineno})")
        print(json.dumps(line, ensure_ascii=False), flush=True)
    sys.exit(1 if broken else 0)


main()
