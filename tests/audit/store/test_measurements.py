"""Measurements are kept as they came in: nothing is overwritten, and the newest counts."""

from datetime import timedelta
from threading import Thread
from time import sleep

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from audit.recovery.changes import Outcome
from audit.recovery.series import Series
from audit.recovery.values import Given
from audit.store import measurements
from audit.store.database import Database
from audit.store.measurements import OvertakenError, ReasonNeededError, Source, Way
from audit.store.shelf import Shelf
from audit.store.tables import Agreement, Measurement
from tests.workers.desk import START, STARTER
from tests.workers.measuring import APRIL, MARCH, PAT, Measuring, measuring

HOUR = timedelta(hours=1)


@pytest.fixture
def made(database) -> Measuring:
    Shelf(database).register(STARTER, START)
    return measuring(database)


def enter(made: Measuring, *given: Given, now=START) -> list[Outcome]:
    with made.database.writing() as session:
        row = session.get_one(Agreement, made.agreement.id)
        source = Source(Way.BY_HAND, made.people[PAT].id)
        return [one.outcome for one in measurements.enter(session, row, given, source, now)]


def counting(made: Measuring, known_at=None):
    with made.database.reading() as session:
        return [
            (one.series, one.starts_on, one.value, one.corrections)
            for one in measurements.readings(session, made.agreement.id, known_at)
        ]


def test_a_value_is_new_then_unchanged_then_corrected(made: Measuring):
    assert enter(made, Given(Series.METRIC, MARCH, 0.3)) == [Outcome.NEW]
    assert enter(made, Given(Series.METRIC, MARCH, 0.3)) == [Outcome.UNCHANGED]
    assert enter(made, Given(Series.METRIC, MARCH, 0.35, "Counted again")) == [Outcome.CORRECTED]
    assert counting(made) == [(Series.METRIC, MARCH, 0.35, 1)]


def test_a_correction_keeps_what_was_there_and_who_said_what_and_why(made: Measuring):
    enter(made, Given(Series.METRIC, MARCH, 0.3))
    enter(made, Given(Series.METRIC, MARCH, 0.35, "Counted again"), now=START + HOUR)
    with made.database.reading() as session:
        found = measurements.of_period(session, made.agreement, MARCH)
        told = [(one.row.number, one.row.value, one.who, one.row.note) for one in found]
    assert told == [(2, 0.35, "Pat Lee", "Counted again"), (1, 0.3, "Pat Lee", "")]
    assert counting(made, known_at=START) == [(Series.METRIC, MARCH, 0.3, 0)]


def test_a_correction_without_a_reason_keeps_nothing_of_what_came_with_it(made: Measuring):
    enter(made, Given(Series.METRIC, MARCH, 0.3))
    with pytest.raises(ReasonNeededError) as refused:
        enter(made, Given(Series.METRIC, APRIL, 0.2), Given(Series.METRIC, MARCH, 0.4))
    assert [(one.before, one.given.value) for one in refused.value.changes] == [(0.3, 0.4)]
    assert counting(made) == [(Series.METRIC, MARCH, 0.3, 0)]


def test_a_value_is_taken_back_and_given_again(made: Measuring):
    enter(made, Given(Series.METRIC, MARCH, 0.3))
    assert enter(made, Given(Series.METRIC, MARCH, None, "Wrong month")) == [Outcome.CORRECTED]
    assert counting(made) == [(Series.METRIC, MARCH, None, 1)]
    assert enter(made, Given(Series.METRIC, MARCH, 0.31)) == [Outcome.NEW]
    assert counting(made) == [(Series.METRIC, MARCH, 0.31, 2)]


def test_nothing_is_taken_back_where_nothing_is(made: Measuring):
    assert enter(made, Given(Series.METRIC, MARCH, None)) == [Outcome.UNCHANGED]
    assert counting(made) == []


def test_each_series_counts_by_itself(made: Measuring):
    enter(made, Given(Series.METRIC, MARCH, 0.3), Given(Series.ADOPTION, MARCH, 0.5))
    enter(made, Given(Series.ADOPTION, MARCH, 0.6, "Counted again"))
    assert sorted(counting(made)) == [(Series.ADOPTION, MARCH, 0.6, 1), (Series.METRIC, MARCH, 0.3, 0)]


def test_the_same_number_of_a_correction_cannot_be_there_twice(made: Measuring):
    enter(made, Given(Series.METRIC, MARCH, 0.3))
    again = Measurement(
        agreement_id=made.agreement.id,
        series=Series.METRIC,
        starts_on=MARCH,
        number=1,
        value=0.4,
        way=Way.POSTED,
        entered_at=START,
    )
    with pytest.raises(IntegrityError), made.database.writing() as session:
        session.add(again)


@pytest.mark.enable_socket
def test_who_was_a_moment_later_is_told_so(postgresql_url: str):
    """The second has read before the first is kept, and writes after it. SQLite lets nobody write meanwhile."""
    database = Database(postgresql_url)
    Shelf(database).register(STARTER, START)
    made, refused = measuring(database), []

    def second() -> None:
        try:
            enter(made, Given(Series.METRIC, MARCH, 0.4))
        except OvertakenError as error:
            refused.append(error)

    thread = Thread(target=second)
    with database.writing() as session:
        first = session.get_one(Agreement, made.agreement.id)
        source = Source(Way.BY_HAND, made.people[PAT].id)
        measurements.enter(session, first, [Given(Series.METRIC, MARCH, 0.3)], source, START)
        thread.start()
        while thread.is_alive() and not session.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
            sleep(0.01)
    thread.join()
    assert len(refused) == 1
    assert counting(made) == [(Series.METRIC, MARCH, 0.3, 0)]
    database.close()
