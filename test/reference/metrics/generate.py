"""Writes expected.json: the metrics of scikit-learn on small outcomes with ties and weights.

Run in a virtual environment with scikit-learn: `python generate.py`.
"""

import json
import pathlib

import numpy as np
import sklearn
from sklearn import metrics as m
from sklearn.calibration import calibration_curve


def binary(rng, n):
    truth = (rng.random(n) < 0.35).astype(int)
    score = np.clip(0.35 * truth + 0.65 * rng.random(n), 0, 1).round(2)
    score[:3] = [0.0, 1.0, 1.0]
    return truth, score, rng.integers(0, 4, n)


def binary_values(truth, score, weights):
    proba = np.column_stack([1 - score, score])
    called = (score >= 0.5).astype(int)  # the rule of answeredClass; one score is 0.5
    w = {"sample_weight": weights}
    return {
        "roc_auc": m.roc_auc_score(truth, score, **w),
        "average_precision": m.average_precision_score(truth, score, **w),
        "log_loss": m.log_loss(truth, proba, **w),
        "brier": m.brier_score_loss(truth, score, **w),
        "accuracy": m.accuracy_score(truth, called, **w),
        "balanced_accuracy": m.balanced_accuracy_score(truth, called, **w),
        "f1": m.f1_score(truth, called, **w),
        "precision": m.precision_score(truth, called, **w),
        "recall": m.recall_score(truth, called, **w),
        "mcc": m.matthews_corrcoef(truth, called, **w),
    }


def calibration_error(truth, stated, weights):
    bins = np.maximum(np.ceil(stated * 10) - 1, 0).astype(int)
    gaps = [
        abs(np.sum(weights[bins == b] * (stated[bins == b] - truth[bins == b])))
        for b in range(10)
    ]
    return float(np.sum(gaps) / np.sum(weights))


def multiclass(rng, n, k):
    truth = rng.integers(0, k, n)
    raw = rng.random((n, k)) + 0.6 * np.eye(k)[truth]
    proba = (raw / raw.sum(axis=1, keepdims=True)).round(6)
    proba[:, -1] = 1 - proba[:, :-1].sum(axis=1)
    return truth, proba, rng.integers(0, 4, n)


def multiclass_values(truth, proba, weights):
    called = proba.argmax(axis=1)
    w = {"sample_weight": weights}
    aucs = [
        m.roc_auc_score(truth == c, proba[:, c], **w) for c in range(proba.shape[1])
    ]
    return {
        "roc_auc_ovr": float(np.mean(aucs)),
        "log_loss": m.log_loss(truth, proba, **w),
        "brier": m.brier_score_loss(truth, proba, scale_by_half=True, **w),
        "accuracy": m.accuracy_score(truth, called, **w),
        "balanced_accuracy": m.balanced_accuracy_score(truth, called, **w),
        "f1_macro": m.f1_score(truth, called, average="macro", **w),
        "mcc": m.matthews_corrcoef(truth, called, **w),
    }


def regression_values(truth, predicted, weights):
    w = {"sample_weight": weights}
    return {
        "rmse": m.root_mean_squared_error(truth, predicted, **w),
        "mae": m.mean_absolute_error(truth, predicted, **w),
        "r2": m.r2_score(truth, predicted, **w),
        "mape": m.mean_absolute_percentage_error(truth, predicted, **w),
        "poisson_deviance": m.mean_poisson_deviance(truth, predicted, **w),
        "gamma_deviance": m.mean_gamma_deviance(truth, predicted, **w),
    }


def parametric_values(truth, predicted, weights):
    w = {"sample_weight": weights}
    return {
        "pinball_loss@0.9": m.mean_pinball_loss(truth, predicted, alpha=0.9, **w),
        "pinball_loss@0.25": m.mean_pinball_loss(truth, predicted, alpha=0.25, **w),
        "tweedie_deviance@1.5": m.mean_tweedie_deviance(truth, predicted, power=1.5, **w),
        "tweedie_deviance@1.1": m.mean_tweedie_deviance(truth, predicted, power=1.1, **w),
    }


