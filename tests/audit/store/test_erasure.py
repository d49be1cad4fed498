"""Erasing a person leaves no trace of them: in no column of any table, and in no file."""

from datetime import timedelta

import pytest
from sqlalchemy import Text, cast, func, select

from audit.store import (
    accounts,
    activity,
    audits,
    claims,
    erasure,
    exports,
    follow_ups,
    mails,
    notes,
    people,
    removals,
    reports,
    revisions,
    saved_views,
    slots,
    tokens,
)
from audit.store.activity import Kind
from audit.store.database import Database
from audit.store.exports import TAKEN_BACK, Wanted
from audit.store.people import Reach
from audit.store.queue_filters import Filters
from audit.store.tables import (
    AuditRow,
    Contact,
    Export,
    JobState,
    Lead,
    LeadWord,
    Mail,
    Note,
    Person,
    Removal,
    Report,
    Role,
    SavedView,
    Slot,
    Table,
    TokenPurpose,
)

ANN, NAME, PHONE = "ann.erased@northwind.example", "Annabel Erasmus", "+14155550132"
BOB = "bob@northwind.example"


def traces(session, *texts):
    """Where any of these texts stands: table and column."""
    found = []
    for table in Table.metadata.sorted_tables:
        for column in table.columns:
            for text in texts:
                said = func.lower(cast(column, Text)).contains(text.lower(), autoescape=True)
                if column.type.python_type is not bytes and session.scalar(select(func.count()).where(said)):
                    found.append(f"{table.name}.{column.name}: {text}")
    return found


def begun(session, playbook, record, number, now):
    audit = audits.begin(session, f"audit-{number}", playbook.content_hash, {"utm_source": "newsletter"}, now)
    revision = revisions.add(session, audit, record, (), now)
    return audit, revision


def comes(session, audit, revision, email, name, now, company="Northwind", phone=""):
    """Somebody gives an address, agrees, and has the report mailed."""
    person = people.remember(session, audit, email, name, company, now, Reach("Owner", phone, "America/Chicago"))
    people.agree(session, audit, person, "follow_up", "Yes, write to me.", now)
    report = reports.request(session, revision, company, "", now)
    slots.take(session, f"report mail {email}", now, now + timedelta(hours=1))
    mails.order_report_mail(session, report, person, "", now)
    tokens.keep(session, f"secret of {email}", TokenPurpose.REPORT, audit.id, now, now + timedelta(9), report.id)
    return person, report


@pytest.fixture
def ann(database, playbook, record, now):
    """Ann has an audit of her own and shares another with Bob; sales wrote her name into everything."""
    with database.writing() as session:
        ada = accounts.create(session, "ada@northwind.example", "Ada", Role.SALES, now)
        first, revision = begun(session, playbook, record, 1, now)
        person, _ = comes(session, first, revision, ANN, NAME, now, "Erasmus & Co", PHONE)
        second, revision = begun(session, playbook, record, 2, now)
        comes(session, second, revision, BOB, "Bob", now)
        later = now + timedelta(minutes=5)
        comes(session, second, revision, ANN, NAME, later, phone=PHONE)
        third, _ = begun(session, playbook, record, 3, now)
        for audit in (first, second):
            lead = session.get_one(Lead, audit.id)
            notes.write(session, lead, f"Talked to {NAME.upper()} ({PHONE}), write to {ANN}.", ada.id, now)
            follow_ups.plan(session, lead, f"Call {NAME}", now + timedelta(days=1), ada.id, now)
            follow_ups.plan(session, lead, "Call them", now + timedelta(days=2), ada.id, now)
            activity.note(session, lead.audit_id, now, ada.id, Kind.TAG, {"tag": ""}, {"tag": NAME})
        notes.write(session, session.get_one(Lead, third.id), f"A friend of {ANN}", ada.id, now)
        exports.ask(session, ada.id, Wanted("status=new", "", "csv"), now + timedelta(days=7), "", now)
        exports.ask(session, ada.id, Wanted("", NAME, "csv"), now + timedelta(days=7), "", now)
        mails.order_test_mail(session, "x", ANN, now)
        saved_views.save(session, ada.id, f"About {NAME}", Filters(words="erasmus"), now)
        saved_views.save(session, ada.id, "Newest", Filters(words="northwind"), now)
        return person.id


def erase(database, person_id, now):
    with database.writing() as session:
        return erasure.erase(session, person_id, now)


def test_no_column_of_any_table_has_a_trace_afterwards(database, ann, now):
    with database.reading() as session:
        assert len(traces(session, ANN, NAME, PHONE)) > 10
        assert session.scalar(select(func.count()).select_from(Slot)) == 2
    erase(database, ann, now)
    with database.reading() as session:
        assert traces(session, ANN, NAME, PHONE, "Erasmus") == []
        assert session.scalar(select(func.count()).select_from(Slot)) == 1  # Bob's


def test_an_audit_of_their_own_goes_and_a_shared_one_shows_who_is_left(database, ann, now):
    erased = erase(database, ann, now)
    assert (erased.counts.audits, erased.counts.audits_kept, erased.counts.contacts) == (1, 1, 2)
    assert erased.counts.mentions > 2
    with database.reading() as session:
        assert session.scalars(select(AuditRow.public_id).order_by(AuditRow.id)).all() == ["audit-2", "audit-3"]
        lead = session.scalars(select(Lead).where(Lead.public_id == "audit-2")).one()
        assert (lead.email, lead.contact_name, lead.company) == (BOB, "Bob", "Northwind")
        assert set(session.scalars(select(LeadWord.word).where(LeadWord.audit_id == lead.audit_id))) == {
            "bob", "northwind", "example",
        }  # fmt: skip
        assert session.scalars(select(Person.email)).all() == [BOB]
        assert session.scalars(select(Contact.name)).all() == ["Bob"]
        assert [mail.recipient for mail in session.scalars(select(Mail))] == [BOB]
        assert session.scalar(select(func.count()).select_from(Report)) == 1
        note = session.scalars(select(Note).where(Note.audit_id == lead.audit_id)).one()
        assert note.text == "Talked to [erased] ([erased]), write to [erased]."


