from datetime import timedelta

import pytest

from audit.store import queue
from audit.store.queue import Cursor, CursorError
from audit.store.queue_filters import Answer, Filters, Sort
from tests.audit.store.queued import NOW, asker, names, owner, queue_up


@pytest.fixture
def put(database, playbook):
    """Adds leads, each in a transaction of its own."""

    def put(name, **said):
        with database.writing() as session:
            return queue_up(session, playbook.content_hash, name, **said).audit_id

    return put


@pytest.fixture
def session(database):
    with database.reading() as opened:
        yield opened


def test_the_most_dollars_come_first_and_the_unfinished_last_with_the_newest_before_the_others(put, session) -> None:
    put("small", total=10_000)
    put("begun long ago", hours_ago=50)
    put("large", total=900_000, hours_ago=90)
    put("just begun", hours_ago=1)

    assert names(session, Filters()) == ["large", "small", "just begun", "begun long ago"]


def test_by_age_finished_and_unfinished_stand_together(put, session) -> None:
    put("middle", total=10_000, hours_ago=5)
    put("old", hours_ago=9)
    put("new", hours_ago=1)

    assert names(session, Filters(sort=Sort.NEWEST)) == ["new", "middle", "old"]
    assert names(session, Filters(sort=Sort.OLDEST)) == ["old", "middle", "new"]


def test_by_the_clock_what_turns_red_first_comes_first_and_what_does_not_run_comes_last(put, session) -> None:
    put("answered", total=1, clock_from=NOW, red_at=NOW, first_touch_at=NOW, hours_ago=2)
    put("later", total=1, clock_from=NOW, red_at=NOW + timedelta(hours=1))
    put("never called", total=1, hours_ago=1)
    put("red already", total=1, clock_from=NOW, red_at=NOW - timedelta(hours=1))

    assert names(session, Filters(sort=Sort.CLOCK)) == ["red already", "later", "never called", "answered"]


def test_a_list_about_a_leak_has_those_with_that_leak_by_its_dollars_and_shows_them(put, session) -> None:
    put("much in all", total=900_000, found={"missed_calls": 5_000, "late_invoicing": 800_000})
    put("much of it", total=100_000, found={"missed_calls": 90_000})
    put("without", total=500_000, found={"late_invoicing": 500_000})

    found = queue.page(session, Filters(leak="missed_calls"), asker()).rows

    assert [(row.lead.public_id, row.leak, row.leak_p50) for row in found] == [
        ("much of it", "Missed_calls", 90_000),
        ("much in all", "Missed_calls", 5_000),
    ]
    newest_first = Filters(leak="missed_calls", sort=Sort.NEWEST)
    assert set(names(session, newest_first)) == {"much in all", "much of it"}


def test_a_row_has_its_owner_its_largest_leak_and_its_tags_in_order(put, database, session) -> None:
    with database.writing() as writing:
        ada = owner(writing, "Ada")
    put("one", total=5, owner_id=ada, found={"a": 1, "b": 4}, tags=("warm", "a second site"))

    (row,) = queue.page(session, Filters(), asker()).rows

    assert (row.owner, row.leak, row.leak_p50, row.tags) == ("Ada", "B", 4, ("a second site", "warm"))


@pytest.mark.parametrize("leak", ["", "missed_calls"])
@pytest.mark.parametrize("sort", Sort)
def test_pages_forward_and_back_show_every_lead_once_in_order_where_many_are_equal(put, session, sort, leak) -> None:
    for number in range(23):
        finished = number % 5 != 0
        put(
            f"lead {number}",
            total=1_000.0 * (number % 3) if finished else None,
            hours_ago=number % 4,
            found={"missed_calls": 50.0 * (number % 2)} if finished else {},
            red_at=NOW + timedelta(hours=number % 2) if number % 3 else None,
            clock_from=NOW if number % 3 else None,
            first_touch_at=NOW if number % 7 == 0 else None,
        )
    filters = Filters(sort=sort, leak=leak)
    expected = names(session, filters)
    assert len(expected) == len(set(expected)) == (18 if leak else 23)

    forward, page = [], queue.page(session, filters, asker(), at_once=4)
    assert page.before is None
    while True:
        forward.append([row.lead.public_id for row in page.rows])
        if page.after is None:
            break
        page = queue.page(session, filters, asker(), after=Cursor.read(str(page.after)), at_once=4)
    assert [name for some in forward for name in some] == expected

    backward = [forward[-1]]
    while page.before is not None:
        page = queue.page(session, filters, asker(), before=Cursor.read(str(page.before)), at_once=4)
        backward.append([row.lead.public_id for row in page.rows])
    assert backward[::-1] == forward


def test_a_lead_that_goes_between_two_pages_moves_nobody_over_the_edge(put, database, session) -> None:
    ids = [put(f"lead {number}", total=100 - number) for number in range(6)]
    first = queue.page(session, Filters(), asker(), at_once=3)
    session.rollback()
    with database.writing() as writing:
        writing.delete(writing.get(type(first.rows[0].lead), ids[0]))

    second = queue.page(session, Filters(), asker(), after=first.after, at_once=3)

    assert [row.lead.public_id for row in second.rows] == ["lead 3", "lead 4", "lead 5"]


def test_a_place_in_another_order_leads_to_the_first_page(put, session) -> None:
    put("one", total=5)
    put("two", total=4)

    found = queue.page(session, Filters(sort=Sort.NEWEST), asker(), after=Cursor(0, 4.5, 1))
    beyond = queue.page(session, Filters(finished=Answer.YES), asker(), after=Cursor(1, NOW, 1))

    assert len(found.rows) == len(beyond.rows) == 2


@pytest.mark.parametrize("text", ["", "1", "0_1.5", "a_1.5_2", "0_x_2", "0_nan_2", "2_1.5_3", "0_1.5_-4", "0_@1e9_3"])
def test_a_place_that_no_page_wrote_is_refused(text) -> None:
    with pytest.raises(CursorError):
        Cursor.read(text)


@pytest.mark.parametrize("cursor", [Cursor(0, 310_250.7500000001, 42), Cursor(1, NOW - timedelta(microseconds=1), 7)])
def test_a_place_is_read_as_it_was_written(cursor) -> None:
    assert Cursor.read(str(cursor)) == cursor


def test_counting_stops_where_nobody_counts_any_more(put, session) -> None:
    for number in range(5):
        put(f"lead {number}", total=1.0, found={"missed_calls": 1.0})

    for filters in (Filters(), Filters(leak="missed_calls")):
        assert queue.count(session, filters, asker()) == queue.Count(5, more=False)
        assert queue.count(session, filters, asker(), most=3) == queue.Count(3, more=True)


def test_every_row_of_a_view_comes_in_batches(put, session) -> None:
    for number in range(7):
        put(f"lead {number}", total=100 - number if number < 5 else None)

    batches = list(queue.rows(session, Filters(), asker(), at_once=3))

    assert [len(batch) for batch in batches] == [3, 3, 1]