def ranking(rng):
    """Groups with ties among scores, one of them without a relevant row, which scikit-learn counts as 0."""
    sizes = [6, 1, 12, 5, 8]
    grades = rng.integers(0, 5, sum(sizes))
    scores = (grades / 4 + rng.normal(0, 0.7, sum(sizes))).round(1)
    offsets = np.concatenate([[0], np.cumsum(sizes)])
    grades[offsets[3] : offsets[4]] = 0
    weights = np.array([1, 2, 0.5, 4, 3])
    kept = [q for q in range(len(sizes)) if grades[offsets[q] : offsets[q + 1]].any() and sizes[q] > 1]
    values = {}
    for k in (1, 3, 10, 100):
        of_group = [
            m.ndcg_score([2.0 ** grades[a:b] - 1], [scores[a:b]], k=k)
            for a, b in ((offsets[q], offsets[q + 1]) for q in kept)
        ]
        # A group of one relevant row is 1; scikit-learn refuses it.
        alone = [q for q in range(len(sizes)) if sizes[q] == 1 and grades[offsets[q]] > 0]
        of_all, group = of_group + [1.0] * len(alone), kept + alone
        values[str(k)] = {"plain": np.mean(of_all), "weighted": np.average(of_all, weights=weights[group])}
    return {
        "grades": grades.tolist(),
        "scores": scores.tolist(),
        "offsets": offsets.tolist(),
        "weights": weights.tolist(),
        "values": values,
    }


def plain(values):
    return {name: float(value) for name, value in values.items()}


def case(arrays, values, weights, weighted):
    named = {name: array.ravel().tolist() for name, array in arrays.items()}
    return {**named, "weights": weights.tolist(), "values": plain(values), "weighted": plain(weighted)}


def main():
    rng = np.random.default_rng(7)
    truth, score, weights = binary(rng, 120)
    ones = np.ones(len(truth))
    b = binary_values(truth, score, ones)
    b["expected_calibration_error"] = calibration_error(truth, score, ones)
    bw = binary_values(truth, score, weights)
    bw["expected_calibration_error"] = calibration_error(truth, score, weights)
    fpr, tpr, _ = m.roc_curve(truth, score, drop_intermediate=False)
    precision, recall, _ = m.precision_recall_curve(truth, score)
    observed, stated = calibration_curve(truth, score, n_bins=10)
    called = (score >= 0.5).astype(int)
    curves = {
        "falsePositiveRate": fpr.tolist(),
        "truePositiveRate": tpr.tolist(),
        "precision": precision[:-1][::-1].tolist(),
        "recall": recall[:-1][::-1].tolist(),
        "meanProbability": stated.tolist(),
        "observedShare": observed.tolist(),
        "confusion": m.confusion_matrix(truth, called).tolist(),
    }
    result = {
        "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
        "binary": {**case({"truth": truth, "score": score}, b, weights, bw), "curves": curves},
    }
    truth, proba, weights = multiclass(rng, 90, 4)
    ones = np.ones(len(truth))
    right = (proba.argmax(axis=1) == truth).astype(int)
    c = multiclass_values(truth, proba, ones)
    c["expected_calibration_error"] = calibration_error(right, proba.max(axis=1), ones)
    cw = multiclass_values(truth, proba, weights)
    cw["expected_calibration_error"] = calibration_error(right, proba.max(axis=1), weights)
    result["multiclass"] = case({"truth": truth, "probabilities": proba}, c, weights, cw)
    truth = (rng.normal(20, 8, 75)).round(2)
    predicted = (truth + rng.normal(0, 3, 75)).round(2)
    weights = rng.integers(0, 4, 75)
    r = regression_values(truth, predicted, np.ones(75))
    r["median_absolute_error"] = m.median_absolute_error(truth, predicted)
    rw = regression_values(truth, predicted, weights)
    rw["median_absolute_error"] = m.median_absolute_error(
        np.repeat(truth, weights), np.repeat(predicted, weights)
    )
    result["regression"] = case({"truth": truth, "predicted": predicted}, r, weights, rw)
    result["parametric"] = {
        "values": plain(parametric_values(truth, predicted, np.ones(75))),
        "weighted": plain(parametric_values(truth, predicted, weights)),
    }
    result["ranking"] = ranking(rng)
    text = json.dumps(result)
    pathlib.Path(__file__).with_name("expected.json").write_text(text + "\n")


main()
