"""Scored sets of answers. A change is a new revision; none is ever overwritten."""

import zlib
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from audit.playbook.format import AnswersFile
from audit.record import Record, from_json
from audit.store import leads
from audit.store.audits import mark_finished
from audit.store.tables import AuditRow, FindingRow, Revision


def latest(session: Session, audit_id: int) -> Revision | None:
    """Return the newest revision of an audit."""
    return session.scalar(_of(audit_id).limit(1))


def before(session: Session, revision: Revision) -> Revision | None:
    """Return the revision that this one replaced."""
    return session.scalar(_of(revision.audit_id).where(Revision.number < revision.number).limit(1))


def record_of(revision: Revision) -> Record:
    """Return the audit of a revision, with the answers that it came from."""
    return from_json(zlib.decompress(revision.record))


def answers_hash(answers: AnswersFile) -> str:
    """Return what tells two sets of answers apart."""
    return sha256(answers.model_dump_json().encode()).hexdigest()


def add(
    session: Session,
    audit: AuditRow,
    record: Record,
    changed: Sequence[str],
    now: datetime,
    made_by_id: int | None = None,
) -> Revision:
    """Store a result as the audit's next revision; `changed` are the questions answered differently than before.

    `made_by_id` is the account that corrected an answer during a call.
    If the newest revision has the same answers and playbook, that one is returned and nothing is stored.
    The caller holds the audit (`audits.sheet(..., to_change=True)`), so numbers have no gaps and no doubles.
    """
    newest = latest(session, audit.id)
    hashed = answers_hash(record.answers)
    stamp = record.audit.playbook
    if newest and newest.answers_hash == hashed and newest.playbook_hash == stamp.content_hash:
        return newest
    revision = Revision(
        audit_id=audit.id,
        number=newest.number + 1 if newest else 1,
        made_at=now,
        playbook_hash=stamp.content_hash,
        answers_hash=hashed,
        changed=",".join(changed),
        record=zlib.compress(record.model_dump_json().encode()),
        currency=record.audit.currency,
        total_p10=record.audit.total.p10,
        total_p50=record.audit.total.p50,
        total_p90=record.audit.total.p90,
        verdict=record.audit.recommendation.decision,
        first_fix=record.audit.recommendation.fix,
        made_by_id=made_by_id,
    )
    session.add(revision)
    session.flush()
    session.add_all(_finding_rows(revision.id, record))
    mark_finished(session, audit, now)
    leads.show_result(session, audit, revision, record, now)
    return revision


def _of(audit_id: int) -> Select[Revision]:
    return select(Revision).where(Revision.audit_id == audit_id).order_by(Revision.number.desc())


def _finding_rows(revision_id: int, record: Record) -> list[FindingRow]:
    return [
        FindingRow(
            revision_id=revision_id,
            leak=finding.key,
            title=finding.title,
            rank=finding.rank,
            alone_p10=finding.alone.p10,
            alone_p50=finding.alone.p50,
            alone_p90=finding.alone.p90,
            share_money=finding.share_money,
            measured=finding.measured,
        )
        for finding in record.audit.findings
    ]
