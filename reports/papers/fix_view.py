"""The one-page fix in words."""

from dataclasses import dataclass

from markupsafe import Markup

from audit.findings import Loop, Readiness
from reports.charts import Palette, loop_diagram
from reports.charts.loop import MOST_LINES, lines_needed, stations, too_wide_word
from reports.papers.contents import Condition, FixPaper
from reports.papers.words import EVERY, Fact, value_words, wording_of
from reports.phrases import listed
from reports.texts import cut
from reports.view.shown import drawn

LENGTHS = ((420, 320, 240, 5), (320, 220, 160, 5), (220, 140, 110, 4), (160, 100, 80, 3))
"""How much is printed of the sentence, of a paragraph and of a line, and how many conditions: less until it fits."""

GROWING = 1.01
"""Lets the boxes of the loop grow with their text."""

LOOP = 600
STATES = {Readiness.NO: "Missing", Readiness.PARTLY: "Partly", Readiness.UNKNOWN: "Not known"}


@dataclass(frozen=True, slots=True)
class Need:
    """A condition that is not in place yet."""

    title: str
    state: str
    step: str


@dataclass(frozen=True, slots=True)
class FixView:
    """All that the template reads. `stations` are the loop's in full, where the drawing had to cut them."""

    eyebrow: str
    heading: str
    sentence: str
    summary: str
    facts: tuple[Fact, ...]
    how: str
    loop: Markup
    stations: tuple[tuple[str, str], ...]
    needs: tuple[Need, ...]
    in_place: str
    stop_day: str
    stop_rule: str
    rests_on: str
    tightness: int


def make_fix(paper: FixPaper, palette: Palette, tightness: int) -> FixView:
    """Put the fix into words; `tightness` from 0, for a page that has to hold more. Raises `WordingError`."""
    terms = paper.terms
    words = wording_of(paper.origin.locale, terms)
    sentence, paragraph, short, most = LENGTHS[tightness]
    in_place = [cut(one.title, short) for one in paper.conditions if one.state is Readiness.YES]
    return FixView(
        eyebrow=f"The fix on one page, {words.day(paper.as_of.date())}",
        heading=cut(terms.fix_title, short),
        sentence=cut(paper.sentence, sentence),
        summary=cut(paper.summary, paragraph),
        facts=(
            Fact("Owner", cut(terms.owner, 80)),
            Fact("The number", cut(terms.metric_title, short)),
            Fact("Before", words.quantity(terms.baseline, terms.metric_unit)),
            Fact("Target", value_words(words, terms, terms.target)),
        ),
        how=f"{cut(terms.how, paragraph)} Measured {EVERY[terms.cadence]}, from: {cut(terms.source, short)}.",
        loop=drawn(loop_diagram(_drawable(paper.loop), palette, letters=GROWING)),
        stations=_stations(paper.loop, paragraph),
        needs=_needs(paper.conditions, short, most),
        in_place=cut(listed([one.lower() for one in in_place]), paragraph),
        stop_day=words.day(terms.stop_on),
        stop_rule=cut(terms.stop_rule, paragraph),
        rests_on=(
            f"From revision {paper.origin.revision} of the audit of {words.day(paper.origin.audited_on)}, with the "
            f"playbook {cut(paper.origin.playbook_title, 70)}, version {cut(paper.origin.playbook_version, 30)}."
        ),
        tightness=tightness,
    )


def _drawable(loop: Loop) -> Loop:
    """The loop with texts that are drawn in reasonable time, however long they are."""
    return Loop(*(part[:LOOP] for part in (loop.trigger, loop.work, loop.lands, loop.acts)))


def _stations(loop: Loop, longest: int) -> tuple[tuple[str, str], ...]:
    """The four in full, where the drawing had no room for one of them."""
    found = stations(loop)
    if all(lines_needed(words) < MOST_LINES and not too_wide_word(words, GROWING) for _, words in found):
        return ()
    return tuple((name, cut(words, longest)) for name, words in found)


def _needs(conditions: tuple[Condition, ...], short: int, most: int) -> tuple[Need, ...]:
    """What is not in place, what is missing first."""
    found = [one for one in conditions if one.state in STATES]
    found.sort(key=lambda one: list(STATES).index(one.state))
    return tuple(Need(cut(one.title, short), STATES[one.state], cut(one.first_step, short)) for one in found[:most])
