"""Writes expected.json: what statsmodels and SciPy say of made series that we forecast as well.

Run in a throw-away environment: pip install statsmodels, then python generate.py and
`npx biome format --write test/reference/forecast/expected.json`.

Exponential smoothing and ARMA are asked twice: at given numbers, where two right programs agree to rounding, and at
the numbers of their own fit, whose likelihood ours must reach.
"""

import itertools
import json
import pathlib
import warnings

import numpy
import scipy.stats
import statsmodels
from statsmodels.tsa.exponential_smoothing.ets import ETSModel
from statsmodels.tsa.seasonal import seasonal_decompose
from statsmodels.tsa.statespace.sarimax import SARIMAX
from statsmodels.tsa.stattools import acf, kpss

warnings.simplefilter("ignore")
random = numpy.random.default_rng(5)
n, m = 72, 12
t = numpy.arange(n)
shape = 1 + 0.25 * numpy.sin(2 * numpy.pi * t / m) + 0.1 * numpy.cos(4 * numpy.pi * t / m)
walk = numpy.cumsum(random.normal(0.4, 1.0, n))
series = {
    "sales": numpy.round((120 + 1.5 * t + walk) * shape * numpy.exp(random.normal(0, 0.03, n)), 2),
    "walk": numpy.round(10 + walk + random.normal(0, 0.8, n), 3),
    "balance": numpy.round(3 * random.normal(size=n) + 0.9 * numpy.sin(t / 3), 3),
}
HORIZON = 15


def ets_at(values, error, trend, season):
    words = {"additive": "add", "multiplicative": "mul", "none": None, "damped": "add"}
    first = {"initial_level": float(values[:12].mean())}
    parameters = {"smoothing_level": 0.35}
    if trend != "none":
        parameters["smoothing_trend"] = 0.08
        first["initial_trend"] = 0.9
    if season != "none":
        parameters["smoothing_seasonal"] = 0.12
        effect = 0.2 * numpy.sin(2 * numpy.pi * numpy.arange(m) / m)
        first["initial_seasonal"] = (1 + effect) if season == "multiplicative" else 100 * effect
    if trend == "damped":
        parameters["damping_trend"] = 0.9
    model = ETSModel(
        values,
        error=words[error],
        trend=words[trend],
        damped_trend=trend == "damped",
        seasonal=words[season],
        seasonal_periods=m if season != "none" else None,
        initialization_method="known",
        **first,
    )
    names = model.param_names
    given = {**parameters, "initial_level": first["initial_level"]}
    if trend != "none":
        given["initial_trend"] = first["initial_trend"]
    for k in range(m if season != "none" else 0):
        given[f"initial_seasonal.{k}"] = first["initial_seasonal"][k]
    theta = [given[name] for name in names]
    result = model.smooth(theta)
    forecast = result.forecast(HORIZON)
    return {
        "form": {"error": error, "trend": trend, "season": season},
        "parameters": {
            "alpha": parameters["smoothing_level"],
            "beta": parameters.get("smoothing_trend", 0),
            "gamma": parameters.get("smoothing_seasonal", 0),
            "phi": parameters.get("damping_trend", 1),
        },
        "level": first["initial_level"],
        "slope": first.get("initial_trend", 0),
        "season": numpy.asarray(first.get("initial_seasonal", [])).tolist(),
        "logLikelihood": result.llf,
        "forecast": forecast.tolist(),
    }


def ets_by_the_book(values, error, trend, season):
    """The same for seasons that multiply, by the equations of Hyndman et al. (2008), table 2.3.

    statsmodels 0.15 walks through other states there: its season takes gamma / (1 - alpha) of y / l of the new level,
    which is the book's additive update carried over, and agrees with its own documentation to first order only.
    """
    entry = ets_at(values, error, trend, season)
    alpha, beta, gamma, phi = entry["parameters"].values()
    level, slope, indices = entry["level"], entry["slope"], list(entry["season"])
    squares = logs = 0.0
    for y in values:
        calm = level + phi * slope
        forecast = calm * indices[0]
        miss = (y - forecast) / forecast
        squares += miss**2
        logs += numpy.log(forecast)
        level, slope = calm * (1 + alpha * miss), phi * slope + beta * calm * miss
        indices = [*indices[1:], indices[0] * (1 + gamma * miss)]
    path = []
    for h in range(HORIZON):
        level, slope = level + phi * slope, phi * slope
        path.append(float(level * indices[h % m]))
    likelihood = -len(values) / 2 * (numpy.log(2 * numpy.pi * squares / len(values)) + 1) - logs
    return {**entry, "logLikelihood": float(likelihood), "forecast": path}


