"""Writes expected.json: pandas' describe of six shared files, and quantiles of the chi-square distribution.

Run in a virtual environment with pandas, pyarrow and scipy: `python generate.py FOLDER_OF_SHARED_DATA`.
"""

import json
import pathlib
import sys

import numpy as np
import pandas as pd
import scipy
from scipy import stats

FILES = [
    "mlb_height_weight/htwtmlb.csv",
    "sklearn_toy/wine.clean.csv",
    "penguins/penguins.csv",
    "nyc_taxi/seaborn_taxis.csv",
    "california_housing/housing.csv",
    "adult/adults.parquet",
]


def read(path):
    """The frame of a file; in the census a question mark says that a value is missing."""
    if path.suffix == ".csv":
        return pd.read_csv(path)
    return pd.read_parquet(path).replace("?", None)


def describe(path):
    frame = read(path)
    described = frame.describe()
    return {
        "nRows": len(frame),
        "nDuplicateRows": int(frame.duplicated().sum()),
        "nMissing": {c: int(frame[c].isna().sum()) for c in frame.columns},
        "nDistinct": {c: int(frame[c].nunique()) for c in frame.columns},
        "describe": {c: described[c].to_dict() for c in described.columns},
        "printed": {c: dict(zip(described.index, described[c].map("{:.6f}".format))) for c in described},
        "histograms": {
            c: np.histogram(frame[c].dropna(), bins=20)[0].tolist() for c in described.columns
        },
        "correlation": frame.corr(numeric_only=True).iloc[:, -1].to_dict(),
    }


def main():
    folder = pathlib.Path(sys.argv[1])
    result = {
        "versions": {
            "pandas": pd.__version__,
            "numpy": np.__version__,
            "scipy": scipy.__version__,
        },
        "files": {name: describe(folder / name) for name in FILES},
        "chiSquareQuantile": [
            {"p": p, "df": df, "value": float(stats.chi2.ppf(p, df))}
            for p in (0.01, 0.5, 0.95, 0.99, 0.999)
            for df in (1, 2, 9, 30, 200)
        ],
    }
    text = json.dumps(result)
    pathlib.Path(__file__).with_name("expected.json").write_text(text + "\n")


main()
