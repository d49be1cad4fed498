"""The PDF of a lead: asked for, watched, downloaded, tried again, and mailed once an hour at most."""

from sqlalchemy import func, select

from audit.store.tables import AccessEntry, Activity, JobState, Mail, Report
from tests.web.quiz.browser import words
from tests.web.results.site import record_of
from workers.queue import JobKind

LEAD = "/console/leads/plumber"
ORDER = f"{LEAD}/report"


def ask(rep, **fields: str):
    return rep.send(rep.open(LEAD), fields, to=ORDER)


def pdf(page) -> str:
    return words(next(one for one in page.all("section") if one.get("aria-labelledby") == "pdf"))


def test_asking_makes_the_report_of_the_newest_result_and_nudges_once(rep, plumber, store, site):
    page = ask(rep)
    report = store.row(Report)
    assert (report.revision_id, report.state, report.company) == (1, JobState.WAITING, "Northwind Plumbing")
    assert [(kind, row) for kind, row, _ in site.queue.nudges] == [(JobKind.REPORT, report.id)]
    assert "It is waiting for its turn." in pdf(page)
    assert store.count(Mail) == 0
    row = store.row(Activity)
    assert (row.kind, row.after) == ("PDF asked", {"revision": "1", "mailed": ""})


def test_the_link_is_mailed_when_the_box_is_ticked(rep, plumber, store):
    page = ask(rep, mail="yes")
    mail = store.row(Mail)
    assert (mail.state, mail.recipient) == (JobState.HELD, "pat@northwind.example")
    assert "its link is mailed" in words(page.by_class("flash")[0])


def test_an_address_gets_one_mail_an_hour(rep, plumber, store, site):
    ask(rep, mail="yes")
    store.changed("plumber", record_of("home_services", "bramble_plumbing", job_value="520"), "job_value")
    page = ask(rep, mail="yes")
    assert "within the hour" in words(page.by_class("flash")[0])
    assert (store.count(Report), store.count(Mail)) == (2, 1)


def test_nobody_to_mail_means_no_box(rep, desk, store):
    desk.finished("plumber", "home_services", "bramble_plumbing", None)
    page = rep.open(LEAD)
    assert not [one for one in page.inputs() if one.get("name") == "mail"]
    ask(rep, mail="yes")
    assert (store.count(Report), store.count(Mail)) == (1, 0)


def test_progress_is_told_to_the_script(rep, plumber, worker):
    ask(rep)
    worker.progress(40)
    told = rep.client.get(f"{LEAD}/report/state").get_json()
    assert (told["words"], told["on_its_way"], told["download"]) == ("is being made: 40 %", True, "")


def test_a_finished_pdf_is_downloaded_and_noted(rep, plumber, worker, store):
    ask(rep)
    worker.finish_report()
    page = rep.open(LEAD)
    address = page.links()["Download the PDF"]
    answer = rep.client.get(address)
    assert (answer.data, answer.content_type) == (worker.content, "application/pdf")
    assert answer.headers["Content-Disposition"].endswith("northwind-plumbing-profit-leaks-2026-06-01.pdf")
    entry = store.row(AccessEntry, action="downloaded a report")
    assert (entry.subject, entry.detail) == ("plumber", {"report": "1"})
    told = rep.client.get(f"{LEAD}/report/state").get_json()
    assert (told["download"], told["on_its_way"]) == (address, False)


def test_a_pdf_that_is_not_as_it_was_made_is_not_handed_out(rep, plumber, worker, site):
    ask(rep)
    worker.finish_report()
    site.services.report_files.put("made/up.pdf", b"%PDF-1.7 something else")
    answer = rep.client.get(rep.open(LEAD).links()["Download the PDF"])
    assert answer.status_code == 500
    assert b"something else" not in answer.data


def test_a_pdf_that_is_not_ready_or_another_leads_is_not_there(rep, plumber, desk, worker):
    ask(rep)
    assert rep.client.get(f"{LEAD}/reports/1.pdf").status_code == 404
    worker.finish_report()
    desk.finished("gardener", "home_services", "fenwick_garden_care")
    assert rep.client.get("/console/leads/gardener/reports/1.pdf").status_code == 404
    assert rep.client.get(f"{LEAD}/reports/99.pdf").status_code == 404


def test_one_that_failed_can_be_run_again(rep, plumber, worker, store, site):
    ask(rep)
    worker.give_up()
    page = rep.open(LEAD)
    assert "could not be made" in pdf(page)
    site.queue.nudges.clear()
    page = rep.send(page, {}, to=f"{LEAD}/reports/1/again")
    assert store.row(Report).state == JobState.WAITING
    assert [kind for kind, _, _ in site.queue.nudges] == [JobKind.REPORT]
    assert "It is tried again." in words(page.by_class("flash")[0])
    page = rep.send(page, {}, to=f"{LEAD}/reports/1/again")
    assert "It is being made already." in words(page.by_class("flash")[0])


def test_the_pdf_of_an_earlier_result_is_still_there(rep, plumber, worker, store):
    ask(rep)
    worker.finish_report()
    store.changed("plumber", record_of("home_services", "bramble_plumbing", job_value="520"), "job_value")
    page = rep.open(LEAD)
    assert "Of result 1: download the PDF" in pdf(page)
    assert "Make the PDF" in pdf(page)


def test_who_may_only_look_downloads_but_orders_nothing(viewer, rep, plumber, worker, store, site):
    ask(rep)
    worker.finish_report()
    assert viewer.client.get(f"{LEAD}/reports/1.pdf").status_code == 200
    token = viewer.open(LEAD).hidden()["csrf_token"]
    assert viewer.client.post(ORDER, data={"csrf_token": token}).status_code == 403
    with site.services.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Report)) == 1
