"""The page of one assumed number, in words."""

from dataclasses import dataclass, replace

from babel.numbers import get_currency_symbol

from audit.answering.assumptions import expected_instead
from audit.answering.expected import Expected
from audit.answering.kinds import Setting
from audit.answering.numerals import locale_of
from audit.answers import Assumption
from audit.findings import Input
from audit.playbook import Playbook
from reports.phrases import used
from reports.wording import Wording
from web.quiz.labels import money_in_words
from web.results.view.told import SourceView, sourced

JUDGEMENT = "judgement"


@dataclass(frozen=True, slots=True)
class AssumptionView:
    """`figure` is what the benchmark is called: published, or our own estimate. `own` is the number in force, if any.

    `sign` is the currency's, empty for other numbers; `label` names the unit.
    """

    title: str
    figure: str
    published: str
    own: str
    note: str
    source: SourceView | None
    leaks: tuple[str, ...]
    how_to_measure: str
    label: str
    sign: str
    example: str


def make_assumption(playbook: Playbook, published: Input, own: Assumption | None, how: str) -> AssumptionView:
    """Put a benchmark, and the own number that stands for it, into words."""
    head = playbook.head
    words = Wording(head.locale, head.currency)
    expected = expected_instead(playbook.benchmarks[published.key], Setting(head.currency, head.locale))
    judged = published.source is None or published.source.kind == JUDGEMENT
    mine = replace(published, low=own.low, likely=own.likely, high=own.high) if own else None
    return AssumptionView(
        title=published.title,
        figure="our estimate" if judged else "the published figure",
        published=used(words, published),
        own=used(words, mine) if mine else "",
        note=published.note,
        source=sourced(words, published, ""),
        leaks=tuple(playbook.leaks[key].title for key in published.used_by),
        how_to_measure=how,
        label=f"Your own number{_unit(expected, words)}",
        sign=str(get_currency_symbol(head.currency, locale=locale_of(head.locale))) if expected.money else "",
        example="20 to 25 %" if expected.share else "10 to 20",
    )


def _unit(expected: Expected, words: Wording) -> str:
    """The unit in words, to go on after a number's name."""
    rest = words.unit(expected.unit)
    if expected.share:
        return f", in per cent {rest}".rstrip()
    if expected.money:
        return f", in {money_in_words(expected.currency)} {rest}".rstrip()
    return f", in {rest}" if rest else ""
