"""Readiness, the plan and the one-page fix; and the questions that somebody gets by mail."""

import secrets
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from playwright.sync_api import Page

from audit.findings import Readiness
from audit.recovery.views import View
from audit.store import companies, readiness_answers, readiness_asks
from audit.store.readiness_answers import Given
from audit.store.readiness_asks import Asker
from audit.store.tables import JobState, ReadinessAsk, Role
from tests.browser.answering import Mouse
from tests.browser.companies import playbook
from tests.browser.longest import LONG_WORD
from tests.browser.operators import Client, let_in, rows_of, standard
from tests.browser.sites import Site
from tests.browser.staff import staff_page
from tests.browser.states.state import State, unfold

HAND = Mouse()
SAID: Mapping[View, Readiness] = dict(zip(View, (Readiness.YES, Readiness.NO, Readiness.PARTLY), strict=False))


def planning_states(site: Site, page: Page) -> Iterator[State]:
    """Before anybody is asked, while they answer, and what becomes of it."""
    place = standard(site, "Ferrow Linen Service", months=0)
    let_in(site, page, place)
    page.goto(f"{place.agreement}/readiness")
    yield State("readiness, nobody asked", desk=True)
    page.locator("input[type=email]").first.fill("nobody at all")
    HAND.press(page, "Send the questions")
    yield State("readiness, no address", new=(".error-summary", ".planning-more"))
    page.goto(f"{place.agreement}/plan")
    yield State("plan, as it is", desk=True)
    asked = {view: _ask(site, place, view) for view in View}
    page.goto(f"{place.agreement}/readiness")
    unfold(page)
    yield State("readiness, four are asked", new=(".asked-views",))
    yield from _questions(site, page, asked[list(View)[3]])
    for view, state in SAID.items():
        _answer(site, place, asked[view], state)
    page.goto(f"{place.agreement}/readiness")
    unfold(page)
    yield State("readiness, they disagree", desk=True)
    page.goto(f"{place.agreement}/plan")
    yield State("plan, moved by what is missing", desk=True)
    yield from _fix(site, page, place)
    staff_page(site, page, Role.SALES, "Theo Brandvold")
    page.goto(f"{place.staffs}/readiness")
    unfold(page)
    yield State("readiness, for staff", desk=True)


def _questions(site: Site, page: Page, secret: str) -> Iterator[State]:
    page.goto(f"{site.origin}/readiness/{secret}")
    yield State("readiness questions", desk=True)
    HAND.press(page, "Send my answers")
    yield State("readiness questions, nothing said", new=(".error-summary", ".readiness-question:first-of-type"))
    for choice in page.locator("input[type=radio][value=yes]").all():
        choice.check()
    HAND.press(page, "Send my answers")
    yield State("readiness questions, answered")
    page.goto(f"{site.origin}/readiness/{secrets.token_urlsafe(32)}")
    yield State("readiness questions, a link that is closed")


def _fix(site: Site, page: Page, place: Client) -> Iterator[State]:
    page.goto(f"{place.agreement}/fix")
    yield State("fix, in the usual words", desk=True)
    page.fill("#trigger", "")
    HAND.press(page, "Save and draw it anew")
    yield State("fix, nothing starts it", new=(".error-summary", ".fix-tools"))
    page.fill("#trigger", f"A {LONG_WORD} is late")
    other = page.context.new_page()
    other.goto(f"{place.agreement}/fix")
    other.fill("#trigger", "A call is missed at the front desk")
    HAND.press(other, "Save and draw it anew")
    other.close()
    HAND.press(page, "Save and draw it anew")
    yield State("fix, somebody else was quicker", new=(".notice", ".fix-tools"))
    HAND.press(page, "Save and draw it anew")
    unfold(page)
    yield State("fix, in their own words", desk=True)


def _ask(site: Site, place: Client, view: View) -> str:
    """Ask somebody, with a link that is known here."""
    now, secret = datetime.now(UTC), secrets.token_urlsafe(32)
    with rows_of(site, place) as kept:
        person = companies.person_at(kept.session, f"{view}.{secrets.token_hex(4)}@northwind.example", now)
        by = Asker(person_id=kept.person.id)
        mail = readiness_asks.ask(kept.session, kept.agreement, view, (person, f"Kim Varga ({view})"), by, "", now)
        assert mail is not None
        mail.state = JobState.KEPT  # a worker that sent it would make another link of it
        row = readiness_asks.of_agreement(kept.session, kept.agreement.id)[0]
        readiness_asks.keep_link(kept.session, row.id, secret)
    return secret


def _answer(site: Site, place: Client, secret: str, state: Readiness) -> None:
    """What somebody says of everything, with a reason for the first."""
    conditions = [one.key for one in playbook("mid_market").readiness.condition]
    given = [
        Given(key, state, "The budget is for this year only." if number == 0 else "")
        for number, key in enumerate(conditions)
    ]
    with rows_of(site, place) as kept:
        row = readiness_answers.find_linked(kept.session, secret, to_change=True)
        assert isinstance(row, ReadinessAsk)
        assert readiness_answers.answer(kept.session, row, given, datetime.now(UTC))
