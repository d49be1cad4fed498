"""Lists as files: asked for in the queue, made by a worker, had by whoever asked and by nobody else."""

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from audit.store import accounts, leads
from audit.store.tables import AccessEntry, Export, JobState, Role
from tests.web.console.staff import signed_in
from tests.web.quiz.browser import Page
from tests.web.security.site import site_on
from workers.jobs.export import EXPORT_JOB
from workers.jobs.working import work_on
from workers.queue import JobKind
from workers.services import WorkerServices

FORM = {"format": "csv"}


@pytest.fixture
def site(sqlite_url, tmp_path):
    made = site_on(sqlite_url, tmp_path)
    made.app.config["WTF_CSRF_ENABLED"] = False
    audit = made.begin_audit("mine")
    with made.services.database.writing() as session:
        leads.begin(session, audit, made.clock())
        leads.show_contact(session, audit, "Bob", "Northwind", "bob@northwind.example", made.clock())
    yield made
    made.services.database.close()


@pytest.fixture
def ada(site):
    return signed_in(site, Role.SALES)


def work(site):
    """What a worker does with everything that was asked for."""
    known = site.services
    worker = WorkerServices(known.settings, known.database, known.shelf, known.report_files, site.queue, known.clock)
    for kind, number, request_id in list(site.queue.nudges):
        if kind is JobKind.EXPORT:
            work_on(worker, EXPORT_JOB, number, request_id)


def exports_of(site):
    with site.services.database.reading() as session:
        return session.scalars(select(Export).order_by(Export.id)).all()


def noted(site):
    with site.services.database.reading() as session:
        return [
            (entry.action, entry.subject) for entry in session.scalars(select(AccessEntry).order_by(AccessEntry.id))
        ]


def test_a_list_is_asked_for_made_and_downloaded(site, ada):
    assert ada.post("/console/exports", data=FORM).location == "/console/exports"
    assert "It is waiting for its turn." in Page(ada.get("/console/exports")).words
    work(site)
    page = Page(ada.get("/console/exports"))
    assert "1 lead" in page.words
    answer = ada.get(page.links()["Download"])
    assert answer.headers["Content-Disposition"] == "attachment; filename=leads-2026-03-02.csv"
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content_length == len(answer.data)
    (line,) = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert (line["Company"], line["E-mail"]) == ("Northwind", "bob@northwind.example")
    (export,) = exports_of(site)
    assert export.downloaded_at == site.clock()
    assert noted(site) == [
        ("asked for an export", f"export {export.public_id}"),
        ("downloaded an export", f"export {export.public_id}"),
    ]


def test_a_view_and_its_search_are_what_is_exported(site, ada):
    ada.post("/console/search", data={"words": "nobody", "line": ""})
    ada.post("/console/exports", data={**FORM, "line": "status=new&sort=newest"})
    ada.post("/console/exports", data=FORM)
    assert [export.view for export in exports_of(site)] == ["status=new&sort=newest&words=nobody", ""]
    work(site)
    assert [export.rows_done for export in exports_of(site)] == [0, 1]
    assert "Search: nobody; status: new" in Page(ada.get("/console/exports")).words


def test_the_page_that_is_loaded_anew_only_does_so_while_something_changes(site, ada):
    assert "http-equiv" not in ada.get("/console/exports").text
    ada.post("/console/exports", data=FORM)
    assert 'http-equiv="refresh"' in ada.get("/console/exports").text
    work(site)
    assert "http-equiv" not in ada.get("/console/exports").text


def test_a_script_is_told_how_far_it_is(site, ada):
    ada.post("/console/exports", data=FORM)
    with site.services.database.writing() as session:
        export = session.scalars(select(Export)).one()
        export.state, export.rows_total, export.rows_done = JobState.WORKING, 2_000, 500
        export.claimed_until = site.clock() + timedelta(seconds=5)
    told = ada.get("/console/exports/state").json
    assert told == {export.public_id: {"state": "working", "sentence": "500 of 2,000 leads", "percent": 25}}


def test_nobody_else_sees_or_has_it(site, ada):
    ada.post("/console/exports", data=FORM)
    work(site)
    (export,) = exports_of(site)
    other = signed_in(site, Role.ADMIN, "Bram Castell")
    assert other.get(f"/console/exports/{export.public_id}/file").status_code == 404
    assert other.post(f"/console/exports/{export.public_id}/again").status_code == 404
    assert other.get("/console/exports/state").json == {}
    assert "Download" not in other.get("/console/exports").text


def test_who_may_no_longer_sell_may_no_longer_download(site, ada):
    ada.post("/console/exports", data=FORM)
    work(site)
    (export,) = exports_of(site)
    with site.services.database.writing() as session:
        accounts.find(session, export.account_id).role = Role.VIEWER
    assert ada.get(f"/console/exports/{export.public_id}/file").status_code == 403


def test_after_its_time_a_list_is_gone_and_that_is_said_calmly(site, ada):
    ada.post("/console/exports", data=FORM)
    work(site)
    (export,) = exports_of(site)
    with site.services.database.writing() as session:  # the session would be over long before
        session.get_one(Export, export.id).expires_at = site.clock()
    answer = ada.get(f"/console/exports/{export.public_id}/file")
    assert answer.status_code == 404
    assert Page(answer).h1 == "This file is no longer there"
    assert "Removed, because its time was over." in Page(ada.get("/console/exports")).words
    assert noted(site)[-1][0] == "asked for an export"


def test_a_file_that_is_missing_is_not_an_error_of_the_server(site, ada):
    ada.post("/console/exports", data=FORM)
    work(site)
    (export,) = exports_of(site)
    site.services.report_files.delete(export.file_name)
    assert ada.get(f"/console/exports/{export.public_id}/file").status_code == 404


def test_one_that_failed_says_why_and_can_be_made_anew(site, ada):
    ada.post("/console/exports", data=FORM)
    with site.services.database.writing() as session:
        export = session.scalars(select(Export)).one()
        export.state, export.error = JobState.FAILED, "The file could not be stored."
    page = Page(ada.get("/console/exports"))
    assert "The file could not be stored. Make it anew" in page.words
    assert ada.post(f"/console/exports/{export.public_id}/again").status_code == 303
    work(site)
    assert exports_of(site)[0].state == JobState.DONE


def test_another_format_is_refused_with_a_sentence(site, ada):
    answer = ada.post("/console/exports", data={"format": "pdf"})
    assert answer.status_code == 422
    assert "Choose CSV or Excel." in Page(answer).words
    assert exports_of(site) == []


@pytest.mark.parametrize("role", [Role.VIEWER, Role.AUTHOR])
def test_who_does_not_sell_has_no_exports(site, role):
    other = signed_in(site, role)
    assert other.get("/console/exports").status_code == 403
    assert other.post("/console/exports", data=FORM).status_code == 403