def test_the_page_before_says_what_will_go(database, ann, now):
    with database.reading() as session:
        before = erasure.foreseen(session, session.get_one(Person, ann))
    after = erase(database, ann, now).counts
    assert (before.audits, before.mails, before.reports, before.consents) == (
        after.audits, after.mails, after.reports, after.consents,
    )  # fmt: skip
    assert (before.audits, before.mails, before.reports, before.consents) == (1, 3, 1, 2)


def test_links_in_their_mails_are_closed(database, ann, now):
    erase(database, ann, now)
    with database.reading() as session:
        assert tokens.find(session, f"secret of {ANN}", TokenPurpose.REPORT, now) is None


def test_a_report_that_names_a_company_after_them_goes_from_a_shared_audit_too(database, playbook, record, now):
    with database.writing() as session:
        audit, revision = begun(session, playbook, record, 1, now)
        person, report = comes(session, audit, revision, ANN, NAME, now, "Erasmus & Co")
        comes(session, audit, revision, BOB, "Bob", now)
        name = removals.files_of(session, [report.id])
    erase(database, person.id, now)
    with database.reading() as session:
        assert session.scalars(select(Report)).all() == []
        assert [row.file_names for row in session.scalars(select(Removal))] == [list(name)] * 2


def test_files_go_at_once_and_again_later(database, ann, now):
    erased = erase(database, ann, now)
    with database.reading() as session:
        rows = session.scalars(select(Removal).order_by(Removal.id)).all()
    assert [row.id for row in rows if row.next_attempt_at <= now] == list(erased.removal_ids)
    assert [row.next_attempt_at - now for row in rows] == [timedelta(), erasure.LATER]
    assert rows[0].file_names == rows[1].file_names
    assert sum(name.endswith(".pdf") for name in rows[0].file_names) == 1


def test_lists_that_may_hold_them_are_taken_back(database, ann, now):
    with database.writing() as session:
        ready = session.scalars(select(Export).where(Export.view == "status=new")).one()
        ready.state, ready.file_name, ready.finished_at = JobState.DONE, removals.export_file(ready), now
        old = exports.ask(session, ready.account_id, Wanted("", "", "csv"), now, "", now)
        old.state, old.file_name = JobState.DONE, removals.export_file(old)
        old.finished_at = now - timedelta(days=1)  # before anybody knew them
        kept, taken = old.file_name, ready.file_name
    erase(database, ann, now)
    with database.reading() as session:
        found = {export.view: export for export in session.scalars(select(Export))}
        assert set(found) == {"status=new", ""}
        assert (found["status=new"].state, found["status=new"].error) == (JobState.FAILED, TAKEN_BACK)
        assert found["status=new"].file_name is None
        assert found[""].file_name == kept
        (names,) = {tuple(row.file_names) for row in session.scalars(select(Removal))}
        assert taken in names
        assert kept not in names
        assert removals.in_use(session, names) == frozenset()


def test_a_list_that_is_just_being_made_is_lost_to_its_worker(database, ann, now):
    with database.writing() as session:
        number = session.scalars(select(Export.id).where(Export.view == "status=new")).one()
        held = claims.claim(session, Export, number, now, timedelta(minutes=5))
    erase(database, ann, now)
    with database.writing() as session:
        assert held is not None
        assert not claims.finish(session, held, now)
        assert session.get_one(Export, number).state == JobState.FAILED


def test_a_saved_search_for_them_is_emptied_and_others_stay(database, ann, now):
    erase(database, ann, now)
    with database.reading() as session:
        views = session.execute(select(SavedView.name, SavedView.words).order_by(SavedView.id)).all()
    assert [tuple(view) for view in views] == [("About [erased] 1", ""), ("Newest", "northwind")]


def test_nobody_can_be_erased_twice(database, ann, now):
    assert erase(database, ann, now) is not None
    assert erase(database, ann, now) is None


def test_a_short_or_common_name_does_not_eat_other_words(database, playbook, record, now):
    with database.writing() as session:
        ada = accounts.create(session, "ada@northwind.example", "Ada", Role.SALES, now)
        audit, revision = begun(session, playbook, record, 1, now)
        person, _ = comes(session, audit, revision, ANN, "Ann", now)
        comes(session, audit, revision, BOB, "Bob", now)
        notes.write(session, session.get_one(Lead, audit.id), "Ann plans the annual meeting", ada.id, now)
    erase(database, person.id, now)
    with database.reading() as session:
        assert session.scalars(select(Note.text)).one() == "[erased] plans the annual meeting"


def test_the_sqlite_file_itself_keeps_no_trace(sqlite_url, tmp_path, now):
    database = Database(sqlite_url)
    with database.writing() as session:
        session.add(Person(email=ANN, first_seen_at=now))
    assert in_files(tmp_path, ANN)
    with database.writing() as session:
        session.delete(session.scalars(select(Person)).one())
    assert database.empty_the_log()
    assert not in_files(tmp_path, ANN)
    database.close()


def in_files(folder, text):
    """Whether a database's files have a text in them."""
    return any(text.encode() in file.read_bytes() for file in folder.glob("plumbline.sqlite3*"))
