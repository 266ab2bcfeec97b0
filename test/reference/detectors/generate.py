"""Writes expected.json: every drift and warning of river's detectors on seeded streams and on real ones.

Run in a virtual environment with river: `python generate.py DATA`, DATA being the folder of real data.

Two things of river are changed, in this process alone. KSWIN draws from the source of chance of streams.py, since Python's own cannot be
had elsewhere; and where a case says so, HDDM-W counts its first value whole, or KSWIN keeps the newest values after a drift, as their papers say.
"""

import csv
import json
import pathlib
import sys

import river
from river import drift
from river.drift.binary import hddm_w

from streams import RATES, SHIFTS, Chance, errors, numbers


class DrawnKswin(drift.KSWIN):
    """KSWIN with the given source of chance, which goes on through restarts."""

    chance = None
    keeps = False

    def _reset(self):
        newest = self.window if self.keeps and hasattr(self, "window") else None
        super()._reset()
        if newest is not None:
            self.window = newest
        self.chance = self.chance or Chance(self.seed)
        self._rng = self.chance


class KeepingKswin(DrawnKswin):
    keeps = True


class WholeInfo(hddm_w.SampleInfo):
    """Its first value weighs 1: the sum of squared weights begins there."""

    def update(self, x):
        is_first = not self._is_init
        super().update(x)
        if is_first:
            self._ibc = 1.0


class WholeHddmw(drift.binary.HDDMW):
    def _reset(self):
        hddm_w.SampleInfo, usual = WholeInfo, hddm_w.SampleInfo
        super()._reset()
        hddm_w.SampleInfo = usual

    def update(self, x):
        hddm_w.SampleInfo, usual = WholeInfo, hddm_w.SampleInfo
        super().update(x)
        hddm_w.SampleInfo = usual


BINARY = {
    "ddm": [
        ({}, lambda: drift.binary.DDM()),
        ({"warmUp": 100, "warnAt": 1.5, "driftAt": 2.5}, lambda: drift.binary.DDM(100, 1.5, 2.5)),
    ],
    "eddm": [
        ({"deviation": "sample"}, lambda: drift.binary.EDDM()),
        ({"deviation": "sample", "warnAt": 0.9, "driftAt": 0.8}, lambda: drift.binary.EDDM(30, 0.9, 0.8)),
    ],
    "hddm-a": [
        ({}, lambda: drift.binary.HDDMA()),
        ({"direction": "both", "driftLevel": 0.01, "warnLevel": 0.05}, lambda: drift.binary.HDDMA(0.01, 0.05, True)),
    ],
    "hddm-w": [
        ({"firstValue": "faded"}, lambda: drift.binary.HDDMW()),
        ({"firstValue": "faded", "direction": "both", "weight": 0.01}, lambda: drift.binary.HDDMW(0.001, 0.005, 0.01, True)),
        ({}, lambda: WholeHddmw()),
    ],
}
ANY = {
    "adwin": [
        ({"onDrift": "restart"}, lambda: drift.ADWIN()),
        (
            {"onDrift": "restart", "level": 0.05, "every": 1, "maxBuckets": 3, "minPart": 10, "warmUp": 40},
            lambda: drift.ADWIN(0.05, 1, 3, 10, 40),
        ),
    ],
    "page-hinkley": [
        ({}, lambda: drift.PageHinkley(mode="up")),
        ({"direction": "both", "threshold": 20, "keep": 0.999}, lambda: drift.PageHinkley(30, 0.005, 20, 0.999, "both")),
    ],
    "kswin": [
        ({"onDrift": "restart", "seed": 3}, lambda: DrawnKswin(seed=3)),
        (
            {"level": 0.0001, "windowSize": 300, "recentSize": 80, "seed": 4},
            lambda: KeepingKswin(0.0001, 300, 80, 4),
        ),
    ],
}


def digest(positions):
    """How many, their sum, and that of their squares modulo a prime: enough to tell two lists apart."""
    return [len(positions), sum(positions), sum(i * i for i in positions) % 1_000_003]


def run(detector, values):
    drifts, warnings = [], []
    for i, x in enumerate(values):
        detector.update(x)
        if detector.drift_detected:
            drifts.append(i)
        elif getattr(detector, "warning_detected", False):
            warnings.append(i)
    return {"drifts": drifts, "warnings": digest(warnings)}


def cases(detectors, streams):
    for name, variants in detectors.items():
        for settings, make in variants:
            for stream, values in streams:
                yield {"detector": name, "settings": settings, **stream, **run(make(), values)}


def last_class_errors(path, column):
    with open(path) as file:
        labels = [row[column] for row in csv.DictReader(file)]
    return [int(a != b) for a, b in zip(labels, labels[1:])]


def main():
    data = pathlib.Path(sys.argv[1])
    seeded_errors = [
        ({"scenario": scenario, "seed": seed}, errors(scenario, seed)) for scenario in RATES for seed in (1, 2, 3, 4)
    ]
    seeded_numbers = [
        ({"scenario": scenario, "seed": seed}, numbers(scenario, seed)) for scenario in SHIFTS for seed in (1, 2)
    ]
    real = [
        ({"file": "elec2/elec.csv", "column": "class"}, last_class_errors(data / "elec2/elec.csv", "class")),
        ({"file": "river/phishing.csv", "column": "is_phishing"}, last_class_errors(data / "river/phishing.csv", "is_phishing")),
    ]
    result = {
        "versions": {"river": river.__version__},
        "errors": list(cases({**BINARY, **ANY}, seeded_errors)),
        "numbers": list(cases(ANY, seeded_numbers)),
        "real": list(cases({**BINARY, **ANY}, real)),
    }
    lines = ",\n".join(
        f' "{key}": ' + (json.dumps(value) if key == "versions" else "[\n" + ",\n".join(json.dumps(each) for each in value) + "\n]")
        for key, value in result.items()
    )
    pathlib.Path(__file__).with_name("expected.json").write_text("{\n" + lines + "\n}\n")


main()
