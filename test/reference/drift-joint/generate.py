"""Writes expected.json: what menelaus and NannyML say of the same batches.

Run in a virtual environment with menelaus and nannyml: `python generate.py`.
"""

import importlib.metadata
import json
import pathlib

import numpy as np
import pandas as pd
from menelaus.data_drift import HDDDM
from nannyml import DataReconstructionDriftCalculator

EDGES = np.array([-1e9, -1.5, -0.5, 0.0, 0.5, 1.5, 1e9])


class FixedBins(HDDDM):
    """Counts on bins that do not change with the batches."""

    def _build_histograms(self, dataset, min_values, max_values):
        self._bins = len(EDGES) - 1
        return [np.histogram(dataset.iloc[:, f], bins=EDGES)[0] for f in range(dataset.shape[1])]


def hdddm():
    rng = np.random.default_rng(5)
    detector = FixedBins(detect_batch=3, statistic="tstat", significance=0.05)
    reference = pd.DataFrame(rng.normal(size=(400, 2)), columns=["a", "b"])
    detector.set_reference(reference)
    counts = lambda frame: [h.tolist() for h in detector._build_histograms(frame, None, None)]
    batches = []
    for t in range(24):
        shift = 0.0 if t < 10 else 0.6 if t < 18 else 1.4
        batch = pd.DataFrame(rng.normal(size=(200, 2)) + [shift, 0.0], columns=["a", "b"])
        detector.update(batch)
        total = detector.total_batches
        batches.append(
            {
                "counts": counts(batch),
                "distance": float(detector.current_distance),
                "change": float(detector.epsilon_values[total]) if total in detector.epsilon_values else None,
                "threshold": float(detector.thresholds[total]) if total in detector.thresholds else None,
                "isDrift": detector.drift_state == "drift",
            }
        )
    return {"reference": counts(reference), "nReference": 400, "nRows": 200, "batches": batches}


def table(rng, n, is_turned):
    x = rng.normal(size=n)
    y = (-x if is_turned else x) + 0.3 * rng.normal(size=n)
    z = rng.normal(size=n) * 5 + 2
    c = np.where(rng.random(n) < 0.6, "a", np.where(x > 0, "b", "c"))
    y[rng.random(n) < 0.05] = np.nan
    return pd.DataFrame({"x": x, "y": y, "z": z, "c": c})


def as_json(frame):
    return {k: [None if v != v else v for v in frame[k].tolist()] for k in frame.columns}


def reconstruction():
    rng = np.random.default_rng(8)
    reference = table(rng, 300, False)
    calculator = DataReconstructionDriftCalculator(column_names=["x", "y", "z", "c"], chunk_size=100)
    calculator.fit(reference.copy())
    chunks = {"alike": table(rng, 100, False), "turned": table(rng, 100, True)}
    errors = {}
    for name, chunk in {"reference": reference, **chunks}.items():
        mean, sd = calculator._calculate_dre_results(chunk.copy())
        errors[name] = {"mean": float(mean), "sd": float(sd)}
    return {
        "reference": as_json(reference),
        "chunks": {name: as_json(chunk) for name, chunk in chunks.items()},
        "errors": errors,
    }


def main():
    versions = {name: importlib.metadata.version(name) for name in ("menelaus", "nannyml", "scikit-learn")}
    out = {"versions": versions, "hdddm": hdddm(), "reconstruction": reconstruction()}
    path = pathlib.Path(__file__).with_name("expected.json")
    path.write_text(json.dumps(out, separators=(",", ":")) + "\n")


main()
