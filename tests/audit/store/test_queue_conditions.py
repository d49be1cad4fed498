from datetime import date, timedelta

import pytest

from audit.store import queue, queue_conditions
from audit.store.queue_filters import ME, NO_SOURCE, NOBODY, OPEN, Answer, Clock, Due, Filters
from tests.audit.store.queued import NOW, asker, names, owner, queue_up

HOUR = timedelta(hours=1)


@pytest.fixture
def ada(database, playbook) -> int:
    """A queue in which each filter finds something else; returns who looks at it."""
    with database.writing() as session:
        ada, bram = owner(session, "Ada"), owner(session, "Bram")
        clock = {"clock_from": NOW - 2 * HOUR}

        def put(name, **said):
            queue_up(session, playbook.content_hash, name, **said)

        put("plain", total=50_000, found={"missed_calls": 9}, hours_ago=2)
        put("mine", total=1, owner_id=ada, status="qualified", next_step_at=NOW - HOUR, next_step="Call", hours_ago=3)
        put("his", total=2, owner_id=bram, status="attempting", next_step_at=NOW + 5 * HOUR, hours_ago=3)
        put("next week", total=2, owner_id=bram, status="contacted", next_step_at=NOW + 72 * HOUR, hours_ago=3)
        put("green", total=3, **clock, amber_at=NOW + HOUR, red_at=NOW + 2 * HOUR, hours_ago=4)
        put("amber", total=3, **clock, amber_at=NOW - HOUR, red_at=NOW + HOUR, hours_ago=4)
        put("red", total=3, **clock, amber_at=NOW - 2 * HOUR, red_at=NOW, hours_ago=4)
        put("answered", total=3, **clock, amber_at=NOW, red_at=NOW, first_touch_at=NOW, hours_ago=4)
        put("from afar", total=4, source="newsletter", playbook="mid_market", first_fix="text_back", hours_ago=24 * 40)
        put("tagged", total=5, tags=("warm",), is_sample=True, hours_ago=5)
        put("unfinished", hours_ago=6)
        put("Äpple", total=6, company="Äpple & Söner", contact_name="Zoë Quist", email="zoe@northwind.example")
    return ada


FOUND = {
    Filters(leak="missed_calls"): {"plain"},
    Filters(fix="text_back"): {"from afar"},
    Filters(status="qualified"): {"mine"},
    Filters(status=OPEN, owner="2"): {"his"},
    Filters(owner=ME): {"mine"},
    Filters(owner=NOBODY, tag="warm"): {"tagged"},
    Filters(owner="2"): {"his", "next week"},
    Filters(clock=Clock.RUNNING): {"green", "amber", "red"},
    Filters(clock=Clock.AMBER): {"amber"},
    Filters(clock=Clock.RED): {"red"},
    Filters(clock=Clock.ANSWERED): {"answered"},
    Filters(due=Due.OVERDUE): {"mine"},
    Filters(due=Due.TODAY): {"mine", "his"},
    Filters(due=Due.WEEK): {"mine", "his", "next week"},
    Filters(source="newsletter"): {"from afar"},
    Filters(source=NO_SOURCE, leak="missed_calls"): {"plain"},
    Filters(playbook="mid_market"): {"from afar"},
    Filters(tag="warm"): {"tagged"},
    Filters(finished=Answer.NO): {"unfinished"},
    Filters(finished=Answer.YES, leak="missed_calls"): {"plain"},
    Filters(dollars_from=6, dollars_to=50_000): {"plain", "Äpple"},
    Filters(dollars_from=6.5): {"plain"},
    Filters(arrived_to=date(2026, 2, 1)): {"from afar"},
    Filters(samples=Answer.YES): {"tagged"},
    Filters(samples=Answer.NO, tag="warm"): set(),
    Filters(words="äp"): {"Äpple"},
    Filters(words="QUIST äpple zo"): {"Äpple"},
    Filters(words="zoe@northwind.example"): {"Äpple"},
    Filters(words="quist warm"): set(),
    Filters(words="pple"): set(),
}


@pytest.mark.parametrize("few", [5_000, 0])
def test_a_filter_finds_what_it_says_by_either_way_of_looking(database, ada, monkeypatch, few) -> None:
    monkeypatch.setattr(queue_conditions, "FEW", few)
    with database.reading() as session:
        for filters, expected in FOUND.items():
            assert set(names(session, filters, asker(ada))) == expected, filters
            assert queue.count(session, filters, asker(ada)).number == len(expected), filters


def test_a_day_is_the_teams_from_its_midnight_to_the_next(database, playbook) -> None:
    with database.writing() as session:  # the team is five hours behind, so its 1 March ends at 05:00
        queue_up(session, playbook.content_hash, "late on the first", hours_ago=5)  # 04:30
        queue_up(session, playbook.content_hash, "early on the second", hours_ago=4)  # 05:30

    day = date(2026, 3, 1)
    with database.reading() as session:
        assert names(session, Filters(arrived_from=day, arrived_to=day)) == ["late on the first"]
        assert names(session, Filters(arrived_from=day + timedelta(days=1))) == ["early on the second"]


def test_an_empty_search_is_none(database, playbook) -> None:
    with database.writing() as session:
        queue_up(session, playbook.content_hash, "one")
    with database.reading() as session:
        assert names(session, Filters(words=" , ! ")) == ["one"]
