"""Writes univariate.json: scores, verdicts and default tests of Evidently's drift tests. And real.json: the same of real tables.

Run in a virtual environment with `evidently==0.4.40`, `numpy<2`, `scipy<1.14`: `python generate-univariate.py`, with the real data in
KAIZEN_DATA_DIR.
Long samples are made by a formula that the test repeats: see `drawn`.
"""

import json
import os
import pathlib
import warnings

import evidently
import numpy as np
import pandas as pd
import scipy
import scipy.stats
from evidently.calculations import stattests
from evidently.calculations.stattests.mmd_stattest import mmd_pval
from evidently.calculations.stattests.registry import get_stattest
from evidently.core import ColumnType

warnings.filterwarnings("ignore")

NUMBER_TESTS = {
    "ks": stattests.ks_stat_test,
    "anderson": stattests.anderson_darling_test,
    "cramer_von_mises": stattests.cramer_von_mises,
    "mannw": stattests.mann_whitney_u_stat_test,
    "t_test": stattests.t_test,
    "es": stattests.epps_singleton_test,
    "ed": stattests.energy_dist_test,
    "wasserstein": stattests.wasserstein_stat_test,
    "jensenshannon": stattests.jensenshannon_stat_test,
    "kl_div": stattests.kl_div_stat_test,
    "psi": stattests.psi_stat_test,
    "hellinger": stattests.hellinger_stat_test,
}
LEVEL_TESTS = {
    "z": stattests.z_stat_test,
    "chisquare": stattests.chi_stat_test,
    "fisher_exact": stattests.fisher_exact_test,
    "g_test": stattests.g_test,
    "TVD": stattests.tvd_test,
    "jensenshannon": stattests.jensenshannon_stat_test,
    "kl_div": stattests.kl_div_stat_test,
    "psi": stattests.psi_stat_test,
    "hellinger": stattests.hellinger_stat_test,
}


def drawn(n, seed, shape, scale, shift):
    """Numbers that look random, made of operations with the same bits everywhere."""
    u = [((i + 1) * 48271 * seed % 2147483647) / 2147483647 for i in range(n)]
    if shape == "whole":
        return [float(int(x * scale)) + shift for x in u]
    if shape == "skewed":
        return [scale / (x + 0.05) + shift for x in u]
    return [scale * x + shift for x in u]


def score(test, reference, current, kind):
    try:
        found = test(pd.Series(reference), pd.Series(current), kind, None)
    except (ValueError, ZeroDivisionError, IndexError, np.linalg.LinAlgError):
        return None
    if not np.isfinite(found.drift_score):
        return None
    return {"score": float(found.drift_score), "isDrift": bool(found.drifted)}


def mmd(reference, current):
    np.random.seed(1)
    p, statistic = mmd_pval(np.array(reference).reshape(-1, 1), np.array(current).reshape(-1, 1))
    return {"statistic": float(statistic), "pValue": float(p)}


def default(reference, current, kind):
    return get_stattest(pd.Series(reference), pd.Series(current), kind, None).name


def number_case(reference, current):
    made = [drawn(*each) if isinstance(each, tuple) else each for each in (reference, current)]
    case = {
        "reference": reference,
        "current": current,
        "default": default(*made, ColumnType.Numerical),
        "scores": {name: score(test, *made, ColumnType.Numerical) for name, test in NUMBER_TESTS.items()},
    }
    if 1 < min(map(len, made)):
        # Evidently's own copy is off from the ninth digit on where it counts all orders of 20 and 20 rows.
        p = float(scipy.stats.cramervonmises_2samp(*made).pvalue)
        case["scores"]["cramer_von_mises"] = {"score": p, "isDrift": p <= 0.1}
    if 1 < min(map(len, made)) and max(map(len, made)) <= 400:
        case["mmd"] = mmd(*made)
    return case


def real_columns(path, split):
    """Scores of every column of a table: its first half against its second, or its even rows against its odd ones."""
    table = pd.read_csv(pathlib.Path(os.environ["KAIZEN_DATA_DIR"]) / path)
    half = len(table) // 2
    parts = (table[:half], table[half:]) if split == "halves" else (table[0::2], table[1::2])
    columns = []
    for name in table.columns:
        reference, current = (part[name].dropna().tolist() for part in parts)
        is_number = pd.api.types.is_numeric_dtype(table[name])
        if not is_number and table[name].nunique() > 100:
            continue
        kind = ColumnType.Numerical if is_number else ColumnType.Categorical
        tests = dict(NUMBER_TESTS if is_number else {k: v for k, v in LEVEL_TESTS.items() if k not in ("TVD", "fisher_exact", "g_test")})
        tests.pop("cramer_von_mises", None)
        scores = {key: score(test, reference, current, kind) for key, test in tests.items()}
        columns.append({"column": name, "default": default(reference, current, kind), "scores": scores})
    return {"path": path, "split": split, "columns": columns}


