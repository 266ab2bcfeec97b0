"""Small ONNX models with the answers of ONNX Runtime itself, for the tests of `serving/onnx` and `ml/onnx`.

Run with onnxruntime 1.30.0, skl2onnx 1.20, scikit-learn 1.9, onnx 1.23 and numpy 2 installed: python3 generate.py
Writes models/*.onnx and expected.json beside this file. Numbers are written as the shortest text that gives the same
double; those of single precision are doubles with the same value. NaN is null, infinity is text.
"""

import json
import pathlib

import numpy as np
import onnx
import onnxruntime as ort
from onnx import TensorProto, helper, numpy_helper
from skl2onnx import convert_sklearn
from skl2onnx.common.data_types import DoubleTensorType, FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

HERE = pathlib.Path(__file__).parent
MODELS = HERE / "models"
MODELS.mkdir(exist_ok=True)
expected = {}

WORDS = {"tensor(float)": "FP32", "tensor(double)": "FP64", "tensor(string)": "BYTES", "tensor(bool)": "BOOL",
         "tensor(float16)": "FP16", "tensor(int8)": "INT8", "tensor(int16)": "INT16", "tensor(int32)": "INT32",
         "tensor(int64)": "INT64", "tensor(uint8)": "UINT8", "tensor(uint16)": "UINT16", "tensor(uint32)": "UINT32",
         "tensor(uint64)": "UINT64"}
DTYPES = {"float32": "FP32", "float64": "FP64", "object": "BYTES", "bool": "BOOL", "float16": "FP16"}


def jsonable(value):
    if not isinstance(value, float) or np.isfinite(value):
        return value
    return None if np.isnan(value) else ("Infinity" if value > 0 else "-Infinity")


def said(array):
    array = np.asarray(array)
    word = DTYPES.get(str(array.dtype)) or str(array.dtype).upper()
    if word == "FP16":
        values = array.view(np.uint16)
    elif array.dtype.kind == "U":
        word, values = "BYTES", array
    else:
        values = array
    listed = [jsonable(v) for v in values.ravel().tolist()]
    return {"datatype": word, "shape": list(array.shape), "values": listed}


def keep(name, model, feeds, metadata=None, opset=None):
    if metadata:
        helper.set_model_props(model, metadata)
    path = MODELS / f"{name}.onnx"
    onnx.save(model, path)
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    outputs = {}
    for output, made in zip(session.get_outputs(), session.run(None, feeds)):
        if isinstance(made, list):
            labels = list(made[0])
            made = np.array([[row[label] for label in labels] for row in made], dtype=np.float32)
        outputs[output.name] = said(made)
    expected[name] = {"inputs": {key: said(value) for key, value in feeds.items()}, "outputs": outputs}


rng = np.random.default_rng(5)
N = 200
x = rng.normal(size=(N, 4))
score = x[:, 0] - 0.7 * x[:, 1] + 0.4 * rng.normal(size=N)
kinds = np.array(["low", "middle", "high"])[np.digitize(score, [-0.6, 0.6])]
churned = (score > 0).astype(np.int64)
plan = rng.choice(["basic", "plus", "Zoë"], N)
asked = x[:25].astype(np.float32)

logistic = make_pipeline(StandardScaler(), LogisticRegression()).fit(x, kinds)
keep("logistic-zipmap", convert_sklearn(logistic, "logistic", [("x", FloatTensorType([None, 4]))]), {"x": asked})

bayes = GaussianNB().fit(x, kinds)
keep("bayes-labels", convert_sklearn(bayes, "bayes", [("x", FloatTensorType([None, 4]))],
                                     options={id(bayes): {"zipmap": False}}), {"x": asked})

table = {"age": np.round(40 + 12 * x[:, :1]), "income": 1000 * np.exp(x[:, 1:2]), "plan": plan.reshape(-1, 1)}
forest = make_pipeline(
    ColumnTransformer([("kept", "passthrough", ["age", "income"]), ("plan", OneHotEncoder(handle_unknown="ignore"), ["plan"])]),
    RandomForestClassifier(5, max_depth=4, random_state=1),
)
import pandas as pd
frame = pd.DataFrame({name: values.ravel() for name, values in table.items()})
forest.fit(frame, churned)
columns = [("age", FloatTensorType([None, 1])), ("income", FloatTensorType([None, 1])), ("plan", StringTensorType([None, 1]))]
feeds = {"age": table["age"][:25].astype(np.float32), "income": table["income"][:25].astype(np.float32),
         "plan": table["plan"][:25].astype(object)}
feeds["plan"][3, 0] = "never seen"
keep("columns-forest", convert_sklearn(forest, "forest", columns, options={"zipmap": False}), feeds,
     {"class_names": json.dumps(["stays", "leaves"])})

ridge = Ridge().fit(x[:, :3], score)
keep("ridge-double", convert_sklearn(ridge, "ridge", [("x", DoubleTensorType([None, 3]))]), {"x": x[:25, :3]},
     {"feature_names": "length, width, weight"})

