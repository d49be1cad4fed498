from datetime import timedelta

import pytest

from audit.store.tables import Role
from tests.web.console.counting import questions
from tests.web.console.queue.reading import chips, companies, rows, turn, views
from tests.web.console.staff import account_of, signed_in
from tests.web.quiz.browser import Browser
from tests.web.security.site import NOW

HOUR = timedelta(hours=1)


def test_an_empty_queue_says_when_something_appears(seller) -> None:
    page = seller.open("/console/")

    assert page.status == 200
    assert "No audits yet" in page.words


def test_a_row_says_all_that_is_needed_to_choose_whom_to_call(site, put, seller) -> None:
    ada = account_of(site, Role.SALES)
    put(
        "one",
        total=431_000,
        company="Kestrel Heating",
        contact_name="Zoe Quist",
        currency="USD",
        found={"missed_calls": 210_400},
        first_fix="call_cover",
        status="attempting",
        owner_id=ada,
        source="newsletter",
        next_step="Call again",
        next_step_at=NOW - HOUR,
        clock_from=NOW - HOUR,
        amber_at=NOW - HOUR,
        red_at=NOW + HOUR,
        hours_ago=50,
        tags=("warm",),
    )

    (cells,) = rows(seller.open("/console/"))

    assert cells[1:] == [
        "$430,000$220K to $860K",
        "Kestrel Heating Zoe Quist warm",
        "Missed_calls $210,000 → First fix: Call cover",
        "1 h until red",
        "Attempting Ada Lindqvist",
        "Overdue: today 08:30Call again",
        "2 daysnewsletter",
    ]


def test_what_is_not_known_is_said(put, seller) -> None:
    put("begun")

    (cells,) = rows(seller.open("/console/"))

    assert cells[1:] == ["Not finished", "Company not given No contact yet", "", "", "New nobody", "", "0 min"]


def test_the_list_about_a_leak_says_what_that_leak_is_worth(put, seller) -> None:
    put("one", total=90_000, company="One", found={"missed_calls": 12_300, "slow_quotes": 80_000})
    put("two", total=20_000, company="Two", found={"missed_calls": 20_000})

    page = seller.open("/console/?leak=missed_calls")

    assert companies(page) == ["Two", "One"]
    assert rows(page)[1][1] == "$12,000all leaks $45K to $180K"
    assert chips(page) == {"Leak: Missed_calls": "/console/"}


def test_the_orders_lead_to_each_other_and_keep_the_filters(put, seller) -> None:
    put("large", total=9, company="Large", hours_ago=5, status="contacted")
    put("new", total=1, company="New one", hours_ago=1, status="contacted")

    page = seller.open("/console/?status=contacted")
    assert companies(page) == ["Large", "New one"]
    newest = seller.open(page.links()["Newest"])
    assert companies(newest) == ["New one", "Large"]
    assert chips(newest) == {"Status: Contacted": "/console/?sort=newest"}


def test_each_filter_is_a_chip_that_takes_it_away(put, seller) -> None:
    put("one", total=60_000, status="qualified", source="partner", hours_ago=24)
    address = "/console/?status=qualified&source=partner&dollars_from=50000&arrived_from=2026-02-01"

    page = seller.open(address)

    assert len(rows(page)) == 1
    assert set(chips(page)) == {
        "Status: Qualified",
        "Source: partner",
        "Dollars a year: from $50,000",
        "Came in: from Feb 1, 2026",
    }
    assert chips(page)["Source: partner"] == address.replace("&source=partner", "")
    assert page.links()["Clear all filters"] == "/console/"


