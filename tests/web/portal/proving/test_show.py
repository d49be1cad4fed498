"""The proof in the portal: every state, the numbers on it, and the way to its PDF."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from audit.recovery.series import Series
from audit.store import agreements, papers, proving
from audit.store.tables import Account, Agreement, Paper, PaperKind, Person, Side
from reports.wording import Wording
from tests.web.portal.operators import PAT, agree, company_with, operating, terms_of
from tests.web.portal.proving.conftest import AUDIT, EXAMPLE, KIM, START, THEIRS, measure
from tests.web.quiz.browser import Browser
from tests.workers.jobs.test_report import EmptyShelf
from workers.queue import JobKind


@pytest.fixture
def measured(site, agreed):
    """A year of values, with one missing, on the fifth of the month after it."""
    site.clock.now = site.clock.now.replace(year=2026, month=3, day=5)
    measure(site, agreed.agreement)
    return agreed


def row_of(page, name):
    """The cells of a period's row in the table."""
    (row,) = [row for row in page.all("tr") if " ".join(" ".join(row.itertext()).split()).startswith(name)]
    return [" ".join(" ".join(cell.itertext()).split()) for cell in row]


def test_the_state_stands_first_in_words(pat, address, measured):
    page = pat.open(address)
    assert page.status == 200
    assert page.h1 == "Proof: Missed calls"
    assert "Reached" in page.words
    assert page.words.index("Where it stands") < page.words.index("The number")


def test_now_target_and_baseline_stand_beside_each_other(pat, address, measured):
    words = pat.open(address).words
    assert "12 inquiries a month" in words
    assert "14 inquiries a month" in words
    assert "40 inquiries a month" in words


def test_every_value_of_the_chart_is_in_the_table(pat, address, measured):
    page = pat.open(address)
    for name, value in (("March 2025", "35"), ("April 2025", "24"), ("February 2026", "12")):
        assert row_of(page, name)[1] == value
    assert row_of(page, "June 2025")[1] == "missing"
    assert row_of(page, "September 2024")[1] == "38"


def test_the_dollars_are_those_of_the_proof_as_a_range_of_two_digits(site, pat, address, measured):
    with site.services.database.reading() as session:
        agreement = session.get_one(Agreement, measured.agreement.id)
        proof = proving.proof_of(session, site.services.shelf, agreement, site.clock())
    words = Wording("en_US", "USD")
    page = pat.open(address)
    assert words.money_range(proof.net) in page.words
    assert row_of(page, "In all")[3] == words.money_range_short(proof.recovered)


def test_a_month_is_over_once_it_is_on_the_teams_clock(site, agreed):
    at = datetime(2025, 3, 31, 22, 30, tzinfo=UTC)
    with site.services.database.reading() as session:
        row = session.get_one(Agreement, agreed.agreement.id)
        here = proving.proof_of(session, site.services.shelf, row, at)
        there = proving.proof_of(session, site.services.shelf, row, at.astimezone(ZoneInfo("Europe/Berlin")))
    assert [len(here.periods), len(there.periods)] == [0, 1]


def test_a_version_that_replaced_another_says_that_it_judges_all_periods(site, pat, address, measured):
    assert "By version 1 of the agreement, which both sides have signed." in pat.open(address).words
    assert "under an earlier version" not in pat.open(address).words
    with site.services.database.writing() as session:
        row = session.get_one(Agreement, measured.agreement.id)
        newer = agreements.propose(session, row, terms_of(START, target=10.0), "More is possible.", None, site.clock())
        signed = agreements.versions(session, row.id)[1].signed
        staff = session.get_one(Account, signed[Side.CONSULTANCY].account_id)
        person = session.get_one(Person, signed[Side.COMPANY].person_id)
        agreements.sign(session, newer, staff, "Sam Vance", "I agree.", site.clock())
        agreements.sign(session, newer, person, "Pat Lee", "I agree.", site.clock())
    words = pat.open(address).words
    assert "By version 2 of the agreement" in words
    assert "also for those that began under an earlier version" in words


def test_after_a_stop_nothing_is_missing_and_nothing_costs_any_more(site, pat, address, measured):
    before = row_of(pat.open(address), "In all")
    with site.services.database.writing() as session:
        agreements.stop(session.get_one(Agreement, measured.agreement.id), "They sold the shop.", site.clock())
    site.clock.now = site.clock.now.replace(year=2027)
    page = Browser(operating(site, PAT)).open(address)
    assert "Stopped" in page.words
    assert row_of(page, "March 2026")[1] == "missing"  # it was stopped on the fifth of it
    assert "April 2026" not in page.words
    assert row_of(page, "In all")[3] == before[3]


def test_the_method_is_named_and_cited_with_its_rate(pat, address, measured):
    words = pat.open(address).words
    assert "process behaviour chart" in words
    assert "Understanding Variation" in words
    assert "at most 5% of cases" in words


def test_a_missing_period_is_named_with_a_link_to_enter_it(pat, address, measured):
    page = pat.open(address)
    assert "Please enter the number of June 2025" in page.words
    assert page.links()["Enter what is missing"].endswith("/measurements")


