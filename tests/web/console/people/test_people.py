"""A person's data: shown, a consent taken back, everything handed over, and erased so that nothing is left."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
from sqlalchemy import select

from audit.store import accounts, claims, leads, mails, people, reports, revisions, staff_links, tokens
from audit.store.people import Reach
from audit.store.tables import (
    AccessEntry,
    AuditRow,
    Consent,
    Export,
    Mail,
    Person,
    Removal,
    Report,
    Role,
    StaffLinkPurpose,
    TokenPurpose,
)
from tests.web.console.staff import signed_in
from tests.web.quiz.browser import Page
from tests.web.security.site import site_on
from tests.workers.desk import changed, record
from workers.jobs.export import EXPORT_JOB
from workers.jobs.mail import MAIL_JOB
from workers.jobs.removal import REMOVAL_JOB
from workers.jobs.report import REPORT_JOB
from workers.jobs.working import work_on
from workers.queue import JobKind
from workers.services import WorkerServices

ANN, NAME, PHONE = "ann.erased@northwind.example", "Annabel Erasmus", "+14155550132"
JOBS = {JobKind.EXPORT: EXPORT_JOB, JobKind.MAIL: MAIL_JOB, JobKind.REMOVAL: REMOVAL_JOB, JobKind.REPORT: REPORT_JOB}


@pytest.fixture
def site(sqlite_url, tmp_path):
    made = site_on(sqlite_url, tmp_path)
    made.app.config["WTF_CSRF_ENABLED"] = False
    made.client().get("/")  # the playbook comes onto the shelf
    yield made
    made.services.database.close()


@pytest.fixture
def ann(site):
    """Ann, whose audit has a finished PDF, a mail on its way and a consent. Returns her number."""
    audit, now = site.begin_audit("hers"), site.clock()
    with site.services.database.writing() as session:
        audit = session.get_one(AuditRow, audit.id)
        revision = revisions.add(session, audit, record(), (), now)
        reach = Reach("Owner", PHONE, "America/Chicago")
        person = people.remember(session, audit, ANN, NAME, "Erasmus & Co", now, reach)
        people.agree(session, audit, person, "follow_up", "Yes, write to me.", now)
        report = reports.request(session, revision, "Erasmus & Co", "", now)
        mails.order_report_mail(session, report, person, "", now)
        tokens.keep(session, "a secret", TokenPurpose.REPORT, audit.id, now, now + timedelta(days=9), report.id)
    site.queue.nudge(JobKind.REPORT, report.id, "")
    work(site)
    return person.id


def worker_of(site):
    known = site.services
    return WorkerServices(known.settings, known.database, known.shelf, known.report_files, site.queue, known.clock)


def work(site):
    """What a worker does with every nudge so far, but for mails."""
    nudges, site.queue.nudges[:] = list(site.queue.nudges), []
    for kind, number, request_id in nudges:
        if kind is not JobKind.MAIL:
            work_on(worker_of(site), JOBS[kind], number, request_id)


def noted(site):
    with site.services.database.reading() as session:
        entries = session.scalars(select(AccessEntry).order_by(AccessEntry.id)).all()
        return [(entry.action, entry.subject) for entry in entries]


def files_with(folder, *texts):
    """Files anywhere in a folder that have one of these texts in them, as they are on the disk."""
    found = (file for file in folder.rglob("*") if file.is_file())
    return [file.name for file in found if any(text.encode() in file.read_bytes() for text in texts)]


def erase(client, person, typed=ANN):
    return client.post(f"/console/people/{person}/erase", data={"address": typed})


def test_the_page_shows_what_is_known_and_that_somebody_looked_is_noted(site, ann):
    page = Page(signed_in(site, Role.VIEWER).get(f"/console/people/{ann}"))
    assert page.h1 == ANN
    for text in (NAME, "Erasmus & Co", "Owner", PHONE, "“Yes, write to me.”", "Link to a report"):
        assert text in page.words
    assert "Withdraw" not in page.words
    assert "Erase them" not in page.words
    assert noted(site) == [("looked at a person", f"person {ann}")]


def test_a_consent_that_is_taken_back_stays_with_both_times(site, ann):
    client = signed_in(site, Role.SALES)
    page = Page(client.get(f"/console/people/{ann}"))
    assert "Only an admin can erase them." in page.words
    site.clock.forward(hours=1)
    number = page.hidden()["consent"]
    assert client.post(f"/console/people/{ann}/withdraw", data={"consent": number}).status_code == 303
    page = Page(client.get(f"/console/people/{ann}"))
    assert "Yes on 2 Mar 2026, 09:30. Withdrawn on 2 Mar 2026, 10:30." in page.words
    assert "The consent is withdrawn." in page.words
    assert "The consent is withdrawn." not in client.get(f"/console/people/{ann}").text
    assert ("withdrew a consent", f"person {ann}") in noted(site)


@pytest.mark.parametrize("number", ["", "x", "99", "²", "9" * 30])
def test_a_consent_of_nobody_changes_nothing(site, ann, number):
    client = signed_in(site, Role.SALES)
    assert client.post(f"/console/people/{ann}/withdraw", data={"consent": number}).status_code in (303, 404)
    with site.services.database.reading() as session:
        assert session.scalars(select(Consent.withdrawn_at)).all() == [None]


def test_everything_is_handed_over_with_the_pdfs(site, ann):
    answer = signed_in(site, Role.SALES).get(f"/console/people/{ann}/data.zip")
    assert answer.content_length == len(answer.data)
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    assert sorted(archive.namelist()) == ["README.txt", "audit-hers-1.pdf", "data.json"]
    assert archive.read("audit-hers-1.pdf").startswith(b"%PDF-")
    told = json.loads(archive.read("data.json"))
    assert told["person"]["email"] == ANN
    assert told["contacts"][0]["phone"] == PHONE
    assert told["consents"][0]["wording"] == "Yes, write to me."
    assert told["mails"][0]["kind"] == "report"
    (audit,) = told["audits"]
    assert audit["revisions"][0]["record"]["audit"]["findings"]
    assert audit["revisions"][0]["findings"]
    assert audit["reports"][0]["company"] == "Erasmus & Co"
    assert ("handed over a person's data", f"person {ann}") in noted(site)


def test_what_is_handed_over_has_nothing_about_somebody_else_of_the_same_audit(site, ann):
    with site.services.database.writing() as session:
        audit = session.scalars(select(AuditRow)).one()
        people.remember(session, audit, "bob@northwind.example", "Robert", "Northwind", site.clock())
    answer = signed_in(site, Role.SALES).get(f"/console/people/{ann}/data.zip")
    said = zipfile.ZipFile(io.BytesIO(answer.data)).read("data.json").decode()
    assert "bob@northwind.example" not in said
    assert "Robert" not in said


def test_mails_that_somebody_got_as_a_colleague_are_not_handed_over(site, ann):
    with site.services.database.writing() as session:
        account = accounts.create(session, ANN, NAME, Role.SALES, site.clock())
        staff_links.order_mail(session, account, StaffLinkPurpose.INVITATION, "", site.clock())
    answer = signed_in(site, Role.SALES).get(f"/console/people/{ann}/data.zip")
    told = json.loads(zipfile.ZipFile(io.BytesIO(answer.data)).read("data.json"))
    assert [mail["kind"] for mail in told["mails"]] == ["report"]


def test_another_address_typed_erases_nobody_and_is_not_lost(site, ann):
    admin = signed_in(site, Role.ADMIN)
    answer = erase(admin, ann, "bob@northwind.example")
    assert answer.status_code == 422
    page = Page(answer)
    assert "Type the address exactly as it stands above." in page.words
    assert [one.get("value") for one in page.inputs()] == ["bob@northwind.example"]
    with site.services.database.reading() as session:
        assert session.get(Person, ann) is not None


def test_after_an_erasure_no_file_on_disk_has_a_trace(site, ann, tmp_path):
    seller = signed_in(site, Role.SALES)
    seller.post("/console/exports", data={"format": "csv"})
    work(site)
    assert len(files_with(tmp_path, ANN, NAME, PHONE)) >= 2  # the database and the export
    assert site.services.report_files.names("") != ()
    admin = signed_in(site, Role.ADMIN)
    page = Page(admin.get(f"/console/people/{ann}/erase"))
    assert "Audits that are theirs alone (1)" in page.words
    assert erase(admin, ann, f" {ANN.upper()} ").location == "/console/people/erased"
    assert "Removed: 1 audit, 1 report, 1 mail, 1 exported list." in Page(admin.get("/console/people/erased")).words
    assert admin.get("/console/people/erased").status_code == 303
    work(site)
    assert files_with(tmp_path, ANN, NAME, PHONE, "Erasmus") == []
    assert site.services.report_files.names("") == ()
    assert admin.get(f"/console/people/{ann}").status_code == 404
    assert "Taken back, because the data of somebody in it were erased." in Page(seller.get("/console/exports")).words


def test_the_access_log_says_who_erased_and_how_much_and_names_nobody(site, ann):
    erase(signed_in(site, Role.ADMIN), ann)
    with site.services.database.reading() as session:
        entry = session.scalars(select(AccessEntry).order_by(AccessEntry.id.desc()).limit(1)).one()
    assert (entry.action, entry.subject, entry.actor) == ("erased a person", f"person {ann}", "staff")
    assert entry.account_id is not None
    assert (entry.detail["audits"], entry.detail["reports"], entry.detail["mails"]) == ("1", "1", "1")
    assert ANN not in json.dumps(entry.detail)


def test_work_that_was_in_a_workers_hand_ends_quietly(site, ann, capsys):
    """A mail that is being put into words, and a report whose PDF is being kept, at the moment of the erasure."""
    with site.services.database.writing() as session:
        mail = session.scalars(select(Mail)).one()
        report = session.scalars(select(Report)).one()
        report.state, report.next_attempt_at = "waiting", site.clock()
        report.file_name = None
    admin = signed_in(site, Role.ADMIN)

    class Meanwhile:
        """A place for files that is slow enough for somebody to be erased."""

        def put(self, name, content):
            assert erase(admin, ann).status_code == 303
            site.services.report_files.put(name, content)

        def delete(self, name):
            site.services.report_files.delete(name)

    worker = changed(worker_of(site), report_files=Meanwhile())
    work_on(worker, REPORT_JOB, report.id, "")
    work_on(worker, MAIL_JOB, mail.id, "")
    assert site.services.report_files.names("") == ()
    said = capsys.readouterr().out
    assert "job failed" not in said
    assert "job given up" not in said
    with site.services.database.reading() as session:
        assert session.scalars(select(Report)).all() == []
        assert session.scalars(select(Mail)).all() == []


def test_a_mail_whose_person_is_erased_while_it_is_put_into_words_is_never_sent(site, ann):
    with site.services.database.writing() as session:
        mail = session.scalars(select(Mail)).one()
        held = claims.claim(session, Mail, mail.id, site.clock(), timedelta(minutes=1))
    erase(signed_in(site, Role.ADMIN), ann)
    with site.services.database.writing() as session:
        assert held is not None
        assert not claims.renew(session, held, site.clock(), timedelta(minutes=1))


@pytest.mark.parametrize("role", [Role.SALES, Role.VIEWER, Role.AUTHOR])
def test_only_an_admin_erases(site, ann, role):
    other = signed_in(site, role)
    assert other.get(f"/console/people/{ann}/erase").status_code == 403
    assert erase(other, ann).status_code == 403


def test_nobody_is_404(site):
    admin = signed_in(site, Role.ADMIN)
    for path in ("", "/data.zip", "/erase"):
        assert admin.get(f"/console/people/77{path}").status_code == 404
        assert admin.get(f"/console/people/{'9' * 30}{path}").status_code == 404
    assert erase(admin, 77).status_code == 404
    assert noted(site) == []
    with site.services.database.reading() as session:
        assert session.scalars(select(Removal)).all() == []
        assert session.scalars(select(Export)).all() == []
        assert leads.find(session, "hers") is None
