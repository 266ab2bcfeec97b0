"""Writes expected-four-rates.json: what menelaus' linear four rates call on seeded streams, and quantiles of fading means.

Run in a virtual environment with menelaus: `python generate-four-rates.py`.

Menelaus simulates its bounds anew in each process. Here, in this process alone, they are computed: on a grid of 2^16 steps, for the share rounded as ours
is, and open as long as a rate has too few values. Everything else is menelaus'.
"""

import json
import math
import pathlib

import menelaus
import numpy as np
from menelaus.concept_drift import LinearFourRates

from streams import RIGHT, calls

KEEP, WARN, DRIFT, WARM_UP = 0.9, 0.01, 0.0001, 50
STEPS = 1 << 16


def distribution(p, keep):
    mass = np.zeros(STEPS + 1)
    mass[0] = 1.0
    k = math.ceil(math.log(1e-9) / math.log(keep))
    while k > 0:
        k -= 1
        shift = (1 - keep) * keep**k * STEPS
        whole, part = int(shift), shift - int(shift)
        near, far = np.zeros_like(mass), np.zeros_like(mass)
        near[whole:] = mass[: STEPS + 1 - whole]
        far[whole + 1 :] = mass[: STEPS - whole]
        mass = (1 - p) * mass + p * ((1 - part) * near + part * far)
    return np.cumsum(mass)


def quantile(below, level):
    return int(np.searchsorted(below, level)) / STEPS


class Computed(LinearFourRates):
    known = {}

    def _update_bounds_dict(self, est_rate, curr_denom, r_est_rate, r_curr_denom):
        n = curr_denom - 2
        if n < WARM_UP or KEEP**n > 0.005:
            return {"lb_warn": -1, "ub_warn": 2, "lb_detect": -1, "ub_detect": 2}
        rare = min(est_rate, 1 - est_rate)
        digits = 10 ** (math.ceil(-math.log10(rare)) + 1)
        rounded = min(0.5, math.ceil(rare * digits) / digits)
        if rounded not in self.known:
            below = distribution(rounded, KEEP)
            self.known[rounded] = [quantile(below, level) for level in (DRIFT, WARN, 1 - WARN, 1 - DRIFT)]
        low, warn_low, warn_high, high = self.known[rounded]
        if est_rate > 0.5:
            low, warn_low, warn_high, high = 1 - high, 1 - warn_high, 1 - warn_low, 1 - low
        return {"lb_warn": warn_low, "ub_warn": warn_high, "lb_detect": low, "ub_detect": high}


def run(pairs):
    detector = Computed(KEEP, WARN, DRIFT, burn_in=0)
    drifts, warnings = [], []
    for i, (truth, answer) in enumerate(pairs):
        detector.update(truth, answer)
        if detector.drift_state == "drift":
            drifts.append(i)
        elif detector.drift_state == "warning":
            warnings.append(i)
    return {
        "drifts": drifts,
        "warnings": [len(warnings), sum(warnings), sum(i * i for i in warnings) % 1_000_003],
    }


def simulated(p, keep, levels):
    rng = np.random.default_rng(5)
    values = np.zeros(1_000_000)
    for _ in range(math.ceil(math.log(1e-6) / math.log(keep))):
        values = keep * values + (1 - keep) * (rng.random(values.size) < p)
    return [float(q) for q in np.quantile(values, levels)]


def main():
    levels = [0.001, 0.01, 0.05, 0.5, 0.95, 0.99, 0.999]
    result = {
        "versions": {"menelaus": "0.2.0", "numpy": np.__version__},
        "levels": levels,
        "quantiles": [
            {"p": p, "keep": keep, "values": simulated(p, keep, levels)}
            for p, keep in ((0.5, 0.9), (0.13, 0.9), (0.02, 0.9), (0.3, 0.99), (0.2, 0.5))
        ],
        "calls": [
            {"scenario": scenario, "seed": seed, **run(calls(scenario, seed))} for scenario in RIGHT for seed in (1, 2, 3)
        ],
    }
    pathlib.Path(__file__).with_name("expected-four-rates.json").write_text(json.dumps(result, indent=1) + "\n")


main()
