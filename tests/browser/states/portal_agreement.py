"""The agreement and its papers, as the company sees them."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Page

from audit.store import agreements, papers
from audit.store.tables import JobState, PaperKind
from tests.browser.answering import Mouse
from tests.browser.longest import LONG_WORD, SENTENCE
from tests.browser.operators import Client, client, let_in, months_ago, rows_of, sign
from tests.browser.sites import Site
from tests.browser.states.state import State, unfold
from tests.web.portal.operators import terms_of

HAND = Mouse()
LATER = timedelta(hours=1)
PAPERS: Mapping[str, Mapping[str, Any]] = {
    "that is being made": {"state": JobState.WORKING, "progress_percent": 40},
    "that could not be made": {"state": JobState.FAILED, "error": "The file could not be stored."},
    "that is ready": {"state": JobState.DONE, "file_name": "none.pdf", "size_bytes": 240_000},
    "that is gone": {"state": JobState.DONE, "file_name": None},
}


def agreement_states(site: Site, page: Page) -> Iterator[State]:
    """From the first draft to the end of it."""
    place = client(site, "Lindgren Joinery", terms_of(months_ago(0)), signed=False)
    let_in(site, page, place)
    page.goto(place.agreement)
    unfold(page)
    yield State("agreement, to be signed", desk=True)
    HAND.press(page, "Sign version 1")
    yield State("agreement, signed without a name", new=(".error-summary", ".agreed-sign"))
    HAND.press(page, "Ask for the change")
    yield State("agreement, asked for no change", new=(".error-summary", "section[aria-labelledby=ask]"))
    page.fill("#ask-text", "Please count the calls of the second line as well.")
    HAND.press(page, "Ask for the change")
    yield State("agreement, asked for a change", new=(".notice", "section[aria-labelledby=asked]"))
    yield from _signed(site, page, place)
    yield from _papers(site, page, place)
    yield from _long(site, page)


def _signed(site: Site, page: Page, place: Client) -> Iterator[State]:
    now = datetime.now(UTC)
    with rows_of(site, place) as kept:
        sign(kept.session, kept.agreement, kept.person, now)
    page.goto(place.agreement)
    unfold(page)
    yield State("agreement, in force", desk=True)
    with rows_of(site, place) as kept:
        changed = terms_of(months_ago(0), target=18.0, owner="Kim Varga")
        agreements.propose(kept.session, kept.agreement, changed, "The second line is counted now.", None, now)
    page.goto(place.agreement)
    yield State("agreement, a newer version waits", desk=True)
    page.goto(f"{place.agreement}/versions/1")
    yield State("agreement, an older version")
    with rows_of(site, place) as kept:
        agreements.stop(kept.agreement, "The company has changed its phone system.", now)
    page.goto(place.agreement)
    yield State("agreement, stopped")


def _papers(site: Site, page: Page, place: Client) -> Iterator[State]:
    now = datetime.now(UTC)
    for name, columns in PAPERS.items():
        with rows_of(site, place) as kept:
            paper = papers.order(
                kept.session,
                company_id=place.company_id,
                kind=PaperKind.EVERYTHING,
                key=f"everything {name}",
                as_of=now,
                now=now,
                request_id="",
                expires_at=now + LATER,
            )
            paper.attempts, paper.next_attempt_at, paper.claimed_until = 1, now + LATER, now + LATER
            for column, value in columns.items():
                setattr(paper, column, value)
            address = f"{place.home}papers/{paper.public_id}"
        page.goto(address)
        yield State(f"paper {name}")


def _long(site: Site, page: Page) -> Iterator[State]:
    """Everything that people write, as long as it comes."""
    texts = {name: f"{LONG_WORD} {SENTENCE}"[:200].strip() for name in ("source", "owner", "stop_rule", "how")}
    terms = terms_of(months_ago(0), metric_title=f"Inquiries at the {LONG_WORD}", fix_title=LONG_WORD, **texts)
    place = client(site, f"{LONG_WORD} and Daughters", terms, person=f"Pat {LONG_WORD}")
    let_in(site, page, place)
    for name in ("", "/measurements", "/proof", "/plan", "/fix"):
        page.goto(f"{place.agreement}{name}")
        yield State(f"long words, {name.removeprefix('/') or 'agreement'}")
    page.goto(place.home)
    yield State("long words, a company")
