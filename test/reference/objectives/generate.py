"""Writes expected.json: losses, gradients, Hessians and best constants of other libraries.

- scikit-learn's loss functions, in double precision.
- LightGBM: one tree per output whose leaves split rows wherever their steps differ; a leaf tells the sum of
  its rows' Hessians and, by its value, the sum of their gradients (single precision). First scores are those of
  a model that may not split.
- LambdaRank also from its definition: a pair's weight is the change of NDCG when the two rows really swap places.

Run in a virtual environment with scikit-learn and lightgbm: `python generate.py`.
"""

import json
import math
import pathlib

import lightgbm
import numpy as np
import sklearn
from sklearn._loss import loss as sk

rng = np.random.default_rng(11)
N = 24


def signif(values, digits=9):
    return [float(f"{v:.{digits}g}") for v in np.ravel(values)]


scores = rng.normal(0, 1, N).round(3)
weights = rng.integers(0, 5, N) / 2
numbers = rng.normal(0, 2, N).round(3)
counts = rng.poisson(1.5, N).astype(float)
amounts = rng.gamma(2, 1.5, N).round(3)
claims = (counts > 1) * amounts
two = rng.integers(0, 2, N)
three = rng.integers(0, 3, N)
scores3 = rng.normal(0, 1, (3, N)).round(3)
sizes = [7, 1, 9, 4, 3]
groups = np.repeat(np.arange(len(sizes)), sizes)
grades = rng.integers(0, 5, N)
grades[groups == 3] = 0
rank_scores = rng.normal(0, 1, N).round(2)
rank_scores[:3] = [0.5, 0.5, -0.25]
rank_scores[groups == 4] = 0.5

CASES = [
    # name, our params, target, LightGBM params, scikit-learn loss (None: no such loss)
    ("squared", {}, numbers, {"objective": "regression"}, sk.HalfSquaredError()),
    ("absolute", {}, numbers, None, sk.AbsoluteError()),
    ("quantile", {"quantileLevel": 0.3}, numbers, None, sk.PinballLoss(quantile=0.3)),
    ("huber", {"huberDelta": 0.8}, numbers, {"objective": "huber", "alpha": 0.8}, sk.HuberLoss(delta=0.8)),
    ("poisson", {"poissonMaxStep": 0}, counts, None, sk.HalfPoissonLoss()),
    ("poisson", {}, counts, {"objective": "poisson"}, None),
    ("gamma", {}, amounts, {"objective": "gamma"}, sk.HalfGammaLoss()),
    ("tweedie", {"tweediePower": 1.3}, claims, {"objective": "tweedie", "tweedie_variance_power": 1.3}, sk.HalfTweedieLoss(power=1.3)),
    ("logistic", {}, two, {"objective": "binary"}, sk.HalfBinomialLoss()),
    ("softmax", {}, three, {"objective": "multiclass", "num_class": 3}, sk.HalfMultinomialLoss(n_classes=3)),
    ("one-vs-rest", {}, three, {"objective": "multiclassova", "num_class": 3}, None),
    ("lambdarank", {}, grades, {"objective": "lambdarank"}, None),
    (
        "lambdarank",
        {"rankTruncation": 3, "rankSigmoid": 2, "rankNormalize": False},
        grades,
        {"objective": "lambdarank", "lambdarank_truncation_level": 3, "sigmoid": 2, "lambdarank_norm": False},
        None,
    ),
]

EVERY_ROW_A_LEAF = {
    "learning_rate": 1,
    "min_data_in_leaf": 1,
    "min_sum_hessian_in_leaf": 0,
    "num_leaves": N,
    "min_data_in_bin": 1,
    "lambda_l2": 0,
    "num_threads": 1,
    "deterministic": True,
    "verbose": -1,
}


def train(params, target, weight, start, is_ranking):
    data = lightgbm.Dataset(
        np.arange(N, dtype=float)[:, None],
        label=target,
        weight=weight,
        init_score=start,
        group=sizes if is_ranking else None,
        params={"min_data_in_bin": 1, "verbose": -1},
        free_raw_data=False,
    )
    return lightgbm.train({**EVERY_ROW_A_LEAF, **params}, data, num_boost_round=1)


def leaves_of(node):
    if "leaf_index" in node or "leaf_value" in node:
        return [node]
    return leaves_of(node["left_child"]) + leaves_of(node["right_child"])


def from_lightgbm(params, target, weight, start, is_ranking):
    """Per output: the leaf of each row, and per leaf the sums of gradients and Hessians."""
    model = train(params, target, weight, start, is_ranking)
    place = model.predict(np.arange(N, dtype=float)[:, None], pred_leaf=True).reshape(N, -1)
    trees = []
    for k, tree in enumerate(model.dump_model()["tree_info"]):
        leaves = sorted(leaves_of(tree["tree_structure"]), key=lambda leaf: leaf["leaf_index"])
        hessians = np.array([leaf["leaf_weight"] for leaf in leaves])
        values = np.array([leaf["leaf_value"] for leaf in leaves])
        trees.append(
            {"leafOf": place[:, k].astype(int).tolist(), "gradients": signif(-values * hessians, 8), "hessians": signif(hessians, 8)}
        )
    return trees


