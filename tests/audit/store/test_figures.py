"""Figures over a dozen audits (tests/audit/store/invented_leads.py), each worked out by hand."""

import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event

from audit.store import accounts, tallies
from audit.store.figures import choices, funnel, pipeline, questions, response
from audit.store.figures.funnel import Come, Way
from audit.store.figures.pipeline import InHand, LeakSum
from audit.store.figures.scope import Scope
from audit.store.tables import Role
from tests.audit.store.invented_leads import FIRST, NEW, OLD, Invented, dozen, put, put_playbook

MARCH = Scope(datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
ADA, BRAM = "Ada Lindqvist", "Bram Castell"


def scope(**only):
    return Scope(MARCH.since, MARCH.until, **only)


@pytest.fixture
def people(database):
    with database.writing() as session:
        put_playbook(session, OLD, "1.0.0")
        put_playbook(session, NEW, "2.0.0")
        return [
            accounts.create(session, f"{name.split()[0].lower()}@northwind.example", name, Role.SALES, FIRST).id
            for name in (ADA, BRAM)
        ]


@pytest.fixture
def filled(database, people):
    with database.writing() as session:
        for number, one in enumerate(dozen(*people)):
            put(session, number, one)
    return database


def by_status(rows, currency="USD"):
    found: Counter[str] = Counter()
    for row in rows:
        if row.currency == currency:
            found[row.status] += row.likely
    return found


def test_finished_audits_add_up_by_status_and_owner_each_currency_for_itself(filled, people):
    ada, bram = people
    with filled.reading() as session:
        found = pipeline.in_hand(session, MARCH)

    assert sorted(found, key=lambda row: (row.currency, row.likely)) == [
        InHand("EUR", "new", None, "", 1, 80_000),
        InHand("USD", "not_a_fit", bram, BRAM, 1, 1_000),
        InHand("USD", "new", None, "", 1, 20_000),  # 5,000 + 15,000: the corrected result
        InHand("USD", "contacted", bram, BRAM, 1, 30_000),
        InHand("USD", "contacted", ada, ADA, 1, 50_000),
        InHand("USD", "qualified", ada, ADA, 1, 100_000),
    ]


def test_leaks_add_up_their_shares_of_the_newest_results(filled):
    with filled.reading() as session:
        found = pipeline.leaks(session, MARCH)

    assert found == [
        LeakSum("EUR", "calls", "The calls", 1, 80_000),
        LeakSum("USD", "calls", "The calls", 4, 116_000),  # 60,000 + 50,000 + 5,000 + 1,000
        LeakSum("USD", "quotes", "The quotes", 3, 85_000),  # 40,000 + 30,000 + 15,000
    ]


def test_the_shares_of_leaks_come_to_the_same_as_the_totals(filled):
    with filled.reading() as session:
        totals = sum(row.likely for row in pipeline.in_hand(session, MARCH) if row.currency == "USD")
        shares = sum(row.likely for row in pipeline.leaks(session, MARCH) if row.currency == "USD")
    assert totals == shares == 201_000


@pytest.mark.parametrize(
    ("only", "likely"),
    [
        ({"source": "letter"}, 150_000),  # the first two
        ({"source": ""}, 51_000),  # 30,000 + 20,000 + 1,000
        ({"source": "nowhere"}, 0),
        ({"playbook": "small"}, 201_000),
        ({"playbook": "small", "version": "2.0.0"}, 50_000),
        ({"playbook": "small", "version": "1.0.0", "source": "letter"}, 100_000),
        ({"playbook": "another"}, 0),
        ({"with_samples": True}, 1_200_999),
    ],
)
def test_filters_leave_out_what_they_say(filled, only, likely):
    with filled.reading() as session:
        assert by_status(pipeline.in_hand(session, scope(**only))).total() == likely
        leaks = pipeline.leaks(session, scope(**only))
    assert sum(leak.likely for leak in leaks if leak.currency == "USD") == likely


def test_a_time_begins_with_its_first_moment_and_ends_before_its_last(database, people):
    arrives = FIRST + timedelta(minutes=2)
    with database.writing() as session:
        put(session, 1, Invented(({"calls": 1},), clock=True, seconds={"calls": 5.0}))
    moment = timedelta(seconds=1)
    with database.reading() as session:
        for since, until, found in ((arrives, arrives + moment, 1), (arrives - moment, arrives, 0)):
            within = Scope(since, until)
            assert [len(pipeline.in_hand(session, within)), len(response.waits(session, within))] == [found, found]
        for since, until, found in ((FIRST, FIRST + moment, 1), (FIRST - moment, FIRST, 0)):
            within = Scope(since, until)
            assert [len(funnel.come(session, within)), len(questions.asked(session, within))] == [found, found]


def test_waits_are_those_of_the_clocks_that_started(filled):
    with filled.reading() as session:
        waits = response.waits(session, MARCH)

    start = FIRST + timedelta(minutes=2)
    assert {wait.clock_from for wait in waits} == {start}
    assert {(wait.amber_at - start, wait.red_at - start) for wait in waits} == {
        (timedelta(minutes=5), timedelta(hours=1))
    }
    took = [wait.first_touch_at and (wait.first_touch_at - start) / timedelta(minutes=1) for wait in waits]
    assert sorted(minutes for minutes in took if minutes) == [3, 30, 90]
    assert took.count(None) == 1


def test_how_far_people_have_come_is_counted_by_playbook_version_and_source(filled):
    with filled.reading() as session:
        come = funnel.come(session, MARCH)
        opened = funnel.opened(session, MARCH)

    assert sorted(come, key=lambda one: (one.way.version, one.way.source)) == [
        # begun, first answer, finished, mail
        Come(Way("small", "1.0.0", ""), 4, 3, 3, 2),
        Come(Way("small", "1.0.0", "letter"), 4, 3, 2, 1),
        Come(Way("small", "2.0.0", ""), 1, 1, 0, 0),
        Come(Way("small", "2.0.0", "letter"), 1, 1, 1, 1),
    ]
    # Two reports of one audit were opened, which is one opened audit.
    assert dict(opened) == {
        Way("small", "1.0.0", ""): 1,
        Way("small", "1.0.0", "letter"): 1,
        Way("small", "2.0.0", "letter"): 1,
    }


def test_the_funnel_keeps_to_its_filters(filled):
    with filled.reading() as session:
        filters: dict[str, dict[str, str | bool]] = {
            "all": {},
            "letter": {"source": "letter"},
            "none": {"source": ""},
            "new": {"playbook": "small", "version": "2.0.0"},
            "samples": {"with_samples": True},
        }
        found = {name: funnel.come(session, scope(**only)) for name, only in filters.items()}
    sizes = {name: sum(one.begun for one in come) for name, come in found.items()}
    assert sizes == {"all": 10, "letter": 5, "none": 5, "new": 2, "samples": 11}


def test_a_source_that_is_longer_than_a_lead_keeps_is_cut_alike(database, people):
    with database.writing() as session:
        put(session, 1, Invented(source="x" * 200))
    with database.reading() as session:
        assert [one.way.source for one in funnel.come(session, MARCH)] == ["x" * 80]
        assert len(funnel.come(session, scope(source="x" * 80))) == 1


def test_each_question_has_how_many_reached_and_answered_it_and_in_how_many_seconds(filled):
    with filled.reading() as session:
        found = {one.question: one for one in questions.asked(session, MARCH)}

    industry, calls = found["industry"], found["calls"]
    assert (industry.playbook, industry.reached, industry.answered) == ("small", 8, 8)
    assert industry.seconds == {10: 3, 20: 1, 30: 1, 40: 1, 15: 1, 60: 1}
    # Eight reached it, two left there. Of the six times one is over half an hour, one of a question never shown.
    assert (calls.reached, calls.answered) == (8, 6)
    assert calls.seconds == {30: 3, 50: 1}


def test_seconds_are_rounded_and_half_an_hour_still_counts(database, people):
    with database.writing() as session:
        for number, seconds in enumerate((12.4, 12.6, 1_800.0, 1_801.0)):
            put(session, number, Invented(seconds={"calls": seconds}))
    with database.reading() as session:
        (calls,) = questions.asked(session, MARCH)
    assert (calls.seconds, calls.answered) == ({12: 1, 13: 1, 1_800: 1}, 4)


def test_views_are_added_up_over_the_days_by_way(database):
    with database.writing() as session:
        for day, version, source in (
            (1, "1.0.0", "letter"),
            (31, "1.0.0", "letter"),
            (31, "2.0.0", ""),
            (28, "1.0.0", ""),
        ):
            tallies.count(session, date(2026, 3, day), tallies.START_PAGE, "small", version, source)
            tallies.count(session, date(2026, 3, day), "another event", "small", version, source)
    with database.reading() as session:
        found = funnel.views(session, date(2026, 3, 1), date(2026, 3, 30), MARCH)
        assert dict(found) == {Way("small", "1.0.0", "letter"): 1, Way("small", "1.0.0", ""): 1}
        whole = funnel.views(session, date(2026, 3, 1), date(2026, 3, 31), scope(source="letter"))
        assert dict(whole) == {Way("small", "1.0.0", "letter"): 2}
        newer = funnel.views(session, date(2026, 3, 1), date(2026, 3, 31), scope(playbook="small", version="2.0.0"))
        assert dict(newer) == {Way("small", "2.0.0", ""): 1}


def test_the_choices_are_the_sources_of_the_time_and_every_version_that_there_was(filled):
    with filled.reading() as session:
        assert choices.sources(session, MARCH) == ["letter"]
        assert choices.sources(session, scope(source="letter", playbook="another")) == []
        assert choices.playbooks(session) == [("small", "2.0.0"), ("small", "1.0.0")]
        assert questions.latest_hashes(session, scope(playbook="small", version="2.0.0")) == {"small": NEW}


def plans(database, look):
    """How the database would find what a figure asks for, if every table were large."""
    asked, plan = [], []

    def note(connection, cursor, statement, parameters, *_):
        asked.append((statement, parameters))

    with database.reading() as session:
        event.listen(database.engine, "before_cursor_execute", note)
        look(session)
        event.remove(database.engine, "before_cursor_execute", note)
        connection, sqlite = session.connection(), database.engine.dialect.name == "sqlite"
        if not sqlite:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        for statement, parameters in asked:
            rows = connection.exec_driver_sql(f"EXPLAIN {'QUERY PLAN' if sqlite else ''} {statement}", parameters)
            plan += [str(row[-1]) for row in rows]
    return "\n".join(plan)


LOOKS = {
    "in hand": lambda session: pipeline.in_hand(session, MARCH),
    "leaks": lambda session: pipeline.leaks(session, scope(playbook="small", version="2.0.0")),
    "waits": lambda session: response.waits(session, MARCH),
    "come": lambda session: funnel.come(session, MARCH),
    "opened": lambda session: funnel.opened(session, MARCH),
    "questions": lambda session: questions.asked(session, scope(playbook="small", version="2.0.0")),
    "sources": lambda session: choices.sources(session, MARCH),
    "known source": lambda session: tallies.source_to_count(session, date(2026, 3, 9), "view", "small", "late"),
}
LARGE = ("leads", "audits", "answers", "revisions", "findings", "reports")


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_no_figure_reads_a_large_table_from_end_to_end(filled, look):
    with filled.writing() as session:
        for number in range(tallies.NEW_SOURCES_A_DAY):
            tallies.count(session, date(2026, 3, 9), "view", "small", "1.0.0", f"made up {number}")
    plan = plans(filled, look)
    assert plan
    assert [table for table in LARGE if re.search(rf"(SCAN|Seq Scan on) {table}\b", plan)] == [], plan
