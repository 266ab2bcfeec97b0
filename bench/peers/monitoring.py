"""How long Evidently takes to compare a table with its reference, from Parquet files and from memory. Run by
bench/monitoring/beside-evidently.ts: folder, then `test of numbers:test of levels` each."""

import json
import platform
import sys
import time
import warnings

import evidently
import numpy
import pandas
import scipy
from evidently import ColumnMapping
from evidently.metric_preset import DataDriftPreset
from evidently.report import Report

warnings.filterwarnings("ignore")
folder, *asked = sys.argv[1:]


def read():
    return [pandas.read_parquet(f"{folder}/{name}.parquet") for name in ("reference", "current")]


def compare(reference, current, numbers, levels):
    names = list(reference.columns)
    is_number = [pandas.api.types.is_numeric_dtype(reference[name]) for name in names]
    mapping = ColumnMapping(
        numerical_features=[n for n, is_one in zip(names, is_number) if is_one],
        categorical_features=[n for n, is_one in zip(names, is_number) if not is_one],
    )
    tests = {} if numbers == "default" else {"num_stattest": numbers, "cat_stattest": levels}
    report = Report(metrics=[DataDriftPreset(**tests)])
    report.run(reference_data=reference, current_data=current, column_mapping=mapping)
    columns = report.as_dict()["metrics"][1]["result"]["drift_by_columns"]
    return {name: bool(column["drift_detected"]) for name, column in columns.items()}


def measure(way, work):
    began, used = time.perf_counter(), time.process_time()
    verdicts = work()
    return {
        "way": way,
        "seconds": time.perf_counter() - began,
        "processorSeconds": time.process_time() - used,
        "verdicts": verdicts,
    }


reference, current = read()
compare(reference.head(50), current.head(50), "default", "default")
said = [measure("files: default", lambda: compare(*read(), "default", "default"))]
for pair in asked:
    numbers, levels = pair.split(":")
    said.append(
        measure(
            f"memory: {numbers}",
            lambda: compare(reference.copy(), current.copy(), numbers, levels),
        )
    )
versions = (
    f"Evidently {evidently.__version__}, Python {platform.python_version()}, pandas {pandas.__version__}, "
    f"NumPy {numpy.__version__}, SciPy {scipy.__version__}"
)
print(json.dumps({"versions": versions, "said": said}))
