"""Messages to the team's Slack channel: one row a message, made by audit.store.alerts. The row is the job."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.store.tables import SlackPost


def find(session: Session, post_id: int) -> SlackPost | None:
    """Return a message."""
    return session.get(SlackPost, post_id)


def newest(session: Session, limit: int) -> Sequence[SlackPost]:
    """Return the newest messages, the newest first."""
    return session.scalars(select(SlackPost).order_by(SlackPost.id.desc()).limit(limit)).all()
