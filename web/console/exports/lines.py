"""The lists that somebody asked for, in words: of which leads, how far, until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from flask import url_for

from audit.store.exports import WORDS, Export
from audit.store.queue_filters import Filters, filters_of
from audit.store.tables import JobState
from web.results.progress import size_in_words

FORMATS: Final = {"csv": "CSV", "xlsx": "Excel"}
NAMES: Final = {
    "leak": "leak",
    "fix": "first fix",
    "dollars_from": "dollars a year from",
    "dollars_to": "dollars a year up to",
    "arrived_from": "came in from",
    "arrived_to": "came in until",
    "samples": "invented ones",
    "due": "next step due",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One list. `state` is waiting, working, again, ready, gone or failed; `percent` while it is being made.

    `settled` means that nothing changes any more by itself.
    """

    public_id: str
    leads: str
    queue_url: str
    kind: str
    asked_at: str
    state: str
    sentence: str
    percent: int
    rows: str
    size: str
    until: str
    settled: bool


def line_of(export: Export, now: datetime, zone: ZoneInfo) -> Line:
    """Put a list into words."""
    words = dict(parse_qsl(export.view)).get(WORDS, "")
    filters = filters_of(export.view, words)
    state, sentence = _state(export, now, zone)
    percent = 100 * export.rows_done // export.rows_total if export.rows_total else 0
    return Line(
        public_id=export.public_id,
        leads=leads_in_words(filters),
        queue_url="" if words else url_for("console.queue.show", **dict(filters.pairs())),  # type: ignore[arg-type]  # names of filters
        kind=FORMATS.get(export.format, export.format),
        asked_at=_moment(export.created_at, zone),
        state=state,
        sentence=sentence,
        percent=min(percent, 99),
        rows=f"{export.rows_done:,}" if state in ("ready", "gone") else "",
        size=size_in_words(export.size_bytes) if export.size_bytes and state == "ready" else "",
        until=_moment(export.expires_at, zone),
        settled=state in ("ready", "gone", "failed"),
    )


def leads_in_words(filters: Filters) -> str:
    """`All leads`, or what they have in common."""
    asked: Mapping[str, str] = dict(filters.pairs())
    said = [f"{NAMES.get(name, name)}: {_value(name, value)}" for name, value in asked.items() if name != "sort"]
    whole = "; ".join([*([f"search: {filters.words}"] if filters.words else []), *said])
    return whole[:1].upper() + whole[1:] or "All leads"


def _value(name: str, value: str) -> str:
    return f"{float(value):,.0f}" if name.startswith("dollars_") else value.replace("_", " ")


def can_be_had(export: Export, now: datetime) -> bool:
    """Whether there is a file to download."""
    return export.state == JobState.DONE and export.file_name is not None and export.expires_at > now


def _state(export: Export, now: datetime, zone: ZoneInfo) -> tuple[str, str]:
    if export.state == JobState.DONE:
        return ("ready", "") if can_be_had(export, now) else ("gone", "Removed, because its time was over.")
    if export.state == JobState.FAILED:
        return "failed", export.error or "It could not be made."
    if export.state == JobState.WORKING and export.claimed_until and export.claimed_until > now:
        return "working", f"{export.rows_done:,} of {export.rows_total:,} leads"
    if export.state == JobState.WORKING:
        return "again", "It was interrupted and starts again in a moment."
    if export.attempts and export.next_attempt_at > now:
        return "again", f"Something went wrong. We try again at {export.next_attempt_at.astimezone(zone):%H:%M}."
    return "waiting", "It is waiting for its turn."


def _moment(at: datetime, zone: ZoneInfo) -> str:
    there = at.astimezone(zone)
    return f"{there.day} {there:%b %Y, %H:%M}"
