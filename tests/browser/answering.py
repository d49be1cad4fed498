"""Going through the quiz: by touch, by keyboard alone, or with plain clicks."""

import re
import time
from collections.abc import Callable, Mapping
from typing import Protocol

from playwright.sync_api import Page

from audit.answering.kinds import NOT_SURE

QUESTION = re.compile(r"/audit/(?P<audit>[a-z0-9]+)/question/(?P<key>\w+)$")
MOST_TABS = 80
NONE_OF_THESE = "none of these"

Given = str | list[str]


class Hand(Protocol):
    """How a person works the page. Each field is named by a CSS selector, each button by its words."""

    def choose(self, page: Page, selector: str) -> None:
        """Switch a radio or a checkbox on."""

    def write(self, page: Page, selector: str, text: str) -> None:
        """Put a text into a field that may hold another."""

    def press(self, page: Page, name: str) -> None:
        """Press a button, and come back when the next page is there."""


class Touch:
    """A finger: taps a choice's words, not its little circle."""

    def choose(self, page: Page, selector: str) -> None:
        field = page.locator(selector)
        page.locator(f"label[for='{field.get_attribute('id')}']").tap()

    def write(self, page: Page, selector: str, text: str) -> None:
        page.locator(selector).tap()
        page.locator(selector).fill("")
        page.keyboard.type(text)

    def press(self, page: Page, name: str) -> None:
        with page.expect_navigation():
            page.get_by_role("button", name=name, exact=True).tap()


class Mouse:
    """A pointer; the only one that needs no touch screen and no script."""

    def choose(self, page: Page, selector: str) -> None:
        page.locator(selector).check()

    def write(self, page: Page, selector: str, text: str) -> None:
        page.locator(selector).fill(text)

    def press(self, page: Page, name: str) -> None:
        with page.expect_navigation():
            page.get_by_role("button", name=name, exact=True).click()


class Keyboard:
    """Tab, arrows, Space and Enter, and nothing else. Raises AssertionError where the keys do not lead."""

    def choose(self, page: Page, selector: str) -> None:
        kind, name = page.locator(selector).evaluate("(field) => [field.type, field.name]")
        if kind == "checkbox":
            self._tab_to(page, selector)
            if not page.locator(selector).is_checked():
                page.keyboard.press("Space")
        else:
            self._tab_to(page, f"input[type=radio][name='{name}']")
            page.keyboard.press("Space")
            for _ in range(page.locator(f"input[type=radio][name='{name}']").count()):
                if page.locator(selector).is_checked():
                    break
                page.keyboard.press("ArrowDown")
        assert page.locator(selector).is_checked(), f"the keys do not lead to {selector}"

    def write(self, page: Page, selector: str, text: str) -> None:
        self._tab_to(page, selector)
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type(text)

    def press(self, page: Page, name: str) -> None:
        button = page.get_by_role("button", name=name, exact=True)
        for _ in range(MOST_TABS):
            if button.evaluate("(button) => button === document.activeElement"):
                break
            page.keyboard.press("Tab")
        else:
            raise AssertionError(f"Tab does not lead to the button “{name}”")
        with page.expect_navigation():
            page.keyboard.press("Enter")

    def _tab_to(self, page: Page, selector: str) -> None:
        for _ in range(MOST_TABS):
            if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {selector}")


def asked(page: Page) -> str:
    """The key of the question on the page; empty where it is no question."""
    found = QUESTION.search(page.url)
    return found["key"] if found else ""


def audit_of(page: Page) -> str:
    """The public id of the audit on the page. Raises LookupError where there is none."""
    found = re.search(r"/audit/([a-z0-9]+)", page.url)
    if found is None:
        raise LookupError(f"{page.url} belongs to no audit")
    return found[1]


def until(page: Page, holds: Callable[[], bool], seconds: float = 20.0) -> None:
    """Wait until something holds; Playwright's own way evaluates text, which our pages forbid. Raises TimeoutError."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(f"it does not come about on {page.url}")
        page.wait_for_timeout(50)


def answer(page: Page, hand: Hand, given: Given) -> None:
    """Answer the question on the page, and go on."""
    if page.locator("input[type=text][name=answer]").count():
        if given == NOT_SURE:
            hand.choose(page, "#not_sure")
        else:
            hand.write(page, "#answer", str(given))
    else:
        chosen = [given] if isinstance(given, str) else given
        for value in chosen or [NONE_OF_THESE]:
            hand.choose(page, f"input[name=answer][value='{value}']")
    hand.press(page, "Continue")


def answer_all(page: Page, hand: Hand, answers: Mapping[str, Given], up_to: str = "") -> list[str]:
    """Answer question after question until there is none, or `up_to` is asked. Returns what was asked, in order."""
    seen: list[str] = []
    while (key := asked(page)) and key != up_to:
        assert key not in seen, f"{key} was asked again: {page.locator('.error-summary').all_inner_texts()}"
        seen.append(key)
        answer(page, hand, answers[key])
    return seen
