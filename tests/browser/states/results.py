"""The result: each verdict, after changes, and the form for the PDF with what can be wrong in it."""

from collections.abc import Iterator

from playwright.sync_api import Page, expect

from audit.answering.kinds import NOT_SURE
from tests.browser.answering import Mouse, answer
from tests.browser.companies import finished_audit, let_time_pass, open_audit
from tests.browser.sites import Site
from tests.browser.states.state import State, go_with_scripts, unfold

FIX, TIE, NONE = "kestrel_heating_and_air", "brook_and_vale_trading", "copperline_signs"
UNSURE = dict.fromkeys(("inquiries_per_month", "missed_calls_per_week", "response_time"), NOT_SURE)


def result_states(site: Site, page: Page) -> Iterator[State]:
    """Every kind of result there is."""
    for verdict, name in (("a tie", TIE), ("no fix", NONE), ("a fix", FIX)):
        open_audit(site, page, finished_audit(site, name))
        yield State(f"result, {verdict}", desk=True)
    unfold(page)
    yield State("result, unfolded", desk=True)
    open_audit(site, page, finished_audit(site, "bramble_plumbing", "home_services"))
    yield State("result, another brand")
    open_audit(site, page, finished_audit(site, FIX, **UNSURE))
    yield State("result, not sure")
    yield from _changes(site, page)
    yield from _own_number(site, page)
    yield from _form(site, page)


def _changes(site: Site, page: Page) -> Iterator[State]:
    open_audit(site, page, finished_audit(site, FIX))
    of_audit = page.url.rpartition("/")[0]
    page.goto(f"{of_audit}/question/inquiries_per_month")
    yield State("question, to be changed")
    answer(page, Mouse(), "640")
    yield State("result, after a change", desk=True, new=(".change",))
    # Another kind of business is asked another question.
    page.goto(f"{of_audit}/question/industry")
    answer(page, Mouse(), "clinic")
    page.goto(f"{of_audit}/result")
    yield State("result, a change leads to an open question", new=(".notice",))


def _own_number(site: Site, page: Page) -> Iterator[State]:
    open_audit(site, page, finished_audit(site, FIX))
    page.goto(f"{page.url.rpartition('/')[0]}/assumption/employer_hour_cost")
    yield State("an assumed number", desk=True)
    Mouse().press(page, "Save")
    yield State("an assumed number, nothing typed")
    page.fill("#number", "40 to 50")
    Mouse().press(page, "Save")
    yield State("result, with an own number", new=(".change", "#inputs ~ .more"))
    page.goto(page.url.partition("#")[0].replace("/result", "/assumption/employer_hour_cost"))
    yield State("an own number", desk=True)


def _form(site: Site, page: Page) -> Iterator[State]:
    public_id = finished_audit(site, FIX)
    open_audit(site, page, public_id)
    page.fill("#email", "nobody")
    expect(page.locator("[name=proof_work]")).not_to_have_value("", timeout=30_000)
    Mouse().press(page, "Get the PDF")
    yield State("result, a wrong address", desk=True, new=(".error-summary", ".pdf"))
    let_time_pass(site, public_id)
    go_with_scripts(page, on=False)
    page.goto(page.url.replace("/report", "/result"))
    page.locator("#proof-digits").scroll_into_view_if_needed()
    yield State("result, the question whether a person asks", new=(".pdf",))
    page.fill("#email", "ada@northwind.example")
    page.fill("#proof-digits", "1")
    Mouse().press(page, "Get the PDF")
    yield State("result, the question answered wrongly", new=(".error-summary", ".pdf"))
    go_with_scripts(page, on=True)
