"""What was read, from whom, and how well it is known: the lines that an audit shows for its inputs."""

from collections.abc import Mapping
from dataclasses import replace

from audit.answers import Answers, presets_in_force
from audit.estimates import Estimate
from audit.findings import Basis, CurvePoint, Input, Source
from audit.inputs import number_of, own_number
from audit.playbook import Playbook
from audit.playbook.format import BenchmarkFile, QuestionEntry


def input_lines(playbook: Playbook, answers: Answers) -> tuple[Input, ...]:
    """Return every answer and benchmark that was read, as the audit shows them: answers first."""
    swapped = presets_in_force(playbook, answers)
    asked = [_question_line(playbook, question, answers, swapped) for question in playbook.questions]
    read = [_benchmark_line(playbook, key, swapped, answers) for key in playbook.benchmarks if key in playbook.used_by]
    return (*asked, *read)


def _question_line(playbook: Playbook, question: QuestionEntry, answers: Answers, swapped: Mapping[str, str]) -> Input:
    answer = answers.by_question[question.key]
    numeric = bool(question.unit)
    basis = answer.basis if numeric or answer.basis in {Basis.NOT_ASKED, Basis.NOT_SURE} else Basis.CHOSEN
    fallback = question.not_sure if basis is Basis.NOT_SURE else None
    if fallback and own_number(answers, swapped, fallback):
        basis, fallback = Basis.MEASURED, None
    benchmark = playbook.benchmarks[swapped.get(fallback, fallback)] if fallback else None
    line = Input(
        key=question.key,
        title=question.title,
        basis=basis,
        given=answer.given,
        unit=question.unit,
        low=answer.low,
        likely=answer.likely,
        high=answer.high,
        used_by=playbook.used_by.get(question.key, ()),
    )
    return _sourced(line, benchmark) if benchmark else line


def is_replaceable(playbook: Playbook, key: str) -> bool:
    """Whether this is a benchmark that is read and that an own number can stand for: a curve cannot be replaced."""
    return key in playbook.used_by and key in playbook.benchmarks and not playbook.benchmarks[key].point


def _benchmark_line(playbook: Playbook, key: str, swapped: Mapping[str, str], answers: Answers) -> Input:
    published, own = published_line(playbook, key, swapped), own_number(answers, swapped, key)
    if own is None or published.points:
        return published
    return Input(
        key=key,
        title=published.title,
        basis=Basis.MEASURED,
        given=own.given,
        unit=published.unit,
        low=own.low,
        likely=own.likely,
        high=own.high,
        used_by=published.used_by,
    )


def published_line(playbook: Playbook, key: str, swapped: Mapping[str, str]) -> Input:
    """Return a benchmark as it is published, whatever the company's own number is; `swapped` are the presets."""
    benchmark = playbook.benchmarks[swapped.get(key, key)]
    known = _span(benchmark) if benchmark.point else number_of(benchmark)
    line = Input(
        key=key,
        title=benchmark.title,
        basis=Basis.BENCHMARK,
        given="",
        unit=benchmark.unit,
        low=known.low,
        likely=known.likely,
        high=known.high,
        used_by=playbook.used_by.get(key, ()),
        x_unit=benchmark.x_unit,
        points=tuple(CurvePoint(point.x, point.low, point.likely, point.high) for point in benchmark.point),
    )
    return _sourced(line, benchmark)


def _span(curve: BenchmarkFile) -> Estimate:
    """Return the lowest, middle and highest point of a curve: a rough idea for those who read no curves."""
    likely = sorted(point.likely for point in curve.point)
    low, high = min(point.low for point in curve.point), max(point.high for point in curve.point)
    return Estimate(low, likely[len(likely) // 2], high)


def _sourced(line: Input, benchmark: BenchmarkFile) -> Input:
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
