from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from audit.record import recompute
from audit.sales.clock import Light, clock_rules, state_of
from audit.sales.statuses import Status
from audit.store import revisions
from audit.store.database import Database
from audit.store.migrating import migrate
from audit.store.shelf import Shelf
from audit.store.tables import Account, Activity, AnswerRow, AuditRow, Lead, Mail, Note, Revision, SlackPost, Tally
from audit.store.tallies import SAMPLE_START_PAGE
from cli.demo.telling import tell

HOME_SERVICES = Path("audit/playbooks/home_services")
NOW = datetime(2026, 3, 13, 15, 0, tzinfo=UTC)  # a Friday afternoon
RULES = clock_rules("mon-fri 09:00-17:00", "UTC", (), 5, 60)
DAYS = 9


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory):
    """Nine days, told once for all tests: they only look."""
    made = Database(f"sqlite:///{tmp_path_factory.mktemp('demo')}/plumbline.sqlite3")
    migrate(made)
    tell(made, Shelf(made).register(HOME_SERVICES, NOW), RULES, NOW, DAYS)
    yield made
    made.close()


@pytest.fixture
def session(database: Database):
    with database.reading() as session:
        yield session


def count(session, table) -> int:
    return int(session.scalar(select(func.count()).select_from(table)))


def test_there_are_people_work_and_loose_ends(session) -> None:
    rows = session.scalars(select(Lead)).all()
    statuses = Counter(row.status for row in rows)

    assert all(row.is_sample for row in rows)
    assert {row.finished for row in rows} == {True, False}
    assert {Status.NEW, Status.ATTEMPTING, Status.NOT_A_FIT} < set(statuses)
    assert any(row.next_step_at for row in rows)
    assert {row.source for row in rows} > {"", "google"}
    assert count(session, Note) > 5
    assert session.scalar(select(func.count()).select_from(Revision).where(Revision.made_by_id.is_not(None)))


def test_where_the_audit_says_no_sales_says_so_too(session) -> None:
    worked = session.scalars(select(Lead).where(Lead.first_touch_at.is_not(None))).all()

    assert {row.verdict == "none" for row in worked} == {True, False}
    assert all((row.status == Status.NOT_A_FIT) == (row.verdict == "none") for row in worked)


def test_nothing_happens_before_it_can_or_after_now(session) -> None:
    for row in session.scalars(select(Lead)):
        audit = session.get(AuditRow, row.audit_id)
        assert audit.started_at <= row.arrived_at <= NOW
        assert row.first_touch_at is None or row.clock_from < row.first_touch_at < NOW
    waits = session.execute(select(AnswerRow.reached_at, AnswerRow.answered_at)).all()
    assert all(answered is None or reached < answered < NOW for reached, answered in waits)
    assert all(at < NOW for at in session.scalars(select(Activity.at)))


def test_three_leads_have_only_just_come_and_wait_to_be_called(session) -> None:
    waiting = select(Lead).where(Lead.first_touch_at.is_(None), Lead.clock_from.is_not(None))
    newest = session.scalars(waiting.order_by(Lead.clock_from.desc()).limit(3)).all()

    lights = [state_of(RULES.hours, row, NOW).light for row in newest]
    assert lights == [Light.GREEN, Light.AMBER, Light.RED]


def test_every_result_recomputes_to_the_cent(session, database) -> None:
    found = session.scalars(select(Revision).order_by(Revision.id.desc()).limit(5)).all()
    playbook = Shelf(database).get(found[0].playbook_hash)

    assert [recompute(revisions.record_of(one), playbook) for one in found] == [()] * 5


def test_nobody_signs_in_as_one_of_the_cast_and_nobody_is_written_to(session) -> None:
    cast = session.scalars(select(Account)).all()

    assert cast
    assert all(one.is_sample and one.password_hash is None and not one.wants_alerts for one in cast)
    assert count(session, Mail) == count(session, SlackPost) == 0


def test_more_people_looked_than_began_and_they_count_as_samples_alone(session) -> None:
    views = dict(session.execute(select(Tally.event, func.sum(Tally.count)).group_by(Tally.event)).all())

    assert set(views) == {SAMPLE_START_PAGE}
    assert views[SAMPLE_START_PAGE] > count(session, AuditRow)
