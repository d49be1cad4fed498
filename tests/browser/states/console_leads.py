"""The queue, the screen before a call with its follow-up, and what is done with a result during it."""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime

from playwright.sync_api import Page

from audit.store import audits
from audit.store.tables import Role
from tests.browser.answering import Mouse
from tests.browser.companies import A_WHILE, answers_of, database_of, playbook
from tests.browser.sites import Site
from tests.browser.staff import FIX, lead, staff_page
from tests.browser.states.state import State, unfold

HAND = Mouse()


def lead_states(site: Site, page: Page) -> Iterator[State]:
    """What sales works with, in the order of a day."""
    rep = staff_page(site, page, Role.SALES, "Theo Brandvold")
    place = lead(site, "Fenwick Valves and Fittings")
    lead(site, "Brook and Vale", example="brook_and_vale_trading", minutes_ago=90)
    unfinished = _unfinished(site)
    yield from _queue(site, page, str(rep.account_id))
    page.goto(f"{site.origin}/console/leads/{unfinished}")
    yield State("call, unfinished", desk=True)
    page.goto(f"{site.origin}/console/leads/{lead(site, 'Copperline Signs', example='copperline_signs')}")
    yield State("call, the audit says no", desk=True)
    page.goto(f"{site.origin}/console/leads/{place}")
    yield State("call, untouched", desk=True)
    yield from _follow_up(page, str(rep.account_id))
    yield from _correction(site, page, place)
    yield from _what_if(site, page, place)
    page.goto(f"{site.origin}/console/leads/{place}/answers")
    yield State("the whole result, for staff", desk=True)
    staff_page(site, page, Role.VIEWER, "Ines Calloway")
    page.goto(f"{site.origin}/console/leads/{place}")
    yield State("call, only to be looked at", desk=True)


def _unfinished(site: Site) -> str:
    """An audit that somebody broke off, by its public id."""
    public_id, begun = secrets.token_hex(16), datetime.now(UTC) - A_WHILE
    with database_of(site) as database, database.writing() as session:
        audit = audits.begin(session, public_id, playbook("mid_market").content_hash, {}, begun)
        audits.save_answer(session, audit, "industry", answers_of(FIX)["industry"], begun)
    return public_id


def _queue(site: Site, page: Page, owner: str) -> Iterator[State]:
    page.goto(f"{site.origin}/console/")
    yield State("queue", desk=True)
    unfold(page)
    yield State("queue, unfolded", desk=True, new=(".queue-tools",))
    page.fill("#view-name", "Valves")
    page.locator(".queue-saving").get_by_role("button", name="Save", exact=True).last.click()
    page.goto(f"{site.origin}/console/?status=new&finished=yes&sort=clock")
    yield State("queue, filtered", desk=True, new=(".queue-tools", ".queue-chips"))
    HAND.press(page, "Assign")
    yield State("queue, nothing ticked", desk=True, new=(".error-summary", ".queue-assign"))
    page.locator("tbody input[type=checkbox]").first.check()
    page.select_option("#new-owner", value=owner)
    HAND.press(page, "Assign")
    yield State("queue, assigned", new=(".flash",))
    page.goto(f"{site.origin}/console/?dollars_from=lots")
    yield State("queue, a filter that cannot be", desk=True, new=(".error-summary", ".queue-tools"))
    page.fill("#words", "nobody is called so")
    HAND.press(page, "Search")
    yield State("queue, nobody fits", desk=True)
    page.locator(".queue-chips button").click()


def _follow_up(page: Page, owner: str) -> Iterator[State]:
    HAND.press(page, "Keep the note")
    yield State("call, an empty note", desk=True, new=(".error-summary", "#follow-up"))
    page.fill("#note-text", "Knows about the missed calls. Wants to see the working.")
    HAND.press(page, "Keep the note")
    page.fill("#tag", "referral")
    HAND.press(page, "Add the tag")
    page.fill("#step-text", "Send the PDF once more")
    HAND.press(page, "In a week")
    page.select_option("#owner", value=owner)
    HAND.press(page, "Save the owner")
    other = page.context.new_page()
    other.goto(page.url)
    HAND.press(other, "I called")
    other.close()
    HAND.press(page, "Contacted")
    yield State("call, somebody else was quicker", desk=True, new=("#follow-up",))
    page.goto(page.url.rpartition("/")[0])
    unfold(page)
    yield State("call, everything filled in and unfolded", desk=True)


def _correction(site: Site, page: Page, place: str) -> Iterator[State]:
    page.goto(f"{site.origin}/console/leads/{place}/compare")
    yield State("compare, one result")
    page.goto(f"{site.origin}/console/leads/{place}/answers/inquiries_per_month")
    yield State("correct an answer", desk=True)
    page.fill("#answer", "rather many")
    HAND.press(page, "Save and work it out")
    yield State("correct an answer, no number")
    page.fill("#answer", "900")
    HAND.press(page, "Save and work it out")
    yield State("compare", desk=True)
    page.goto(f"{site.origin}/console/leads/{place}/compare?from=1&to=9")
    yield State("compare, no such result")


def _what_if(site: Site, page: Page, place: str) -> Iterator[State]:
    page.goto(f"{site.origin}/console/leads/{place}/what-if")
    unfold(page)
    yield State("what if", desk=True)
    page.fill("#answer-inquiries_per_month", "rather many")
    HAND.press(page, "See what comes out")
    yield State("what if, no number", desk=True, new=(".error-summary", ".field-wrong"))
    page.fill("#answer-inquiries_per_month", "1100")
    HAND.press(page, "See what comes out")
    yield State("what if, what comes out", desk=True, new=(".what-if-found", ".actions"))
