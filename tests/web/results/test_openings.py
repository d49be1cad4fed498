"""When a report counts as opened: its company has it in hand, and no program that only looks."""

import pytest

from audit.store.tables import Report, ReportOpening, Role
from tests.web.console.staff import signed_in
from tests.web.security.site import Site

PDF = "/audit/plumber/report.pdf"


@pytest.fixture
def ready(asked, worker):
    """The plumber's report is there."""
    worker.finish_report()
    return worker


def opening(store):
    return store.row(ReportOpening)


def test_a_downloaded_report_is_opened_at_that_moment_and_later_downloads_change_nothing(
    browser, ready, store, services
):
    assert opening(store) is None
    first = services.clock()
    for _ in range(2):
        assert browser.client.get(PDF).status_code == 200
        services.clock.forward(days=1)
    assert (opening(store).report_id, opening(store).opened_at) == (store.row(Report).id, first)


def test_the_button_behind_the_mails_link_opens_it_and_the_link_alone_does_not(stranger, ready, store):
    page = stranger.open(f"/report/{ready.link('plumber')}")
    assert opening(store) is None
    stranger.send(page, {})
    assert opening(store).report_id == store.row(Report).id


def test_a_browser_that_looks_ahead_and_a_program_that_asks_for_the_head_open_nothing(browser, ready, store):
    assert browser.client.head(PDF).status_code == 200
    assert browser.client.get(PDF, headers={"Sec-Purpose": "prefetch;prerender"}).status_code == 200
    assert opening(store) is None


def test_what_staff_open_is_not_counted(app, services, ready, store):
    staff = signed_in(Site(services, app, services.clock, services.queue), Role.SALES)
    with staff.session_transaction() as session:
        session["audits"] = ["plumber"]
    assert staff.get(PDF).data == ready.content
    assert opening(store) is None


def test_somebody_who_may_not_have_it_opens_nothing(stranger, ready, store):
    assert stranger.client.get(PDF).status_code == 404
    assert opening(store) is None


def test_a_report_that_cannot_be_read_is_not_opened(browser, ready, store, tmp_path):
    (tmp_path / "reports" / "made" / "up.pdf").unlink()
    assert browser.client.get(PDF).status_code == 503
    assert opening(store) is None


def test_the_report_is_there_while_nothing_can_be_written_down(browser, ready, services):
    with services.database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE report_openings")
    assert browser.client.get(PDF).data == ready.content
