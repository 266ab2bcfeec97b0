"""Writes expected.json: associations of columns of a shared file by scipy and scikit-learn.

Run in a virtual environment with pandas, scipy and scikit-learn: `python generate.py FOLDER_OF_SHARED_DATA`.
"""

import json
import pathlib
import sys

import numpy as np
import pandas as pd
from scipy import stats
from scipy.stats.contingency import crosstab
from sklearn.metrics import mutual_info_score

FILE = "penguins/penguins.csv"
NUMBERS = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
GROUPS = ["species", "island", "sex"]


def corrected_v(a, b):
    counts = crosstab(a, b).count
    n, (r, k) = counts.sum(), counts.shape
    phi2 = stats.chi2_contingency(counts, correction=False).statistic / n
    phi2 = max(0, phi2 - (r - 1) * (k - 1) / (n - 1))
    r, k = r - (r - 1) ** 2 / (n - 1), k - (k - 1) ** 2 / (n - 1)
    return float(np.sqrt(phi2 / min(r - 1, k - 1)))


def epsilon(groups, values):
    """Kelley's: the pooled variance within the groups against the variance of all."""
    of_group = values.groupby(groups)
    within = (of_group.var().fillna(0) * (of_group.count() - 1)).sum() / (len(values) - of_group.ngroups)
    return float(np.sqrt(max(0, 1 - within / values.var())))


def information(a, b):
    def held(x):
        return x.nunique()

    return max(0, float(mutual_info_score(a, b) - (held(a) - 1) * (held(b) - 1) / (2 * len(a))))


def main():
    frame = pd.read_csv(pathlib.Path(sys.argv[1]) / FILE)
    rows = []

    def tell(a, b, measure, value):
        rows.append({"columns": [a, b], "measure": measure, "value": float(value)})

    for i, b in enumerate(NUMBERS):
        for a in NUMBERS[:i]:
            both = frame[[a, b]].dropna()
            tell(a, b, "pearson", stats.pearsonr(both[a], both[b]).statistic)
            tell(a, b, "spearman", stats.spearmanr(both[a], both[b]).statistic)
    for i, b in enumerate(GROUPS):
        for a in GROUPS[:i]:
            both = frame[[a, b]].dropna()
            tell(a, b, "cramers-v", corrected_v(both[a], both[b]))
        for a in NUMBERS:
            both = frame[[a, b]].dropna()
            tell(a, b, "correlation-ratio", epsilon(both[b], both[a]))
    for a in ["island", "sex"]:
        both = frame[[a, "species"]].dropna()
        tell(a, "species", "mutual-information", information(both[a], both["species"]))
    for a in NUMBERS:
        edges = np.unique(np.nanquantile(frame[a], np.arange(1, 10) / 10))
        bins = pd.Series(np.searchsorted(edges, frame[a].dropna(), side="right"))
        tell(a, "species", "mutual-information", information(bins, frame["species"][frame[a].notna()].reset_index(drop=True)))
    out = pathlib.Path(__file__).with_name("expected.json")
    out.write_text(json.dumps({"file": FILE, "associations": rows}, indent=1) + "\n")


main()
