"""Searches of experiments and runs: filters, orders and pages."""

import math

from mlflow.entities import Metric, Param, RunTag, ViewType

from promises import promise, refusal

FILTERS = [
    "metrics.loss < 0.5",
    "metrics.loss >= 0.5",
    "metric.loss != 0.5",
    "metrics.`val loss` > 1",
    'metrics."val loss" > 1',
    "metrics.loss = 0.5 and params.kind = 'tree'",
    "params.kind = 'tree'",
    "params.kind != 'tree'",
    "param.kind LIKE 't%'",
    "parameters.kind ILIKE 'T%'",
    'params.kind = "line"',
    "tags.team = 'a'",
    "tag.team != 'a'",
    "tags.`odd key` = 'x'",
    "tags.team ILIKE '%A%'",
    "tags.team IS NULL",
    "tags.team IS NOT NULL",
    "params.kind IS NULL",
    "attributes.status = 'FINISHED'",
    "attributes.status = 'finished'",
    "status != 'RUNNING'",
    "attr.run_name = 'run 1'",
    "run_name LIKE 'run %'",
    "`run name` = 'run 2'",
    "attributes.start_time > 1700000000002",
    "attributes.created <= 1700000000002",
    "end_time >= 1700000000100",
    "run_name IN ('run 0', 'run 3')",
    "run_name NOT IN ('run 0', 'run 3')",
    "metrics.nothing > 0",
    "  metrics.loss<0.5   AND  tags.team='a' ",
    "user_id = 'ada'",
]
ORDERS = [
    [],
    ["metrics.loss ASC"],
    ["metrics.loss DESC"],
    ["metrics.`val loss`"],
    ["params.kind DESC", "metrics.loss"],
    ["tags.team ASC"],
    ["attributes.start_time ASC"],
    ["start_time DESC"],
    ["run_name desc"],
    ["attribute.status"],
    ["end_time"],
    ["metrics.nothing"],
]


def fill(given, name):
    """Six runs, told apart by name; the fourth lacks everything, the fifth has a loss that is no number."""
    client = given.client
    found = client.get_experiment_by_name(name)
    if found is not None:
        return found.experiment_id
    experiment = client.create_experiment(name)
    losses = [0.5, 0.25, 0.75, None, math.nan, math.inf]
    for i, loss in enumerate(losses):
        run = client.create_run(experiment, 1700000000000 + i, tags={"mlflow.user": "ada" if i < 2 else "bob"}, run_name=f"run {i}").info.run_id
        if loss is not None:
            client.log_batch(
                run,
                metrics=[Metric("loss", loss, 1, 0), Metric("val loss", i, 1, 0)],
                params=[Param("kind", "tree" if i % 2 else "line")],
                tags=[RunTag("team", "ab"[i % 2]), RunTag("odd key", "x" if i == 1 else "y")],
            )
        if i < 3:
            client.set_terminated(run, "FINISHED" if i else "FAILED", end_time=1700000000099 + i)
    return experiment


def names(runs):
    return [run.info.run_name for run in runs]


@promise("filters of runs choose what MLflow's choose")
def _(given):
    experiment = fill(given, "searched")
    return {text: refusal(lambda: sorted(names(given.client.search_runs([experiment], text)))) for text in FILTERS}


@promise("orders of runs are MLflow's, with what is missing last")
def _(given):
    experiment = fill(given, "searched")
    return {", ".join(order): names(given.client.search_runs([experiment], order_by=order)) for order in ORDERS}


@promise("runs are read in pages, in an order that holds")
def _(given):
    experiment = fill(given, "searched")
    seen, token, sizes = [], None, []
    while True:
        page = given.client.search_runs([experiment], order_by=["metrics.loss ASC"], max_results=4, page_token=token)
        seen += names(page)
        sizes.append(len(page))
        token = page.token
        if not token:
            break
    assert sizes == [4, 2] and len(set(seen)) == 6, (sizes, seen)
    return seen


@promise("runs of several experiments are found at once, of none none")
def _(given):
    first = fill(given, "searched")
    second = given.client.create_experiment("searched beside")
    given.client.create_run(second, run_name="other")
    assert len(given.client.search_runs([first, second])) == 7
    return {"of no experiment": names(given.client.search_runs([]))}


@promise("experiments are searched by name, tag and time, ordered, in pages")
def _(given):
    client = given.client
    for i in range(3):
        client.create_experiment(f"find me {i}", tags={"n": str(i), "both": "yes"})
    said = {}
    for text in (
        "name LIKE 'find me%'",
        "name ILIKE 'FIND ME%'",
        "attribute.name = 'find me 1'",
        "name != 'find me 1' AND tags.both = 'yes'",
        "tags.n = '2'",
        "tags.`n` != '2' and name LIKE 'find me%'",
        "creation_time > 0 AND name LIKE 'find me%'",
        "last_update_time < 5 AND name LIKE 'find me%'",
    ):
        said[text] = sorted(e.name for e in client.search_experiments(filter_string=text))
    for order in (["name DESC"], ["name"], ["experiment_id ASC"], ["creation_time ASC", "name"], []):
        found = client.search_experiments(filter_string="name LIKE 'find me%'", order_by=order)
        said[f"by {', '.join(order)}"] = [e.name for e in found]
    page = client.search_experiments(max_results=2, filter_string="name LIKE 'find me%'", order_by=["name"])
    rest = client.search_experiments(max_results=2, filter_string="name LIKE 'find me%'", order_by=["name"], page_token=page.token)
    assert [e.name for e in page] + [e.name for e in rest] == ["find me 0", "find me 1", "find me 2"]
    assert not rest.token
    all_of = client.search_experiments(view_type=ViewType.ALL, max_results=1000)
    assert len(all_of) >= 4
    return said
