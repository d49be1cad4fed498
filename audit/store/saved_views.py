"""Views of the queue under a name. Shared ones are everybody's to use, and only their maker's to change."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from audit.store.queue_filters import Filters, filters_of
from audit.store.tables import SavedView

LONGEST_NAME = 60
MOST = 50
"""Views of one person."""


class NameTakenError(ValueError):
    """The person has a view of that name already."""


class TooManyError(ValueError):
    """The person has MOST views already."""


def usable_by(session: Session, account_id: int) -> Sequence[SavedView]:
    """Return somebody's own views and the shared ones of others, by name."""
    usable = or_(SavedView.account_id == account_id, SavedView.shared)
    return session.scalars(select(SavedView).where(usable).order_by(func.lower(SavedView.name), SavedView.id)).all()


def find(session: Session, view_id: int, account_id: int, *, to_change: bool = False) -> SavedView | None:
    """Return a view that somebody may use, or with `to_change` one that is their own."""
    view = session.get(SavedView, view_id)
    if view is None or (view.account_id != account_id and (to_change or not view.shared)):
        return None
    return view


def filters_in(view: SavedView) -> Filters:
    """What a view shows."""
    return filters_of(view.query, view.words)


def save(
    session: Session, account_id: int, name: str, filters: Filters, now: datetime, *, shared: bool = False
) -> SavedView:
    """Keep a view under a name. Raises NameTakenError or TooManyError."""
    _check_name(session, account_id, name, None)
    kept = session.scalar(select(func.count()).select_from(SavedView).where(SavedView.account_id == account_id)) or 0
    if kept >= MOST:
        raise TooManyError
    view = SavedView(
        account_id=account_id, name=name, query=filters.line, words=filters.words, shared=shared, made_at=now
    )
    session.add(view)
    session.flush()
    return view


def rename(session: Session, view: SavedView, name: str) -> None:
    """Give it another name. Raises NameTakenError."""
    _check_name(session, view.account_id, name, view.id)
    view.name = name


def _check_name(session: Session, account_id: int, name: str, own: int | None) -> None:
    query = select(SavedView.id).where(SavedView.account_id == account_id, func.lower(SavedView.name) == name.lower())
    if any(found != own for found in session.scalars(query)):
        raise NameTakenError
