"""Writes expected.json: bytes that tritonclient sends and reads, and what they mean.

Run in a virtual environment with `tritonclient[http,grpc]`: `python generate.py`.
"""

import base64
import json
import pathlib
from importlib.metadata import version

import numpy as np
import tritonclient
import tritonclient.grpc as tritongrpc
import tritonclient.http as tritonhttp
from tritonclient.grpc import model_config_pb2, service_pb2
from tritonclient.grpc._utils import _get_inference_request

CHURN = {
    "age": np.array([31.5, np.nan, -0.0]),
    "plan": np.array(["basic", "", "größe 😀"], dtype=object),
    "active": np.array([True, False, True]),
    "joined": np.array([["2024-05-31"], ["2023-01-02"], ["2022-12-31"]], dtype=object),
}
WHOLE = {"a": np.array([0.5, 1.5, -2.0]), "b": np.array([[31], [2], [7]], dtype=np.int64)}
EVERY = {
    "bool": np.array([True, False]),
    "uint8": np.array([0, 2**8 - 1], dtype=np.uint8),
    "uint16": np.array([0, 2**16 - 1], dtype=np.uint16),
    "uint32": np.array([0, 2**32 - 1], dtype=np.uint32),
    "uint64": np.array([0, 2**64 - 1], dtype=np.uint64),
    "int8": np.array([-(2**7), 2**7 - 1], dtype=np.int8),
    "int16": np.array([-(2**15), 2**15 - 1], dtype=np.int16),
    "int32": np.array([-(2**31), 2**31 - 1], dtype=np.int32),
    "int64": np.array([-(2**63), 2**63 - 1], dtype=np.int64),
    "fp32": np.array([1.5, -3.4028234663852886e38], dtype=np.float32),
    "fp64": np.array([5e-324, 1.7976931348623157e308]),
    "bytes": np.array([["", "é"], ["\x00", "a,b"]], dtype=object),
}
HALF = {"fp16": np.array([6.103515625e-05, 5.960464477539063e-08, np.inf, np.nan], dtype=np.float16)}
MATRIX = {"input-0": np.array([[1.5, 2, 0], [3, -4, 1]], dtype=np.float32)}
EMPTY = {"age": np.zeros((0,)), "plan": np.zeros((0,), dtype=object)}

CASES = [
    {"name": "columns, binary", "inputs": CHURN, "binary": True, "options": {"request_id": "r-1", "timeout": 2_500_000, "priority": 3}},
    {"name": "columns, JSON", "inputs": WHOLE, "binary": False, "options": {"request_id": "r-2"}},
    {
        "name": "outputs and parameters",
        "inputs": WHOLE,
        "binary": True,
        "outputs": [("prediction", False, 0), ("probabilities", True, 2)],
        "options": {"parameters": {"team": "a", "n": 7, "share": 0.25, "dry": True}},
    },
    {"name": "every datatype, binary", "inputs": EVERY, "binary": True, "options": {}},
    {"name": "every datatype, JSON", "inputs": EVERY, "binary": False, "options": {}},
    {"name": "half precision, binary", "inputs": HALF, "binary": True, "options": {}},
    {"name": "a matrix", "inputs": MATRIX, "binary": True, "options": {}},
    {"name": "no rows", "inputs": EMPTY, "binary": True, "options": {}},
]


def text(data):
    return base64.b64encode(data).decode()


def element(value):
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, str):
        return value
    if isinstance(value, np.integer):
        return str(value)
    return None if np.isnan(value) else "Infinity" if np.isinf(value) else float(value)


def case(name, inputs, binary, options, outputs=None):
    def tensors(package, **keys):
        made = []
        for key, array in inputs.items():
            tensor = package.InferInput(key, list(array.shape), tritonclient.utils.np_to_triton_dtype(array.dtype))
            tensor.set_data_from_numpy(array, **keys)
            made.append(tensor)
        return made

    http_outputs = outputs and [tritonhttp.InferRequestedOutput(o, binary_data=b, class_count=k) for o, b, k in outputs]
    grpc_outputs = outputs and [tritongrpc.InferRequestedOutput(o, class_count=k) for o, _, k in outputs]
    body, length = tritonhttp.InferenceServerClient.generate_request_body(
        tensors(tritonhttp, binary_data=binary), outputs=http_outputs, **options
    )
    message = _get_inference_request(
        model_name="churn",
        model_version="3",
        inputs=tensors(tritongrpc),
        outputs=grpc_outputs,
        **{"request_id": "", "sequence_id": 0, "sequence_start": False, "sequence_end": False,
           "priority": 0, "timeout": None, "parameters": None, **options},
    )
    return {
        "name": name,
        "http": {"body": text(body), "jsonLength": length},
        "grpc": text(message.SerializeToString(deterministic=True)),
        "tensors": [
            {
                "name": key,
                "datatype": tritonclient.utils.np_to_triton_dtype(array.dtype),
                "shape": list(array.shape),
                "elements": [element(value) for value in array.flatten()],
            }
            for key, array in inputs.items()
        ],
    }


