"""A company's data as a zip: all of it, nobody else's, and the same bytes each time."""

import csv
import io
import json
import zipfile
from datetime import date, timedelta
from hashlib import sha256

import pytest

from audit.record import from_json
from audit.recovery.series import Series
from audit.recovery.views import View
from audit.store import agreements, audits, companies, papers, people, reports, revisions
from audit.store.report_files import ReportFiles
from audit.store.tables import (
    ChangeRequest,
    FixPage,
    JobState,
    Measurement,
    MeasuringKey,
    Paper,
    PaperKind,
    ReadinessAnswer,
    ReadinessAsk,
)
from tests.web.portal.operators import terms_of
from tests.workers.desk import START, changed, record
from workers.jobs.working import JobError
from workers.papers.everything import compose_everything

PDF = b"%PDF-1.7 the report of Northwind"
PROOF = b"%PDF-1.7 the proof of Northwind"
LATER = START + timedelta(days=1)


def keep(services, session, name, content):
    """A file where reports are kept; returns what a row says of it."""
    services.report_files.put(name, content)
    return {"file_name": name, "size_bytes": len(content), "sha256": sha256(content).hexdigest()}


def company_of(services, name, email, mark):
    """A company with an audit that is finished and one that is not, and an agreement with all that hangs on it."""
    with services.database.writing() as session:
        audit = audits.begin(session, f"audit-of-{mark}", record().audit.playbook.content_hash, {}, START)
        audits.save_answer(session, audit, "calls_per_week", f"said by {mark}", START)
        revision = revisions.add(session, audit, record(), (), START)
        person = people.remember(session, audit, email, "Pat Lee", name, START)
        company = companies.begin(session, name, START)
        companies.take_in(session, company, audit, START)
        companies.join(session, company, person, f"Pat of {mark}", START)
        begun = audits.begin(session, f"begun-by-{mark}", record().audit.playbook.content_hash, {}, START)
        companies.take_in(session, company, begun, START, retake_of=audit)
        report = reports.request(session, revision, name, "", START)
        done = {"state": JobState.DONE, "finished_at": START}
        for field, value in {**keep(services, session, f"{mark}.pdf", PDF), **done}.items():
            setattr(report, field, value)
        agreement = agreements.draft(session, company, revision, terms_of(date(2026, 6, 1)), None, START)
        version = agreements.versions(session, agreement.id)[0].row
        agreements.sign(session, version, person, "Pat Lee", f"{mark} agrees.", START)
        page = {"trigger": f"A call to {mark}", "work": "A text", "lands": "A list", "acts": "You call"}
        ask = ReadinessAsk(
            agreement_id=agreement.id,
            view=View.USES,
            person_id=person.id,
            name=f"Asked by {mark}",
            token_hash=sha256(mark.encode()).hexdigest(),
            asked_at=START,
            expires_at=LATER,
            answered_at=START,
        )
        session.add_all(
            [
                ChangeRequest(version_id=version.id, name="Pat Lee", text=f"{mark} wants more time.", asked_at=START),
                FixPage(agreement_id=agreement.id, number=1, made_at=START, **page),
                MeasuringKey(secret_hash=mark * 4, agreement_id=agreement.id, label=f"Phone of {mark}", made_at=START),
                ask,
                measured(agreement, person, 1, 40.0, f"=first of {mark}"),
                measured(agreement, person, 2, 39.0, "corrected"),
            ]
        )
        session.flush()
        session.add(ReadinessAnswer(ask_id=ask.id, condition="owner", state="no", comment=f"Nobody at {mark}."))
        proof = papers.order(
            session,
            company_id=company.id,
            kind=PaperKind.PROOF,
            key="proof",
            as_of=START,
            now=START,
            request_id="",
            agreement_id=agreement.id,
        )
        for field, value in {**keep(services, session, f"papers/{mark}.pdf", PROOF), **done}.items():
            setattr(proof, field, value)
        return company.id


def measured(agreement, person, number, value, note):
    return Measurement(
        agreement_id=agreement.id,
        series=Series.METRIC,
        starts_on=date(2026, 6, 1),
        number=number,
        value=value,
        note=note,
        way="by hand",
        entered_at=START,
        person_id=person.id,
    )


@pytest.fixture
def northwind(services):
    company_id = company_of(services, "Northwind", "pat@northwind.example", "northwind")
    company_of(services, "Harbour", "kim@harbour.example", "harbour")
    return company_id


def composed(services, company_id, path, as_of=LATER):
    """The zip's bytes, as a paper asked for at that moment."""
    paper = Paper(company_id=company_id, kind=PaperKind.EVERYTHING, as_of=as_of)
    path.mkdir(exist_ok=True)
    steps = []
    compose_everything(services, paper, path / "made.zip", lambda step, done: steps.append(done))
    assert steps == sorted(steps)
    assert all(0 <= done <= 1 for done in steps)
    assert [one.name for one in path.iterdir()] == ["made.zip"]
    return (path / "made.zip").read_bytes()


@pytest.fixture
def packed(services, northwind, tmp_path):
    return zipfile.ZipFile(io.BytesIO(composed(services, northwind, tmp_path / "a")))


def table(packed, name):
    return list(csv.DictReader(packed.read(name).decode("utf-8-sig").splitlines()))


def test_everything_of_the_company_is_in_it(packed):
    assert sorted(packed.namelist()) == [
        "README.txt",
        "agreements/agreement-1.json",
        "audits/audit-1-answers.json",
        "audits/audit-1-result-1-leaks.csv",
        "audits/audit-1-result-1.json",
        "audits/audit-2-answers.json",
        "audits/results.csv",
        "measurements.csv",
        "papers/001-agreement-1-proof-2026-06-01.pdf",
        "readiness.json",
        "reports/audit-1-result-1.pdf",
    ]
    assert packed.testzip() is None


