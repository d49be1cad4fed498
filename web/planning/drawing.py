"""The loop as pictures, and the words that it is made of, checked so that they fit into the drawing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from audit.findings import Loop
from audit.one_line import one_line
from audit.playbook import Playbook
from reports.brand import mixed, readable
from reports.charts import Palette, loop_diagram
from reports.charts.loop import LINES, lines_needed, too_wide_word
from reports.charts.loop_narrow import loop_narrow
from reports.charts.narrow import WIDER_LETTERS
from web.field_errors import FieldError

LONGEST: Final = 160


@dataclass(frozen=True, slots=True)
class Station:
    """A station of the loop: the id and name of its field, its name on the page, and what belongs there."""

    key: str
    name: str
    hint: str


STATIONS: Final = (
    Station("trigger", "Trigger", "What happens that starts it, each time."),
    Station("work", "Work", "What is then done, by whom or by what."),
    Station("lands", "Result lands", "Where the result turns up, so that nobody has to look for it."),
    Station("acts", "A human acts", "What a person does with it, and by when."),
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The same loop for a wide page and for a phone."""

    wide: Markup
    narrow: Markup


def drawn(loop: Loop, playbook: Playbook) -> Drawn:
    """Draw a loop in the brand's colours."""
    brand = playbook.head.brand
    ink = readable(brand.primary)
    palette = Palette(primary=ink, accent=readable(brand.accent), tint=mixed(ink, "#ffffff", 0.24))
    wide = loop_diagram(loop, palette, letters=WIDER_LETTERS)
    return Drawn(Markup(wide), Markup(loop_narrow(loop, palette)))  # noqa: S704  # both escape the words they hold


def loop_typed(form: Mapping[str, str]) -> Loop:
    """What was typed, each on one line."""
    return Loop(**{station.key: one_line(form.get(station.key, "")[:2_000]) for station in STATIONS})


def wrong_with(loop: Loop) -> Sequence[FieldError]:
    """What does not fit into the drawing, in words that say how to mend it."""
    errors = []
    for station in STATIONS:
        words = getattr(loop, station.key)
        said = _wrong(words)
        if said:
            errors.append(FieldError(station.key, f"{station.name}: {said}"))
    return errors


def _wrong(words: str) -> str:
    if not words:
        return "write a few words."
    if len(words) > LONGEST:
        return f"shorten it to {LONGEST} letters; it has {len(words)}."
    wide = too_wide_word(words, WIDER_LETTERS)
    if wide:
        return f"“{wide}” is too long for the drawing. Use a shorter word, or two."
    needed = lines_needed(words)
    if needed > LINES:
        return f"shorten it. It takes {needed} lines of the drawing, and there is room for {LINES}."
    return ""
