"""Writes expected.json: distances between binned samples from numpy and scipy.

Run in a virtual environment with scipy: `python generate.py`.
"""

import json
import pathlib

import numpy as np
import scipy
from scipy.spatial.distance import chebyshev, jensenshannon


def distances(reference, current):
    p = np.array(reference) / np.sum(reference)
    q = np.array(current) / np.sum(current)
    return {
        "jensen-shannon": float(jensenshannon(p, q, base=2)),
        "l-infinity": float(chebyshev(p, q)),
    }


def main():
    rng = np.random.default_rng(3)
    cases = [
        {"reference": r.tolist(), "current": c.tolist(), "values": distances(r, c)}
        for r, c in (
            (rng.integers(0, 60, k) + (np.arange(k) == 0), rng.integers(0, 40, k) + (np.arange(k) == 1))
            for k in (2, 3, 5, 10, 10, 31)
        )
    ]
    result = {
        "versions": {"scipy": scipy.__version__, "numpy": np.__version__},
        "cases": cases,
    }
    text = json.dumps(result)
    pathlib.Path(__file__).with_name("expected.json").write_text(text + "\n")


main()