def test_a_corrected_value_is_marked_in_the_chart_and_in_the_table(site, pat, address, measured):
    measure(site, measured.agreement, (34.0,), number=2)
    page = pat.open(address)
    assert row_of(page, "March 2025")[1] == "34"
    assert "Corrected once" in row_of(page, "March 2025")[6]
    assert "corrected" in page.words


def test_series_beside_the_number_come_with_their_definitions(site, pat, address, measured):
    measure(site, measured.agreement, (0.4, 0.55), Series.ADOPTION)
    words = pat.open(address).words
    assert "Adoption: 55% in April 2025" in words
    assert "The share of all cases of the period that went through the new way of working." in words


def test_the_setup_cost_and_when_it_was_paid_back_are_said(pat, address, measured):
    assert "Setting it up cost $9,000." in pat.open(address).words


def test_the_dollars_lead_to_the_audit_that_they_are_worked_out_from(pat, address, measured):
    page = pat.open(address)
    assert page.links()["The answers and the working of the audit (result 1)"].endswith(f"/audits/{AUDIT}")
    assert "version" in page.words


def test_before_both_sides_have_signed_there_is_no_proof(site, pat, northwind):
    drafted = agree(site, northwind, AUDIT, terms_of(START), signed=False)
    page = pat.open(f"/portal/{northwind.public_id}/agreements/{drafted.agreement.public_id}/proof")
    assert "The proof begins when both sides have signed the agreement." in page.words
    assert not [form for form in page.all("form") if (form.get("action") or "").endswith("/proof/paper")]


def test_before_the_first_period_is_over_the_page_says_so(site, pat, address):
    site.clock.now = site.clock.now.replace(year=2025, month=3, day=10)
    page = pat.open(address)
    assert "the first period is not over" in page.words
    assert row_of(page, "September 2024")[1] == "38"


def test_a_baseline_that_is_too_short_is_said_with_what_to_do(site, pat, northwind):
    few = terms_of(START, baseline_values=())
    short = agree(site, northwind, AUDIT, few)
    measure(site, short.agreement)
    page = pat.open(f"/portal/{northwind.public_id}/agreements/{short.agreement.public_id}/proof")
    assert "too few to tell a change" in page.words
    assert "ordinary swing" not in [t.text for t in page.all("text")]


def test_a_number_without_dollars_shows_a_plain_page(site, pat, northwind):
    odd = agree(site, northwind, AUDIT, terms_of(START, fix="a_fix_that_is_gone"))
    page = pat.open(f"/portal/{northwind.public_id}/agreements/{odd.agreement.public_id}/proof")
    assert page.status == 200
    assert "has no fix called" in page.words
    assert "Nothing that was measured is lost." in page.words


def test_a_playbook_that_is_gone_shows_a_plain_page(site, pat, address, measured):
    pat.open(address)
    site.app.extensions["plumbline"] = replace(site.services, shelf=EmptyShelf())
    page = pat.open(address)
    assert page.status == 200
    assert "is not on this server any more" in page.words


def test_a_pdf_is_ordered_once_for_the_same_day_and_values(site, pat, address, measured):
    page = pat.open(address)
    first = pat.send(page, {}, to=f"{address}/paper")
    again = pat.send(pat.open(address), {}, to=f"{address}/paper")
    assert first.path == again.path
    with site.services.database.reading() as session:
        (paper,) = papers.of_agreement(session, measured.agreement.id)
    assert (paper.kind, paper.as_of) == (PaperKind.PROOF, site.clock())
    assert first.path.endswith(f"/papers/{paper.public_id}")
    assert {kind for kind, _, _ in site.queue.nudges} == {JobKind.PAPER}


def test_another_value_makes_another_pdf(site, pat, address, measured):
    pat.send(pat.open(address), {}, to=f"{address}/paper")
    measure(site, measured.agreement, (34.0,), number=2)
    pat.send(pat.open(address), {}, to=f"{address}/paper")
    with site.services.database.reading() as session:
        assert len(papers.of_agreement(session, measured.agreement.id)) == 2


def test_a_proof_that_is_not_there_cannot_be_ordered(site, pat, northwind):
    drafted = agree(site, northwind, AUDIT, terms_of(START), signed=False)
    address = f"/portal/{northwind.public_id}/agreements/{drafted.agreement.public_id}/proof"
    page = pat.send(pat.open(address), {}, to=f"{address}/paper")
    assert page.path == address
    with site.services.database.reading() as session:
        assert session.query(Paper).count() == 0


def test_nobody_sees_or_orders_another_company_s_proof(site, address, northwind, measured):
    harbour = company_with(site, "Harbour Repairs", KIM, THEIRS, "mid_market", EXAMPLE)
    own = agree(site, harbour, THEIRS, terms_of(START))
    kim = Browser(operating(site, KIM))
    mixed = f"/portal/{harbour.public_id}/agreements/{measured.agreement.public_id}/proof"
    page = kim.open(f"/portal/{harbour.public_id}/agreements/{own.agreement.public_id}/proof")
    assert page.status == 200
    for theirs in (address, mixed):
        assert kim.open(theirs).status == 404
        assert kim.send(page, {}, to=f"{theirs}/paper").status == 404
    with site.services.database.reading() as session:
        assert papers.of_agreement(session, measured.agreement.id) == []
