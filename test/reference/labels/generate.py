"""Confident learning as cleanlab does it, on probabilities of our own making.

    python -m venv env && env/bin/pip install cleanlab==2.9.0 && env/bin/python generate.py > expected.json
"""

import json

import cleanlab
import numpy as np
from cleanlab.count import compute_confident_joint, get_confident_thresholds
from cleanlab.filter import find_label_issues
from cleanlab.rank import get_label_quality_scores


def case(seed, n, k, noise):
    rng = np.random.default_rng(seed)
    truth = rng.choice(k, size=n, p=np.arange(1, k + 1) / (k * (k + 1) / 2))
    scores = rng.normal(size=(n, k)) + 2.2 * np.eye(k)[truth]
    probabilities = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    probabilities = np.round(probabilities, 4)
    probabilities[:, 0] += 1 - probabilities.sum(axis=1)
    wrong = rng.random(n) < noise
    labels = np.where(wrong, (truth + rng.integers(1, k, size=n)) % k, truth)
    joint = compute_confident_joint(labels, probabilities, calibrate=False)
    calibrated = compute_confident_joint(labels, probabilities, calibrate=True)
    raw = find_label_issues(labels, probabilities, filter_by="confident_learning")
    margin = get_label_quality_scores(labels, probabilities, method="normalized_margin", adjust_pred_probs=False)
    return {
        "labels": labels.tolist(),
        "probabilities": [round(float(p), 6) for p in probabilities.ravel()],
        "nClasses": k,
        "thresholds": get_confident_thresholds(labels, probabilities).tolist(),
        "joint": joint.tolist(),
        "calibrated": calibrated.tolist(),
        "issues": np.flatnonzero(raw).tolist(),
        "margin": margin.tolist(),
    }


cases = [case(1, 200, 3, 0.1), case(2, 150, 2, 0.2), case(3, 240, 5, 0.05)]
print(json.dumps({"cleanlab": cleanlab.__version__, "numpy": np.__version__, "cases": cases}))
