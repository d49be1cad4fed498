"""Old reports never change: drawn by a real worker, the PDF of a result stays the same bytes, whatever comes later."""

from audit.store.tables import Report
from tests.reports.reading import Pdf
from tests.web.portal.company.conftest import AUDIT, change, newer
from tests.web.portal.operators import PAT, operating
from tests.web.quiz.browser import Browser
from workers.jobs.report import REPORT_JOB
from workers.jobs.working import work_on
from workers.services import WorkerServices


def draw(site):
    """Have a worker draw every report that the pages have nudged for."""
    known = site.services
    services = WorkerServices(known.settings, known.database, known.shelf, known.report_files, known.queue, known.clock)
    for _, row_id, request_id in [*site.queue.nudges]:
        work_on(services, REPORT_JOB, row_id, request_id)


def order(browser, audit_address, number):
    return browser.send(browser.open(audit_address), {}, to=f"{audit_address}/revisions/{number}/report")


def test_a_pdf_is_the_same_bytes_after_new_results_and_a_new_playbook_and_names_its_version(site, pat, audit_address):
    order(pat, audit_address, 1)
    draw(site)
    first = pat.client.get(f"{audit_address}/revisions/1/report.pdf").data
    assert "A small check, version 1" in Pdf(first).text
    change(site, AUDIT, calls_per_week="90")
    later = newer(site)
    later.clock.forward(days=400)
    browser = Browser(operating(later, PAT))
    for number in (1, 2):
        order(browser, audit_address, number)
    draw(later)
    draw(site)
    assert browser.client.get(f"{audit_address}/revisions/1/report.pdf").data == first
    second = browser.client.get(f"{audit_address}/revisions/2/report.pdf").data
    assert second.startswith(b"%PDF")
    assert second != first
    with site.services.database.reading() as session:
        assert session.get_one(Report, 1).attempts == 1
