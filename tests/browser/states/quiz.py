"""The quiz: a question of each kind, as it comes, after a mistake, and as it was answered before."""

from collections.abc import Iterator

from playwright.sync_api import Page

from audit.answering.kinds import NOT_SURE
from tests.browser.answering import Mouse, answer, answer_all, asked
from tests.browser.companies import answers_of
from tests.browser.sites import Site
from tests.browser.states.state import State

COMPANY = "kestrel_heating_and_air"
KINDS = {"industry": "choice", "inquiries_per_month": "number", "missed_calls_per_week": "bands", "revenue": "money"}
"""A question of each kind that the page lays out in its own way."""


def quiz_states(site: Site, page: Page) -> Iterator[State]:
    """From the start page to the last question, and on another device."""
    yield from _start(site, page)
    yield from _questions(page)
    yield from _other_brand(site, page)
    yield from _elsewhere(site, page)


def _start(site: Site, page: Page) -> Iterator[State]:
    page.goto(f"{site.origin}/privacy")
    yield State("what we keep", desk=True)
    page.goto(f"{site.origin}/")
    yield State("start", desk=True)
    Mouse().press(page, "Start now")


def _questions(page: Page) -> Iterator[State]:
    answers = answers_of(COMPANY)
    while (key := asked(page)) in answers:
        kind = KINDS.get(key, "")
        if kind:
            yield State(f"question, {kind}", desk=True)
            Mouse().press(page, "Continue")
            yield State(f"question, {kind}, nothing said", desk=kind == "choice")
        if kind in {"number", "money"}:
            page.fill("#answer", "rather many")
            Mouse().press(page, "Continue")
            yield State(f"question, {kind}, no number", desk=kind == "number")
        answer(page, Mouse(), NOT_SURE if kind == "number" else answers[key])
        if kind in {"number", "bands"}:
            page.go_back()
            yield State(f"question, {kind}, answered before")
            Mouse().press(page, "Continue")


def _other_brand(site: Site, page: Page) -> Iterator[State]:
    page.goto(f"{site.origin}/start/home_services")
    yield State("start, another brand")
    Mouse().press(page, "Start now")
    Mouse().press(page, "Continue")
    yield State("question, another brand, nothing said")


def _elsewhere(site: Site, page: Page) -> Iterator[State]:
    page.goto(f"{site.origin}/start/mid_market")
    Mouse().press(page, "Start now")
    answer_all(page, Mouse(), answers_of(COMPANY), up_to="missed_calls_per_week")
    page.get_by_role("link", name="Continue on another device").click()
    page.wait_for_url("**/resume")
    yield State("on another device")
    Mouse().press(page, "Make a link")
    yield State("on another device, the link", desk=True)
    page.goto(page.locator("#resume-link").inner_text())
    yield State("on another device, there")
