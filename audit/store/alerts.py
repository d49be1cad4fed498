"""What the team is told of a lead: that somebody can be called, that its clock has turned, that a next step is due.

Each message is a row under a key of its own, made in the same transaction as what it tells of: it is made once.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from audit.sales.clock import Turn, newest_turn
from audit.sales.statuses import ENDED
from audit.store.accounts import SELLERS
from audit.store.activity import Kind
from audit.store.tables import Account, Activity, JobState, Lead, Mail, MailKind, SlackPost
from audit.store.upserts import changed_rows, insert


def tell(session: Session, lead: Lead, turn: Turn, now: datetime, request_id: str, *, on_slack: bool) -> None:
    """Have the team told of a turn of the clock, once: the lead's owner by mail, or all who want it; and the channel.

    Nobody is told of an invented lead.
    """
    if lead.is_sample:
        return
    for account in _alerted(session, lead):
        key = f"alert:{lead.audit_id}:{turn}:{account.id}"
        _order_mail(session, key, MailKind.ALERT, account, lead, turn, request_id, now)
    if on_slack:
        values = {"key": f"alert:{lead.audit_id}:{turn}", **_job(lead, turn, request_id, now)}
        changed_rows(session, insert(session, SlackPost).values(**values).on_conflict_do_nothing())


def turned(session: Session, now: datetime, limit: int) -> Sequence[int]:
    """Return the audits whose clock has turned without the team having been told, the oldest first."""
    query = select(Lead.audit_id).where(Lead.next_turn_at <= now).order_by(Lead.next_turn_at)
    return session.scalars(query.limit(limit)).all()


def tell_of_turn(session: Session, audit_id: int, now: datetime, *, on_slack: bool) -> bool:
    """Tell of the newest turn of a clock, if that is still news. False where there is nothing to tell (any more)."""
    waiting = select(Lead).where(Lead.audit_id == audit_id, Lead.next_turn_at <= now)
    lead = session.scalar(waiting.with_for_update(skip_locked=True))
    if lead is None:
        return False
    turn = newest_turn(lead, now)
    lead.next_turn_at = lead.red_at if lead.red_at and lead.red_at > now else None
    if turn is None or lead.status in ENDED:
        return False
    tell(session, lead, turn, now, "", on_slack=on_slack)
    return True


def to_remind(session: Session, now: datetime, limit: int) -> Sequence[int]:
    """Return the audits whose next step is due and was not reminded of, the oldest first."""
    return session.scalars(_steps_due(now).with_only_columns(Lead.audit_id).limit(limit)).all()


def remind(session: Session, audit_id: int, now: datetime) -> bool:
    """Remind of a next step, once: its lead's owner, else who set it, else all sellers. False if it is not due."""
    step = _steps_due(now).where(Lead.audit_id == audit_id)
    lead = session.scalar(step.with_for_update(skip_locked=True))
    if lead is None:
        return False
    lead.reminded_at = now
    for account in _reminded(session, lead):
        key = f"reminder:{audit_id}:{lead.next_step_number}:{account.id}"
        _order_mail(session, key, MailKind.REMINDER, account, lead, str(lead.next_step_number), "", now)
    return True


def _steps_due(now: datetime) -> Select[Lead]:
    due = (Lead.next_step_at <= now, Lead.reminded_at.is_(None))
    open_ones = (Lead.status.not_in(ENDED), Lead.is_sample.is_(False))
    return select(Lead).where(*due, *open_ones).order_by(Lead.next_step_at)


def _alerted(session: Session, lead: Lead) -> Sequence[Account]:
    """Return whom to write to: the owner alone, if they can still do something about it and want to be told."""
    owner = _seller(session, lead.owner_id)
    if owner is not None:
        return [owner] if owner.wants_alerts else []
    return session.scalars(_sellers().where(Account.wants_alerts.is_(True))).all()


def _reminded(session: Session, lead: Lead) -> Sequence[Account]:
    set_it = select(Activity.account_id).where(Activity.audit_id == lead.audit_id, Activity.kind == Kind.NEXT_STEP)
    setter = session.scalar(set_it.order_by(Activity.id.desc()).limit(1))
    one = _seller(session, lead.owner_id) or _seller(session, setter)
    return [one] if one is not None else session.scalars(_sellers()).all()


def _seller(session: Session, account_id: int | None) -> Account | None:
    return session.scalar(_sellers().where(Account.id == account_id)) if account_id is not None else None


def _sellers() -> Select[Account]:
    able = (Account.disabled_at.is_(None), Account.is_sample.is_(False), Account.role.in_(SELLERS))
    return select(Account).where(*able).order_by(Account.id)


def _order_mail(
    session: Session, key: str, kind: MailKind, to: Account, lead: Lead, about: str, request_id: str, now: datetime
) -> None:
    values = {"key": key, "kind": kind, "recipient": to.email, "account_id": to.id}
    statement = insert(session, Mail).values(**values, **_job(lead, about, request_id, now))
    changed_rows(session, statement.on_conflict_do_nothing())


def _job(lead: Lead, about: str, request_id: str, now: datetime) -> dict[str, object]:
    """Return what mails and posts share. The sweeper announces them, so that no page waits for it."""
    return {
        "audit_id": lead.audit_id,
        "about": about,
        "state": JobState.WAITING,
        "attempts": 0,
        "next_attempt_at": now,
        "request_id": request_id,
        "created_at": now,
    }
