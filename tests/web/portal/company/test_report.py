"""The PDF of a result: made when somebody asks, the same bytes each time, and never handed out if it was altered."""

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from audit.store import claims
from audit.store.tables import JobState, Report, ReportOpening
from tests.web.portal.company.conftest import AUDIT, change, finish_report
from workers.queue import JobKind

FIRST = b"%PDF-1.7 the first result"


@pytest.fixture
def pdf(audit_address):
    return f"{audit_address}/revisions/1/report"


def ask(pat, audit_address, number=1):
    return pat.send(pat.open(audit_address), {}, to=f"{audit_address}/revisions/{number}/report")


def row(site):
    with site.services.database.reading() as session:
        return session.scalars(select(Report).order_by(Report.id)).first()


def test_before_it_was_asked_for_there_is_a_button(site, pat, audit_address, pdf):
    assert "Make the PDF" in pat.open(audit_address).words
    page = ask(pat, audit_address)
    assert (page.path, page.h1) == (pdf, "Your PDF is on its way")
    assert [nudge[:2] for nudge in site.queue.nudges] == [(JobKind.REPORT, row(site).id)]
    assert row(site).company == "Northwind Trading"


def test_while_it_is_made_the_page_looks_again_by_itself_with_and_without_a_script(pat, audit_address, pdf):
    page = ask(pat, audit_address)
    (again,) = [one for one in page.all("meta") if one.get("http-equiv") == "refresh"]
    assert again.get("content") == "3"
    state = pat.client.get(f"{pdf}/state").get_json()
    assert (state["state"], state["settled"]) == ("waiting", False)
    assert "The PDF is on its way." in pat.open(audit_address).words


def test_a_report_that_nobody_has_asked_for_leads_back_to_the_audit(pat, audit_address, pdf):
    assert pat.open(pdf).path == audit_address
    assert pat.open(f"{pdf}.pdf").path == audit_address


def test_once_it_is_ready_it_can_be_downloaded(site, pat, audit_address, pdf):
    ask(pat, audit_address)
    finish_report(site)
    assert pat.open(pdf).links()["Download the PDF"] == f"{pdf}.pdf"
    assert pat.open(audit_address).links()["Download the PDF"] == f"{pdf}.pdf"
    answer = pat.client.get(f"{pdf}.pdf")
    assert (answer.status_code, answer.content_type, answer.data) == (200, "application/pdf", FIRST)


def test_its_name_says_nothing_of_the_company(site, pat, audit_address, pdf):
    ask(pat, audit_address)
    finish_report(site)
    named = pat.client.get(f"{pdf}.pdf").headers["Content-Disposition"]
    assert named == "attachment; filename=profit-leaks-2026-03-02-result-1.pdf"


def test_a_browser_that_has_it_is_told_so(site, pat, audit_address, pdf):
    ask(pat, audit_address)
    finish_report(site)
    tag = pat.client.get(f"{pdf}.pdf").headers["ETag"]
    again = pat.client.get(f"{pdf}.pdf", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


def test_asking_again_changes_nothing_of_a_report_that_is_ready(site, pat, audit_address, pdf):
    ask(pat, audit_address)
    finish_report(site)
    before = row(site)
    change(site, AUDIT, calls_per_week="90")
    ask(pat, audit_address)
    ask(pat, audit_address, 2)
    finish_report(site, b"%PDF-1.7 the second result")
    after = row(site)
    assert (after.sha256, after.attempts, after.finished_at) == (before.sha256, before.attempts, before.finished_at)
    assert pat.client.get(f"{pdf}.pdf").data == FIRST
    assert pat.client.get(f"{audit_address}/revisions/2/report.pdf").data == b"%PDF-1.7 the second result"


def test_one_that_is_not_as_it_was_made_is_refused_and_noted_without_naming_anybody(site, pat, audit_address, pdf):
    ask(pat, audit_address)
    name = finish_report(site)
    site.services.report_files.put(name, b"%PDF-1.7 something else")
    with capture_logs() as logs:
        page = pat.open(f"{pdf}.pdf")
    assert page.status == 500
    assert "is not the one that was made for you" in page.words
    (error,) = [line for line in logs if line["log_level"] == "error"]
    assert error == {"event": "report is not as it was made", "report": row(site).id, "log_level": "error"}


def test_while_its_file_is_away_a_page_says_so(site, pat, audit_address, pdf):
    ask(pat, audit_address)
    site.services.report_files.delete(finish_report(site))
    page = pat.open(f"{pdf}.pdf")
    assert (page.status, page.h1) == (503, "The PDF cannot be had right now")


def test_one_that_could_not_be_made_can_be_tried_again(site, pat, audit_address, pdf):
    ask(pat, audit_address)
    with site.services.database.writing() as session:
        held = claims.claim(session, Report, row(site).id, site.clock(), site.clock() - site.clock())
        assert held is not None
        claims.give_up(session, held, "no room", site.clock())
    page = pat.open(pdf)
    assert page.h1 == "We could not make your PDF"
    assert "Try again" in pat.open(audit_address).words
    assert pat.send(page, {}, to=pdf).h1 == "Your PDF is on its way"
    assert row(site).state == JobState.WAITING


def test_sales_see_that_it_was_read(site, pat, audit_address, pdf):
    ask(pat, audit_address)
    finish_report(site)
    pat.client.get(f"{pdf}.pdf")
    with site.services.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ReportOpening)) == 1


def test_a_result_that_is_not_there_has_none(pat, audit_address):
    assert pat.client.get(f"{audit_address}/revisions/9/report.pdf").status_code == 404
    form = pat.open(audit_address).hidden()
    assert pat.client.post(f"{audit_address}/revisions/9/report", data=form).status_code == 404
