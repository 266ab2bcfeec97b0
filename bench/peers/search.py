"""Optuna's TPE as a peer of bench/search-strategies.ts.

Reads JSON lines: first {"families": [...], "seed": n}, then {"score": x} per proposal; writes a draft per line.
"""
import json
import sys
import warnings

import optuna

warnings.filterwarnings("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)
setup = json.loads(sys.stdin.readline())
sampler = optuna.samplers.TPESampler(seed=setup["seed"], multivariate=True, group=True)
study = optuna.create_study(direction="maximize", sampler=sampler)
families = {family["name"]: family["dimensions"] for family in setup["families"]}


def suggest(trial, name, dimension):
    key = f"{name}.{dimension['name']}"
    if dimension["kind"] == "choice":
        return trial.suggest_categorical(key, dimension["choices"])
    log = dimension["scale"] == "log"
    if dimension["isInteger"]:
        return trial.suggest_int(key, int(dimension["low"]), int(dimension["high"]), log=log)
    return trial.suggest_float(key, dimension["low"], dimension["high"], log=log)


while True:
    trial = study.ask()
    name = trial.suggest_categorical("estimator", list(families)) if len(families) > 1 else next(iter(families))
    params = {each["name"]: suggest(trial, name, each) for each in families[name]}
    print(json.dumps({"estimator": name, "params": params}), flush=True)
    line = sys.stdin.readline()
    if not line:
        break
    study.tell(trial, json.loads(line)["score"])
