"""Whom the team's messages go to, and that each is made once."""

from datetime import timedelta

import pytest
from sqlalchemy import select, text

from audit.sales.clock import Turn
from audit.sales.statuses import Status
from audit.store import accounts, alerts, follow_ups, leads, people
from audit.store.tables import Lead, Mail, MailKind, Role, SlackPost

MINUTE = timedelta(minutes=1)
AMBER, RED = 5 * MINUTE, 60 * MINUTE


@pytest.fixture
def team(database, now):
    """The ids of two sellers, and of two who do not sell."""
    with database.writing() as session:
        return {
            name: accounts.create(session, f"{name}@northwind.example", name.title(), role, now).id
            for name, role in (
                ("ada", Role.ADMIN),
                ("sam", Role.SALES),
                ("vic", Role.VIEWER),
                ("ari", Role.AUTHOR),
            )
        }


@pytest.fixture
def lead(database, audit, revision, now):
    """The number of an audit whose clock runs."""
    with database.writing() as session:
        people.remember(session, audit, "dana@northwind.example", "Dana", "Northwind", now)
        assert leads.start_clock(session, audit.id, now, now + AMBER, now + RED)
    return audit.id


def change(database, lead, **values):
    with database.writing() as session:
        row = leads.of_audit(session, lead)
        for name, value in values.items():
            setattr(row, name, value)


def account(database, account_id, **values):
    with database.writing() as session:
        row = accounts.find(session, account_id)
        for name, value in values.items():
            setattr(row, name, value)


def tell(database, lead, turn, now):
    with database.writing() as session:
        alerts.tell(session, session.get_one(Lead, lead), turn, now, "request-1", on_slack=True)


def sweep(database, now, on_slack=False):
    """As the sweeper does it; returns how many leads the team was told of."""
    with database.writing() as session:
        found = alerts.turned(session, now, 50)
        return sum(alerts.tell_of_turn(session, one, now, on_slack=on_slack) for one in found)


def remind(database, now):
    with database.writing() as session:
        return sum(alerts.remind(session, one, now) for one in alerts.to_remind(session, now, 50))


def told(database, kind=MailKind.ALERT):
    """Who was written to, about what."""
    with database.reading() as session:
        rows = session.scalars(select(Mail).where(Mail.kind == kind).order_by(Mail.id)).all()
        return [(row.recipient.partition("@")[0], row.about) for row in rows]


def test_a_new_lead_is_told_to_all_who_sell_and_to_the_channel(database, team, lead, now) -> None:
    tell(database, lead, Turn.ARRIVED, now)

    assert told(database) == [("ada", "arrived"), ("sam", "arrived")]
    with database.reading() as session:
        (post,) = session.scalars(select(SlackPost)).all()
        assert (post.about, post.audit_id, post.request_id, post.state) == ("arrived", lead, "request-1", "waiting")


def test_each_message_is_made_once(database, team, lead, now) -> None:
    for _ in range(2):
        tell(database, lead, Turn.ARRIVED, now)

    assert told(database) == [("ada", "arrived"), ("sam", "arrived")]
    with database.reading() as session:
        assert len(session.scalars(select(SlackPost)).all()) == 1


def test_who_wants_no_alerts_or_is_shut_out_or_invented_gets_none(database, team, lead, now) -> None:
    account(database, team["ada"], wants_alerts=False)
    tell(database, lead, Turn.ARRIVED, now)
    account(database, team["sam"], disabled_at=now)
    tell(database, lead, Turn.AMBER, now)
    account(database, team["sam"], disabled_at=None, is_sample=True)
    tell(database, lead, Turn.RED, now)

    assert told(database) == [("sam", "arrived")]


def test_the_owner_alone_is_told_once_there_is_one(database, team, lead, now) -> None:
    change(database, lead, owner_id=team["sam"])

    tell(database, lead, Turn.AMBER, now)

    assert told(database) == [("sam", "amber")]


def test_an_owner_who_wants_no_alerts_is_left_alone(database, team, lead, now) -> None:
    account(database, team["sam"], wants_alerts=False)
    change(database, lead, owner_id=team["sam"])

    tell(database, lead, Turn.AMBER, now)

    assert told(database) == []


def test_a_lead_whose_owner_has_left_is_everybodys_again(database, team, lead, now) -> None:
    account(database, team["sam"], disabled_at=now)
    change(database, lead, owner_id=team["sam"])

    tell(database, lead, Turn.AMBER, now)

    assert told(database) == [("ada", "amber")]


def test_nobody_is_told_of_an_invented_lead(database, team, lead, now) -> None:
    change(database, lead, is_sample=True)

    assert sweep(database, now + AMBER, on_slack=True) == 1
    assert told(database) == []
    with database.reading() as session:
        assert session.scalars(select(SlackPost)).all() == []


def test_each_turn_of_the_clock_is_told_once(database, team, lead, now) -> None:
    assert sweep(database, now + AMBER - MINUTE) == 0
    assert sweep(database, now + AMBER) == 1
    assert sweep(database, now + AMBER) == 0
    assert sweep(database, now + RED) == 1
    assert sweep(database, now + RED + timedelta(days=9)) == 0

    assert told(database) == [("ada", "amber"), ("sam", "amber"), ("ada", "red"), ("sam", "red")]


