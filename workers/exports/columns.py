"""What a list of leads says: one heading and one cell for each column, the same in every format."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from audit.sales.statuses import LABELS, REASONS, Status
from audit.store.export_rows import ExportedLead, NoteLine

Cell = str | float | None
"""A text, a number, or nothing."""

UTM = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")
VERDICTS = {"recommended": "A first fix is recommended", "none": "No fix pays back in time"}


@dataclass(frozen=True, slots=True)
class Wording:
    """What cells need to know beside the lead: the team's zone, where links lead, and a fix's title by its key."""

    zone: ZoneInfo
    public_url: str
    fix_title: Callable[[str, str], str]

    def moment(self, at: datetime | None) -> str:
        """A moment in the team's zone: `2026-03-02T10:30:00-05:00`."""
        return at.astimezone(self.zone).isoformat(timespec="seconds") if at else ""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, how wide it is shown (in characters), and what stands below it."""

    heading: str
    width: int
    cell: Callable[[ExportedLead, Wording], Cell]


def cells(one: ExportedLead, words: Wording) -> Sequence[Cell]:
    """One line of the list."""
    return [column.cell(one, words) for column in COLUMNS]


def _consent(one: ExportedLead, words: Wording) -> str:
    if one.reach.withdrawn_at:
        return f"Withdrawn {words.moment(one.reach.withdrawn_at)}"
    return f"Yes, {words.moment(one.reach.agreed_at)}" if one.reach.agreed_at else "No"


def _status(one: ExportedLead, _: Wording) -> str:
    return LABELS[Status(one.lead.status)] if one.lead.status in LABELS else one.lead.status


def _reason(one: ExportedLead, _: Wording) -> str:
    labels: Mapping[str, str] = REASONS.get(Status(one.lead.status), {}) if one.lead.status in LABELS else {}
    return labels.get(one.lead.reason, one.lead.reason)


def _note(note: NoteLine, words: Wording) -> str:
    return f"{words.moment(note.at)} {note.by}: {note.text}"


def _other_fields(one: ExportedLead, _: Wording) -> str:
    return "; ".join(f"{name}: {value}" for name, value in sorted(one.source.items()) if name not in UTM)


def _all_leaks(one: ExportedLead, _: Wording) -> str:
    return "; ".join(f"{title}: {round(money)}" for title, money in one.leaks)


def _money(amount: float | None) -> Cell:
    return None if amount is None else round(amount, 2)


def _utm(name: str) -> Callable[[ExportedLead, Wording], Cell]:
    return lambda one, _: one.source.get(name, "")


COLUMNS: Sequence[Column] = (
    Column("Company", 28, lambda one, _: one.lead.company),
    Column("Contact", 22, lambda one, _: one.lead.contact_name),
    Column("Role", 16, lambda one, _: one.reach.role),
    Column("E-mail", 30, lambda one, _: one.lead.email),
    Column("Phone", 18, lambda one, _: one.reach.phone),
    Column("Time zone", 18, lambda one, _: one.reach.time_zone),
    Column("Agreed to be written to", 30, _consent),
    Column("Status", 14, _status),
    Column("Reason", 18, _reason),
    Column("Owner", 18, lambda one, _: one.owner),
    Column("Next step", 28, lambda one, _: one.lead.next_step),
    Column("Next step due", 26, lambda one, words: words.moment(one.lead.next_step_at)),
    Column("First touch", 26, lambda one, words: words.moment(one.lead.first_touch_at)),
    Column("First touch by", 18, lambda one, _: one.first_touch_by),
    Column("Tags", 18, lambda one, _: ", ".join(one.tags)),
    Column("Notes", 60, lambda one, words: "\n".join(_note(note, words) for note in one.notes)),
    Column("Arrived", 26, lambda one, words: words.moment(one.lead.arrived_at)),
    Column("Finished the quiz", 10, lambda one, _: "Yes" if one.lead.finished else "No"),
    Column("Playbook", 16, lambda one, _: one.lead.playbook),
    Column("Currency", 10, lambda one, _: one.lead.currency),
    Column("All leaks a year, low", 14, lambda one, _: _money(one.lead.total_p10)),
    Column("All leaks a year, likely", 14, lambda one, _: _money(one.lead.total_p50)),
    Column("All leaks a year, high", 14, lambda one, _: _money(one.lead.total_p90)),
    Column("Verdict", 24, lambda one, _: VERDICTS.get(one.lead.verdict, one.lead.verdict)),
    Column("First fix", 28, lambda one, words: words.fix_title(one.playbook_hash, one.lead.first_fix)),
    Column("Largest leak", 28, lambda one, _: one.leaks[0][0] if one.leaks else ""),
    Column("Largest leak a year", 14, lambda one, _: _money(one.leaks[0][1]) if one.leaks else None),
    Column("Every leak and its year's worth", 40, _all_leaks),
    *(Column(name, 16, _utm(name)) for name in UTM),
    Column("Other fields of its link", 24, _other_fields),
    Column("Link", 40, lambda one, words: f"{words.public_url}/console/leads/{one.lead.public_id}"),
)
