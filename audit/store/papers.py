"""A company's papers: PDFs and zips that are made once and then kept. The row is the job (audit.store.claims)."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from audit.store import claims
from audit.store.tables import JobState, Paper, PaperKind
from audit.store.upserts import changed_rows, insert


def order(
    session: Session,
    *,
    company_id: int,
    kind: PaperKind,
    key: str,
    as_of: datetime,
    now: datetime,
    request_id: str,
    agreement_id: int | None = None,
    version_id: int | None = None,
    fix_page_id: int | None = None,
    account_id: int | None = None,
    person_id: int | None = None,
    expires_at: datetime | None = None,
) -> Paper:
    """Return a company's paper, asked for now if it was not before, and anew if it failed.

    The same `key` (of the company's own, at most 100 characters) is the same paper. The caller nudges the queue when
    it is WAITING (web.papers.ordering).
    """
    own = f"{company_id}:{key}"
    values = {
        "public_id": secrets.token_hex(12),
        "key": own,
        "kind": kind,
        "company_id": company_id,
        "agreement_id": agreement_id,
        "version_id": version_id,
        "fix_page_id": fix_page_id,
        "as_of": as_of,
        "account_id": account_id,
        "person_id": person_id,
        "expires_at": expires_at,
        "state": JobState.WAITING,
        "attempts": 0,
        "progress_percent": 0,
        "next_attempt_at": now,
        "nudged_at": now,
        "request_id": request_id,
        "created_at": now,
    }
    changed_rows(session, insert(session, Paper).values(**values).on_conflict_do_nothing())
    paper = session.scalars(select(Paper).where(Paper.key == own)).one()
    run_again(session, paper, now)
    return paper


def run_again(session: Session, paper: Paper, now: datetime) -> bool:
    """Have a paper that has failed made once more. False if it has not failed."""
    if not claims.run_again(session, Paper, paper.id, now):
        return False
    session.refresh(paper)
    paper.progress_percent = 0
    return True


def find(session: Session, company_id: int, public_id: str) -> Paper | None:
    """Return one of a company's papers; None for somebody else's."""
    return session.scalar(select(Paper).where(Paper.company_id == company_id, Paper.public_id == public_id))


def find_of_agreement(session: Session, agreement_id: int, public_id: str) -> Paper | None:
    """Return one of an agreement's papers, for staff; None for another one's."""
    return session.scalar(select(Paper).where(Paper.agreement_id == agreement_id, Paper.public_id == public_id))


def in_hand(session: Session, paper_id: int) -> Paper | None:
    """Return a paper by its number, for who makes it."""
    return session.get(Paper, paper_id)


def of_agreement(session: Session, agreement_id: int, kind: PaperKind | None = None) -> Sequence[Paper]:
    """Return the papers of an agreement, of one kind or all, the newest first."""
    query = select(Paper).where(Paper.agreement_id == agreement_id)
    if kind is not None:
        query = query.where(Paper.kind == kind)
    return session.scalars(query.order_by(Paper.id.desc())).all()


def ordered_since(session: Session, company_id: int, kind: PaperKind, since: datetime, *, but: str) -> int:
    """Return how many papers of a kind a company has asked for since then, without the one of the key `but`."""
    theirs = (Paper.company_id == company_id, Paper.kind == kind, Paper.created_at > since)
    query = select(func.count()).select_from(Paper).where(*theirs, Paper.key != f"{company_id}:{but}")
    return session.scalar(query) or 0


def can_be_had(paper: Paper, now: datetime) -> bool:
    """Whether there is a file to download."""
    there = paper.state == JobState.DONE and paper.file_name is not None
    return there and (paper.expires_at is None or paper.expires_at > now)
