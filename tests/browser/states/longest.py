"""The playbook with the longest texts that are allowed, from its start page to its result."""

from collections.abc import Iterator

from playwright.sync_api import Page

from tests.browser.answering import Mouse, answer, asked
from tests.browser.companies import answers_of, finished_audit, longest, open_audit
from tests.browser.longest import COMPANY, NAME
from tests.browser.sites import Site
from tests.browser.states.state import State, unfold

KINDS = {"industry": "choice", "calls_per_week": "number", "missed_share": "bands", "tools": "checklist"}


def longest_states(site: Site, page: Page) -> Iterator[State]:
    """Every page that shows a playbook's texts."""
    page.goto(f"{site.origin}/start/{NAME}")
    yield State("longest texts, start", desk=True)
    Mouse().press(page, "Start now")
    answers = answers_of(COMPANY, longest(site))
    while key := asked(page):
        if key in KINDS:
            yield State(f"longest texts, {KINDS[key]}", desk=key == "tools")
            Mouse().press(page, "Continue")
            yield State(f"longest texts, {KINDS[key]}, nothing said")
        answer(page, Mouse(), answers[key])
    yield State("longest texts, result", desk=True)
    unfold(page)
    yield State("longest texts, result, unfolded", desk=True)
    # Answers that do not fit together, and none that leaks.
    open_audit(site, page, finished_audit(site, COMPANY, longest(site), typing_hours="more"))
    yield State("longest texts, answers that do not fit together")
    open_audit(site, page, finished_audit(site, COMPANY, longest(site), calls_per_week="0", typing_hours="0"))
    yield State("longest texts, nothing found")
