"""What the model reads for one company: answers, benchmarks after presets, assumptions, calendar."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from audit.answers import Answer, Answers, Assumption, presets_in_force
from audit.estimates import Estimate, Shape, draw, exactly, quantile, uniforms
from audit.findings import Basis
from audit.formulas import CurveDraws
from audit.model import Given
from audit.playbook import Contents, Playbook
from audit.playbook.format import BenchmarkFile, QuestionEntry

Array = NDArray[np.float64]
CurveEstimate = tuple[tuple[float, Estimate], ...]


@dataclass(frozen=True, slots=True)
class Inputs:
    """Every input of the model: `estimates` by name, and `curves` as (x, estimate) points by name."""

    estimates: Mapping[str, Estimate]
    curves: Mapping[str, CurveEstimate]

    def drawn(self, draws: int, seed: int) -> Given:
        """Return all inputs in every draw: arrays of shape (draws,), or (1,) where exact."""
        values = {name: draw(name, estimate, draws, seed) for name, estimate in self.estimates.items()}
        return Given(values, {name: _drawn_curve(name, points, draws, seed) for name, points in self.curves.items()})

    def only(self, names: frozenset[str]) -> "Inputs":
        """Return the inputs of these names; the others are left out."""
        return Inputs(
            {name: estimate for name, estimate in self.estimates.items() if name in names},
            {name: points for name, points in self.curves.items() if name in names},
        )

    def likely(self) -> Given:
        """Return all inputs at their likely values, arrays of shape (1,)."""
        values = {name: np.array((estimate.likely,)) for name, estimate in self.estimates.items()}
        return Given(values, {name: self.likely_curve(name, 1) for name in self.curves})

    def likely_curve(self, name: str, draws: int) -> CurveDraws:
        """Return a curve at its likely values, repeated over the draws."""
        points = self.curves[name]
        y = np.array([[point.likely] * draws for _, point in points], dtype=np.float64)
        return CurveDraws(np.array([x for x, _ in points]), y)

    def unsure(self) -> tuple[str, ...]:
        """Return the names of all inputs that are not exact."""
        curved = [name for name, points in self.curves.items() if any(not point.exact for _, point in points)]
        return (*(name for name, estimate in self.estimates.items() if not estimate.exact), *curved)


@lru_cache(maxsize=128)
def _drawn_curve(name: str, points: CurveEstimate, draws: int, seed: int) -> CurveDraws:
    """Return a curve in every draw: all its points move up and down together."""
    place = uniforms(name, draws, seed)
    return CurveDraws(np.array([x for x, _ in points]), np.array([quantile(estimate, place) for _, estimate in points]))


def benchmark_inputs(contents: Contents, swapped: Mapping[str, str]) -> Inputs:
    """Return the calendar and every benchmark, after presets: what is there before any answer."""
    estimates = {name: exactly(value) for name, value in contents.calendar.items()}
    curves: dict[str, CurveEstimate] = {}
    for key in contents.benchmarks:
        benchmark = contents.benchmarks[swapped.get(key, key)]
        if benchmark.point:
            curves[key] = tuple((point.x, Estimate(point.low, point.likely, point.high)) for point in benchmark.point)
        else:
            estimates[key] = number_of(benchmark)
    return Inputs(estimates, curves)


def number_of(benchmark: BenchmarkFile) -> Estimate:
    """Return the estimate of a benchmark that is one number, not a curve."""
    low, likely, high = benchmark.low, benchmark.likely, benchmark.high
    assert low is not None and likely is not None and high is not None  # noqa: S101, PT018 (it is no curve)
    return Estimate(low, likely, high)


def company_inputs(playbook: Playbook, answers: Answers) -> Inputs:
    """Return every input for one company."""
    swapped = presets_in_force(playbook, answers)
    inputs = benchmark_inputs(playbook, swapped)
    estimates = dict(inputs.estimates)
    for key in playbook.benchmarks:
        own = own_number(answers, swapped, key)
        if own:
            estimates[key] = Estimate(own.low, own.likely, own.high)
    for question in playbook.numeric_questions:
        estimates[question.key] = _answered(question, answers.by_question[question.key])
    return Inputs(estimates, inputs.curves)


def own_number(answers: Answers, swapped: Mapping[str, str], key: str) -> Assumption | None:
    """Return the company's own number for a benchmark, given under its name or that of its preset's."""
    return next((answers.assumptions[name] for name in names_of(key, swapped) if name in answers.assumptions), None)


def names_of(key: str, swapped: Mapping[str, str]) -> tuple[str, str]:
    """Return the names under which an own number for a benchmark counts; one under the first wins."""
    return key, swapped.get(key, key)


def _answered(question: QuestionEntry, answer: Answer) -> Estimate:
    """A band is flat unless its author said where its middle lies; a fallback keeps the benchmark's peak."""
    chosen = {band.key: band for band in question.band}
    flat = answer.basis is Basis.BAND and all(chosen[key].likely is None for key in answer.chosen if key in chosen)
    return Estimate(answer.low, answer.likely, answer.high, Shape.UNIFORM if flat else Shape.TRIANGULAR)
