"""The metric of each fix: closing its leaks moves it, and once it is measured it moves the dollars."""

from collections.abc import Iterator, Mapping
from contextlib import suppress

from audit.answers import AnswersError, read_answers
from audit.checking.names import Formulas, near, number_names
from audit.formulas import prepare
from audit.inputs import company_inputs
from audit.metric_model import MetricModel, metric_model
from audit.model import Given, World, today
from audit.playbook import Contents, Playbook, Remark
from audit.playbook.format import FixFile
from audit.playbook.remarks import error, warning
from audit.program import CircularModelError, Program

# What a sum of money may differ by, as a share of it, when it is worked out in another order.
_ROUNDING = 1e-9


def check_sets(contents: Contents, formulas: Formulas) -> Iterator[Remark]:
    """Yield a remark for each quantity that a metric cannot set."""
    for fix, sets in formulas.sets.items():
        for one in sets:
            quantity = contents.quantities.get(one.owner)
            if quantity is None:
                hint = near(one.owner, frozenset(contents.quantities))
                yield error(one.file, one.key, f"there is no quantity {one.owner!r} in model.toml{hint}")
            elif one.owner == contents.fixes[fix].metric.quantity:
                yield error(one.file, one.key, "is the metric itself; it is measured, so no formula can set it")
            elif quantity.held:
                yield error(one.file, one.key, "the quantity is held at today's value, so no metric can set it")


def metric_models(
    contents: Contents, formulas: Formulas, program: Program
) -> tuple[dict[str, MetricModel], tuple[Remark, ...]]:
    """Return the model that puts each fix's metric in dollars; a circle becomes a remark."""
    models: dict[str, MetricModel] = {}
    remarks: list[Remark] = []
    for fix, file in contents.fixes.items():
        sets = {one.owner: prepare(one.node) for one in formulas.sets[fix]}
        try:
            models[fix] = metric_model(program, file.metric.quantity, sets)
        except CircularModelError as fault:
            key = next((f"metric.sets.{name}" for name in fault.names if name in sets), "metric.sets")
            message = f"goes round in a circle once {file.metric.quantity} is measured: {fault}"
            remarks.append(error(f"fixes/{fix}.toml", key, message))
    return models, tuple(remarks)


def check_metrics(contents: Contents, program: Program, models: Mapping[str, MetricModel]) -> Iterator[Remark]:
    """Yield a remark for each metric that would not move, and for each that would not move the dollars."""
    reaching = frozenset[str]().union(*(term.leaks for term in program.terms))
    for key, fix in contents.fixes.items():
        if not fix.closes.keys() <= contents.leaks.keys() or fix.metric.quantity not in number_names(contents):
            continue
        line = program.lines.get(fix.metric.quantity)
        if line is None or not line.leaks & fix.closes.keys():
            message = f"closing {', '.join(fix.closes)} does not move {fix.metric.quantity}, so it cannot prove the fix"
            yield error(f"fixes/{key}.toml", "metric.quantity", message)
        elif key in models and reaching & fix.closes.keys():  # else check_reach has said so
            yield from _without_effect(f"fixes/{key}.toml", fix, models[key])


def _without_effect(file: str, fix: FixFile, model: MetricModel) -> Iterator[Remark]:
    """Warnings only: playbooks that were kept before metrics were put in dollars have to load as they did."""
    for key in fix.metric.sets:
        if key not in model.moved:
            message = f"does not follow from {model.metric}, the number that is measured; work it out from that"
            yield warning(file, f"metric.sets.{key}", message)
    if not model.moves_value:
        message = (
            f"is only shown: nothing that {model.program.value} is worked out from reads {model.metric}, so a measured "
            "number is worth no dollars and no target can be agreed; say under [metric.sets] what it changes"
        )
        yield warning(file, "metric.quantity", message)


def check_metric_values(playbook: Playbook) -> Iterator[Remark]:
    """Yield a warning for each metric that, taken at today's number, does not give today's value.

    The example companies are tried, at their likely values; the first that shows it is named.
    """
    companies = dict(_companies(playbook))
    for fix, file in playbook.fixes.items():
        if not file.metric.sets:
            continue
        found = ((name, _disagreement(playbook.metric_models[fix], *company)) for name, company in companies.items())
        name, message = next(((name, message) for name, message in found if message), ("", ""))
        if message:
            yield warning(
                f"fixes/{fix}.toml", "metric.sets", f"says otherwise than the model: in examples/{name}.toml {message}"
            )


def _companies(playbook: Playbook) -> Iterator[tuple[str, tuple[Given, World]]]:
    for name, example in playbook.examples.items():
        with suppress(AnswersError):  # check_companies says what is wrong with them
            likely = company_inputs(playbook, read_answers(playbook, example)).likely()
            yield name, (likely, today(playbook.program, likely))


def _disagreement(model: MetricModel, likely: Given, now: World) -> str:
    value, metric = model.program.value, model.metric
    if metric in now.unknown or value in now.unknown:
        return ""
    measured = today(model.program, Given({**likely.values, metric: now.values[metric]}, likely.curves))
    if value in measured.unknown:
        return f"{value} cannot be worked out from {metric}: {measured.unknown[value]}"
    was, found = float(now.values[value][0]), float(measured.values[value][0])
    if abs(found - was) <= _ROUNDING * max(abs(was), abs(found), 1.0):
        return ""
    return (
        f"{metric} is {float(now.values[metric][0]):,.6g} today, and with that as measured {value} comes to "
        f"{found:,.2f}, not to today's {was:,.2f}"
    )
