"""An answer put right during the call: a new result at once, the company's own page with it, nobody's work lost."""

from audit.store import audits, revisions
from audit.store.tables import Activity, AnswerRow, AuditRow, Revision
from tests.web.quiz.browser import Browser, Page, words
from web.console.call.correction import MEANWHILE

JOB_VALUE = "/console/leads/plumber/answers/job_value"


def say(rep: Browser, page: Page, given: str) -> Page:
    """Give that answer on the page's own form."""
    return rep.send(page, {"answer": given}, to=page.path)


def correct(rep: Browser, given: str) -> Page:
    return say(rep, rep.open(JOB_VALUE), given)


def newest(site) -> Revision:
    with site.services.database.reading() as session:
        audit = audits.find(session, "plumber")
        found = revisions.latest(session, audit.id)
    assert found
    return found


def test_a_corrected_answer_makes_a_new_result_by_the_rep_and_leads_to_what_moved(rep, plumber, site):
    before = newest(site)
    page = correct(rep, "520")
    after = newest(site)
    assert page.path == "/console/leads/plumber/compare"
    assert (after.number, after.changed) == (before.number + 1, "job_value")
    assert after.made_by_id is not None
    assert after.total_p50 > before.total_p50
    assert "Result 2, today 12:00 by Ada Lindqvist" in page.words


def test_the_company_sees_the_newest_result_and_the_rep_is_told_so(rep, plumber, site):
    assert "The company sees this too" in rep.open(JOB_VALUE).words
    correct(rep, "520")
    own = Browser(site.holder_of("plumber")).open("/audit/plumber/result")
    assert "$520 a job" in own.words


def test_the_question_shows_what_they_said(rep, plumber):
    page = rep.open(JOB_VALUE)
    assert page.by_id("answer").get("value") == "420"
    assert page.h1 == "What does a typical job bring in, material included?"


def test_the_same_answer_again_is_no_new_result(rep, plumber, store):
    correct(rep, "520")
    page = correct(rep, "520")
    assert page.path == "/console/leads/plumber"
    assert "Nothing has changed" in words(page.by_class("flash")[0])
    assert (store.count(Revision), store.count(Activity)) == (2, 1)


def test_a_correction_leaves_a_row_of_activity(rep, plumber, store):
    correct(rep, "520")
    row = store.row(Activity)
    assert (row.kind, row.before, row.after) == ("correction", {"revision": "1"}, {"revision": "2"})


def test_an_answer_that_is_not_understood_stays_in_the_field(rep, plumber, store):
    page = correct(rep, "a lot")
    assert page.status == 422
    assert page.title.startswith("Error: ")
    assert page.by_id("answer").get("value") == "a lot"
    assert store.count(Revision) == 1


def test_who_sends_a_page_that_is_out_of_date_is_told_and_keeps_what_was_typed(rep, plumber, store):
    shown = rep.open(JOB_VALUE)
    correct(rep, "520")
    page = say(rep, shown, "610")
    assert page.status == 409
    assert MEANWHILE in page.words
    assert page.by_id("answer").get("value") == "610"
    assert store.count(Revision) == 2
    assert say(rep, page, "610").path == "/console/leads/plumber/compare"
    assert store.count(Revision) == 3


def test_a_change_that_opens_a_question_leads_there_and_is_scored_when_it_is_answered(rep, desk, store):
    desk.finished("architects", "mid_market", "alder_row_architects")
    page = say(rep, rep.open("/console/leads/architects/answers/industry"), "b2b")
    assert page.path == "/console/leads/architects/answers/quote_days"
    assert "The change leads to this question" in page.words
    assert store.count(Revision) == 1
    page = say(rep, page, "week")
    assert page.path == "/console/leads/architects/compare"
    assert "Kind of business, with" in page.words


def test_an_unfinished_audit_can_be_finished_on_the_phone(rep, desk, store):
    given = {"jobs_per_month": "40", "missed_calls_per_week": "few", "quote_days": "week", "wasted_visits": "one"}
    desk.begun("half", "home_services", **given)
    page = rep.open("/console/leads/half/answers/invoice_days")
    assert "ask it on the phone" in page.words
    page = say(rep, page, "weekend")
    assert page.path == "/console/leads/half/answers/free_jobs_per_week"
    page = say(rep, say(rep, page, "some"), "420")
    assert page.path == "/console/leads/half"
    assert store.row(Revision).made_by_id is not None
    assert store.row(AuditRow).state == "finished"


def test_a_question_that_cannot_be_put_leads_back_to_the_lead(rep, desk, store):
    desk.begun("half", "home_services", jobs_per_month="40")
    assert rep.open("/console/leads/half/answers/job_value").path == "/console/leads/half"
    assert rep.open("/console/leads/half/answers/no_such").path == "/console/leads/half"
    before = store.count(AnswerRow)
    shown = rep.open("/console/leads/half/answers/missed_calls_per_week")
    page = rep.send(shown, {"answer": "420"}, to="/console/leads/half/answers/job_value")
    assert page.path == "/console/leads/half"
    assert store.count(AnswerRow) == before


def test_who_may_only_look_corrects_nothing(viewer, plumber, store):
    assert viewer.client.get(JOB_VALUE).status_code == 403
    token = viewer.open("/console/leads/plumber").hidden()["csrf_token"]
    answer = viewer.client.post(JOB_VALUE, data={"csrf_token": token, "answer": "520", "seen": "x"})
    assert answer.status_code == 403
    assert store.count(Revision) == 1
