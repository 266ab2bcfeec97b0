"""Writes expected.json: scores of small networks by numpy, and slopes by differences of their loss.

Run in a throw-away environment: pip install numpy, then python generate.py and
`npx biome format --write test/reference/network/expected.json`.
"""

import json
import pathlib
import platform

import numpy

random = numpy.random.default_rng(5)
N, PIECES, CURVES, HIDDEN, EPSILON = 24, 8, 8, (6, 5), 1e-5

age = numpy.round(random.normal(40, 12, N), 1)
income = numpy.round(numpy.exp(random.normal(8, 1, N)), 0)
income[[3, 11]] = numpy.nan
flag = (numpy.arange(N) % 2).astype(float)
# Levels 0 and 1 occur often enough for rows of their own, 2 is rare, -1 missing, 3 unseen.
city = numpy.array([0, 1] * 9 + [0, 1, 2, 2, -1, 3])
weights = numpy.round(random.uniform(0.2, 2, N), 2)


def standardized(x):
    present = x[~numpy.isnan(x)]
    low, middle, high = numpy.quantile(present, [0.25, 0.5, 0.75])
    filled = numpy.where(numpy.isnan(x), middle, x)
    z = (filled - middle) / (high - low)
    return filled, z / numpy.sqrt(1 + (z / 3) ** 2)


def ramps(x):
    filled, _ = standardized(x)
    knots = numpy.quantile(x[~numpy.isnan(x)], numpy.linspace(0, 1, PIECES + 1), method="lower")
    place = numpy.interp(filled, knots, numpy.arange(PIECES + 1))
    return numpy.clip(place[:, None] - numpy.arange(PIECES), 0, 1)


loose = numpy.column_stack(
    [standardized(age)[1], standardized(income)[1], standardized(flag)[1], numpy.isnan(income)]
)
table_row = numpy.select([city == 0, city == 1], [1, 2], 0)
WIDTH = int(numpy.ceil(1.6 * 3**0.56))
EXPANDED = [ramps(age), ramps(income)]


def shapes(n_scores, normalized):
    widths = [loose.shape[1] + WIDTH + 2 * CURVES, *HIDDEN, n_scores]
    named = {"table": (3, WIDTH), "curves": (2, PIECES, CURVES), "curveBiases": (2, CURVES)}
    for layer, (inner, outer) in enumerate(zip(widths, widths[1:])):
        named[f"weights{layer}"] = (inner, outer)
        named[f"biases{layer}"] = (outer,)
        if normalized and layer < len(HIDDEN):
            named[f"gains{layer}"] = (outer,)
            named[f"shifts{layer}"] = (outer,)
    return named


def forward(w, normalized, moments=None):
    curves = [e @ w["curves"][j] + w["curveBiases"][j] for j, e in enumerate(EXPANDED)]
    margin = min(numpy.abs(curve).min() for curve in curves)
    a = numpy.column_stack([loose, w["table"][table_row], *(numpy.maximum(curve, 0) for curve in curves)])
    for layer in range(len(HIDDEN) + 1):
        a = a @ w[f"weights{layer}"] + w[f"biases{layer}"]
        if layer == len(HIDDEN):
            return a, margin
        if normalized:
            mean, variance = moments[layer] if moments else (a.mean(0), a.var(0))
            a = (a - mean) / numpy.sqrt(variance + EPSILON) * w[f"gains{layer}"] + w[f"shifts{layer}"]
        margin = min(margin, numpy.abs(a).min())
        a = numpy.maximum(a, 0)


def loss(scores, objective, target):
    if objective == "squares":
        each = (scores[:, 0] - target) ** 2 / 2
    elif objective == "two classes":
        each = numpy.logaddexp(0, scores[:, 0]) - target * scores[:, 0]
    else:
        each = numpy.logaddexp.reduce(scores, axis=1) - scores[numpy.arange(N), target]
    return float(weights @ each)


def slopes(w, normalized, objective, target):
    found = {}
    for name, array in w.items():
        slope = numpy.zeros(array.shape)
        for at in numpy.ndindex(array.shape):
            kept, sides = array[at], []
            for step in (1e-6, -1e-6):
                array[at] = kept + step
                sides.append(loss(forward(w, normalized)[0], objective, target))
            array[at] = kept
            slope[at] = (sides[0] - sides[1]) / 2e-6
        found[name] = numpy.round(slope, 6).tolist()
    return found


def case(objective, n_scores, normalized, target):
    margin = 0
    # A difference across the bend of a rectifier is no slope.
    while margin < 1e-4:
        named = shapes(n_scores, normalized).items()
        w = {name: numpy.round(random.normal(size=shape) * 0.5, 3) for name, shape in named}
        scores, margin = forward(w, normalized)
    moments = [(numpy.round(random.normal(size=h), 3), numpy.round(random.uniform(0.5, 2, h), 3)) for h in HIDDEN]
    return {
        "objective": objective,
        "normalized": normalized,
        "target": target.tolist(),
        "weights": {name: array.tolist() for name, array in w.items()},
        "scores": numpy.round(scores, 7).tolist(),
        "loss": loss(scores, objective, target),
        "slopes": slopes(w, normalized, objective, target),
        "moments": [[mean.tolist(), variance.tolist()] for mean, variance in moments],
        "answers": numpy.round(forward(w, normalized, moments)[0], 7).tolist(),
    }


def adam(n_steps=4, rate=0.01, decay=0.1, beta1=0.9, beta2=0.99, epsilon=1e-8):
    w = numpy.round(random.normal(size=8), 3)
    given = numpy.round(random.normal(size=(n_steps, 8)) * 10.0 ** random.integers(-4, 3, 8), 7)
    start, m, v = w.tolist(), numpy.zeros(8), numpy.zeros(8)
    for t, g in enumerate(given, 1):
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g * g
        w = w - rate * decay * w - rate * (m / (1 - beta1**t)) / (numpy.sqrt(v / (1 - beta2**t)) + epsilon)
    return {"rate": rate, "decay": decay, "start": start, "slopes": given.tolist(), "end": w.tolist()}


def listed(x):
    return [None if numpy.isnan(value) else float(value) for value in x]


expected = {
    "versions": {"python": platform.python_version(), "numpy": numpy.__version__},
    "columns": {"age": listed(age), "income": listed(income), "flag": listed(flag), "city": city.tolist()},
    "nLevels": 3,
    "nPieces": PIECES,
    "hidden": list(HIDDEN),
    "rowWeights": weights.tolist(),
    "cases": [
        case("squares", 1, False, numpy.round(random.normal(size=N), 3)),
        case("two classes", 1, True, random.integers(0, 2, N)),
        case("classes", 3, False, random.integers(0, 3, N)),
    ],
    "adam": adam(),
}
path = pathlib.Path(__file__).with_name("expected.json")
path.write_text(json.dumps(expected, indent=1) + "\n")
