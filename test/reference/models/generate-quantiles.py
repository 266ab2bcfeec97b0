"""Pinball losses of scikit-learn's exact linear quantile regression on small generated data.

Run in a throw-away environment: pip install scikit-learn, then python generate-quantiles.py > expected-quantiles.json and
`npx biome format --write test/reference/models/expected-quantiles.json`.
"""

import json

import numpy as np
import sklearn
from sklearn.linear_model import QuantileRegressor
from sklearn.metrics import mean_pinball_loss

LEVELS = [0.1, 0.5, 0.9]
N, P = 150, 3

random = np.random.default_rng(11)
x = random.normal(size=(N, P)).round(3)
y = (4 + x @ [2.0, -1.0, 0.0] + (0.3 + abs(x[:, 2])) * random.standard_t(3, size=N)).round(3)
weights = random.integers(1, 4, size=N)


def losses(sample_weight):
    lines = []
    for level in LEVELS:
        model = QuantileRegressor(quantile=level, alpha=0, solver="highs")
        answers = model.fit(x, y, sample_weight=sample_weight).predict(x)
        loss = mean_pinball_loss(y, answers, sample_weight=sample_weight, alpha=level)
        lines.append({"level": level, "loss": loss, "slopes": model.coef_.round(6).tolist()})
    return lines


print(
    json.dumps(
        {
            "versions": {"scikit-learn": sklearn.__version__, "numpy": np.__version__},
            "x": x.ravel().tolist(),
            "y": y.tolist(),
            "weights": weights.tolist(),
            "plain": losses(None),
            "weighted": losses(weights),
        }
    )
)
