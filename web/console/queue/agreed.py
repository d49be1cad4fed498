"""The newest agreement with the company of each lead of the queue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from audit.recovery.proof import State
from audit.store import agreement_list
from audit.store.queue import Row
from reports.papers.words import STATES


@dataclass(frozen=True, slots=True)
class AgreedShort:
    """How an agreement stands, in words, and its page."""

    words: str
    url: str


def agreed_in(session: Session, rows: Sequence[Row]) -> Mapping[str, AgreedShort]:
    """What was agreed, by the lead's public id."""
    found = agreement_list.newest_of(session, [row.lead.audit_id for row in rows])
    return {
        row.lead.public_id: AgreedShort(
            STATES[State(one.state)].lower(), url_for("console.agreements.show", agreement=one.public_id)
        )
        for row in rows
        if (one := found.get(row.lead.audit_id)) is not None
    }
