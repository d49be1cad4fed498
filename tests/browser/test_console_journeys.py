"""What sales does with the console, as they do it: real processes, real Chromium."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from icalendar import Calendar
from openpyxl import load_workbook
from playwright.sync_api import expect

from audit.store import leads
from audit.store.tables import Role
from tests.browser.answering import Mouse
from tests.browser.chromium import DESKTOP, PHONE, WITHOUT_JAVASCRIPT
from tests.browser.companies import database_of
from tests.browser.ordering import PATIENCE_MILLISECONDS, downloaded, mails_to
from tests.browser.staff import PASSWORD, employ, lead, staff_page

pytestmark = pytest.mark.enable_socket

HAND = Mouse()
SCRIPTS_HERE_OR_NOT = pytest.mark.parametrize(
    ("site", "visitor"), [("servers", DESKTOP), ("embedded", WITHOUT_JAVASCRIPT)], indirect=["site"]
)


@pytest.mark.parametrize("site", ["embedded"], indirect=True)
def test_signing_in_takes_the_password_and_the_phone_and_a_lost_phone_a_recovery_code(site, visit):
    colleague = employ(site)
    page = visit(DESKTOP, site.origin, 422)
    page.goto("/console/figures")
    assert page.url == f"{site.origin}/console/sign-in?then=/console/figures"

    def give_password(typed):
        page.fill("#email", colleague.email)
        page.fill("#password", typed)
        HAND.press(page, "Sign in")

    give_password("umbrellas that do not sing")
    assert page.title().startswith("Error: ")
    assert page.input_value("#email") == colleague.email
    give_password(PASSWORD)
    # The first time, nothing opens before the phone is set up.
    secret = page.locator(".secret").inner_text().replace(" ", "")
    phone = pyotp.TOTP(secret)
    HAND.write(page, "#code", "000000")
    HAND.press(page, "Confirm")
    assert page.title().startswith("Error: ")
    HAND.write(page, "#code", phone.now())
    HAND.press(page, "Confirm")
    recovery_code = page.locator("main li, main code").first.inner_text().split()[0]
    page.goto("/console/figures")
    expect(page.locator("h1")).to_have_text("Figures")
    HAND.press(page, "Sign out")

    page.goto("/console/sign-in")
    give_password(PASSWORD)
    page.get_by_role("link", name="Use a recovery code").click()
    HAND.write(page, "#recovery_code", recovery_code)
    HAND.press(page, "Continue")
    page.goto("/console/me")
    expect(page.locator("main")).to_contain_text("this one")


@SCRIPTS_HERE_OR_NOT
def test_triage_finds_the_lead_to_call_now_and_keeps_the_view(site, visit, visitor):
    name = "Triage Valves" if visitor is DESKTOP else "Plain Valves"
    lead(site, f"{name} Limited")
    lead(site, "Somebody Else", minutes_ago=90)
    page = visit(visitor, site.origin)
    staff_page(site, page)
    page.goto("/console/")
    page.get_by_role("link", name="To call now").click()
    page.fill("#words", name.lower()[:-2])
    HAND.press(page, "Search")
    assert name.lower()[:-2] not in page.url
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody")).to_contain_text(re.compile(r"\d min left"))
    page.locator("summary", has_text="Save as a view").click()
    page.fill("#view-name", f"{name} only")
    page.locator(".queue-saving").get_by_role("button", name="Save", exact=True).last.click()
    page.goto("/console/")
    page.get_by_role("link", name=f"{name} only").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.get_by_role("link", name=f"{name} Limited").click()
    expect(page.locator("h1")).to_have_text(f"{name} Limited")
    expect(page.locator(".call-who")).to_contain_text("Ada Marlow")


@pytest.mark.parametrize("site", ["embedded", "servers"], indirect=True)
def test_an_answer_corrected_during_the_call_is_scored_compared_and_printed(site, visit):
    place = lead(site, "Correcting Works")
    page = visit(DESKTOP, site.origin)
    staff_page(site, page, Role.SALES)
    page.goto(f"/console/leads/{place}")
    assert page.evaluate("document.documentElement.scrollHeight") <= 800
    before = page.locator(".call-total strong").inner_text()
    page.goto(f"/console/leads/{place}/answers/inquiries_per_month")
    page.locator("input[name=answer]").first.fill("900")
    HAND.press(page, "Save and work it out")
    assert "/compare" in page.url
    expect(page.locator("main")).to_contain_text("Why it moved")
    expect(page.locator("main")).to_contain_text("900")
    page.goto(f"/console/leads/{place}")
    after = page.locator(".call-total strong").inner_text()
    assert after != before
    HAND.press(page, "Make the PDF")
    pdf = downloaded(page)
    assert "Correcting Works" in pdf
    assert after.split(" a year")[0] in pdf


@pytest.mark.parametrize("site", ["servers"], indirect=True)
def test_a_step_that_is_due_is_reminded_of_by_mail_with_an_entry_for_the_calendar(site, visit):
    place = lead(site, "Reminding Works")
    page = visit(PHONE, site.origin)
    rep = staff_page(site, page, Role.SALES, "Runa Falk")
    page.goto(f"/console/leads/{place}")
    page.select_option("#owner", label=rep.name)
    HAND.press(page, "Save the owner")
    page.fill("#step-text", "Walk through the working")
    HAND.press(page, "Tomorrow 9:00")
    expect(page.locator(".follow-up-next")).to_contain_text("Walk through the working")
    until_it_is_due(site, place)
    (mail,) = [one for one in mails_to(site, page, rep.email) if "Walk through" in one.part("plain")]
    (attached,) = [one for one in mail.message.walk() if one.get_content_type() == "text/calendar"]
    (entry,) = Calendar.from_ical(attached.get_content()).walk("VEVENT")
    assert str(entry["SUMMARY"]).startswith("Walk through the working")
    assert f"{site.origin}/console/leads/{place}" in mail.part("plain")


def until_it_is_due(site, place):
    """Tomorrow has come."""
    with database_of(site) as database, database.writing() as session:
        row = leads.find(session, place, to_change=True)
        row.next_step_at = datetime.now(UTC) - timedelta(seconds=1)


@SCRIPTS_HERE_OR_NOT
def test_ticked_leads_are_given_to_somebody_and_had_back(site, visit, visitor):
    name = "Bulkhead" if visitor is DESKTOP else "Plainhead"
    for number in range(3):
        lead(site, f"{name} {number}")
    page = visit(visitor, site.origin)
    rep = staff_page(site, page, Role.SALES, "Theo Brandvold")
    page.goto("/console/")
    page.fill("#words", name)
    HAND.press(page, "Search")
    owners = page.locator(".queue-status .queue-sub")
    for row in range(2):
        page.locator("tbody input[type=checkbox]").nth(row).check()
    page.select_option("#new-owner", value=str(rep.account_id))
    HAND.press(page, "Assign")
    assert sorted(owners.all_inner_texts()) == ["Theo Brandvold", "Theo Brandvold", "nobody"]
    HAND.press(page, "Undo")
    assert owners.all_inner_texts() == ["nobody"] * 3


@pytest.mark.parametrize("site", ["embedded", "servers"], indirect=True)
def test_what_the_queue_shows_is_exported_for_a_spreadsheet(site, visit):
    lead(site, "=Exporting, Works")
    page = visit(DESKTOP, site.origin)
    staff_page(site, page, Role.SALES)
    page.goto("/console/")
    page.fill("#words", "exporting")
    HAND.press(page, "Search")
    HAND.press(page, "CSV")
    rows = list(csv.DictReader(io.StringIO(first_download(page).read_text(encoding="utf-8-sig"))))
    assert [row["Company"] for row in rows] == ["'=Exporting, Works"]
    page.goto("/console/")
    HAND.press(page, "Excel")
    sheet = load_workbook(io.BytesIO(first_download(page).read_bytes())).worksheets[0]
    assert "=Exporting, Works" in {str(cell.value) for cell in sheet[2]}
    assert {cell.data_type for cell in sheet[2]} <= {"s", "n", "d", "b"}


def first_download(page):
    """The file of the export that was asked for last, once it is there."""
    link = page.locator("tbody tr").first.get_by_role("link", name="Download")
    link.wait_for(timeout=PATIENCE_MILLISECONDS)
    with page.expect_download() as download:
        link.click()
    return download.value.path()


@SCRIPTS_HERE_OR_NOT
def test_the_second_of_two_on_one_lead_is_told_and_keeps_the_text(site, visit, visitor):
    place = lead(site, "Contested Works")
    first, second = visit(visitor, site.origin), visit(visitor, site.origin, 409)
    staff_page(site, first, Role.SALES, "Theo Brandvold")
    staff_page(site, second, Role.SALES, "Ines Calloway")
    for page in (first, second):
        page.goto(f"/console/leads/{place}")
    HAND.press(first, "I called")
    second.fill("#step-text", "Send the PDF once more")
    with second.expect_navigation():
        second.get_by_role("button", name="In a week").click()
    expect(second.locator(".error-summary")).to_contain_text("Theo Brandvold")
    assert second.input_value("#step-text") == "Send the PDF once more"
    with second.expect_navigation():
        second.get_by_role("button", name="In a week").click()
    expect(second.locator(".follow-up-next")).to_contain_text("Send the PDF once more")


@pytest.mark.parametrize("site", ["embedded"], indirect=True)
def test_a_slip_is_undone_and_the_clock_runs_on_as_if_nothing_had_been(site, visit):
    place = lead(site, "Slipping Works")
    page = visit(PHONE, site.origin)
    staff_page(site, page, Role.SALES)
    page.goto(f"/console/leads/{place}")
    HAND.press(page, "I called")
    expect(page.locator(".call-clock")).to_contain_text("Answered")
    with page.expect_navigation():
        page.locator(".follow-up-undo button").click()
    expect(page.locator(".call-clock")).to_contain_text(re.compile(r"min (left|until red)"))


@pytest.mark.parametrize("site", ["servers"], indirect=True)
def test_who_asks_to_be_forgotten_is_gone_from_the_console(site, visit):
    place = lead(site, "Forgotten Works")
    page = visit(DESKTOP, site.origin, 404, 422)
    staff_page(site, page, Role.ADMIN)
    page.goto(f"/console/leads/{place}")
    page.get_by_role("link", name=re.compile("data")).first.click()
    expect(page.locator("main")).to_contain_text("Ada Marlow")
    page.get_by_role("link", name=re.compile("Erase")).click()
    page.fill("#address", page.locator("h1").inner_text().removeprefix("Erase "))
    page.get_by_role("button", name=re.compile("Erase")).click()
    page.goto(f"/console/leads/{place}")
    expect(page.locator("h1")).not_to_have_text("Forgotten Works")
