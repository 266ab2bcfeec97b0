"""Oracle of comparators, inference and names of anomalies: TensorFlow Data Validation.

Run in an environment of its own: Python 3.10, tensorflow-data-validation 1.15.1, dill.
    python generate.py > expected.json
"""

import json
import random

import pandas as pd
import tensorflow_data_validation as tfdv
from tensorflow_metadata.proto.v0 import anomalies_pb2, statistics_pb2

random.seed(7)


def stats_of(columns, n_buckets=10):
    options = tfdv.StatsOptions(num_histogram_buckets=n_buckets)
    return tfdv.generate_statistics_from_dataframe(pd.DataFrame(columns), stats_options=options, n_jobs=1)


def histogram_of(stats):
    feature = stats.datasets[0].features[0]
    for histogram in feature.num_stats.histograms:
        if histogram.type == statistics_pb2.Histogram.STANDARD:
            buckets = histogram.buckets
            return {
                "edges": [b.low_value for b in buckets] + [buckets[-1].high_value],
                "counts": [b.sample_count for b in buckets],
            }


def measured(current, previous, comparator):
    schema = tfdv.infer_schema(current)
    getattr(tfdv.get_feature(schema, "x").drift_comparator, comparator).threshold = 0
    found = tfdv.validate_statistics(current, schema, previous_statistics=previous)
    return found.drift_skew_info[0].drift_measurements[0].value


def category_case(name, a, b):
    spread = lambda counts: {"x": [v for v, n in counts.items() for _ in range(n)]}
    current, previous = stats_of(spread(b)), stats_of(spread(a))
    return {
        "name": name,
        "a": a,
        "b": b,
        "lInfinity": measured(current, previous, "infinity_norm"),
        "jensenShannon": measured(current, previous, "jensen_shannon_divergence"),
        "normalizedDifference": measured(current, previous, "normalized_abs_difference"),
    }


def number_case(name, a, b):
    current, previous = stats_of({"x": b}), stats_of({"x": a})
    return {
        "name": name,
        "a": histogram_of(previous),
        "b": histogram_of(current),
        "jensenShannon": measured(current, previous, "jensen_shannon_divergence"),
    }


def presence_and_type(values):
    schema = tfdv.infer_schema(stats_of({"x": values}))
    feature = schema.feature[0]
    return {
        "type": int(feature.type),
        "minFraction": feature.presence.min_fraction,
        "minCount": feature.presence.min_count,
        "domain": sorted(schema.string_domain[0].value) if schema.string_domain else None,
    }


categories = [
    category_case("one level more", {"u": 60, "v": 40}, {"u": 55, "v": 40, "w": 5}),
    category_case("other rows, same shares", {"u": 30, "v": 10}, {"u": 60, "v": 20}),
    category_case("nothing in common", {"u": 20}, {"v": 30}),
    category_case("many levels", {f"k{i}": 3 + i % 5 for i in range(40)}, {f"k{i}": 2 + i % 7 for i in range(3, 45)}),
]
numbers = [
    number_case("shifted", [random.gauss(0, 1) for _ in range(2000)], [random.gauss(0.7, 1) for _ in range(1500)]),
    number_case("apart", [float(i) for i in range(100)], [500.0 + i / 3 for i in range(100)]),
    number_case("wider", [random.uniform(0, 10) for _ in range(1000)], [random.uniform(-5, 20) for _ in range(1000)]),
]
presence = {
    "whole": {"values": [1, 2, 3, 4], **presence_and_type([1, 2, 3, 4])},
    "decimals": {"values": [1.5, None, 2.5, 3], **presence_and_type([1.5, None, 2.5, 3])},
    "texts": {"values": ["a", "b", None, "a"], **presence_and_type(["a", "b", None, "a"])},
}

print(
    json.dumps(
        {
            "version": tfdv.__version__,
            "anomalies": dict(anomalies_pb2.AnomalyInfo.Type.items()),
            "categories": categories,
            "numbers": numbers,
            "presence": presence,
        },
        indent=1,
    )
)
