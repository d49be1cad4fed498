"""Reports: claimed, drawn, kept, marked; and what the row says when that does not work."""

import io
from datetime import timedelta
from hashlib import sha256

import pytest
from pypdf import PdfReader

from audit.answers import read_answers
from audit.checking.gate import load
from audit.record import from_json, recompute, to_record
from audit.run import run_audit
from audit.store import claims
from audit.store.report_files import ReportFiles
from audit.store.shelf import UnknownPlaybookError
from audit.store.tables import JobState, Report
from tests.workers.desk import STARTER, changed, forward, mail_row, nudges, order, record, report_row
from workers.jobs.report import REPORT_JOB, named
from workers.jobs.working import work_on
from workers.queue import JobKind
from workers.rules import JobRules, Rules

LEASE = Rules().report.lease
SECOND = timedelta(seconds=1)


class Full(ReportFiles):
    """A disk without room."""

    def put(self, name, content):
        raise OSError(28, "No space left on device")


class Slow(ReportFiles):
    """Keeps a file so slowly that meanwhile the claim runs out and another worker takes the job."""

    def __init__(self, url, services):
        super().__init__(url)
        self.services = services

    def put(self, name, content):
        super().put(name, content)
        with self.services.database.writing() as session:
            late = self.services.clock() + self.services.rules.report_storing + SECOND
            assert claims.claim(session, Report, 1, late, LEASE)


class EmptyShelf:
    """Nothing is known any more."""

    def get(self, content_hash):
        raise UnknownPlaybookError(content_hash)


class Spy:
    """A database that does as the real one, and counts what is written."""

    def __init__(self, database):
        self.database = database
        self.writings = 0

    def reading(self):
        return self.database.reading()

    def writing(self):
        self.writings += 1
        return self.database.writing()


def work(services, report_id=1):
    work_on(services, REPORT_JOB, report_id, "request-1")


def test_a_report_is_drawn_kept_and_marked(services):
    report_id = order(services.database)
    work(services, report_id)
    row = report_row(services.database, report_id)
    pdf = services.report_files.get(row.file_name)
    assert (row.state, row.progress_percent, row.error, row.claim) == (JobState.DONE, 100, None, None)
    assert (row.size_bytes, row.sha256) == (len(pdf), sha256(pdf).hexdigest())
    assert "Northwind" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


def test_the_audit_attached_to_a_report_is_named_and_recomputes_to_the_cent(services):
    work(services, order(services.database))
    pdf = services.report_files.get(report_row(services.database, 1).file_name)
    attached = from_json(PdfReader(io.BytesIO(pdf)).attachments["audit.json"][0])
    assert attached.audit.company.name == "Northwind"
    assert recompute(attached, services.shelf.get(attached.audit.playbook.content_hash)) == ()


def test_a_report_made_again_after_a_crash_is_the_same_file(services):
    work(services, order(services.database))
    first = report_row(services.database, 1)
    with services.database.writing() as session:
        session.get_one(Report, 1).state = JobState.WAITING
    work(services)
    again = report_row(services.database, 1)
    assert (again.file_name, again.sha256, again.attempts) == (first.file_name, first.sha256, 2)
    assert len(services.report_files.names("")) == 1


def test_a_nudge_that_comes_twice_makes_no_second_report(services):
    work(services, order(services.database))
    work(services)
    assert report_row(services.database, 1).attempts == 1


def test_a_mail_that_waits_for_a_report_is_let_go_with_it_and_nudged(services):
    order(services.database, email="ann@northwind.example")
    assert mail_row(services.database).state == JobState.HELD
    work(services)
    assert mail_row(services.database).state == JobState.WAITING
    assert nudges(services) == [(JobKind.MAIL, 1, "request-1")]


def test_a_worker_that_lost_its_claim_changes_nothing(services, tmp_path):
    order(services.database, email="ann@northwind.example")
    work(changed(services, report_files=Slow((tmp_path / "reports").as_uri(), services)))
    row = report_row(services.database, 1)
    assert (row.state, row.attempts, row.file_name) == (JobState.WORKING, 2, None)
    assert mail_row(services.database).state == JobState.HELD
    assert nudges(services) == []


def test_a_full_disk_puts_the_report_off_and_says_so(services, tmp_path):
    order(services.database)
    full = changed(services, report_files=Full((tmp_path / "reports").as_uri()))
    work(full)
    row = report_row(services.database, 1)
    assert (row.state, row.attempts, row.error) == (JobState.WAITING, 1, "The PDF could not be stored.")
    assert row.next_attempt_at == services.clock() + services.rules.report.delays[0]
    forward(services, services.rules.report.delays[0])
    work(services)
    assert report_row(services.database, 1).state == JobState.DONE


def test_a_report_that_fails_every_time_is_given_up_where_people_see_it(services, tmp_path):
    order(services.database)
    hopeless = Rules(report=JobRules(LEASE, (SECOND, SECOND)))
    full = changed(services, rules=hopeless, report_files=Full((tmp_path / "reports").as_uri()))
    for _ in range(5):
        work(full)
        forward(services, SECOND)
    row = report_row(services.database, 1)
    assert (row.state, row.attempts, row.error) == (JobState.FAILED, 3, "The PDF could not be stored.")
    assert row.finished_at is not None


def test_a_report_whose_worker_dies_every_time_is_given_up_too(services):
    order(services.database)
    most = services.rules.report.most_attempts
    for _ in range(most):
        with services.database.writing() as session:
            assert claims.claim(session, Report, 1, services.clock(), LEASE)
        forward(services, LEASE + SECOND)
    work(services)
    row = report_row(services.database, 1)
    assert (row.state, row.attempts, row.error) == (JobState.FAILED, most + 1, "Given up: every attempt was cut short.")


def test_an_unknown_error_is_noted_without_what_it_says(services, monkeypatch):
    order(services.database)

    def break_down(*_):
        raise KeyError("ann@northwind.example")

    monkeypatch.setattr("workers.jobs.report.render_pdf", break_down)
    work(services)
    row = report_row(services.database, 1)
    assert (row.state, row.error) == (JobState.WAITING, "Unexpected error (KeyError).")


def test_an_audit_whose_playbook_is_gone_fails_at_once(services):
    order(services.database)
    work(changed(services, shelf=EmptyShelf()))
    assert report_row(services.database, 1).state == JobState.FAILED


def test_a_worker_that_is_told_to_end_hands_the_report_back_and_the_attempt_does_not_count(services):
    order(services.database)
    services.stopping.set()
    work(services)
    row = report_row(services.database, 1)
    assert (row.state, row.attempts, row.next_attempt_at) == (JobState.WAITING, 0, services.clock())


def test_the_progress_of_a_report_is_written_down_while_it_is_drawn(services):
    order(services.database)
    spy = Spy(services.database)
    work(changed(services, database=spy, rules=Rules(renew_every=timedelta())))
    assert spy.writings > 4


def test_a_company_without_a_name_keeps_the_one_it_has():
    assert named(record(), "") is record()


@pytest.mark.parametrize("company", ["Northwind & Sons", "<b>Ötker</b>", "x" * 200])
def test_a_company_s_name_changes_nothing_else_of_the_audit(company):
    playbook_answers = named(record(), company).answers
    loaded = load(STARTER)
    answers = read_answers(loaded, playbook_answers)
    again = to_record(run_audit(loaded, answers, record().audit.as_of), answers)
    assert again == named(record(), company)