def test_after_a_night_without_a_sweeper_only_the_newest_turn_is_told(database, team, lead, now) -> None:
    assert sweep(database, now + RED + timedelta(hours=14)) == 1

    assert told(database) == [("ada", "red"), ("sam", "red")]


def test_a_turn_of_more_than_a_day_ago_is_told_to_nobody(database, team, lead, now) -> None:
    assert sweep(database, now + RED + timedelta(days=1)) == 0
    assert sweep(database, now + RED + timedelta(days=1)) == 0

    assert told(database) == []


def test_who_was_touched_in_the_meantime_is_told_to_nobody(database, team, lead, now) -> None:
    with database.writing() as session:
        row = session.get_one(Lead, lead)
        follow_ups.touch(session, row, follow_ups.Touch.CALLED, team["sam"], now + MINUTE)

    assert sweep(database, now + AMBER) == 0
    assert sweep(database, now + RED) == 0
    assert told(database) == []


def test_a_touch_that_was_a_slip_does_not_keep_red_from_being_told(database, team, lead, now) -> None:
    change(database, lead, first_touch_at=now + MINUTE)
    sweep(database, now + AMBER)
    change(database, lead, first_touch_at=None)

    assert sweep(database, now + RED) == 1
    assert told(database) == [("ada", "red"), ("sam", "red")]


def test_a_lead_that_has_ended_is_told_to_nobody(database, team, lead, now) -> None:
    change(database, lead, status=Status.UNQUALIFIED)

    assert sweep(database, now + AMBER) == 0
    assert told(database) == []


def test_a_clock_is_started_once(database, lead, now) -> None:
    with database.writing() as session:
        assert not leads.start_clock(session, lead, now + RED, now + RED, now + RED)
        assert leads.of_audit(session, lead).clock_from == now


def plan(database, team, lead, now, at, by="sam"):
    with database.writing() as session:
        row = session.get_one(Lead, lead)
        follow_ups.plan(session, row, "Send the offer", at, team[by], now)


def test_a_next_step_that_is_due_is_reminded_of_once(database, team, lead, now) -> None:
    plan(database, team, lead, now, now + RED)
    change(database, lead, owner_id=team["ada"])

    assert remind(database, now + RED - MINUTE) == 0
    assert remind(database, now + RED) == 1
    assert remind(database, now + RED) == 0
    assert told(database, MailKind.REMINDER) == [("ada", "1")]
    with database.reading() as session:
        assert leads.of_audit(session, lead).reminded_at == now + RED


def test_a_step_that_is_moved_is_reminded_of_anew(database, team, lead, now) -> None:
    plan(database, team, lead, now, now + AMBER)
    remind(database, now + AMBER)
    plan(database, team, lead, now + AMBER, now + RED)

    assert remind(database, now + RED) == 1
    assert told(database, MailKind.REMINDER) == [("sam", "1"), ("sam", "2")]


def test_without_an_owner_who_set_the_step_is_reminded(database, team, lead, now) -> None:
    account(database, team["sam"], wants_alerts=False)  # that is about alerts
    plan(database, team, lead, now, now + RED)

    remind(database, now + RED)

    assert told(database, MailKind.REMINDER) == [("sam", "1")]


def test_no_reminder_is_lost_when_whoever_it_was_for_has_left(database, team, lead, now) -> None:
    plan(database, team, lead, now, now + RED)
    account(database, team["sam"], disabled_at=now)

    remind(database, now + RED)

    assert told(database, MailKind.REMINDER) == [("ada", "1")]


@pytest.mark.parametrize("values", [{"status": Status.NOT_A_FIT}, {"is_sample": True}, {"next_step_at": None}])
def test_a_lead_that_has_ended_or_has_no_step_is_not_reminded_of(database, team, lead, now, values) -> None:
    plan(database, team, lead, now, now + RED)
    change(database, lead, **values)

    assert remind(database, now + RED) == 0
    assert told(database, MailKind.REMINDER) == []


def test_what_the_sweeper_asks_for_every_other_second_is_answered_by_an_index(database, lead) -> None:
    explain = "EXPLAIN QUERY PLAN" if database.engine.dialect.name == "sqlite" else "EXPLAIN"
    with database.reading() as session:
        if explain == "EXPLAIN":
            session.execute(text("SET LOCAL enable_seqscan = off"))
        plans = [
            str(session.execute(text(f"{explain} SELECT audit_id FROM leads WHERE {where}")).all())  # noqa: S608  # its own words alone
            for where in (
                "next_turn_at <= '2026-06-01' ORDER BY next_turn_at",
                "next_step_at <= '2026-06-01' AND reminded_at IS NULL ORDER BY next_step_at",
            )
        ]

    assert "ix_leads_next_turn_at" in plans[0]
    assert "ix_leads_to_remind" in plans[1]
