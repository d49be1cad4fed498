"""What was agreed about a lead's fixes, and the way to a new agreement."""

from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from audit.recovery.proof import State
from audit.store import agreements
from reports.papers.words import STATES
from web.console.call.case import Case


@dataclass(frozen=True, slots=True)
class AgreedLine:
    """An agreement: what it is about, and how it stands."""

    title: str
    state: str
    url: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """All agreements with the lead's company, the newest first; `draft_url` leads to a new one."""

    lines: tuple[AgreedLine, ...]
    draft_url: str


def agreed_of(session: Session, case: Case) -> Agreed | None:
    """The agreements with the company of a lead; None before there is a result."""
    if case.newest is None:
        return None
    found = agreements.of_audit(session, case.audit.id)
    versions = agreements.versions_of(session, [one.id for one in found]) if found else {}
    lines = [
        AgreedLine(
            title=versions[one.id][0].terms.fix_title,
            state=STATES[State(one.state)],
            url=url_for("console.agreements.show", agreement=one.public_id),
        )
        for one in found
    ]
    first = case.newest.first_fix
    running = {one.fix for one in found if one.stopped_at is None}
    fix = {"fix": first} if first and first not in running else {}
    return Agreed(tuple(lines), url_for("console.agreements.draft", lead=case.lead.public_id, **fix))  # type: ignore[arg-type]  # its own names are none of ours
