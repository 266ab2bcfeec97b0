"""Writes domains.json: what Evidently's drift tests of texts and embeddings say.

Run in a virtual environment with `evidently==0.4.40`, `numpy<2`, `scipy<1.14`: `python generate-domains.py`, with the real data in
KAIZEN_DATA_DIR.
"""

import csv
import json
import os
import pathlib
import warnings

import evidently
import numpy as np
import pandas as pd
from evidently.calculations import stattests
from evidently.core import ColumnType
from evidently.metrics.data_drift.embedding_drift_methods import distance, mmd, model, ratio

warnings.filterwarnings("ignore")
DATA = pathlib.Path(os.environ["KAIZEN_DATA_DIR"])


def drawn(n, width, seed, shift):
    """Vectors that look random, made of operations with the same bits everywhere."""
    u = [((i + 1) * 48271 * seed % 2147483647) / 2147483647 for i in range(n * width)]
    return np.array([x + (shift if i % width < 2 else 0) for i, x in enumerate(u)]).reshape(n, width)


def vectors(n, m, width, shift):
    def pair():
        return [pd.DataFrame(drawn(n, width, 7, 0.0)), pd.DataFrame(drawn(m, width, 11, shift))]

    methods = {"embeddings_distance": distance(), "embeddings_ratio": ratio(), "embeddings_mmd": mmd(), "embeddings_model": model()}
    found = {}
    for name, method in methods.items():
        reference, current = pair()
        score, is_drift, _ = method(current, reference)
        found[name] = {"score": float(score), "isDrift": bool(is_drift)}
    return {"n": n, "m": m, "width": width, "shift": shift, "scores": found}


def messages():
    with open(DATA / "sms_spam" / SMS, newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [(label, text.strip()) for label, text in rows]


SMS = "SMSSpamCollection.tsv"


def texts(name, reference, current):
    found = {}
    for test in (stattests.perc_text_content_drift_stat_test, stattests.abs_text_content_drift_stat_test):
        got = test(pd.Series(reference), pd.Series(current), ColumnType.Text, None)
        found[test.name] = {"score": float(got.drift_score), "isDrift": bool(got.drifted)}
    return {"name": name, "n": len(reference), "m": len(current), "scores": found}


def main():
    rows = messages()
    ham = [text for label, text in rows if label == "ham"]
    spam = [text for label, text in rows if label == "spam"]
    everything = [text for _, text in rows]
    result = {
        "versions": {"evidently": evidently.__version__, "numpy": np.__version__},
        "vectors": [vectors(200, 150, 8, 0.0), vectors(200, 150, 8, 0.4), vectors(300, 300, 16, 0.1), vectors(900, 700, 4, 0.15)],
        "texts": [
            texts("ham and spam", ham[:700], spam[:700]),
            texts("even and odd messages", everything[0::2], everything[1::2]),
            texts("even and odd spam", spam[0::2], spam[1::2]),
            texts("ham, and half of it spam", ham[:1400], ham[1400:2100] + spam[:700]),
            texts("short and long ham", sorted(ham, key=len)[:1500], sorted(ham, key=len)[-1500:]),
        ],
    }
    text = json.dumps(result)
    pathlib.Path(__file__).with_name("domains.json").write_text(text + "\n")


main()
