"""Lists of leads as files: who asked for which, how far it is, and until when it can be had."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from audit.store import claims, removals
from audit.store.tables import Export, JobState, Mail, MailKind
from audit.store.upserts import changed_rows, insert

__all__ = ["FORMATS", "Export", "Wanted", "ask", "find", "in_hand", "note_download", "of_account", "order_mail"]

FORMATS = ("csv", "xlsx")
ONGOING = (JobState.WAITING, JobState.WORKING)


TAKEN_BACK = "Taken back, because the data of somebody in it were erased."
WORDS = "words"
"""Stands in `Export.view` before the words of a search, which an address line never has."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list: the queue's address line (filters and order), the words that were searched for, and csv or xlsx."""

    line: str
    words: str
    format: str

    @property
    def view(self) -> str:
        """As it is kept in `Export.view`."""
        said = urlencode({WORDS: self.words}) if self.words else ""
        return "&".join(part for part in (self.line, said) if part)


def ask(
    session: Session, account_id: int, wanted: Wanted, expires_at: datetime, request_id: str, now: datetime
) -> Export:
    """Order a list. The same one that is being made for the same person already is that one: a button pressed twice."""
    if wanted.format not in FORMATS:
        raise ValueError(f"lists are made as {' or '.join(FORMATS)}")
    same = (Export.account_id == account_id, Export.view == wanted.view, Export.format == wanted.format)
    ongoing = session.scalar(select(Export).where(*same, Export.state.in_(ONGOING)).order_by(Export.id.desc()).limit(1))
    if ongoing is not None:
        return ongoing
    export = Export(
        public_id=secrets.token_hex(16),
        account_id=account_id,
        view=wanted.view,
        format=wanted.format,
        expires_at=expires_at,
        next_attempt_at=now,
        nudged_at=now,
        request_id=request_id,
        created_at=now,
    )
    session.add(export)
    session.flush()
    return export


def of_account(session: Session, account_id: int, limit: int) -> Sequence[Export]:
    """Return the lists that somebody asked for, the newest first."""
    query = select(Export).where(Export.account_id == account_id).order_by(Export.id.desc())
    return session.scalars(query.limit(limit)).all()


def find(session: Session, public_id: str, account_id: int) -> Export | None:
    """Return a list that this account asked for; None for anybody else's."""
    return session.scalar(select(Export).where(Export.public_id == public_id, Export.account_id == account_id))


def in_hand(session: Session, export_id: int) -> Export | None:
    """Return a list by its number, for who makes it."""
    return session.get(Export, export_id)


def run_again(session: Session, export: Export, expires_at: datetime, now: datetime) -> bool:
    """Have a list that has failed made once more, with what is in the queue now. False if it has not failed."""
    if not claims.run_again(session, Export, export.id, now):
        return False
    fresh = {"rows_done": 0, "rows_total": 0, "expires_at": expires_at, "created_at": now, "nudged_at": now}
    changed_rows(session, update(Export).where(Export.id == export.id).values(**fresh, file_name=None, size_bytes=None))
    return True


def note_download(session: Session, export_id: int, now: datetime) -> None:
    """Note when a list was first had."""
    first = (Export.id == export_id, Export.downloaded_at.is_(None))
    changed_rows(session, update(Export).where(*first).values(downloaded_at=now))


def take_back(session: Session, since: datetime) -> Sequence[str]:
    """Take back every list that may hold somebody who is known since then. Returns the names of their files.

    Whoever asked for one can have it made anew; one that was searched for by words is gone, as the words may be a name.
    A worker that is just making one loses it: the row has another public id, and so another file.
    """
    held = or_(Export.file_name.is_not(None), Export.state.in_(ONGOING), Export.view.contains(f"{WORDS}="))
    files = []
    query = select(Export).where(held, or_(Export.finished_at.is_(None), Export.finished_at >= since))
    for export in session.scalars(query.with_for_update()).all():
        files.append(removals.export_file(export))
        if WORDS in dict(parse_qsl(export.view)):
            session.delete(export)
        elif export.state != JobState.WAITING:
            export.state, export.error = JobState.FAILED, TAKEN_BACK
            export.public_id, export.file_name, export.size_bytes = secrets.token_hex(16), None, None
            export.claim, export.claimed_until = None, None
    return files


def order_mail(session: Session, export: Export, email: str, now: datetime) -> int:
    """Have a mail say that a list is ready; one for each list and time it was asked for. Returns the mail's number."""
    key = f"export:{export.public_id}:{export.created_at:%Y%m%d%H%M%S}"
    values = {
        "key": key,
        "kind": MailKind.EXPORT,
        "recipient": email,
        "account_id": export.account_id,
        "export_id": export.id,
        "state": JobState.WAITING,
        "attempts": 0,
        "next_attempt_at": now,
        "nudged_at": now,
        "about": "",
        "request_id": export.request_id,
        "created_at": now,
    }
    changed_rows(session, insert(session, Mail).values(**values).on_conflict_do_nothing())
    return session.scalars(select(Mail.id).where(Mail.key == key)).one()
