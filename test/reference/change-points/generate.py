"""Writes expected.json: divisions of series by ruptures' PELT, with the cost of each.

Run in a virtual environment with ruptures: `python generate.py`.
"""

import json
import pathlib
import warnings

import numpy as np
import ruptures
from ruptures.base import BaseCost

warnings.simplefilter("ignore")


class CostPoisson(BaseCost):
    model = ""
    min_size = 1

    def fit(self, signal):
        self.signal = signal.reshape(len(signal))
        return self

    def error(self, start, end):
        total = self.signal[start:end].sum()
        return 0.0 if total == 0 else -2 * total * np.log(total / (end - start))


def series(rng, law, n):
    cuts = sorted(rng.choice(np.arange(5, n - 5), size=rng.integers(0, 4), replace=False))
    values = np.empty(n)
    for begin, end in zip([0, *cuts], [*cuts, n]):
        if law == "count":
            values[begin:end] = rng.poisson(rng.choice([2, 5, 9, 15]), end - begin)
        else:
            spread = rng.choice([0.5, 1, 2]) if law == "mean-and-spread" else 1
            values[begin:end] = rng.choice([-2, 0, 1, 3]) + spread * (
                rng.standard_t(2, end - begin) if law == "rank" else rng.standard_normal(end - begin)
            )
    return np.round(values, 3)


MODELS = {
    "mean": lambda: {"model": "l2"},
    "mean-and-spread": lambda: {"model": "normal"},
    "rank": lambda: {"model": "rank"},
    "count": lambda: {"custom_cost": CostPoisson()},
}


def main():
    rng = np.random.default_rng(11)
    cases = []
    for law, make in MODELS.items():
        for n in (16, 60, 60, 120, 120, 200):
            values = series(rng, law, n)
            for penalty in (2.0, 2 * np.log(n), 40.0):
                for least in (2, 7):
                    if n < 2 * least:
                        continue
                    search = ruptures.Pelt(min_size=least, jump=1, **make()).fit(values)
                    ends = search.predict(pen=penalty)
                    cases.append(
                        {
                            "law": law,
                            "values": values.tolist(),
                            "penalty": penalty,
                            "leastSize": least,
                            "at": [int(end) for end in ends[:-1]],
                            "cost": float(np.sum(search.cost.sum_of_costs(ends))),
                        }
                    )
    series_of, rows = [], []
    for case in cases:
        values = case.pop("values")
        if values not in series_of:
            series_of.append(values)
        rows.append({"series": series_of.index(values), **case})
    text = (
        '{"versions": '
        + json.dumps({"ruptures": "1.1.10", "numpy": np.__version__})
        + ',\n"series": [\n'
        + ",\n".join(map(json.dumps, series_of))
        + '\n],\n"cases": [\n'
        + ",\n".join(map(json.dumps, rows))
        + "\n]}\n"
    )
    pathlib.Path(__file__).with_name("expected.json").write_text(text)


main()
