"""Audits and their answers, as they are given one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from audit.store.tables import AnswerRow, AuditRow, AuditState, Given
from audit.store.upserts import changed_rows, insert

__all__ = ["AuditState", "Given", "Sheet", "begin", "find", "mark_finished", "reach", "save_answer", "sheet"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """An audit and everything that was answered so far, also on branches that were left since."""

    audit: AuditRow
    given: Mapping[str, Given]


def find(session: Session, public_id: str) -> AuditRow | None:
    """Return the audit of that public id."""
    return session.scalar(select(AuditRow).where(AuditRow.public_id == public_id))


def sheet(session: Session, public_id: str, *, to_change: bool = False) -> Sheet | None:
    """Return the audit with its answers. `to_change` keeps others from changing it until the end.

    The answers are asked for after the audit: whoever waited for another tab sees what that tab saved.
    """
    query = select(AuditRow).where(AuditRow.public_id == public_id)
    audit = session.scalar(query.with_for_update() if to_change else query)
    if audit is None:
        return None
    answered = (AnswerRow.audit_id == audit.id, AnswerRow.given.is_not(None))
    rows = session.execute(select(AnswerRow.question, AnswerRow.given).where(*answered))
    return Sheet(audit, {question: given for question, given in rows if given is not None})


def begin(session: Session, public_id: str, playbook_hash: str, source: Mapping[str, str], now: datetime) -> AuditRow:
    """Return the audit of that public id, made if there is none: pressing "Start" twice makes one."""
    values = {
        "public_id": public_id,
        "playbook_hash": playbook_hash,
        "state": AuditState.STARTED,
        "source": dict(source),
        "started_at": now,
        "is_sample": False,
    }
    changed_rows(session, insert(session, AuditRow).values(**values).on_conflict_do_nothing())
    return session.scalars(select(AuditRow).where(AuditRow.public_id == public_id)).one()


def reach(session: Session, audit: AuditRow, question: str, now: datetime) -> None:
    """Note that a question was put to the person, the first time."""
    values = {"audit_id": audit.id, "question": question, "reached_at": now}
    changed_rows(session, insert(session, AnswerRow).values(**values).on_conflict_do_nothing())


def save_answer(session: Session, audit: AuditRow, question: str, given: Given, now: datetime) -> None:
    """Keep an answer; the latest counts."""
    new = {"audit_id": audit.id, "question": question, "given": given, "reached_at": now}
    again = {"given": given, "answered_at": func.coalesce(AnswerRow.answered_at, now), "changed_at": now}
    statement = insert(session, AnswerRow).values(**new, answered_at=now, changed_at=now)
    changed_rows(session, statement.on_conflict_do_update(index_elements=["audit_id", "question"], set_=again))
    audit.first_answer_at = audit.first_answer_at or now
    audit.last_answer_at = now
    if audit.state == AuditState.STARTED:
        audit.state = AuditState.ANSWERING


def mark_finished(session: Session, audit: AuditRow, now: datetime) -> None:
    """Note that the audit has a result; the first time counts."""
    session.execute(
        update(AuditRow)
        .where(AuditRow.id == audit.id)
        .values(state=AuditState.FINISHED, finished_at=func.coalesce(AuditRow.finished_at, now))
    )
