"""From the metric to dollars, by the playbook's own model: so that metric and money cannot disagree."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from audit.answers import Answers
from audit.estimates import money_range
from audit.findings import Range
from audit.formulas import CurveDraws
from audit.inputs import company_inputs
from audit.metric_model import MetricModel
from audit.model import Given, World, closed, today, wholly
from audit.playbook import Playbook

Array = NDArray[np.float64]

# Where a metric is tried out to see which way the dollars go, as multiples of where it stands; _FAR, of the largest
# value that is known of it.
_TRIED = (0.0, 0.5, 0.9, 1.1, 2.0)
_FAR = (1.0, 10.0, 100.0, 1_000.0)
# Dollars a year below this are rounding.
_LEAST = 0.005
# What a metric may be, as in a playbook; and dollars beyond which differences would no longer be exact to the cent.
_MOST_METRIC = 1e15
_MOST_DOLLARS = 1e13


class NoMoneyError(ValueError):
    """The model cannot put this fix's metric in dollars; the message says why, for the person who drafts."""


@dataclass(frozen=True, slots=True, eq=False)
class MetricMoney:
    """What values of a fix's metric are worth to one company. `unit` is the metric's, as the playbook writes it.

    `around` are values of the metric where the company stands and where it would be without the leaks, by the audit's
    likely answers. `still` has every number that the metric does not bear on, each of shape (draws,) or (1,).
    """

    playbook: Playbook
    unit: str
    title: str
    model: MetricModel
    draws: int
    around: tuple[float, ...]
    still: Mapping[str, Array]
    curves: Mapping[str, CurveDraws]

    def per_year(self, baseline: float, values: Sequence[float]) -> Array:
        """Return a year's contribution margin at each value over that at the baseline, shape (values, draws).

        Positive where the value is worth more than the baseline. The same draws are behind every number, and what the
        playbook holds at today's value is held at what it is at the baseline. Raises NoMoneyError.
        """
        base = self._world(baseline, {})
        held = {key: array for key, array in base.values.items() if self._is_held(key)}
        start = self._value(base, baseline)
        gained = np.empty((len(values), self.draws))
        # One value at a time: so a value is worth the same to the last bit whatever else is asked along with it.
        for row, value in enumerate(values):
            gained[row] = self._value(self._world(value, held), value) - start
        return gained

    def range_per_year(self, baseline: float, value: float) -> Range:
        """Return the same for one value, as a range in cents. Raises NoMoneyError."""
        return money_range(self.per_year(baseline, [value])[0])

    def better(self, baseline: float) -> Literal["lower", "higher"]:
        """Return which way from the baseline the metric is worth more. Raises NoMoneyError where neither way is.

        The nearest value that makes a difference decides; on a flat stretch of a curve that can be far away.
        """
        for value, gained in self._tried(baseline):
            if abs(gained) >= _LEAST:
                return "higher" if (gained > 0) == (value > baseline) else "lower"
        raise NoMoneyError(
            f"“{self.title}” makes no difference to this company's dollars: by its answers the model gives the same "
            "whatever the number. Choose another fix."
        )

    def _tried(self, baseline: float) -> Iterator[tuple[float, float]]:
        """Give values round about the baseline, the nearest first, with their mean dollars where there are any."""
        self.per_year(baseline, ())  # raises where the baseline itself has no value
        scale = max(abs(value) for value in (baseline, *self.around)) or 1.0
        values = {baseline * times for times in _TRIED} | {scale * times for times in _FAR} | {*self.around}
        for value in sorted(values - {baseline}, key=lambda value: abs(value - baseline)):
            with suppress(NoMoneyError):
                yield value, float(self.per_year(baseline, (value,)).mean())

    def _is_held(self, key: str) -> bool:
        line = self.model.program.lines.get(key)
        return line is not None and line.held

    def _world(self, value: float, held: Mapping[str, Array]) -> World:
        if not abs(value) <= _MOST_METRIC:
            raise NoMoneyError(f"{value:,.6g} is no number that “{self.title}” could be.")
        measured = {**self.still, **held, self.model.metric: np.array((float(value),))}
        return today(self.model.program, Given(measured, self.curves))

    def _value(self, world: World, metric: float) -> Array:
        name = self.model.program.value
        if name in world.unknown:
            raise NoMoneyError(
                f"With {metric:,.6g} for “{self.title}” the dollars cannot be worked out: {world.unknown[name]}."
            )
        if not (np.abs(world.values[name]) <= _MOST_DOLLARS).all():
            raise NoMoneyError(f"With {metric:,.6g} for “{self.title}” the dollars grow beyond all bounds.")
        return world.values[name]


def metric_money(playbook: Playbook, answers: Answers, fix: str, draws: int, seed: int) -> MetricMoney:
    """Return what turns a fix's metric into dollars for one company.

    Every other number is drawn as the audit draws it. Raises NoMoneyError where there is no such fix, where its metric
    does not bear on this company's dollars, or where the dollars cannot be worked out from these answers.
    """
    if fix not in playbook.fixes:
        raise NoMoneyError(f"The playbook “{playbook.head.title}” has no fix called {fix}.")
    metric, model = playbook.fixes[fix].metric, playbook.metric_models[fix]
    if not model.moves_value:
        raise NoMoneyError(
            f"In this edition of the playbook “{metric.title}” is only shown: it has no part in the dollars. "
            "Agree on another fix, or have the audit made anew with a newer edition."
        )
    inputs = company_inputs(playbook, answers)
    around = _around(playbook, inputs.likely(), fix)
    given = inputs.only(model.program.reads).drawn(draws, seed)
    first = today(model.program, Given({**given.values, model.metric: np.array(around[:1] or (1.0,))}, given.curves))
    money = MetricMoney(
        playbook=playbook,
        unit=playbook.unit_texts[model.metric],
        title=metric.title,
        model=model,
        draws=draws,
        around=around,
        still={key: array for key, array in first.values.items() if key not in model.moved | {model.metric}},
        curves=given.curves,
    )
    money.better(around[0] if around else 0.0)
    return money


def _around(playbook: Playbook, likely: Given, fix: str) -> tuple[float, ...]:
    """Return the metric today and with the fix's leaks wholly closed, where they can be worked out."""
    program, name = playbook.program, playbook.fixes[fix].metric.quantity
    now = today(program, likely)
    then = closed(program, likely, now, wholly(frozenset(playbook.fixes[fix].closes)))
    return tuple(float(world.values[name][0]) for world in (now, then) if name not in world.unknown)