def level_case(reference, current):
    made = [[level for level, count in counts.items() for _ in range(count)] for counts in (reference, current)]
    tests = dict(LEVEL_TESTS)
    if max(map(len, made)) > 300:
        del tests["TVD"]
    if len(set(made[0] + made[1])) > 2:
        del tests["fisher_exact"]
    return {
        "reference": reference,
        "current": current,
        "default": default(*made, ColumnType.Categorical),
        "scores": {name: score(test, *made, ColumnType.Categorical) for name, test in tests.items()},
    }


def main():
    rng = np.random.default_rng(8)
    few = lambda n, shift=0.0: [round(float(x), 3) for x in rng.normal(shift, size=n)]
    numbers = [
        number_case(few(5), few(7)),
        number_case(few(8), few(30, 0.8)),
        number_case(few(20), few(20, 0.5)),
        number_case(few(23), few(24, 0.2)),
        number_case(few(31), few(47, 0.7)),
        number_case([1.0, 1.0, 2.0, 2.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 7.0, 8.0], [2.0, 2.0, 3.0, 3.0, 4.0, 9.0, 9.0, 9.0, 10.0]),
        number_case([5.0] * 6, [5.0] * 4),
        number_case([5.0] * 6, [7.0] * 9),
        number_case([5.0] * 30, [5.0] * 20 + [6.0] * 3),
        number_case([1.5], [2.5]),
        number_case([0.0, 1.0] * 20, [0.0] * 12 + [1.0] * 30),
        number_case([1.0, 2.0, 3.0] * 9, [1.0] * 5 + [2.0] * 12 + [3.0] * 9),
        number_case(few(60), few(60)),
    ]
    draws = [
        ((300, 7, "flat", 1.0, 0.0), (250, 11, "flat", 1.0, 0.1)),
        ((400, 7, "whole", 12.0, 0.0), (300, 11, "whole", 13.0, 0.0)),
        ((1000, 3, "flat", 2.0, 0.0), (1024, 5, "flat", 2.0, 0.05)),
        ((1001, 3, "flat", 2.0, 0.0), (900, 5, "flat", 2.1, 0.0)),
        ((1500, 3, "whole", 4.0, 0.0), (900, 5, "whole", 4.0, 1.0)),
        ((1500, 3, "whole", 2.0, 0.0), (900, 5, "whole", 2.0, 0.0)),
        ((1500, 3, "whole", 19.0, 0.0), (900, 5, "whole", 19.0, 1.0)),
        ((3000, 9, "skewed", 1.0, 0.0), (2000, 13, "skewed", 1.1, 0.0)),
        ((9000, 9, "skewed", 1.0, -3.0), (8999, 13, "skewed", 1.0, -3.0)),
        ((12_000, 17, "flat", 1000.0, 1e6), (300, 19, "flat", 1000.0, 1e6 + 40)),
        ((40_000, 17, "whole", 100.0, 0.0), (30_000, 19, "whole", 101.0, 0.0)),
    ]
    numbers += [number_case(*pair) for pair in draws]
    levels = [
        level_case({"a": 30, "b": 30}, {"a": 20, "b": 40}),
        level_case({"a": 30, "b": 30}, {"a": 33, "b": 27}),
        level_case({"a": 30, "b": 10}, {"a": 30, "b": 25}),
        level_case({"a": 30}, {"a": 12}),
        level_case({"a": 12}, {"b": 12}),
        level_case({"a": 50, "b": 30, "c": 20}, {"a": 40, "b": 38, "c": 22}),
        level_case({"a": 50, "b": 30, "c": 20}, {"a": 44, "b": 30, "d": 9}),
        level_case({"a": 50, "b": 30, "c": 20}, {"a": 40, "b": 44}),
        level_case({f"l{i}": 5 + 3 * i for i in range(12)}, {f"l{i}": 9 + 2 * i for i in range(12)}),
        level_case({"x": 6000, "y": 3000, "z": 40}, {"x": 3100, "y": 1800, "z": 10}),
        level_case({"x": 90_000, "y": 9_995, "rare": 2}, {"x": 90_500, "y": 9_500}),
        level_case({"x": 600, "y": 400}, {"x": 620, "y": 380}),
        level_case({"x": 600, "y": 401}, {"x": 500, "y": 520}),
    ]
    result = {
        "versions": {"evidently": evidently.__version__, "scipy": scipy.__version__, "numpy": np.__version__},
        "numbers": numbers,
        "levels": levels,
    }
    text = json.dumps(result)
    pathlib.Path(__file__).with_name("univariate.json").write_text(text + "\n")
    real = [
        real_columns("california_housing/housing.csv", "parity"),
        real_columns("california_housing/housing.csv", "halves"),
        real_columns("bike_sharing/day.csv", "halves"),
        real_columns("wine_quality/wine-quality.csv", "parity"),
    ]
    text = json.dumps({"versions": result["versions"], "tables": real})
    pathlib.Path(__file__).with_name("real.json").write_text(text + "\n")


main()
