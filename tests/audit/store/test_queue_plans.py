"""How the databases find a page: along an index in its order, without sorting the list or reading all of it.

Both know their tables (ANALYZE), and the queue is long enough for the way to matter.
"""

import re
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, text

from audit.store import queue
from audit.store.database import Database
from audit.store.queue import Cursor
from audit.store.queue_filters import ME, OPEN, Answer, Due, Filters, Sort
from tests.audit.store.queued import NOW, asker
from tests.bench.many_leads import fill

LEADS = 12_000
SORTED = re.compile(r"USE TEMP B-TREE FOR ORDER BY|\bSort\b")
BY_DOLLARS, BY_ARRIVAL, RUNNING = "ix_leads_by_dollars", "ix_leads_by_arrival", "ix_leads_running"
BY_LEAK, DUE = "ix_lead_leaks_leak_alone_p50_audit_id", "ix_leads_due"
MIDDLE = Cursor(0, NOW - timedelta(days=300), 3_000)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.enable_socket)])
def long_queue(request, tmp_path_factory) -> Iterator[Database]:
    """A long queue, made once for all tests here."""
    if request.param == "sqlite":
        file = tmp_path_factory.mktemp("queue") / "plumbline.sqlite3"
        url = f"sqlite:///{shutil.copy(request.getfixturevalue('migrated_sqlite_file'), file)}"
    else:
        template = request.getfixturevalue("migrated_postgresql_template")
        url = request.getfixturevalue("postgresql_cluster").create("long_queue", template)
    database = Database(url)
    fill(database, LEADS, NOW)
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))
    yield database
    database.close()


def plans_of(database: Database, filters: Filters, **place: Any) -> list[str]:
    """How the database finds the places of a page: the plan of each query that looks for them, on one line."""
    asked: list[tuple[str, Any]] = []

    def note(_: object, __: object, statement: str, parameters: Any, *rest: object) -> None:
        if "ORDER BY" in statement and "LIMIT" in statement:
            asked.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", note)
    with database.reading() as session:
        queue.page(session, filters, asker(3), **place)
    event.remove(database.engine, "before_cursor_execute", note)
    explain = "EXPLAIN QUERY PLAN " if database.engine.dialect.name == "sqlite" else "EXPLAIN "
    with database.engine.connect() as connection:
        found = [connection.exec_driver_sql(explain + statement, parameters).all() for statement, parameters in asked]
    return [" | ".join(str(row[-1]) for row in plan) for plan in found]


WALKED = {
    "dollars": (Filters(), {}, BY_DOLLARS),
    "the middle by dollars": (Filters(), {"after": Cursor(0, 40_000.0, 3_000)}, BY_DOLLARS),
    "back by dollars": (Filters(), {"before": Cursor(0, 40_000.0, 3_000)}, BY_DOLLARS),
    "the unfinished after the dollars": (Filters(), {"after": Cursor(1, MIDDLE.value, 1)}, BY_ARRIVAL),
    "newest": (Filters(sort=Sort.NEWEST), {}, BY_ARRIVAL),
    "the middle by age": (Filters(sort=Sort.NEWEST), {"after": MIDDLE}, BY_ARRIVAL),
    "oldest": (Filters(sort=Sort.OLDEST), {"after": MIDDLE}, BY_ARRIVAL),
    "clock": (Filters(sort=Sort.CLOCK), {}, RUNNING),
    "a leak": (Filters(leak="missed_calls"), {}, BY_LEAK),
    "a status": (Filters(status="contacted"), {}, BY_DOLLARS),
    "to be reached": (Filters(status=OPEN), {}, BY_DOLLARS),
    "mine": (Filters(owner=ME), {}, BY_DOLLARS),
    "a first fix": (Filters(fix="night_desk"), {}, BY_DOLLARS),
    "a source": (Filters(source="google"), {}, BY_DOLLARS),
    "a source, newest first": (Filters(source="google", sort=Sort.NEWEST), {}, BY_ARRIVAL),
    "a playbook": (Filters(playbook="home_services"), {}, BY_DOLLARS),
    "a size": (Filters(dollars_from=50_000, dollars_to=90_000), {}, BY_DOLLARS),
    "unfinished": (Filters(finished=Answer.NO), {}, BY_ARRIVAL),
    "a year, newest first": (Filters(arrived_from=date(2025, 1, 1), sort=Sort.NEWEST), {}, BY_ARRIVAL),
}
"""Views that are walked in their order, from the place where the page begins."""


@pytest.mark.parametrize("name", WALKED)
def test_a_page_is_walked_along_an_index_and_nothing_is_sorted(long_queue, name) -> None:
    filters, place, index = WALKED[name]

    plan = plans_of(long_queue, filters, **place)[0]

    assert index in plan
    assert not SORTED.search(plan), plan


FEW = {
    "due": (Filters(due=Due.OVERDUE, sort=Sort.NEWEST), DUE),
    "a rare tag": (Filters(tag="board decides"), "ix_lead_tags_tag_audit_id"),
    "the beginning of a word": (Filters(words="kingf"), "lead_words"),
}
"""Views of few leads, which are looked up from a small index."""


@pytest.mark.parametrize("name", FEW)
def test_few_leads_are_looked_up_from_a_small_index(long_queue, name) -> None:
    filters, index = FEW[name]

    assert index in plans_of(long_queue, filters)[0]


def test_a_page_takes_two_queries_however_many_rows_it_has(long_queue) -> None:
    asked: list[str] = []

    def note(_: object, __: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    with long_queue.reading() as session:
        session.connection()  # a transaction begins with a statement of its own
        event.listen(long_queue.engine, "before_cursor_execute", note)
        assert len(queue.page(session, Filters(), asker()).rows) == queue.AT_ONCE
    event.remove(long_queue.engine, "before_cursor_execute", note)

    assert len(asked) == 2  # where the rows are, and the rows with all that stands beside them
