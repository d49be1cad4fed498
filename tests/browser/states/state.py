"""A page as a person meets it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.sites import Site


@dataclass(frozen=True, slots=True)
class State:
    """What the page shows now. `desk`: it is laid out differently where there is more room than on a phone.

    `new` are selectors of what is new on a long page that has been looked at before; without any, all of it is.
    """

    name: str
    desk: bool = False
    new: tuple[str, ...] = ()


Part = Callable[[Site, Page], Iterator[State]]
"""Leads a visitor's page through one part of the site, and yields each state while the page shows it."""

SCRIPTS = re.compile(r"\.js\b")


def unfold(page: Page) -> None:
    """Open everything that can be opened."""
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")


def go_with_scripts(page: Page, *, on: bool) -> None:
    """From the next page on, have our scripts run or not. Without them a page is what it is without JavaScript.

    Unlike a browser with JavaScript switched off, this one can still be looked at with axe.
    """
    if on:
        page.unroute(SCRIPTS)
    else:
        page.route(SCRIPTS, lambda route: route.fulfill(content_type="text/javascript", body=""))
