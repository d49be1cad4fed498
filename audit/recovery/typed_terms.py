"""The terms of an agreement as somebody types them, and read back: each thing that is wrong by its field."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from audit.answering.expected import Expected
from audit.findings import Range
from audit.recovery.baseline_lines import as_lines, read_lines, typed_number
from audit.recovery.drafting import Draftable, dates_from
from audit.recovery.field_reader import FieldReader
from audit.recovery.periods import Cadence, after
from audit.recovery.terms import Measured, Terms

LONGEST_LINE: Final = 200
LONGEST_TEXT: Final = 1_000
LONGEST_LINES: Final = 8_000
LONGEST_ADDRESS: Final = 254
MOST_WRONG_LINES: Final = 5

FIELDS: Final = (
    "how",
    "source",
    "cadence",
    "baseline_values",
    "baseline",
    "baseline_from",
    "baseline_until",
    "target",
    "owner",
    "owner_email",
    "starts_on",
    "ends_on",
    "stop_on",
    "stop_rule",
    "setup_cost",
    "running_cost_per_month",
)
"""Everything that is typed. The rest is the audit's, or worked out."""

_UNKNOWN: Final = Range(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class ReadTerms:
    """What was typed: the terms, still without their dollars; or None, and what is wrong by the name of its field.

    What is wrong with several pasted lines is said in several lines.
    """

    terms: Terms | None
    wrong: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Baseline:
    """The number before the work, the days that it was measured over, and its values where there are any."""

    value: float
    first: date
    last: date
    values: tuple[Measured, ...] = ()


def as_typed(about: Draftable, today: date) -> Mapping[str, str]:
    """Return what the fields of a new draft hold: what the audit knows."""
    days = dates_from(about, today)
    return {
        "how": about.how,
        "source": "",
        "cadence": str(Cadence.MONTH),
        "baseline_values": "",
        "baseline": _roughly(about.baseline, about.expected),
        "target": _roughly(about.target, about.expected),
        "owner": "",
        "owner_email": "",
        "stop_rule": about.stop_rule,
        "setup_cost": _roughly(about.setup_cost, about.expected_cost),
        "running_cost_per_month": _roughly(about.running_cost_per_month, about.expected_cost),
        **{name: day.isoformat() for name, day in asdict(days).items()},
    }


def as_typed_before(terms: Terms, about: Draftable) -> Mapping[str, str]:
    """Return what the fields hold for a change: the terms as they stand, which read back as the same."""
    metric, cost = about.expected, about.expected_cost
    days = ("baseline_from", "baseline_until", "starts_on", "ends_on", "stop_on")
    return {
        **{
            name: str(getattr(terms, name))
            for name in ("how", "source", "cadence", "owner", "owner_email", "stop_rule")
        },
        "baseline_values": as_lines(terms.baseline_values, terms.cadence, metric),
        "baseline": "" if terms.baseline_values else typed_number(terms.baseline, metric),
        "target": typed_number(terms.target, metric),
        "setup_cost": typed_number(terms.setup_cost, cost),
        "running_cost_per_month": typed_number(terms.running_cost_per_month, cost),
        **{name: getattr(terms, name).isoformat() for name in days},
    }


def read_terms(typed: Mapping[str, str], about: Draftable, today: date) -> ReadTerms:
    """Read what was typed. The dollars are worked out afterwards (audit.recovery.money), so here they are zero."""
    reader = FieldReader(typed)
    cadence = _cadence(reader, about)
    baseline = _baseline(reader, about, cadence, today)
    given: dict[str, Any] = {
        "how": reader.text("how", LONGEST_TEXT),
        "source": reader.text("source", LONGEST_LINE),
        "target": _target(reader, about, baseline),
        "owner": reader.text("owner", LONGEST_LINE),
        "owner_email": _address(reader),
        "stop_rule": reader.text("stop_rule", LONGEST_TEXT),
        "setup_cost": reader.number("setup_cost", about.expected_cost),
        "running_cost_per_month": reader.number("running_cost_per_month", about.expected_cost),
        **_days(reader, baseline),
    }
    if reader.wrong or baseline is None:
        return ReadTerms(None, reader.wrong)
    terms = Terms(
        **{name: getattr(about, name) for name in _OF_THE_AUDIT},
        **given,
        cadence=cadence,
        baseline=baseline.value,
        baseline_from=baseline.first,
        baseline_until=baseline.last,
        baseline_values=baseline.values,
        target_per_year=_UNKNOWN,
    )
    return ReadTerms(terms, {})


_OF_THE_AUDIT: Final = (
    "leak",
    "leak_title",
    "fix",
    "fix_title",
    "metric",
    "metric_title",
    "metric_unit",
    "better",
    "currency",
)


def _cadence(reader: FieldReader, about: Draftable) -> Cadence:
    try:
        cadence = Cadence(reader.typed.get("cadence", ""))
    except ValueError:
        reader.refuse("cadence", "Choose whether it is measured every week or every month.")
        return Cadence.MONTH
    if cadence is Cadence.WEEK and about.is_a_months:
        reader.refuse("cadence", "This is a number a month, so it is measured every month.")
    return cadence


def _baseline(reader: FieldReader, about: Draftable, cadence: Cadence, today: date) -> _Baseline | None:
    pasted = reader.typed.get("baseline_values", "")
    if not pasted.strip():
        return _one_number(reader, about, today)
    if len(pasted) > LONGEST_LINES:
        reader.refuse("baseline_values", "That is too much text. Leave the oldest values out.")
        return None
    lines = read_lines(pasted, cadence, about.expected, today)
    if lines.wrong:
        more = len(lines.wrong) - MOST_WRONG_LINES
        said = [str(one) for one in lines.wrong[:MOST_WRONG_LINES]]
        reader.refuse("baseline_values", "\n".join([*said, *([f"And {more} more."] if more > 0 else [])]))
        return None
    values = lines.values
    mean = sum(one.value for one in values) / len(values)
    last = after(values[-1].starts_on, cadence)
    return _Baseline(mean, values[0].starts_on, date.fromordinal(last.toordinal() - 1), values)


def _one_number(reader: FieldReader, about: Draftable, today: date) -> _Baseline | None:
    value = reader.number("baseline", about.expected)
    first, last = reader.day("baseline_from"), reader.day("baseline_until")
    if value is None or first is None or last is None:
        return None
    if last < first:
        reader.refuse("baseline_until", "Choose a last day that is not before the first.")
    if last >= today:
        reader.refuse("baseline_until", "Choose a day that is past: the number has to be measured before it is agreed.")
    return _Baseline(value, first, last)


def _target(reader: FieldReader, about: Draftable, baseline: _Baseline | None) -> float | None:
    target = reader.number("target", about.expected)
    if target is None or baseline is None:
        return target
    better = target < baseline.value if about.better == "lower" else target > baseline.value
    if not better:
        reader.refuse("target", f"Choose a target that is {about.better} than the number before the work began.")
    return target


def _address(reader: FieldReader) -> str:
    address = "".join(reader.typed.get("owner_email", "").split())
    name, _, domain = address.rpartition("@")
    if address and not (name and "." in domain and address.isprintable() and len(address) <= LONGEST_ADDRESS):
        reader.refuse("owner_email", "Write an e-mail address like name@company.com, or leave it empty.")
    return address.lower()


def _days(reader: FieldReader, baseline: _Baseline | None) -> Mapping[str, date | None]:
    starts, ends, stop = (reader.day(name) for name in ("starts_on", "ends_on", "stop_on"))
    if starts and baseline and baseline.last >= starts:
        reader.refuse("starts_on", "Choose a start after the last day of the baseline.")
    if starts and ends and ends <= starts:
        reader.refuse("ends_on", "Choose an end after the start; ninety days later is usual.")
    if starts and ends and stop and not starts < stop <= ends:
        reader.refuse("stop_on", "Choose a day between the start and the end.")
    return {"starts_on": starts, "ends_on": ends, "stop_on": stop}


def _roughly(value: float, expected: Expected) -> str:
    """An estimate of the audit, to three digits: more would look like a measurement."""
    return typed_number(float(f"{value:.3g}"), expected)
