"""Asks a running server everything that tritonclient can ask, over HTTP and gRPC.

    python check.py --http 127.0.0.1:7400 --grpc 127.0.0.1:7401 --model churn --rows rows.json

rows.json: {"columns": {name: [values]}, "outputs": {name: [values]}}: columns of a model of rows, null where a value is missing, and
what the model answers to them, row-major. The model is unloaded and loaded again; nothing else is changed.

Prints one JSON line per promise: {"promise": ..., "ok": true} or {"promise": ..., "ok": false, "said": ...}. Ends with 1 if one was broken.
"""

import argparse
import json
import queue
import sys
import traceback

import numpy as np
import tritonclient.grpc as tritongrpc
import tritonclient.http as tritonhttp
from google.protobuf import json_format
from tritonclient.utils import InferenceServerException, triton_to_np_dtype

STATUS = {
    "http": {"unknown": "404", "bad": ("400", "422")},
    "grpc": {"unknown": "StatusCode.NOT_FOUND", "bad": ("StatusCode.INVALID_ARGUMENT",)},
}
PROMISES = []


def promise(text):
    def add(check):
        PROMISES.append((text, check))
        return check

    return add


class Wire:
    """One client with what differs between the two of them."""

    def __init__(self, name, package, client, given):
        self.name, self.package, self.client = name, package, client
        self.model, self.columns, self.outputs = given.model, given.columns, given.outputs

    def metadata(self):
        if self.name == "http":
            return self.client.get_model_metadata(self.model)
        metadata = self.client.get_model_metadata(self.model, as_json=True)
        for tensor in metadata["inputs"] + metadata["outputs"]:
            tensor["shape"] = [int(length) for length in tensor["shape"]]
        return metadata

    def arrays(self, rows=None):
        arrays = {}
        for tensor in self.metadata()["inputs"]:
            values = self.columns[tensor["name"]][:rows]
            dtype = triton_to_np_dtype(tensor["datatype"])
            missing = np.nan if dtype == np.float64 else ""
            arrays[tensor["name"]] = (tensor["datatype"], np.array([missing if v is None else v for v in values], dtype=dtype))
        return arrays

    def inputs(self, rows=None, column=False, **keys):
        made = []
        for name, (datatype, array) in self.arrays(rows).items():
            array = array.reshape(-1, 1) if column else array
            tensor = self.package.InferInput(name, list(array.shape), datatype)
            tensor.set_data_from_numpy(array, **keys)
            made.append(tensor)
        return made

    def infer(self, inputs=None, **keys):
        return self.client.infer(self.model, self.inputs() if inputs is None else inputs, **keys)

    def agrees(self, result, rows=None):
        shapes = {tensor["name"]: tensor["shape"] for tensor in self.metadata()["outputs"]}
        for name, expected in self.outputs.items():
            array = result.as_numpy(name)
            width = int(np.prod(shapes[name][1:]))
            expected = expected if rows is None else expected[: rows * width]
            flat = [v.decode() if isinstance(v, bytes) else v for v in array.flatten().tolist()]
            assert flat == expected, f"{name} must be {expected}, got {flat}"
            assert list(array.shape[1:]) == shapes[name][1:], f"{name} has shape {array.shape}"

    def response(self, result):
        response = result.get_response()
        return response if self.name == "http" else json_format.MessageToDict(response, preserving_proto_field_name=True)

    def refused(self, ask, *, kind):
        try:
            ask()
        except InferenceServerException as error:
            assert error.status() in STATUS[self.name][kind], f"the status was {error.status()}: {error.message()}"
            assert error.message(), "the refusal must say why"
            return error.message()
        raise AssertionError("the server must refuse, but answered")


@promise("the server is live and ready, and so is the model")
def _(wire):
    assert wire.client.is_server_live() and wire.client.is_server_ready()
    version = wire.metadata()["versions"][-1]
    assert wire.client.is_model_ready(wire.model) and wire.client.is_model_ready(wire.model, version)
    assert not wire.client.is_model_ready("no-such-model")


@promise("the server says its name, version and extensions")
def _(wire):
    said = wire.client.get_server_metadata() if wire.name == "http" else wire.client.get_server_metadata(as_json=True)
    assert said["name"] and said["version"] and "binary_tensor_data" in said["extensions"], said


@promise("the metadata of the model has the inputs and outputs of the rows")
def _(wire):
    said = wire.metadata()
    assert said["name"] == wire.model and said["platform"] and said["versions"], said
    assert {t["name"] for t in said["inputs"]} == set(wire.columns), said
    assert {t["name"] for t in said["outputs"]} == {*wire.outputs, "class_set", "flags"}, said
    assert wire.refused(lambda: wire.client.get_model_metadata("no-such-model"), kind="unknown")


@promise("the configuration of the model has its tensors")
def _(wire):
    said = wire.client.get_model_config(wire.model) if wire.name == "http" else wire.client.get_model_config(wire.model, as_json=True)["config"]
    assert said["name"] == wire.model and said["backend"], said
    assert {t["name"] for t in said["input"]} == set(wire.columns), said
    assert all(t["data_type"].startswith("TYPE_") for t in said["input"] + said["output"]), said