def test_what_a_form_leaves_empty_does_not_stand_in_the_address(put, seller) -> None:
    put("one", total=60_000)

    answer = seller.client.get("/console/?status=new&leak=&fix=&dollars_from=")

    assert (answer.status_code, answer.location) == (302, "/console/?status=new")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("clock=purple", "“purple” is none of the choices. Choose one from the list."),
        ("dollars_from=lots", "Write the amount as 50,000 or 50k."),
        ("arrived_to=soon", "Write the day as 2026-03-31."),
        ("arrived_to=9999-12-31", "Write the day as 2026-03-31."),
        ("owner=4711", "There is no such person. Choose somebody from the list."),
        ("after=nonsense", "There is no such page of the list. This is its first one."),
        ("before=0_1.5_x", "There is no such page of the list. This is its first one."),
    ],
)
def test_what_cannot_be_used_is_said_and_the_rest_is_shown(put, seller, query, said) -> None:
    put("one", total=60_000, company="One")

    page = seller.open(f"/console/?{query}")

    assert page.status == 422
    assert said in page.words
    assert page.title.startswith("Error:")


def test_a_value_that_no_audit_has_can_be_seen_and_taken_away(put, seller) -> None:
    put("one", total=60_000)

    page = seller.open("/console/?tag=gone&leak=gone_too")

    assert "No audit fits" in page.words
    assert chips(page) == {"Tag: gone": "/console/?leak=gone_too", "Leak: gone_too": "/console/?tag=gone"}


def test_a_page_from_which_every_row_has_gone_is_the_first_page(put, seller) -> None:
    put("one", total=60_000, company="One")

    page = seller.open("/console/?after=0_50000.0_1")

    assert companies(page) == ["One"]


def test_a_page_of_fifty_asks_the_database_as_often_as_a_short_one(full_site) -> None:
    browser = Browser(signed_in(full_site, Role.SALES))
    browser.open("/console/")  # the choices of the filters are kept for a minute
    asked, shown = [], []
    for address in ("/console/", "/console/?finished=no"):
        with questions(full_site) as found:
            page = browser.open(address)
        asked.append(len(found))
        shown.append(len(companies(page)))

    assert shown[0] == 50 > shown[1] > 0
    assert asked == [10, 9]  # the short list needs no count


def test_pages_lead_on_and_back_and_show_everything_once(full_site) -> None:
    browser = Browser(signed_in(full_site, Role.SALES))
    page, seen = browser.open("/console/"), []
    assert "130 audits" in page.words
    assert not turn(page, "prev")
    while True:
        seen.append([box.get("value") for box in page.inputs() if box.get("name") == "lead"])
        if not (following := turn(page, "next")):
            break
        page = browser.open(following)

    assert [len(some) for some in seen] == [50, 50, 30]
    assert len({one for some in seen for one in some}) == 130
    back = browser.open(turn(page, "prev"))
    assert [box.get("value") for box in back.inputs() if box.get("name") == "lead"] == seen[1]


def test_the_views_that_come_along_find_what_they_say(site, put, seller) -> None:
    ada = account_of(site, Role.SALES)
    running = {"clock_from": NOW - HOUR, "amber_at": NOW - HOUR, "red_at": NOW + HOUR}
    put("call", total=1, company="Call", owner_id=ada, **running)
    put("mine", total=2, company="His", owner_id=ada, status="contacted")
    put("due", total=3, company="Due", next_step="Call", next_step_at=NOW + HOUR)
    put("begun", company="Begun")
    expected = {
        "All": ["Due", "His", "Call", "Begun"],
        "To call now": ["Call"],
        "Mine": ["His", "Call"],
        "Nobody’s": ["Due", "Begun"],
        "Due today": ["Due"],
        "Unfinished": ["Begun"],
    }

    for name, found in expected.items():
        page = seller.open(seller.open("/console/").links()[name])
        assert companies(page) == found, name
        assert [view for view in views(page) if view.endswith("*")] == [f"{name}*"]


def test_who_only_looks_sees_the_list_and_nothing_to_tick(put, viewer) -> None:
    put("one", total=60_000, company="One")

    page = viewer.open("/console/")

    assert companies(page) == ["One"]
    assert not page.by_class("queue-tick")
    assert not page.by_class("queue-assign")


def test_a_row_leads_to_the_screen_before_the_call(put, seller) -> None:
    put("one", total=60_000, company="Kestrel")

    assert seller.open("/console/").links()["Kestrel"] == "/console/leads/one"
