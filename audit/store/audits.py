"""Audits and their answers, as they are given one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Update, bindparam, case, func, select, update
from sqlalchemy.orm import Session

from audit.store import leads
from audit.store.tables import AnswerRow, AuditRow, AuditState, Given
from audit.store.upserts import changed_rows, insert, insert_in

__all__ = ["AuditState", "Given", "Sheet", "begin", "find", "mark_finished", "reach", "save_answer", "sheet"]

# Put together once: that takes SQLAlchemy longer than running them takes.
_AUDIT = select(AuditRow).where(AuditRow.public_id == bindparam("public_id"))
_AUDIT_TO_CHANGE = _AUDIT.with_for_update()
_ANSWERS = select(AnswerRow.question, AnswerRow.given).where(AnswerRow.audit_id == bindparam("audit_id"))
_AUDIT_AND_ANSWERS = (
    select(AuditRow, AnswerRow.question, AnswerRow.given)
    .outerjoin(AnswerRow, AnswerRow.audit_id == AuditRow.id)
    .where(AuditRow.public_id == bindparam("public_id"))
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """An audit and everything that was answered so far, also on branches that were left since."""

    audit: AuditRow
    given: Mapping[str, Given]


def find(session: Session, public_id: str) -> AuditRow | None:
    """Return the audit of that public id."""
    return session.scalar(_AUDIT, {"public_id": public_id})


def sheet(session: Session, public_id: str, *, to_change: bool = False) -> Sheet | None:
    """Return the audit with its answers. `to_change` keeps others from changing it until the end."""
    if to_change:
        # The answers are asked for after the audit: whoever waited for another tab sees what that tab saved.
        audit = session.scalar(_AUDIT_TO_CHANGE, {"public_id": public_id})
        if audit is None:
            return None
        answered = session.execute(_ANSWERS, {"audit_id": audit.id}).all()
        return Sheet(audit, {question: given for question, given in answered if given is not None})
    rows = session.execute(_AUDIT_AND_ANSWERS, {"public_id": public_id}).all()
    return Sheet(rows[0][0], {question: given for _, question, given in rows if given is not None}) if rows else None


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
    return session.scalars(_AUDIT, {"public_id": public_id}).one()


def reach(session: Session, audit: AuditRow, question: str, now: datetime) -> None:
    """Note that a question was put to the person, the first time."""
    values = {"audit_id": audit.id, "question": question, "reached_at": now}
    session.execute(_reaching(session.get_bind().dialect.name), values)


def save_answer(session: Session, audit: AuditRow, question: str, given: Given, now: datetime) -> None:
    """Keep an answer; the latest counts. With the first one the audit comes into the queue."""
    if audit.first_answer_at is None:
        leads.begin(session, audit, now)
    values = {"audit_id": audit.id, "question": question, "given": given, "now": now}
    session.execute(_saving(session.get_bind().dialect.name), values)
    session.execute(_ANSWERED, {"of_audit": audit.id, "now": now})


@cache
def _reaching(dialect: str) -> Any:  # noqa: ANN401  # as `insert_in`
    named: dict[str, Any] = {name: bindparam(name) for name in ("audit_id", "question", "reached_at")}
    return insert_in(dialect, AnswerRow).values(**named).on_conflict_do_nothing()


@cache
def _saving(dialect: str) -> Any:  # noqa: ANN401  # as `insert_in`
    now, given = bindparam("now", type_=AnswerRow.changed_at.type), bindparam("given", type_=AnswerRow.given.type)
    first = {"audit_id": bindparam("audit_id"), "question": bindparam("question"), "reached_at": now}
    again = {"given": given, "answered_at": func.coalesce(AnswerRow.answered_at, now), "changed_at": now}
    statement = insert_in(dialect, AnswerRow).values(**first, given=given, answered_at=now, changed_at=now)
    return statement.on_conflict_do_update(index_elements=["audit_id", "question"], set_=again)


def _answered() -> Update:
    """The audit's own row, once something is answered."""
    now = bindparam("now", type_=AuditRow.last_answer_at.type)
    state = case((AuditRow.state == AuditState.STARTED, AuditState.ANSWERING), else_=AuditRow.state)
    return (
        update(AuditRow.__table__)  # type: ignore[arg-type]  # a Table, which its type does not say
        .where(AuditRow.id == bindparam("of_audit"))
        .values(first_answer_at=func.coalesce(AuditRow.first_answer_at, now), last_answer_at=now, state=state)
    )


_ANSWERED = _answered()


def mark_finished(session: Session, audit: AuditRow, now: datetime) -> None:
    """Note that the audit has a result; the first time counts."""
    session.execute(
        update(AuditRow)
        .where(AuditRow.id == audit.id)
        .values(state=AuditState.FINISHED, finished_at=func.coalesce(AuditRow.finished_at, now))
    )
