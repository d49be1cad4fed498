"""What the model reads for one company: answers, benchmarks after presets, assumptions, calendar."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from audit import findings
from audit.answers import Answer, Answers, Assumption, presets_in_force
from audit.estimates import Estimate, Shape, draw, exactly, quantile, uniforms
from audit.findings import Basis, CurvePoint, Source
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
            estimates[key] = _number(benchmark)
    return Inputs(estimates, curves)


def _number(benchmark: BenchmarkFile) -> Estimate:
    low, likely, high = benchmark.low, benchmark.likely, benchmark.high
    assert low is not None and likely is not None and high is not None  # noqa: S101, PT018 (it is no curve)
    return Estimate(low, likely, high)


def company_inputs(playbook: Playbook, answers: Answers) -> Inputs:
    """Return every input for one company."""
    swapped = presets_in_force(playbook, answers)
    inputs = benchmark_inputs(playbook, swapped)
    estimates = dict(inputs.estimates)
    for key in playbook.benchmarks:
        own = _own_number(answers, swapped, key)
        if own:
            estimates[key] = Estimate(own.low, own.likely, own.high)
    for question in playbook.numeric_questions:
        estimates[question.key] = _answered(question, answers.by_question[question.key])
    return Inputs(estimates, inputs.curves)


def _own_number(answers: Answers, swapped: Mapping[str, str], key: str) -> Assumption | None:
    """Return the company's own number for a benchmark, given under its name or that of its preset's."""
    return answers.assumptions.get(key) or answers.assumptions.get(swapped.get(key, key))


def _answered(question: QuestionEntry, answer: Answer) -> Estimate:
    """A band is flat unless its author said where its middle lies; a fallback keeps the benchmark's peak."""
    chosen = {band.key: band for band in question.band}
    flat = answer.basis is Basis.BAND and all(chosen[key].likely is None for key in answer.chosen if key in chosen)
    return Estimate(answer.low, answer.likely, answer.high, Shape.UNIFORM if flat else Shape.TRIANGULAR)


def input_lines(playbook: Playbook, answers: Answers) -> tuple[findings.Input, ...]:
    """Return every answer and benchmark that was read, as the audit shows them: answers first."""
    swapped = presets_in_force(playbook, answers)
    asked = [_question_line(playbook, question, answers, swapped) for question in playbook.questions]
    read = [_benchmark_line(playbook, key, swapped, answers) for key in playbook.benchmarks if _used_by(playbook, key)]
    return (*asked, *read)


def _used_by(playbook: Playbook, name: str) -> tuple[str, ...]:
    return tuple(leak for leak, inputs in playbook.inputs_of.items() if name in inputs)


def _question_line(
    playbook: Playbook, question: QuestionEntry, answers: Answers, swapped: Mapping[str, str]
) -> findings.Input:
    answer = answers.by_question[question.key]
    numeric = bool(question.unit)
    basis = answer.basis if numeric or answer.basis in {Basis.NOT_ASKED, Basis.NOT_SURE} else Basis.CHOSEN
    fallback = question.not_sure if basis is Basis.NOT_SURE else None
    if fallback and _own_number(answers, swapped, fallback):
        basis, fallback = Basis.MEASURED, None
    benchmark = playbook.benchmarks[swapped.get(fallback, fallback)] if fallback else None
    texts = {band.key: band.text for band in question.band} | {one.key: one.text for one in question.option}
    line = findings.Input(
        key=question.key,
        title=question.title,
        basis=basis,
        given="; ".join(texts.get(key, key) for key in answer.chosen) or answer.given,
        unit=question.unit,
        low=answer.low,
        likely=answer.likely,
        high=answer.high,
        used_by=_used_by(playbook, question.key),
    )
    return _sourced(line, benchmark) if benchmark else line


def _benchmark_line(playbook: Playbook, key: str, swapped: Mapping[str, str], answers: Answers) -> findings.Input:
    benchmark = playbook.benchmarks[swapped.get(key, key)]
    own = _own_number(answers, swapped, key)
    if benchmark.point:
        ends = [(point.low, point.likely, point.high) for point in benchmark.point]
        low, likely, high = (
            min(e[0] for e in ends),
            sorted(e[1] for e in ends)[len(ends) // 2],
            max(e[2] for e in ends),
        )
    else:
        known = own or _number(benchmark)
        low, likely, high = known.low, known.likely, known.high
    line = findings.Input(
        key=key,
        title=benchmark.title,
        basis=Basis.MEASURED if own else Basis.BENCHMARK,
        given=own.given if own else "",
        unit=benchmark.unit,
        low=low,
        likely=likely,
        high=high,
        used_by=_used_by(playbook, key),
        x_unit=benchmark.x_unit,
        points=tuple(CurvePoint(point.x, point.low, point.likely, point.high) for point in benchmark.point),
    )
    return line if own else _sourced(line, benchmark)


def _sourced(line: findings.Input, benchmark: BenchmarkFile) -> findings.Input:
    """Return the line with all that is known about where its number comes from."""
    return replace(
        line,
        note=benchmark.note,
        source=Source(benchmark.source.title, benchmark.source.url, benchmark.source.kind),
        confidence=benchmark.confidence,
        as_of=benchmark.as_of,
        checked_on=benchmark.checked_on,
        region=benchmark.region,
    )