@promise("answers are those of the model, whichever way elements travel")
def _(wire):
    wire.agrees(wire.infer())
    wire.agrees(wire.infer(wire.inputs(column=True)))
    wire.agrees(wire.infer(wire.inputs(rows=1)), rows=1)
    if wire.name == "http":
        names = list(wire.outputs)
        wire.agrees(wire.infer(wire.inputs(binary_data=False)))
        for binary in (False, True):
            outputs = [tritonhttp.InferRequestedOutput(n, binary_data=binary) for n in names]
            wire.agrees(wire.infer(outputs=outputs))
            wire.agrees(wire.infer(wire.inputs(binary_data=False), outputs=outputs))
        mixed = [tritonhttp.InferRequestedOutput(n, binary_data=i % 2 == 0) for i, n in enumerate(names)]
        wire.agrees(wire.infer(outputs=mixed))


@promise("no rows have no answers")
def _(wire):
    result = wire.infer(wire.inputs(rows=0))
    assert all(result.as_numpy(name).size == 0 for name in wire.outputs)


@promise("the id, the name and the version of the model come back")
def _(wire):
    version = wire.metadata()["versions"][-1]
    said = wire.response(wire.infer(request_id="mine", model_version=version))
    assert (said["id"], said["model_name"], said["model_version"]) == ("mine", wire.model, version), said


@promise("only the outputs that were asked for come back, in their order")
def _(wire):
    names = list(wire.outputs)[::-1]
    said = wire.response(wire.infer(outputs=[wire.package.InferRequestedOutput(n) for n in names]))
    assert [o["name"] for o in said["outputs"]] == names, said
    assert wire.refused(lambda: wire.infer(outputs=[wire.package.InferRequestedOutput("no-such-output")]), kind="bad")


@promise("the best classes come as score, index and label")
def _(wire):
    result = wire.infer(outputs=[wire.package.InferRequestedOutput("probabilities", class_count=1)])
    probabilities = np.array(wire.outputs["probabilities"]).reshape(len(wire.outputs["prediction"]), -1)
    for said, scores in zip(result.as_numpy("probabilities").flatten(), probabilities):
        score, index, label = said.decode().split(":", 2)
        assert float(score) == scores.max() and int(index) == scores.argmax() and label, said


@promise("how far to trust answers comes when it is asked for, by names of outputs or by parameters")
def _(wire):
    plain = {o["name"] for o in wire.response(wire.infer())["outputs"]}
    assert plain == set(wire.outputs), plain
    named = wire.infer(outputs=[wire.package.InferRequestedOutput(n) for n in ("class_set", "flags")])
    asked = wire.infer(parameters={"interval": "0.9", "flags": True})
    assert {o["name"] for o in wire.response(asked)["outputs"]} == {*plain, "class_set", "flags"}
    for result in (named, asked):
        sets = [json.loads(text) for text in result.as_numpy("class_set")]
        assert [one[0] for one in sets] == wire.outputs["prediction"], sets
        kinds = [[flag["kind"] for flag in json.loads(text)] for text in result.as_numpy("flags")]
        assert kinds == [[], ["weak"], []], kinds
    assert wire.refused(lambda: wire.infer(parameters={"interval": "0.7"}), kind="bad")


@promise("timeout, priority and parameters of one's own are taken")
def _(wire):
    wire.agrees(wire.infer(timeout=5_000_000, priority=1, parameters={"team": "a", "n": 3, "dry": True, "share": 0.5}))


@promise("compressed requests and answers are the same")
def _(wire):
    if wire.name == "http":
        for algorithm in ("gzip", "deflate"):
            wire.agrees(wire.infer(request_compression_algorithm=algorithm))
            wire.agrees(wire.infer(response_compression_algorithm=algorithm))
    else:
        for algorithm in ("gzip", "deflate"):
            wire.agrees(wire.infer(compression_algorithm=algorithm))


@promise("requests in flight at once are answered each with its own")
def _(wire):
    if wire.name == "http":
        pending = [wire.client.async_infer(wire.model, wire.inputs(rows=1), request_id=str(i)) for i in range(8)]
        results = [each.get_result() for each in pending]
    else:
        done = queue.Queue()
        for i in range(8):
            wire.client.async_infer(wire.model, wire.inputs(rows=1), lambda result, error: done.put((result, error)), request_id=str(i))
        results = []
        for _ in range(8):
            result, error = done.get(timeout=30)
            assert error is None, error
            results.append(result)
    assert sorted(wire.response(each)["id"] for each in results) == [str(i) for i in range(8)]
    for each in results:
        wire.agrees(each, rows=1)


