"""A result as it is told on a call: the number, the largest leaks, the first fix, what to ask."""

from dataclasses import dataclass, field
from functools import lru_cache

from audit.findings import Driver, Finding, Input
from audit.playbook import Playbook
from audit.sales.opening_question import opening_question
from audit.store import revisions
from audit.store.tables import Revision
from reports.phrases import total_stake
from reports.wording import stake
from web.console.call.answers_view import KNOWN, Said, said_in_result
from web.results.view.first_fix import FirstFix, make_first_fix
from web.results.view.inputs import ContradictionView, MeasureView, make_contradictions, make_measures
from web.results.view.told import Told, tell

MOST_LEAKS = 3
MOST_DRIVERS = 2
MOST_TO_ASK = 3


@dataclass(frozen=True, slots=True)
class DriverLine:
    """A number that drives a leak: what it was read as, and how well it is known (web.console.call.answers_view)."""

    key: str
    title: str
    value: str
    known: str
    known_words: str
    change: str


@dataclass(frozen=True, slots=True)
class LeakLine:
    """One of the largest leaks, dollars a year."""

    rank: str
    title: str
    likely: str
    span: str
    stake: str
    drivers: tuple[DriverLine, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """All that is said of a result. `likely` is empty where nothing leaks, `first_fix` None where nothing was found."""

    heading: str
    likely: str
    leaks: tuple[LeakLine, ...]
    all_leaks: int
    first_fix: FirstFix | None
    opening: str
    ask: tuple[MeasureView, ...]
    contradictions: tuple[ContradictionView, ...]
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a story is made of; two are the same if their records are."""

    record: bytes
    revision: Revision = field(compare=False)
    playbook: Playbook = field(compare=False)


def story_of(revision: Revision, playbook: Playbook) -> Story:
    """The story of a result. `playbook` is the one that made it."""
    return _made(_Kept(revision.record, revision, playbook))


@lru_cache(maxsize=64)
def _made(kept: _Kept) -> Story:
    """Records never change: told once, the story is there when the page is opened again."""
    record, brand = revisions.record_of(kept.revision), kept.playbook.head.brand
    told = tell(record, brand.primary, brand.accent)
    audit, words = told.audit, told.words
    leaking = bool(audit.findings) and audit.total.p90 > 0
    return Story(
        heading=f"{words.money_range(audit.total)} a year {total_stake(audit)}" if leaking else "No money is leaking",
        likely=words.money(audit.total.p50) if leaking else "",
        leaks=tuple(_leak(told, one) for one in audit.findings[:MOST_LEAKS]),
        all_leaks=len(audit.findings),
        first_fix=make_first_fix(told),
        opening=opening_question(audit, kept.playbook),
        ask=make_measures(told)[:MOST_TO_ASK],
        contradictions=make_contradictions(told),
        said=said_in_result(audit.inputs, told.asked, words),
    )


def _leak(told: Told, finding: Finding) -> LeakLine:
    words = told.words
    drivers = [_driver(told, one) for one in finding.drivers[:MOST_DRIVERS]]
    return LeakLine(
        rank=str(finding.rank),
        title=finding.title,
        likely=words.money(finding.alone.p50),
        span=words.money_range(finding.alone),
        stake=stake(measured=finding.measured),
        drivers=tuple(drivers),
    )


def _value(told: Told, entry: Input) -> str:
    """What was read, short enough for a line: a range without its likely value."""
    if entry.low == entry.high:
        return told.words.quantity_exactly(entry.likely, entry.unit)
    return told.words.span_exactly(entry.low, entry.high, entry.unit)


def _driver(told: Told, driver: Driver) -> DriverLine:
    entry = told.input(driver.key)
    if entry is None:
        return DriverLine(driver.key, driver.title, "", "unsure", "", "")
    known, known_words = KNOWN[entry.basis]
    value = "a curve" if entry.points else _value(told, entry)
    return DriverLine(driver.key, driver.title, value, known, known_words, told.change(driver.key))