def test_nothing_of_another_company_is_in_it(services, northwind, packed):
    contents = b"".join(packed.read(name) for name in packed.namelist())
    assert b"harbour" not in contents.lower()
    assert b"northwind" in contents.lower()


def test_a_result_is_the_record_that_can_be_worked_out_again(packed):
    assert from_json(packed.read("audits/audit-1-result-1.json")) == record()


def test_the_leaks_of_a_result_are_a_table(packed):
    found = table(packed, "audits/audit-1-result-1-leaks.csv")
    assert [one["Key"] for one in found] == [one.key for one in record().audit.findings]
    assert float(found[0]["Fixing only this one a year, likely"]) == record().audit.findings[0].alone.p50


def test_an_audit_that_is_not_finished_is_there_with_the_one_it_came_from(packed):
    begun = json.loads(packed.read("audits/audit-2-answers.json"))
    assert (begun["id"], begun["retake_of"], begun["answers"]) == ("begun-by-northwind", "audit-of-northwind", [])


def test_an_agreement_comes_with_its_versions_signatures_and_wishes(packed):
    agreement = json.loads(packed.read("agreements/agreement-1.json"))
    version = agreement["versions"][0]
    assert version["terms"]["leak"] == "missed_calls"
    assert [(one["side"], one["wording"]) for one in version["sign_offs"]] == [("company", "northwind agrees.")]
    assert [one["text"] for one in version["change_requests"]] == ["northwind wants more time."]
    assert [one["trigger"] for one in agreement["fix_pages"]] == ["A call to northwind"]


def test_a_correction_is_a_line_beside_what_it_corrects_and_no_cell_acts(packed):
    lines = table(packed, "measurements.csv")
    assert [(one["Number"], one["Value"], one["Note"]) for one in lines] == [
        ("1", "40.0", "'=first of northwind"),
        ("2", "39.0", "corrected"),
    ]
    assert {one["Entered by"] for one in lines} == {"Pat of northwind"}


def test_readiness_says_who_was_asked_and_what_they_said(packed):
    (one,) = json.loads(packed.read("readiness.json"))
    assert one["agreement"] == 1
    assert [(ask["view"], ask["answers"][0]["state"]) for ask in one["asked"]] == [("uses", "no")]
    rows = [name for name in one["asked"][0] if name.endswith("_id") or name == "id"]
    assert rows == []  # numbers that mean nothing outside of the database, of staff among them


def test_no_secret_is_in_it_not_even_hashed(packed):
    contents = b"".join(packed.read(name) for name in packed.namelist())
    assert sha256(b"northwind").hexdigest().encode() not in contents
    assert b"northwind" * 4 not in contents


def test_pdfs_are_the_same_bytes_as_they_are_kept(packed):
    assert packed.read("reports/audit-1-result-1.pdf") == PDF
    assert packed.read("papers/001-agreement-1-proof-2026-06-01.pdf") == PROOF


def test_the_same_rows_give_the_same_bytes(services, northwind, tmp_path):
    first, second = (composed(services, northwind, tmp_path / name) for name in ("a", "b"))
    assert first == second


def test_what_came_in_later_is_not_in_it(services, northwind, tmp_path):
    before = composed(services, northwind, tmp_path / "a")
    with services.database.writing() as session:
        agreement = agreements.of_company(session, northwind)[0]
        audit = audits.find(session, "audit-of-northwind")
        assert audit is not None
        person = people.remember(session, audit, "pat@northwind.example", "", "", START)
        late = measured(agreement, person, 3, 12.0, "late")
        late.entered_at = LATER + timedelta(minutes=1)
        session.add(late)
    assert composed(services, northwind, tmp_path / "b") == before


def test_a_pdf_that_is_gone_or_altered_is_left_out_and_named(services, northwind, tmp_path):
    services.report_files.put("northwind.pdf", b"%PDF-1.7 something else")
    services.report_files.delete("papers/northwind.pdf")
    packed = zipfile.ZipFile(io.BytesIO(composed(services, northwind, tmp_path / "a")))
    assert not [name for name in packed.namelist() if name.endswith(".pdf")]
    words = packed.read("README.txt").decode("utf-8-sig")
    assert "reports/audit-1-result-1.pdf\r\n" in words.partition("could not be found")[2]
    assert "papers/001-agreement-1-proof-2026-06-01.pdf" in words.partition("could not be found")[2]


def test_while_files_cannot_be_read_it_is_tried_again(services, northwind, tmp_path):
    class Away(ReportFiles):
        def pieces(self, name):
            raise OSError(5, "Input/output error")

    away = changed(services, report_files=Away((tmp_path / "reports").as_uri()))
    with pytest.raises(JobError, match=r"A file could not be read\.") as raised:
        composed(away, northwind, tmp_path / "a")
    assert not raised.value.for_good


def test_a_company_with_nothing_has_a_file_that_says_so(services, tmp_path):
    with services.database.writing() as session:
        company_id = companies.begin(session, "Northwind", START).id
    packed = zipfile.ZipFile(io.BytesIO(composed(services, company_id, tmp_path / "a")))
    assert sorted(packed.namelist()) == ["README.txt", "audits/results.csv", "measurements.csv", "readiness.json"]


def test_the_page_in_it_says_whose_data_it_is_and_of_when(packed):
    words = packed.read("README.txt").decode("utf-8-sig")
    assert words.startswith("The data of Northwind\r\nAs it was on 2 June 2026 at 09:00 UTC.")
