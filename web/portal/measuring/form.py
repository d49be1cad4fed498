"""The form for one period: the agreed number, the others beside it, and why something is changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from audit.answering.expected import NumberError
from audit.one_line import one_line
from audit.recovery.changes import Change, Known, Outcome, change_of
from audit.recovery.period_text import short_name
from audit.recovery.periods import name_of
from audit.recovery.series import BESIDE, Series
from audit.recovery.sheet import LONGEST_NOTE
from audit.recovery.values import Given, read_value, title_of, typed
from web.field_errors import FieldError, by_field
from web.portal.measuring.room import Room

NOTE = "note"


@dataclass(frozen=True, slots=True)
class NumberField:
    """A number's field. `now` is the value that counts at present, in words."""

    name: str
    label: str
    hint: str
    definition: str
    value: str
    now: str
    error: str


@dataclass(frozen=True, slots=True)
class PeriodForm:
    """What is shown of it. `seen` is how many values of the period there were; `corrects`: some are there already.

    `changes` are corrections that lack a reason: title, the value before, the value after. `overtaken`: somebody else
    was quicker.
    """

    short: str
    name: str
    seen: int
    metric: NumberField
    beside: Sequence[NumberField]
    open_beside: bool
    note: str
    note_error: str
    corrects: bool
    changes: Sequence[tuple[str, str, str]] = ()
    overtaken: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """What did not go through. `start` is the period of the form, none where it was another form, or no such period.

    `fields` is what was typed, by field. `errors` say how to mend it, `unexplained` are corrections that lack a reason.
    `overtaken`: somebody else was quicker.
    """

    start: date | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    errors: Sequence[FieldError] = ()
    unexplained: Sequence[Change] = ()
    overtaken: bool = False

    @property
    def note(self) -> str:
        """Why, in one line."""
        return one_line(self.fields.get(NOTE, ""))


def read_form(
    room: Room, there: Known, start: date, fields: Mapping[str, str]
) -> tuple[Sequence[Given], Sequence[FieldError]]:
    """The values that were typed, and what is wrong. An empty field takes the value that is there back."""
    note = one_line(fields.get(NOTE, ""))
    given: list[Given] = []
    errors: list[FieldError] = []
    for series in Series:
        text = one_line(fields.get(series, ""))
        if not text:
            if there.get((series, start)) is not None:
                given.append(Given(series, start, None, note))
            continue
        try:
            value = read_value(text, room.expected(series))
        except NumberError as refusal:
            errors.append(FieldError(series, f"{title_of(room.terms, series)}: {refusal}"))
        else:
            given.append(Given(series, start, value, note))
    if not given and not errors:
        errors.append(FieldError(Series.METRIC, f"Enter the number of {name_of(start, room.terms.cadence)}."))
    if len(note) > LONGEST_NOTE:
        errors.append(FieldError(NOTE, f"Shorten this to {LONGEST_NOTE} letters."))
    return given, errors


def changes_of(given: Sequence[Given], there: Known) -> Sequence[Change]:
    """What they would change, without those that change nothing."""
    changes = [change_of(one, there) for one in given]
    return [one for one in changes if one.outcome is not Outcome.UNCHANGED]


def make_form(room: Room, there: Known, start: date, seen: int, attempt: Attempt) -> PeriodForm:
    """The form, filled with what was typed into it, else with what is there."""
    fields = {series: _field(room, there, start, series, attempt) for series in Series}
    beside = [fields[series] for series in BESIDE]
    return PeriodForm(
        short=short_name(start, room.terms.cadence),
        name=name_of(start, room.terms.cadence),
        seen=seen,
        metric=fields[Series.METRIC],
        beside=beside,
        open_beside=any(one.error or (one.value and not one.now) for one in beside),
        note=attempt.fields.get(NOTE, ""),
        note_error=by_field(attempt.errors).get(NOTE, ""),
        corrects=any((series, start) in there for series in Series),
        changes=[
            (
                title_of(room.terms, one.given.series),
                room.in_words(one.given.series, one.before),
                room.in_words(one.given.series, one.given.value),
            )
            for one in attempt.unexplained
        ],
        overtaken=attempt.overtaken,
    )


def _field(room: Room, there: Known, start: date, series: Series, attempt: Attempt) -> NumberField:
    found = there.get((series, start))
    value = found.value if found else None
    kept = typed(value, room.expected(series)) if value is not None else ""
    return NumberField(
        name=series,
        label=title_of(room.terms, series),
        hint=room.unit_hint(series),
        definition="" if series is Series.METRIC else BESIDE[series].definition,
        value=attempt.fields.get(series, "") if attempt.fields else kept,
        now=room.in_words(series, value) if value is not None else "",
        error=by_field(attempt.errors).get(series, ""),
    )
