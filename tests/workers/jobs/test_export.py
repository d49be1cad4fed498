"""A list of leads: complete, in order, harmless in a spreadsheet, and had only by whoever asked for it."""

import csv
import gc
import io
from datetime import timedelta

import openpyxl
import pytest
from sqlalchemy import select

from audit.sales.statuses import Status
from audit.store import accounts, activity, claims, exports, follow_ups, leads, notes, people, removals
from audit.store.activity import Kind
from audit.store.exports import Wanted
from audit.store.people import Reach
from audit.store.tables import AuditRow, Export, JobState, Lead, LeadTag, Mail, PlaybookVersion, Role
from tests.workers.desk import START, changed, forward, nudges, order
from workers.exports.columns import COLUMNS
from workers.exports.xlsx_file import write_xlsx
from workers.jobs.export import EXPORT_JOB, TOO_MANY
from workers.jobs.mail import composed
from workers.jobs.working import work_on
from workers.queue import JobKind

HOSTILE = (
    '=HYPERLINK("https://northwind.example","click")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    " =1+1",
    '"=1+1',
    "'=1+1",
    "\uff1d1+1",
    "https://northwind.example/a",
    'a,b\n"c";d',
    "Zoë 株式会社 🧰",
)


def ask(services, file_format, line="", words=""):
    """A list ordered by the first seller. Returns its number."""
    with services.database.writing() as session:
        found = accounts.by_email(session, "ada@northwind.example")
        seller = found or accounts.create(session, "ada@northwind.example", "Ada", Role.SALES, START)
        wanted = Wanted(line, words, file_format)
        return exports.ask(session, seller.id, wanted, START + timedelta(days=7), "request-9", services.clock()).id


def row(services, number=1):
    with services.database.reading() as session:
        return session.get_one(Export, number)


def content(services, export):
    return b"".join(services.report_files.pieces(export.file_name))


def read(services, export):
    """The list as a program reads it: a dictionary a line."""
    raw = content(services, export)
    if export.format == "csv":
        return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    sheet = openpyxl.load_workbook(io.BytesIO(raw)).active
    heading, *lines = sheet.iter_rows()
    assert all(cell.data_type in ("s", "n") and cell.hyperlink is None for line in lines for cell in line)
    return [{name.value: cell.value for name, cell in zip(heading, line, strict=True)} for line in lines]


def make(services, file_format, line="", words=""):
    number = ask(services, file_format, line, words)
    work_on(services, EXPORT_JOB, number, "request-9")
    return row(services, number)


def a_worked_lead(services):
    """One lead with everything that sales can put on it."""
    order(services.database, email="ann@northwind.example", company="Northwind")
    now = services.clock()
    with services.database.writing() as session:
        seller = accounts.create(session, "ada@northwind.example", "Ada", Role.SALES, START)
        audit = session.get_one(AuditRow, 1)
        reach = Reach("Owner", "+14155550132", "America/New_York")
        person = people.remember(session, audit, "ann@northwind.example", "Ann", "Northwind", now, reach)
        people.agree(session, audit, person, "follow_up", "Yes, write to me.", now)
        lead = session.get_one(Lead, 1)
        follow_ups.choose_status(session, lead, Status.UNQUALIFIED, "no_budget", seller.id, now)
        follow_ups.assign(session, lead, seller.id, seller.id, now)
        notes.write(session, lead, "Rang twice.", seller.id, now)
        notes.remove(session, notes.write(session, lead, "A mistake.", seller.id, now), seller.id, now)
        session.add(LeadTag(audit_id=1, tag="warm"))
        activity.note(session, 1, now, seller.id, Kind.TAG, {"tag": ""}, {"tag": "warm"})


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_line_says_all_that_is_known_of_a_lead(services, file_format):
    there = changed(services, settings=services.settings.model_copy(update={"business_time_zone": "America/New_York"}))
    a_worked_lead(there)
    export = make(there, file_format)
    assert (export.state, export.rows_done, export.rows_total) == (JobState.DONE, 1, 1)
    (line,) = read(there, export)
    assert list(line) == [column.heading for column in COLUMNS]
    assert line["Company"] == "Northwind"
    assert line["E-mail"] == "ann@northwind.example"
    assert line["Phone"].endswith("+14155550132")
    assert line["Agreed to be written to"] == "Yes, 2026-06-01T05:00:00-04:00"
    assert (line["Status"], line["Reason"], line["Owner"]) == ("Unqualified", "No budget", "Ada")
    assert line["Tags"] == "warm"
    assert line["Notes"] == "2026-06-01T05:00:00-04:00 Ada: Rang twice."
    assert line["Arrived"] == "2026-06-01T05:00:00-04:00"
    with there.database.reading() as session:
        lead = session.get_one(Lead, 1)
    assert float(line["All leaks a year, likely"]) == round(lead.total_p50 or 0, 2)
    assert line["First fix"] not in ("", lead.first_fix)
    assert line["Largest leak"] in line["Every leak and its year's worth"]
    assert line["Link"] == f"http://localhost:8000/console/leads/{lead.public_id}"


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_text_from_a_form_is_never_a_formula_or_a_link(services, file_format, text):
    order(services.database, email="ann@northwind.example", company=text)
    (line,) = read(services, make(services, file_format))
    if file_format == "csv":
        assert line["Company"] in (text, f"'{text}")
        assert line["Company"].lstrip(' \t\r\n"')[:1] not in ("=", "+", "-", "@", "\uff1d")
    else:
        assert line["Company"].replace("_x000D_", "\r") == text


