"""Which workers and sweepers have said lately that they are alive."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from audit.store.tables import Process
from audit.store.upserts import changed_rows, insert


def last_seen(session: Session, kind: str) -> datetime | None:
    """Return when a process of that kind was last heard of."""
    newest = select(Process.seen_at).where(Process.kind == kind).order_by(Process.seen_at.desc())
    return session.scalar(newest.limit(1))


def say_alive(session: Session, name: str, kind: str, now: datetime) -> None:
    """Note that a process is alive."""
    statement = insert(session, Process).values(name=name, kind=kind, seen_at=now)
    changed_rows(session, statement.on_conflict_do_update(index_elements=["name"], set_={"kind": kind, "seen_at": now}))


def forget(session: Session, before: datetime) -> int:
    """Drop processes not heard of since then. Returns how many there were."""
    return changed_rows(session, delete(Process).where(Process.seen_at < before))