def contents_request():
    """A request with typed contents, which other clients of the protocol send."""
    message = service_pb2.ModelInferRequest(model_name="churn", id="typed")
    fields = {"bool": "bool_contents", "uint8": "uint_contents", "uint16": "uint_contents", "uint32": "uint_contents",
              "uint64": "uint64_contents", "int8": "int_contents", "int16": "int_contents", "int32": "int_contents",
              "int64": "int64_contents", "fp32": "fp32_contents", "fp64": "fp64_contents", "bytes": "bytes_contents"}
    for key, array in EVERY.items():
        tensor = message.inputs.add(name=key, datatype=tritonclient.utils.np_to_triton_dtype(array.dtype), shape=array.shape)
        values = [v.encode() if isinstance(v, str) else v.item() for v in array.flatten()] if key != "bytes" else [
            v.encode() for v in array.flatten()]
        getattr(tensor.contents, fields[key]).extend(values)
    return text(message.SerializeToString(deterministic=True))


def responses():
    """Messages that a server sends; maps have one key, so there is one way to write them."""
    duration = service_pb2.StatisticDuration
    config = model_config_pb2.ModelConfig(name="churn", platform="kaizenml_model", backend="kaizenml", max_batch_size=64)
    config.input.add(name="age", data_type=model_config_pb2.TYPE_FP64, dims=[1], reshape=model_config_pb2.ModelTensorReshape())
    config.output.add(name="probabilities", data_type=model_config_pb2.TYPE_FP64, dims=[2])
    config.dynamic_batching.preferred_batch_size.extend([8, 16])
    config.dynamic_batching.max_queue_delay_microseconds = 500
    infer = service_pb2.ModelInferResponse(model_name="churn", model_version="3", id="r-1")
    tensor = infer.outputs.add(name="prediction", datatype="BYTES", shape=[2])
    tensor.parameters["classes"].string_param = '["no","yes"]'
    infer.raw_output_contents.append(tritonclient.utils.serialize_byte_tensor(np.array(["no", "yes"], dtype=object)).item())
    metadata = service_pb2.ModelMetadataResponse(name="churn", versions=["1", "3"], platform="kaizenml_model")
    metadata.inputs.add(name="age", datatype="FP64", shape=[-1])
    metadata.outputs.add(name="probabilities", datatype="FP64", shape=[-1, 2])
    statistics = service_pb2.ModelStatisticsResponse()
    model = statistics.model_stats.add(name="churn", version="3", last_inference=1700000000000, inference_count=12, execution_count=5)
    for at, key in enumerate(("success", "fail", "queue", "compute_input", "compute_infer", "compute_output", "cache_hit", "cache_miss")):
        getattr(model.inference_stats, key).CopyFrom(duration(count=at + 1, ns=1000 * (at + 1)))
    model.batch_stats.add(batch_size=4, compute_input=duration(count=1, ns=2), compute_infer=duration(count=3, ns=4),
                          compute_output=duration(count=5, ns=6))
    model.memory_usage.add(type="CPU", id=0, byte_size=4096)
    index = service_pb2.RepositoryIndexResponse()
    index.models.add(name="churn", version="3", state="READY", reason="")
    server = service_pb2.ServerMetadataResponse(name="kaizenml", version="0.1.0", extensions=["classification"])
    stream = service_pb2.ModelStreamInferResponse(error_message="no", infer_response=service_pb2.ModelInferResponse(id="r-1"))
    made = {
        "ModelConfig": service_pb2.ModelConfigResponse(config=config),
        "ModelInfer": infer,
        "ModelMetadata": metadata,
        "ModelStatistics": statistics,
        "RepositoryIndex": index,
        "ServerMetadata": server,
        "ModelStreamInfer": stream,
    }
    return {name: text(message.SerializeToString(deterministic=True)) for name, message in made.items()}


def halves():
    """Doubles and the bits of the half-precision numbers that numpy rounds them to."""
    rng = np.random.default_rng(7)
    doubles = np.concatenate([rng.normal(size=60) * 10.0 ** rng.integers(-8, 6, 60), [65519.99, 65520.0, 2.0**-25, 2.0**-25 * 1.0001]])
    with np.errstate(over="ignore"):
        return [[float(v), int(np.float64(v).astype(np.float16).view(np.uint16))] for v in doubles]


def main():
    expected = {
        "versions": {"tritonclient": version("tritonclient"), "numpy": np.__version__},
        "requests": [case(**each) for each in CASES],
        "contents": contents_request(),
        "responses": responses(),
        "halves": halves(),
    }
    path = pathlib.Path(__file__).with_name("expected.json")
    path.write_text(json.dumps(expected, indent=1, ensure_ascii=False) + "\n")


main()