@promise("a stream is answered in order and outlives a refusal")
def _(wire):
    if wire.name == "http":
        return
    done = queue.Queue()
    wire.client.start_stream(lambda result, error: done.put((result, error)))
    wire.client.async_stream_infer(wire.model, wire.inputs(), request_id="0", enable_empty_final_response=True)
    wire.client.async_stream_infer("no-such-model", wire.inputs(), request_id="1")
    wire.client.async_stream_infer(wire.model, wire.inputs(), request_id="2")
    answers = [done.get(timeout=30) for _ in range(3)]
    wire.client.stop_stream()
    assert answers[0][1] is None and answers[1][1] is not None and answers[2][1] is None, answers
    for result, _ in (answers[0], answers[2]):
        wire.agrees(result)
    assert answers[0][0].get_response().parameters["triton_final_response"].bool_param


@promise("bodies that the client makes and reads by itself fit")
def _(wire):
    if wire.name == "grpc":
        return
    body, length = tritonhttp.InferenceServerClient.generate_request_body(wire.inputs())
    headers = {"Inference-Header-Content-Length": str(length)}
    response = wire.client._post(f"v2/models/{wire.model}/infer", body, headers, None)
    said = response.get("Inference-Header-Content-Length")
    wire.agrees(tritonhttp.InferenceServerClient.parse_response_body(response.read(), header_length=int(said)))


@promise("statistics count the rows")
def _(wire):
    def counted():
        keys = {} if wire.name == "http" else {"as_json": True}
        (said,) = wire.client.get_inference_statistics(wire.model, **keys)["model_stats"]
        assert {"success", "fail", "queue", "compute_infer"} <= set(said["inference_stats"]), said
        return int(said.get("inference_count", 0))

    before = counted()
    wire.infer()
    assert counted() - before == len(next(iter(wire.columns.values())))


@promise("a model can be unloaded and loaded, and the index tells")
def _(wire):
    def states():
        index = wire.client.get_model_repository_index(**({} if wire.name == "http" else {"as_json": True}))
        models = index if wire.name == "http" else index["models"]
        return {each["state"] for each in models if each["name"] == wire.model}

    assert states() == {"READY"}
    wire.client.unload_model(wire.model)
    try:
        assert "READY" not in states() and not wire.client.is_model_ready(wire.model)
        try:
            wire.infer(wire.package_inputs)
        except InferenceServerException:
            pass
        else:
            raise AssertionError("an unloaded model must not answer")
    finally:
        wire.client.load_model(wire.model)
    assert states() == {"READY"}
    wire.agrees(wire.infer())
    assert wire.refused(lambda: wire.client.load_model("no-such-model"), kind="unknown")
    assert wire.refused(lambda: wire.client.load_model(wire.model, config="{}"), kind="bad")


@promise("requests that do not fit are refused with a sentence")
def _(wire):
    whole = wire.inputs()
    missing, extra = whole[1:], wire.package.InferInput("no-such-column", list(whole[0].shape()), "FP64")
    extra.set_data_from_numpy(np.zeros(whole[0].shape()))
    assert wire.refused(lambda: wire.infer(missing), kind="bad")
    assert "no-such-column" in wire.refused(lambda: wire.infer([*whole, extra]), kind="bad")
    assert wire.refused(lambda: wire.infer([*whole[1:], *wire.inputs(rows=1)[:1]]), kind="bad")
    assert wire.refused(lambda: wire.client.infer("no-such-model", whole), kind="unknown")
    assert wire.refused(lambda: wire.infer(model_version="999"), kind="unknown")
    assert wire.refused(lambda: wire.infer(sequence_id=7, sequence_start=True), kind="bad")
    wire.agrees(wire.infer())


@promise("what the server does not do is refused, not pretended")
def _(wire):
    for ask in (
        wire.client.get_trace_settings,
        wire.client.get_log_settings,
        wire.client.get_system_shared_memory_status,
        wire.client.get_cuda_shared_memory_status,
    ):
        try:
            ask()
        except InferenceServerException:
            continue
        raise AssertionError(f"{ask.__name__} must be refused, but was answered")


def main():
    parser = argparse.ArgumentParser()
    for name in ("http", "grpc"):
        parser.add_argument(f"--{name}", help="host:port; leave it out to skip this wire")
    parser.add_argument("--model", required=True)
    parser.add_argument("--rows", required=True)
    given = parser.parse_args()
    with open(given.rows, encoding="utf-8") as file:
        rows = json.load(file)
    given.columns, given.outputs = rows["columns"], rows["outputs"]
    wires = []
    if given.http:
        wires.append(Wire("http", tritonhttp, tritonhttp.InferenceServerClient(given.http, concurrency=8), given))
    if given.grpc:
        wires.append(Wire("grpc", tritongrpc, tritongrpc.InferenceServerClient(given.grpc), given))
    broken = 0
    for wire in wires:
        wire.package_inputs = wire.inputs()
        for text, check in PROMISES:
            line = {"promise": f"{wire.name}: {text}", "ok": True}
            try:
                check(wire)
            except Exception as error:
                broken += 1
                where = traceback.extract_tb(error.__traceback__)[-1]
                line.update(ok=False, said=f"{type(error).__name__}: {error} ({where.name}:{where.lineno})")
            print(json.dumps(line, ensure_ascii=False), flush=True)
        wire.client.close()
    sys.exit(1 if broken else 0)


main()