def ets_fit(values, error, trend, season):
    words = {"additive": "add", "multiplicative": "mul", "none": None, "damped": "add"}
    model = ETSModel(
        values,
        error=words[error],
        trend=words[trend],
        damped_trend=trend == "damped",
        seasonal=words[season],
        seasonal_periods=m if season != "none" else None,
        initialization_method="estimated",
        bounds={"damping_trend": (0.8, 0.98)} if trend == "damped" else None,
    )
    return {"form": {"error": error, "trend": trend, "season": season}, "logLikelihood": model.fit(disp=False).llf}


def arma_at(values, ar, ma, seasonal_ar, seasonal_ma):
    order = (len(ar), 0, len(ma))
    seasonal = (len(seasonal_ar), 0, len(seasonal_ma), m if seasonal_ar or seasonal_ma else 0)
    model = SARIMAX(values, order=order, seasonal_order=seasonal, concentrate_scale=True)
    result = model.smooth([*ar, *ma, *seasonal_ar, *seasonal_ma])
    ahead = result.get_forecast(HORIZON)
    return {
        "order": [ar, ma, seasonal_ar, seasonal_ma],
        "logLikelihood": result.llf,
        "forecast": ahead.predicted_mean.tolist(),
    }


def arma_fit(values, p, q, sp, sq):
    model = SARIMAX(values, order=(p, 0, q), seasonal_order=(sp, 0, sq, m if sp or sq else 0), trend="c")
    return {"order": {"p": p, "q": q, "sp": sp, "sq": sq}, "logLikelihood": model.fit(disp=False, maxiter=200).llf}


sales, walk, balance = series["sales"], series["walk"], series["balance"]
forms = [
    (error, trend, season)
    for error, trend, season in itertools.product(
        ["additive", "multiplicative"], ["none", "additive", "damped"], ["none", "additive", "multiplicative"]
    )
    if not (error == "additive" and season == "multiplicative")
]
seasonal_rest = numpy.round(numpy.diff(sales[m:] - sales[:-m]), 10)
expected = {
    "versions": {"statsmodels": statsmodels.__version__, "scipy": scipy.__version__},
    "series": {name: values.tolist() for name, values in series.items()},
    "ets": [(ets_by_the_book if form[2] == "multiplicative" else ets_at)(sales, *form) for form in forms],
    "etsFits": [ets_fit(sales, *form) for form in forms],
    "arma": {
        "balance": [
            arma_at(balance, [0.6], [], [], []),
            arma_at(balance, [], [0.5, -0.2], [], []),
            arma_at(balance, [0.5, 0.2], [0.4], [], []),
            arma_at(balance, [0.3], [0.6], [0.4], []),
            arma_at(balance, [], [-0.4], [], [-0.6]),
            arma_at(balance, [0.4, -0.3], [0.2, 0.5], [0.3], [0.2]),
        ],
        "fits": [arma_fit(balance, *order) for order in [(1, 0, 0, 0), (0, 2, 0, 0), (2, 1, 0, 0), (0, 1, 1, 0)]],
        "seasonalFits": [
            {
                "order": {"p": 0, "q": 1, "sp": 0, "sq": 1},
                "logLikelihood": SARIMAX(seasonal_rest, order=(0, 0, 1), seasonal_order=(0, 0, 1, m)).fit(disp=False).llf,
            }
        ],
    },
    "kpss": {name: kpss(values, nlags=int(3 * n**0.5 / 13))[0] for name, values in series.items()},
    "indices": {
        kind: seasonal_decompose(sales, model=kind, period=m).seasonal[:m].tolist()
        for kind in ["additive", "multiplicative"]
    },
    "acf": {name: acf(values, nlags=m).tolist() for name, values in series.items()},
    "normal": [[p, scipy.stats.norm.ppf(p)] for p in [1e-12, 1e-4, 0.025, 0.1, 0.4, 0.5, 0.7, 0.93, 0.975, 0.9999]],
}


def rounded(value):
    if isinstance(value, dict):
        return {key: rounded(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(one) for one in value]
    return float(f"{value:.12g}") if isinstance(value, float) else value


path = pathlib.Path(__file__).with_name("expected.json")
path.write_text(json.dumps(rounded(expected)))
