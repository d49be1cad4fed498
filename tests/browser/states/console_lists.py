"""Figures, lists as files, and a person's data."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Page
from sqlalchemy import update

from audit.store import audits, exports, people
from audit.store.exports import Wanted
from audit.store.tables import Export, JobState, Role
from tests.browser.answering import Mouse
from tests.browser.companies import database_of
from tests.browser.sites import Site
from tests.browser.staff import lead, staff_page
from tests.browser.states.state import State, unfold

HAND = Mouse()
LATER = timedelta(hours=1)
MADE: Mapping[str, Any] = {"file_name": "none.csv", "size_bytes": 24_000, "rows_done": 120, "rows_total": 120}
LISTS: Mapping[str, Mapping[str, Any]] = {
    "": {},
    "status=new&sort=clock": {"state": JobState.WORKING, "rows_done": 40, "rows_total": 120},
    "leak=missed_calls&dollars_from=20000": {"state": JobState.FAILED, "error": "The disk is full."},
    "owner=me": {"state": JobState.DONE, **MADE},
    "finished=no": {"state": JobState.DONE, "file_name": None, "rows_done": 3, "rows_total": 3},
}
"""What the columns of a list say, by the view that it was made from."""


def list_states(site: Site, page: Page) -> Iterator[State]:
    """What is looked at between the calls."""
    rep = staff_page(site, page, Role.ADMIN)
    place = lead(site, "Lantern Works", minutes_ago=20)
    yield from _figures(site, page)
    page.goto(f"{site.origin}/console/exports")
    yield State("exports, none yet", desk=True)
    _put_lists(site, rep.account_id)
    page.goto(f"{site.origin}/console/exports")
    yield State("exports", desk=True)
    yield from _person(site, page, _agreeing(site, place))


def _figures(site: Site, page: Page) -> Iterator[State]:
    page.goto(f"{site.origin}/console/figures?samples=1")
    unfold(page)
    yield State("figures", desk=True)
    page.goto(f"{site.origin}/console/figures?from=2020-01-01&to=2020-01-07")
    yield State("figures, none", desk=True)
    page.goto(f"{site.origin}/console/figures?from=2020-01-07&to=2020-01-01")
    yield State("figures, days the wrong way round", new=(".error-summary", ".figure-filters"))


def _put_lists(site: Site, account_id: int) -> None:
    """Lists that no worker touches, one in each state."""
    now = datetime.now(UTC)
    still = {"attempts": 1, "next_attempt_at": now + LATER, "claimed_until": now + LATER}
    with database_of(site) as database, database.writing() as session:
        for view, columns in LISTS.items():
            made = exports.ask(session, account_id, Wanted(view, "", "csv"), now + LATER, "states", now)
            session.execute(update(Export).where(Export.id == made.id).values(**still, **columns))


def _agreeing(site: Site, place: str) -> int:
    """The person of a lead, who agrees to be written to. Returns their number."""
    now = datetime.now(UTC)
    with database_of(site) as database, database.writing() as session:
        audit = audits.find(session, place)
        assert audit is not None
        person = people.remember(session, audit, "ada.lantern@northwind.example", "Ada Marlow", "Lantern Works", now)
        people.agree(session, audit, person, "news", "Write to me about what else could help.", now)
        return person.id


def _person(site: Site, page: Page, person: int) -> Iterator[State]:
    page.goto(f"{site.origin}/console/people/{person}")
    yield State("a person", desk=True)
    HAND.press(page, "Withdraw this consent")
    yield State("a person, a consent withdrawn", new=(".flash", ".person-columns"))
    page.goto(f"{site.origin}/console/people/{person}/erase")
    yield State("erase a person", desk=True)
    HAND.press(page, "Erase for good")
    yield State("erase a person, no address")
    HAND.write(page, "#address", "ada.lantern@northwind.example")
    HAND.press(page, "Erase for good")
    yield State("erase a person, done", desk=True)