def test_a_negative_number_stays_a_number(services):
    order(services.database)
    with services.database.writing() as session:
        session.get_one(Lead, 1).total_p10 = -1234.5
    (as_csv,) = read(services, make(services, "csv"))
    (as_xlsx,) = read(services, make(services, "xlsx"))
    assert as_csv["All leaks a year, low"] == "-1234.5"
    assert as_xlsx["All leaks a year, low"] == -1234.5


def test_a_note_that_excel_would_drop_is_cut_and_says_so(services):
    a_worked_lead(services)
    with services.database.writing() as session:
        notes.write(session, session.get_one(Lead, 1), "🧰" * 20_000, 1, services.clock())
    (line,) = read(services, make(services, "xlsx"))
    assert line["Notes"].endswith("(cut: too long for Excel; the CSV file has all of it)")
    assert len(line["Notes"].encode("utf-16-le")) <= 2 * 32_767
    (whole,) = read(services, make(services, "csv"))
    assert whole["Notes"].count("🧰") == 20_000


def test_a_list_has_what_its_view_has_in_its_order(services):
    for number in range(1, 1_203):
        with services.database.writing() as session:
            audit = AuditRow(
                public_id=f"a{number}", playbook_hash=_hash(services), source={}, started_at=START, is_sample=False
            )
            session.add(audit)
            session.flush()
            leads.begin(session, audit, START + timedelta(minutes=number))
            leads.show_contact(session, audit, "", "Even" if number % 2 else "Odd", "", START)
    everything = make(services, "csv", line="sort=newest")
    assert [line["Link"].rpartition("/")[2] for line in read(services, everything)] == [
        f"a{number}" for number in range(1_202, 0, -1)
    ]
    assert everything.rows_done == 1_202
    some = make(services, "csv", line="sort=oldest", words="odd")
    assert {line["Company"] for line in read(services, some)} == {"Odd"}
    assert some.rows_done == 601


def _hash(services):
    with services.database.reading() as session:
        return session.scalar(select(PlaybookVersion.content_hash))


def test_the_same_list_asked_for_twice_is_made_once(services):
    assert ask(services, "csv") == ask(services, "csv")
    assert ask(services, "xlsx") != ask(services, "csv")


def test_who_waited_longer_than_a_minute_is_told_by_mail(services):
    quick = make(services, "csv")
    assert quick.state == JobState.DONE
    number = ask(services, "xlsx")
    forward(services, timedelta(minutes=2))
    work_on(services, EXPORT_JOB, number, "request-9")
    with services.database.reading() as session:
        (mail,) = session.scalars(select(Mail))
    assert mail.recipient == "ada@northwind.example"
    assert nudges(services) == [(JobKind.MAIL, mail.id, "request-9")]
    text = composed(services, mail.id).get_body(("plain",)).get_content()
    assert "Your export is ready: 0 leads as an Excel file." in text
    assert "http://localhost:8000/console/exports" in text


def test_a_list_whose_row_is_gone_leaves_no_file(services):
    order(services.database)
    number = ask(services, "csv")

    class Gone:
        """A place for files whose row is taken away while one is being kept."""

        def put_file(self, name, path):
            with services.database.writing() as session:
                session.delete(session.get_one(Export, number))
            return services.report_files.put_file(name, path)

        def delete(self, name):
            services.report_files.delete(name)

    work_on(changed(services, report_files=Gone()), EXPORT_JOB, number, "")
    assert services.report_files.names("exports") == ()


def test_a_list_that_another_worker_has_is_left_to_it(services):
    order(services.database)
    number = ask(services, "csv")
    with services.database.writing() as session:
        claims.claim(session, Export, number, services.clock(), timedelta(minutes=5))
    work_on(services, EXPORT_JOB, number, "")
    assert row(services, number).state == JobState.WORKING
    assert services.report_files.names("exports") == ()


def test_more_leads_than_excel_takes_is_said_and_not_tried_again(services, monkeypatch):
    monkeypatch.setattr("workers.exports.xlsx_file.MOST_ROWS", 1)
    order(services.database)
    order(services.database, number=2)
    failed = make(services, "xlsx")
    assert (failed.state, failed.error) == (JobState.FAILED, TOO_MANY)
    assert removals.export_file(failed) not in services.report_files.names("exports")


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # the library's own, when it cannot go on
def test_an_excel_file_that_finds_no_place_is_said_in_the_words_of_the_job(services, tmp_path):
    taken = tmp_path / "leads.xlsx"
    taken.mkdir()
    with pytest.raises(OSError, match=r"leads\.xlsx"):
        write_xlsx(taken, (), START)
    gc.collect()
