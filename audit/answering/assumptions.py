"""The numbers read where the respondent gave none: benchmarks, presets and assumptions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from audit.answering.expected import UNLIMITED, Expected, NumberError
from audit.answering.kinds import Answer, Setting
from audit.answering.numbers import Reading, read_estimate
from audit.answering.problems import Problem, nearest, one_of, shown
from audit.playbook.format import BenchmarkFile, PresetEntry, QuestionEntry


@dataclass(frozen=True, slots=True)
class Assumption:
    """A benchmark replaced by a number of the respondent's own, in the benchmark's unit."""

    benchmark: str
    given: str
    low: float
    likely: float
    high: float


@dataclass(frozen=True, slots=True)
class Defaults:
    """Which number stands for a benchmark: the assumption on it, else its preset's, else its own."""

    benchmarks: Mapping[str, BenchmarkFile]
    presets: Mapping[str, str]
    assumptions: Mapping[str, Assumption]

    def estimate(self, benchmark: str) -> Reading:
        """The low, likely and high to read for the benchmark, in its unit. Raises ValueError for a curve."""
        read = self.presets.get(benchmark, benchmark)
        assumed = self.assumptions.get(benchmark) or self.assumptions.get(read)
        if assumed is not None:
            return Reading(assumed.low, assumed.likely, assumed.high)
        found = self.benchmarks[read]
        if found.low is None or found.likely is None or found.high is None:
            raise ValueError(f"the benchmark {read} is a curve, not a number")
        return Reading(found.low, found.likely, found.high)


def presets_of(
    questions: Sequence[QuestionEntry], presets: Mapping[str, PresetEntry], said: Mapping[str, Answer]
) -> Mapping[str, str]:
    """From each benchmark that a chosen option swaps to its replacement; the later of two options counts."""
    swaps: dict[str, str] = {}
    for question in questions:
        chosen = said[question.key].chosen if question.key in said else ()
        for option in question.option:
            if option.key in chosen and option.preset is not None:
                swaps.update(presets[option.preset].use)
    return swaps


def read_assumptions(
    given: Mapping[str, object], benchmarks: Mapping[str, BenchmarkFile], setting: Setting
) -> tuple[Mapping[str, Assumption], list[Problem]]:
    """Read the respondent's own numbers for benchmarks, and what is wrong with them."""
    assumptions: dict[str, Assumption] = {}
    problems: list[Problem] = []
    for index, (key, value) in enumerate(given.items()):
        known = key in benchmarks
        read = read_own(key, value, benchmarks[key], setting) if known else _unknown(key, list(benchmarks), index)
        if isinstance(read, Problem):
            problems.append(replace(read, key=f"assumptions.{read.key}"))
        else:
            assumptions[key] = read
    return assumptions, problems


def _unknown(key: str, known: Sequence[str], index: int) -> Problem:
    # Comparing names is slow, and a file may hold thousands of wrong ones.
    near = nearest(key, known) if index < 20 else None
    meant = f"; did you mean {near}?" if near else "."
    return Problem(shown(key), "", one_of(known), f"There is no benchmark of that name{meant}")


def read_own(key: str, value: object, benchmark: BenchmarkFile, setting: Setting) -> Assumption | Problem:
    """Read an own number for one benchmark."""
    expected = expected_instead(benchmark, setting)
    if benchmark.point:
        message = "Leave it out; a curve cannot be replaced by a number."
        return Problem(key, shown(value), "a benchmark that is a number", message)
    try:
        reading = read_estimate(value, expected)
    except NumberError as refusal:
        return Problem(key, shown(value), f"{expected.accepted()}, or [low, likely, high]", str(refusal))
    return Assumption(key, shown(value), reading.low, reading.likely, reading.high)


def expected_instead(benchmark: BenchmarkFile, setting: Setting) -> Expected:
    """The number that can stand for the benchmark: a share stays one, what is never negative stays so."""
    low, high = benchmark.low or 0.0, benchmark.high or 0.0
    lowest = 0.0 if low >= 0 else -UNLIMITED
    share = Expected(benchmark.unit, 0, 1, setting.currency, setting.locale)
    return share if share.ratio and low >= 0 and high <= 1 else replace(share, lowest=lowest, highest=UNLIMITED)
