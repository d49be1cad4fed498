"""Every page in every state that a person can meet, one after the other: for axe, for screenshots.

`every_state` drives a visitor's page and yields the state's name each time the page shows it.
"""

import secrets
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Page
from sqlalchemy import update

from audit.store import audits, people, reports, revisions, tokens
from audit.store.tables import JobState, Report, TokenPurpose
from tests.browser.answering import Mouse, answer, answer_all, asked, until
from tests.browser.companies import answers_of, database_of, finished_audit, open_audit
from tests.browser.sites import Site

FIX, TIE, NONE = "kestrel_heating_and_air", "brook_and_vale_trading", "copperline_signs"
PROVOKED = (400, 404, 429)
"""The statuses of the pages that tell a person what went wrong."""

_LATER = timedelta(hours=1)
_REPORT_STATES: dict[str, dict[str, Any]] = {
    "waiting": {},
    "working": {"state": JobState.WORKING, "progress_percent": 40, "attempts": 1},
    "again": {"attempts": 1},
    "failed": {"state": JobState.FAILED, "attempts": 5, "error": "no room"},
    "ready": {"state": JobState.DONE, "attempts": 1, "file_name": "none.pdf", "size_bytes": 640_000},
}


def every_state(site: Site, page: Page) -> Iterator[str]:
    """Lead a visitor who has been nowhere through all pages of the site."""
    page.context.set_default_timeout(15_000)
    yield from _start(site, page)
    yield from _questions(site, page)
    yield from _elsewhere(site, page)
    yield from _results(site, page)
    yield from _report(site, page)
    yield from _wrong_turns(site, page)


def _start(site: Site, page: Page) -> Iterator[str]:
    page.goto(f"{site.origin}/")
    yield "start"
    page.goto(f"{site.origin}/privacy")
    yield "privacy"
    page.goto(f"{site.origin}/start/home_services")
    yield "start of another playbook"


def _questions(site: Site, page: Page) -> Iterator[str]:
    """Every question: as it comes, and after a Continue that says nothing; one after a wrong number, one once more."""
    for of, name in (("mid_market", FIX), ("home_services", "bramble_plumbing")):
        site.forget_limits()
        page.goto(f"{site.origin}/start/{of}")
        Mouse().press(page, "Start now")
        while key := asked(page):
            yield f"question {key}"
            Mouse().press(page, "Continue")
            yield f"question {key}, nothing said"
            if page.locator("#answer[type=text]").count():
                page.fill("#answer", "rather many")
                Mouse().press(page, "Continue")
                yield f"question {key}, no number"
            answer(page, Mouse(), answers_of(name, of)[key])
        page.locator(".change-link").first.click()
        page.wait_for_url("**/question/*")
        yield f"question {asked(page)}, answered before"


def _elsewhere(site: Site, page: Page) -> Iterator[str]:
    site.forget_limits()
    page.goto(f"{site.origin}/start/mid_market")
    Mouse().press(page, "Start now")
    answer_all(page, Mouse(), answers_of(FIX), up_to="response_time")
    page.get_by_role("link", name="Continue on another device").click()
    page.wait_for_url("**/resume")
    yield "on another device"
    Mouse().press(page, "Make a link")
    yield "on another device, the link"
    page.goto(page.locator("#resume-link").inner_text())
    yield "on another device, there"


def _results(site: Site, page: Page) -> Iterator[str]:
    for state, name in (("a tie", TIE), ("no fix", NONE), ("a fix", FIX)):
        open_audit(site, page, finished_audit(site, name))
        yield f"result, {state}"
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        yield f"result, {state}, all unfolded"
    page.goto(page.url.split("#")[0].replace("/result", "/question/inquiries_per_month"))
    answer(page, Mouse(), "640")
    yield "result, after a change"
    page.fill("#email", "nobody")
    until(page, lambda: page.input_value("[name=proof_work]") != "")
    Mouse().press(page, "Get the PDF")
    yield "result, a wrong address"


def _report(site: Site, page: Page) -> Iterator[str]:
    for state, columns in _REPORT_STATES.items():
        public_id = finished_audit(site, FIX)
        token = _put_report(site, public_id, columns)
        open_audit(site, page, public_id)
        page.goto(f"{site.origin}/audit/{public_id}/report")
        yield f"report, {state}"
    page.goto(f"{site.origin}/audit/{public_id}/result")
    yield "result, asked for the PDF already"
    page.goto(f"{site.origin}/audit/{public_id}/question/inquiries_per_month")
    answer(page, Mouse(), "640")
    yield "result, changed since the PDF"
    page.goto(f"{site.origin}/audit/{public_id}/report")
    yield "report, older than the answers"
    page.goto(f"{site.origin}/report/{token}")
    yield "the mail's link"


def _wrong_turns(site: Site, page: Page) -> Iterator[str]:
    for state, path in (
        ("a link that ran out", f"/report/{tokens.new_token()}"),
        ("a link to continue that ran out", f"/resume/{tokens.new_token()}"),
        ("somebody else's audit", f"/audit/{secrets.token_hex(16)}/"),
        ("no such page", "/no/such/page"),
    ):
        page.goto(f"{site.origin}{path}")
        yield state
    page.goto(f"{site.origin}/start/mid_market")
    page.evaluate("document.querySelector('[name=csrf_token]').value = 'old'")
    Mouse().press(page, "Start now")
    yield "a form that was open for too long"
    while page.get_by_text("too often").count() == 0:
        page.goto(f"{site.origin}/resume/{tokens.new_token()}")
    yield "asked for too often"
    site.forget_limits()


def _put_report(site: Site, public_id: str, columns: dict[str, Any]) -> str:
    """Put a report in a state that no worker touches into the database. Returns the token of its mail's link."""
    token, now = tokens.new_token(), datetime.now(UTC)
    with database_of(site) as database, database.writing() as session:
        audit = audits.find(session, public_id)
        assert audit is not None
        revision = revisions.latest(session, audit.id)
        assert revision is not None
        people.remember(session, audit, "ada@northwind.example", "Ada", "Northwind", now)
        report = reports.request(session, revision, "Northwind", "states", now + _LATER)
        still = {"next_attempt_at": now + _LATER, "claimed_until": now + _LATER, **columns}
        session.execute(update(Report).where(Report.id == report.id).values(**still))
        tokens.keep(session, token, TokenPurpose.REPORT, audit.id, now, now + _LATER, report.id)
    return token