ports = []
feeds = {}
samples = {
    "FLOAT": np.array([1.5, -0.0, np.nan, np.inf], np.float32), "DOUBLE": np.array([0.1, -1e300, 5e-324, 2.0]),
    "FLOAT16": np.array([0.5, -2, 65504, 6e-8], np.float16), "BOOL": np.array([True, False, True, True]),
    "INT8": np.array([-128, 127, 0, 1], np.int8), "INT16": np.array([-32768, 32767, 0, 1], np.int16),
    "INT32": np.array([-2**31, 2**31 - 1, 0, 1], np.int32), "INT64": np.array([-2**53, 2**53, 0, 1], np.int64),
    "UINT8": np.array([255, 0, 1, 2], np.uint8), "UINT16": np.array([65535, 0, 1, 2], np.uint16),
    "UINT32": np.array([2**32 - 1, 0, 1, 2], np.uint32), "UINT64": np.array([2**53, 0, 1, 2], np.uint64),
    "STRING": np.array(["", "a", "Zoë", "日本"], object),
}
inputs, outputs, nodes = [], [], []
for name, values in samples.items():
    kind = getattr(TensorProto, name)
    inputs.append(helper.make_tensor_value_info(f"in_{name}", kind, ["n", 2]))
    outputs.append(helper.make_tensor_value_info(f"out_{name}", kind, ["n", 2]))
    nodes.append(helper.make_node("Identity", [f"in_{name}"], [f"out_{name}"]))
    feeds[f"in_{name}"] = values.reshape(2, 2)


def model(nodes, inputs, outputs, weights=(), opset=21):
    graph = helper.make_graph(nodes, "made", inputs, outputs, list(weights))
    return helper.make_model(graph, producer_name="by hand", opset_imports=[
        helper.make_opsetid("", opset), helper.make_opsetid("ai.onnx.ml", 3)], ir_version=10)


keep("every-type", model(nodes, inputs, outputs), feeds)

floats, ints = TensorProto.FLOAT, TensorProto.INT64
value = helper.make_tensor_value_info
cubes = model(
    [helper.make_node("ReduceSum", ["image", "axes"], ["sums"], keepdims=0)],
    [value("image", floats, ["n", 2, 3]), value("axes", ints, [1])], [value("sums", floats, ["n", 3])],
    [numpy_helper.from_array(np.array([1]), "axes")],
)
keep("cubes", cubes, {"image": rng.normal(size=(4, 2, 3)).astype(np.float32)})

heavy = model(
    [helper.make_node("ConstantOfShape", ["size"], ["ones"], value=helper.make_tensor("one", floats, [1], [1.0])),
     helper.make_node("MatMul", ["ones", "ones"], ["squared"]),
     helper.make_node("ReduceSum", ["squared"], ["sum"], keepdims=0)],
    [value("size", ints, [2])], [value("sum", floats, [])],
)
keep("heavy", heavy, {"size": np.array([8, 8])})

picky = model(
    [helper.make_node("Gather", ["table", "place"], ["found"])],
    [value("place", ints, ["n"])], [value("found", floats, ["n"])],
    [numpy_helper.from_array(np.array([10, 20, 30], np.float32), "table")],
)
keep("gather", picky, {"place": np.array([2, 0])})

unnamed = model(
    [helper.make_node("Identity", ["x"], ["label"]), helper.make_node("Cast", ["x"], ["float"], to=floats),
     helper.make_node("Unsqueeze", ["float", "last"], ["one"]), helper.make_node("Concat", ["one", "one"], ["probabilities"], axis=1)],
    [value("x", ints, ["n"])], [value("label", ints, ["n"]), value("probabilities", floats, ["n", 2])],
    [numpy_helper.from_array(np.array([1]), "last")],
)
keep("unnamed-labels", unnamed, {"x": np.array([0, 1])})

dictionaries = DictVectorizer(sparse=False).fit([{"a": 1.0}, {"b": 2.0}])
from skl2onnx.common.data_types import DictionaryType, StringType
(MODELS / "dictionaries.onnx").write_bytes(convert_sklearn(
    dictionaries, "dictionaries", [("x", DictionaryType(StringTensorType([1]), FloatTensorType([1])))],
    options={}).SerializeToString())

sequence = helper.make_graph(
    [helper.make_node("SequenceConstruct", ["x"], ["list"])], "made", [value("x", floats, ["n"])],
    [helper.make_tensor_sequence_value_info("list", floats, ["n"])])
onnx.save(helper.make_model(sequence, opset_imports=[helper.make_opsetid("", 21)], ir_version=10), MODELS / "sequence.onnx")

expected["versions"] = {"onnxruntime": ort.__version__, "onnx": onnx.__version__}
(HERE / "expected.json").write_text(json.dumps(expected, indent=None, ensure_ascii=False, separators=(",", ":")) + "\n")
print({path.name: path.stat().st_size for path in sorted(MODELS.iterdir())}, (HERE / "expected.json").stat().st_size)
