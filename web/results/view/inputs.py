"""Everything that was read: what the person said, what was assumed, and what would firm up the number."""

from dataclasses import dataclass

from audit.findings import Basis, Contradiction, Input, Question
from reports.phrases import listed, ranks, used
from web.results.view.told import SourceView, Told, basis_of, source_of

NUMBERLESS = frozenset((Basis.CHOSEN, Basis.NOT_ASKED))


@dataclass(frozen=True, slots=True)
class InputView:
    """One input: what was said (empty where `used` says it all) and what it was read as.

    `key` names its question or benchmark; `change` says which of the two can be changed, empty for neither.
    """

    key: str
    title: str
    given: str
    used: str
    basis: str
    note: str
    source: SourceView | None
    leaks: str
    change: str


@dataclass(frozen=True, slots=True)
class InputsView:
    """What was said, what was assumed, and the questions that were not put because they do not apply.

    `own` of the assumed numbers are the company's own.
    """

    answers: tuple[InputView, ...]
    assumed: tuple[InputView, ...]
    own: int
    not_asked: str
    usual_region: str


@dataclass(frozen=True, slots=True)
class MeasureView:
    """Something worth measuring: how, and how much of the uncertainty goes with it."""

    key: str
    title: str
    part: str
    how: str
    swing: str
    change: str


@dataclass(frozen=True, slots=True)
class ContradictionView:
    """Answers that do not fit together, and the questions they came from, as key and title."""

    text: str
    questions: tuple[tuple[str, str], ...]


def make_inputs(told: Told) -> InputsView:
    """Every input once, in the order of the audit."""
    inputs = told.audit.inputs
    answers = [one for one in inputs if one.key in told.asked]
    not_asked = [one.title for one in inputs if one.key not in told.asked and one.basis is Basis.NOT_ASKED]
    assumed = [one for one in inputs if one.key not in told.asked and one.basis is not Basis.NOT_ASKED]
    return InputsView(
        answers=tuple(_input(told, one) for one in answers),
        assumed=tuple(_input(told, one) for one in assumed),
        own=sum(one.basis is Basis.MEASURED for one in assumed),
        not_asked=listed([f"“{title}”" for title in not_asked]),
        usual_region=told.usual_region,
    )


def _input(told: Told, entry: Input) -> InputView:
    number = "" if entry.basis in NUMBERLESS else used(told.words, entry)
    said = "Not sure" if entry.basis is Basis.NOT_SURE else entry.given
    return InputView(
        key=entry.key,
        title=entry.title,
        # One number is shown with its unit, as it was understood: "420" says less than "$420 a job".
        given="" if entry.basis is Basis.EXACT or _exactly_own(told, entry) else said,
        used=number,
        basis=basis_of(entry),
        note=entry.note,
        source=source_of(told, entry),
        leaks=ranks(told.audit, entry),
        change=told.change(entry.key),
    )


def _exactly_own(told: Told, entry: Input) -> bool:
    return entry.key not in told.asked and entry.basis is Basis.MEASURED and entry.low == entry.high


def make_measures(told: Told) -> tuple[MeasureView, ...]:
    """What to measure to narrow the range, what matters most first."""
    return tuple(_measure(told, one) for one in told.audit.firm_up)


def _measure(told: Told, question: Question) -> MeasureView:
    words = told.words
    swing = next((one for one in told.audit.tornado if one.key == question.key), None)
    ends = sorted((swing.total_at_low, swing.total_at_high)) if swing else []
    moved = f"Depending on it, the total is {words.money(ends[0])} to {words.money(ends[1])}." if ends else ""
    return MeasureView(
        key=question.key,
        title=question.title,
        part=words.percent(question.variance_share),
        how=question.how,
        swing=moved,
        change=told.change(question.key),
    )


def make_contradictions(told: Told) -> tuple[ContradictionView, ...]:
    """What does not fit together, with the questions that can be answered anew."""
    return tuple(_contradiction(told, one) for one in told.audit.contradictions)


def _contradiction(told: Told, found: Contradiction) -> ContradictionView:
    entries = [entry for entry in map(told.input, found.questions) if entry and entry.key in told.asked]
    return ContradictionView(found.text, tuple((entry.key, entry.title) for entry in entries))
