"""Writes tails.json: probabilities of rare values from scipy.

Run in a virtual environment with scipy: `python generate-tails.py`.
"""

import json
import pathlib

import numpy as np
import scipy
from scipy import special, stats
from scipy.stats._hypotests import _cdf_cvm_inf
from scipy.stats._ksstats import _kolmogn_DMTW




def kolmogorov(d, n):
    """By Durbin's matrix where it takes seconds: scipy's expansion for more numbers halves one of its terms (up to 4e-6 at 141)."""
    return float(1 - _kolmogn_DMTW(n, d, True) if n <= 1000 and n * d * d < 2.2 else stats.kstwo.sf(d, n))


def two_sample(rng, n, m, shift):
    found = stats.ks_2samp(rng.normal(size=n), rng.normal(shift, size=m))
    return [float(found.statistic), n, m, float(found.pvalue)]


def rank_sum(rng, n, m):
    x, y = rng.normal(size=n), rng.normal(0.3, size=m)
    found = stats.mannwhitneyu(x, y, alternative="greater", method="exact")
    return [float(found.statistic), n, m, float(found.pvalue)]


def main():
    rng = np.random.default_rng(8)
    result = {
        "versions": {"scipy": scipy.__version__, "numpy": np.__version__},
        "normal": [[z, float(stats.norm.sf(z))] for z in (-9, -2, -0.3, 0, 1e-6, 0.5, 1, 1.96, 4, 8, 20, 37)],
        "chiSquare": [
            [x, df, float(stats.chi2.sf(x, df))]
            for df in (1, 2, 3, 10, 99, 2500)
            for x in (df * 0.01, df * 0.7, df, df * 1.2, df + 10, 4 * df + 60)
        ],
        "student": [
            [t, df, float(2 * stats.t.sf(t, df))]
            for df in (1, 2, 5, 30, 98, 101, 4000, 6_000_000)
            for t in (1e-5, 0.2, 1, 1.7, 2.5, 6, 30)
        ],
        "oneSided": [
            [d, n, float(special.smirnov(n, d))]
            for n, d in ((1, 0.3), (5, 0.4), (20, 0.1), (300, 0.05), (5000, 0.02), (99_000, 0.004), (300_000, 0.002), (3_000_000, 0.0009))
        ],
        "kolmogorov": [
            [z / n**0.5, n, kolmogorov(z / n**0.5, n)]
            for n in (5, 12, 100, 139, 141, 1000, 30_000, 99_999, 100_001, 1_500_000)
            for z in (0.3, 0.4, 0.52, 0.7, 0.9, 1.2, 1.36, 1.6, 2, 3)
            if z < n**0.5
        ],
        "smirnov": [
            two_sample(rng, n, m, shift)
            for n, m, shift in (
                (1, 1, 0), (1, 9, 1), (3, 7, 0), (10, 10, 1), (37, 53, 0.4), (100, 100, 0.1), (1000, 300, 0.1),
                (900, 900, 0.3), (5000, 4000, 0.02), (9999, 10_000, 0.03), (20_000, 300, 0.1), (20_000, 30_000, 0.01),
            )
        ],
        "cramerVonMises": [
            [x, float(1 - _cdf_cvm_inf(x))] for x in (0.004, 0.02, 0.05, 0.1188, 0.2, 0.46136, 0.74346, 1.2, 2, 3)
        ],
        "fisherExact": [
            [table, float(stats.fisher_exact([table[:2], table[2:]]).pvalue)]
            for table in (
                [1, 9, 11, 3], [0, 5, 5, 0], [3, 3, 3, 3], [8, 2, 1, 5], [10, 0, 0, 0], [0, 10, 0, 10], [100, 200, 130, 170],
                [5000, 300, 4900, 400], [20, 99_980, 60, 99_940], [1_000_000, 2_000_000, 1_001_000, 1_999_000],
            )
        ],
        "rankSum": [rank_sum(rng, n, m) for n, m in ((1, 1), (1, 8), (4, 5), (8, 30), (30, 8), (7, 200), (20, 20))],
    }
    text = json.dumps(result)
    pathlib.Path(__file__).with_name("tails.json").write_text(text + "\n")


main()
