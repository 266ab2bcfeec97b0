"""Writes expected-bayes.json: what scikit-learn's naive Bayes answers on small generated data.

Run in a throw-away environment: pip install scikit-learn, then python generate-bayes.py and
`npx biome format --write test/reference/models/expected-bayes.json`.
"""

import json
import pathlib

import numpy
import sklearn
from sklearn.naive_bayes import ComplementNB, GaussianNB, MultinomialNB

random = numpy.random.default_rng(11)
n, p = 40, 4
codes = random.integers(0, 3, size=n)
x = numpy.round(random.normal(size=(n, p)) + codes[:, None] * [0.8, -0.4, 0, 0.2], 3)
rates = numpy.array([[2, 0.2, 1, 0.1, 0.5], [0.3, 1.5, 1, 0.1, 0.2], [0.4, 0.4, 1, 1.2, 0]])
counts = random.poisson(rates[codes])
weights = numpy.round(random.uniform(0, 3, size=n), 2)


def answers(model, features, **given):
    return model.fit(features, codes, **given).predict_proba(features[:10]).tolist()


expected = {
    "versions": {"numpy": numpy.__version__, "scikit-learn": sklearn.__version__},
    "codes": codes.tolist(),
    "x": x.tolist(),
    "counts": counts.tolist(),
    "weights": weights.tolist(),
    "gaussian": [
        {
            "params": {"smoothing": smoothing, "prior": prior},
            "plain": answers(GaussianNB(priors=priors, var_smoothing=smoothing), x),
            "weighted": answers(GaussianNB(priors=priors, var_smoothing=smoothing), x, sample_weight=weights)
            # scikit-learn smooths by the variance without weights.
            if smoothing < 1e-6
            else None,
        }
        for smoothing in (1e-9, 0.1)
        for prior, priors in (("learned", None), ("uniform", [1 / 3] * 3))
    ],
    "multinomial": [
        {
            "params": {"smoothing": smoothing, "prior": prior},
            "plain": answers(MultinomialNB(alpha=smoothing, fit_prior=prior == "learned"), counts),
            "weighted": answers(MultinomialNB(alpha=smoothing, fit_prior=prior == "learned"), counts, sample_weight=weights),
        }
        for smoothing in (1e-3, 1)
        for prior in ("learned", "uniform")
    ],
    "complement": [
        {
            "params": {"smoothing": smoothing, "normalized": normalized},
            "plain": answers(ComplementNB(alpha=smoothing, norm=normalized), counts),
            "weighted": answers(ComplementNB(alpha=smoothing, norm=normalized), counts, sample_weight=weights),
        }
        for smoothing in (1e-3, 1)
        for normalized in (False, True)
    ],
}

place = pathlib.Path(__file__).with_name("expected-bayes.json")
place.write_text(json.dumps(expected, indent=2) + "\n")
