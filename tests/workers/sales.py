"""A lead that can be called, and the people who are told of it, for the tests of alerts and reminders."""

from datetime import datetime, timedelta

from sqlalchemy import select

from audit.sales.clock import Turn
from audit.store import accounts, alerts, audits, follow_ups, leads, people, revisions
from audit.store.people import Reach
from audit.store.tables import Lead, Mail, Role, SlackPost
from tests.workers.desk import record
from workers.services import WorkerServices

COMPANY = "Northwind <Trading> & Sons"


def seller(services: WorkerServices, name: str = "sam", **values: object) -> int:
    """An account that sells. Returns its number."""
    with services.database.writing() as session:
        made = accounts.create(session, f"{name}@northwind.example", name.title(), Role.SALES, services.clock())
        for column, value in values.items():
            setattr(made, column, value)
        return made.id


def lead(services: WorkerServices, company: str = COMPANY, public_id: str = "a-lead") -> int:
    """A finished audit whose contact was given just now, told of as the page does it. Returns the audit's number."""
    now = services.clock()
    with services.database.writing() as session:
        begun = audits.begin(session, public_id, record().audit.playbook.content_hash, {}, now)
        revisions.add(session, begun, record(), (), now)
        reach = Reach("Owner", "+14155550132", "America/Chicago")
        people.remember(session, begun, "dana@northwind.example", "Dana Lee", company, now, reach)
        limits = services.settings.clock_rules.limits(now)
        leads.start_clock(session, begun.id, limits.clock_from, limits.amber_at, limits.red_at)
        row = session.get_one(Lead, begun.id)
        on_slack = bool(services.settings.slack_webhook_url.get_secret_value())
        alerts.tell(session, row, Turn.ARRIVED, now, "request-1", on_slack=on_slack)
        return begun.id


def touch(services: WorkerServices, by: int) -> None:
    """Somebody has called."""
    with services.database.writing() as session:
        row = leads.find(session, "a-lead", to_change=True)
        assert row is not None
        follow_ups.touch(session, row, follow_ups.Touch.CALLED, by, services.clock())


def plan(services: WorkerServices, by: int, text: str, at: datetime) -> None:
    """Somebody sets the next step."""
    with services.database.writing() as session:
        row = leads.find(session, "a-lead", to_change=True)
        assert row is not None
        follow_ups.plan(session, row, text, at, by, services.clock())


def mails_to(services: WorkerServices, name: str) -> list[Mail]:
    with services.database.reading() as session:
        query = select(Mail).where(Mail.recipient == f"{name}@northwind.example").order_by(Mail.id)
        return list(session.scalars(query))


def slack_posts(services: WorkerServices) -> list[SlackPost]:
    with services.database.reading() as session:
        return list(session.scalars(select(SlackPost).order_by(SlackPost.id)))


MINUTE = timedelta(minutes=1)