def first_scores(params, target, weight, is_ranking):
    model = train({**params, "min_data_in_leaf": N}, target, weight, None, is_ranking)
    return signif(model.predict(np.zeros((1, 1)), raw_score=True))


def few_leaves(params, weight):
    """The leaf of each row in a small tree, and the steps of its leaves."""
    model = train({**params, "num_leaves": 4, "min_data_in_leaf": 3}, numbers, weight, scores, False)
    place = model.predict(np.arange(N, dtype=float)[:, None], pred_leaf=True).ravel()
    leaves = leaves_of(model.dump_model()["tree_info"][0]["tree_structure"])
    steps = [leaf["leaf_value"] for leaf in sorted(leaves, key=lambda leaf: leaf["leaf_index"])]
    return {"leafOf": place.astype(int).tolist(), "steps": signif(steps, 8)}


def from_scikit_learn(loss, target, weight, start):
    raw = np.ascontiguousarray(start.reshape(-1, N).T) if loss.is_multiclass else start
    y = target.astype(float)
    gradient, hessian = loss.gradient_hessian(y, raw, sample_weight=weight)
    values = loss.loss(y, raw, sample_weight=weight)
    total = N if weight is None else weight.sum()
    return {
        "gradients": signif(gradient.T, 15),
        "hessians": None if loss.approx_hessian else signif(hessian.T, 15),
        "loss": float(values.sum() / total),
        "first": signif(loss.fit_intercept_only(y, weight), 15),
    }


def dcg(order):
    return sum((2 ** int(grades[row]) - 1) / math.log2(place + 2) for place, row in enumerate(order))


def lambdas_by_definition(truncation, sigmoid, normalize):
    gradients, hessians = np.zeros(N), np.zeros(N)
    for q in range(len(sizes)):
        rows = np.flatnonzero(groups == q)
        best = dcg(sorted(rows, key=lambda row: -grades[row])[:truncation])
        if best == 0:
            continue
        order = sorted(rows, key=lambda row: (-rank_scores[row], row))
        spread = rank_scores[order[0]] != rank_scores[order[-1]]
        total = 0
        for u in range(len(order)):
            for v in range(u + 1, len(order)):
                a, b = order[u], order[v]
                if grades[a] == grades[b] or u >= truncation:
                    continue
                swapped = list(order)
                swapped[u], swapped[v] = b, a
                change = abs(dcg(order) - dcg(swapped)) / best
                high, low = (a, b) if grades[a] > grades[b] else (b, a)
                lead = rank_scores[high] - rank_scores[low]
                if normalize and spread:
                    change /= 0.01 + abs(lead)
                doubt = 1 / (1 + math.exp(sigmoid * lead))
                push = sigmoid * change * doubt
                bend = sigmoid**2 * change * doubt * (1 - doubt)
                gradients[high] -= push
                gradients[low] += push
                hessians[high] += bend
                hessians[low] += bend
                total += 2 * push
        if normalize and total > 0:
            factor = math.log2(1 + total) / total
            gradients[rows] *= factor
            hessians[rows] *= factor
    return {"gradients": signif(gradients, 15), "hessians": signif(hessians, 15)}


def case(name, ours, target, theirs, loss):
    is_ranking = name == "lambdarank"
    many = name in ("softmax", "one-vs-rest")
    start = rank_scores if is_ranking else scores3.ravel() if many else scores
    result = {"name": name, "params": ours, "target": signif(target), "start": signif(start)}
    if loss is not None:
        result["scikitLearn"] = {
            "plain": from_scikit_learn(loss, target, None, start),
            "weighted": from_scikit_learn(loss, target, weights, start),
        }
    if theirs is not None:
        # LightGBM cannot split off rows of weight 0.
        weight = weights + 0.5
        result["lightgbm"] = {
            "weights": signif(weight),
            "plain": from_lightgbm(theirs, target, None, start, is_ranking),
            "weighted": from_lightgbm(theirs, target, weight, start, is_ranking),
        }
        if not is_ranking and name != "huber":
            result["lightgbm"]["first"] = first_scores(theirs, target, None, False)
            result["lightgbm"]["firstWeighted"] = first_scores(theirs, target, weight, False)
    if is_ranking:
        options = {"rankTruncation": 30, "rankSigmoid": 1, "rankNormalize": True, **ours}
        result["byDefinition"] = lambdas_by_definition(*options.values())
    return result


expected = {
    "versions": {"scikit-learn": sklearn.__version__, "lightgbm": lightgbm.__version__, "numpy": np.__version__},
    "weights": signif(weights),
    "groups": groups.tolist(),
    "fewLeaves": {
        "absolute": few_leaves({"objective": "l1"}, None),
        "quantile": few_leaves({"objective": "quantile", "alpha": 0.3}, weights + 0.5),
        "huber": few_leaves({"objective": "huber", "alpha": 0.8}, weights + 0.5),
    },
    "cases": [case(*given) for given in CASES],
}
pathlib.Path(__file__).with_name("expected.json").write_text(json.dumps(expected) + "\n")
