"""What nobody needs any more goes by itself, and what somebody still works with stays."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from audit.store import accounts, audits, exports, mails, notes, people, slots, staff_sessions, tokens
from audit.store.exports import Wanted
from audit.store.tables import (
    AccessEntry,
    AuditRow,
    Contact,
    Export,
    JobState,
    Lead,
    Mail,
    Person,
    Removal,
    Report,
    Role,
    Slot,
    StaffSession,
    Token,
    TokenPurpose,
)
from tests.workers.desk import START, changed, forward, nudges, order, record
from workers.jobs.removal import REMOVAL_JOB
from workers.jobs.report import REPORT_JOB
from workers.jobs.working import work_on
from workers.queue import JobKind
from workers.retention import AT_ONCE, remove_what_is_old

DAY = timedelta(days=1)


def retain(services):
    """What the sweeper does, and the worker after it. Returns whether there may be more."""
    more = remove_what_is_old(services, services.queue)
    told, nudges(services)[:] = list(nudges(services)), []
    for kind, number, request_id in told:
        assert kind is JobKind.REMOVAL
        work_on(services, REMOVAL_JOB, number, request_id)
    return more


def begin(services, number, *, answered=True, email=""):
    """An audit that nobody finished."""
    now = services.clock()
    with services.database.writing() as session:
        audit = audits.begin(session, f"open-{number}", record().audit.playbook.content_hash, {}, now)
        if answered:
            audits.save_answer(session, audit, "size", "12", now)
        if email:
            people.remember(session, audit, email, "Ann", "", now)
        return audit.id


def count(services, table):
    with services.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table))


def entries(services):
    with services.database.reading() as session:
        return [entry.detail for entry in session.scalars(select(AccessEntry).order_by(AccessEntry.id))]


def seller(session):
    return accounts.by_email(session, "ada@northwind.example") or accounts.create(
        session, "ada@northwind.example", "Ada", Role.SALES, START
    )


def test_an_unfinished_audit_without_an_address_goes_after_ninety_quiet_days(services):
    begin(services, 1)
    begin(services, 2, answered=False)
    begin(services, 3, email="ann@northwind.example")
    forward(services, 89 * DAY)
    with services.database.writing() as session:
        audit = session.scalars(select(AuditRow).where(AuditRow.public_id == "open-1")).one()
        audits.save_answer(session, audit, "size", "13", services.clock())
    forward(services, 2 * DAY)
    retain(services)
    with services.database.reading() as session:
        assert session.scalars(select(AuditRow.public_id).order_by(AuditRow.id)).all() == ["open-1", "open-3"]
    forward(services, 90 * DAY)
    retain(services)
    with services.database.reading() as session:
        assert session.scalars(select(AuditRow.public_id)).all() == ["open-3"]
    assert entries(services) == [{"unfinished audits": "1"}, {"unfinished audits": "1"}]


def test_an_old_audit_goes_with_its_people_its_pdf_and_its_mails(services):
    report_id = order(services.database, email="ann@northwind.example")
    work_on(services, REPORT_JOB, report_id, "")
    nudges(services).clear()
    assert len(services.report_files.names("")) == 1
    forward(services, 1094 * DAY)
    retain(services)
    assert count(services, AuditRow) == 1
    forward(services, 2 * DAY)
    retain(services)
    for table in (AuditRow, Report, Contact, Person, Mail):
        assert count(services, table) == 0, table
    assert services.report_files.names("") == ()
    assert entries(services)[-1] == {"audits": "1", "people": "1"}


@pytest.mark.parametrize("still", ["next step", "note", "another answer", "own number of a contact"])
def test_an_old_audit_that_somebody_still_works_with_stays(services, still):
    order(services.database, email="ann@northwind.example")
    forward(services, 1000 * DAY)
    with services.database.writing() as session:
        lead, audit, now = session.get_one(Lead, 1), session.get_one(AuditRow, 1), services.clock()
        match still:
            case "next step":
                lead.next_step, lead.next_step_at = "Call", now
            case "note":
                notes.write(session, lead, "Rang.", seller(session).id, now)
            case "another answer":
                audits.save_answer(session, audit, "size", "14", now)
            case _:
                people.remember(session, audit, "ann@northwind.example", "Ann B.", "", now)
    forward(services, 1000 * DAY)
    retain(services)
    assert count(services, AuditRow) == 1


def test_a_person_with_a_younger_audit_stays(services):
    order(services.database, number=1, email="ann@northwind.example")
    forward(services, 1000 * DAY)
    order(services.database, number=2, email="ann@northwind.example", now=services.clock())
    forward(services, 100 * DAY)
    retain(services)
    assert (count(services, AuditRow), count(services, Person), count(services, Contact)) == (1, 1, 1)


def test_mails_go_after_a_year_once_they_are_settled(services):
    with services.database.writing() as session:
        for number, state in enumerate((JobState.DONE, JobState.FAILED, JobState.KEPT, JobState.WAITING)):
            mails.order_test_mail(session, str(number), "ann@northwind.example", START).state = state
    forward(services, 366 * DAY)
    retain(services)
    with services.database.reading() as session:
        assert session.scalars(select(Mail.state)).all() == [JobState.WAITING]


def test_nothing_is_kept_too_short_where_zero_means_for_ever(services):
    never = {"keep_unfinished_days": 0, "keep_audits_days": 0, "keep_mails_days": 0}
    kept = changed(services, settings=services.settings.model_copy(update=never))
    order(services.database, email="ann@northwind.example")
    begin(services, 2)
    with services.database.writing() as session:
        session.scalars(select(Mail)).one().state = JobState.DONE
    forward(services, 20_000 * DAY)
    retain(kept)
    assert (count(services, AuditRow), count(services, Mail), count(services, Person)) == (2, 1, 1)


def test_a_list_loses_its_file_when_its_time_is_over_and_its_line_a_month_later(services):
    with services.database.writing() as session:
        export = exports.ask(session, seller(session).id, Wanted("", "", "csv"), START + 7 * DAY, "", START)
        export.state, export.file_name = JobState.DONE, f"exports/{export.public_id}.csv"
    services.report_files.put(export.file_name, b"leads")
    forward(services, 6 * DAY)
    retain(services)
    assert services.report_files.get(export.file_name) == b"leads"
    forward(services, 1 * DAY)
    retain(services)
    assert services.report_files.get(export.file_name) is None
    assert count(services, Export) == 1
    forward(services, 31 * DAY)
    retain(services)
    assert count(services, Export) == 0
    assert entries(services)[0] == {"exports": "1"}


def test_sessions_links_slots_and_removals_go_when_they_are_over(services):
    order(services.database)
    with services.database.writing() as session:
        account = seller(session)
        staff_sessions.start(session, account, "Firefox on Linux", START)
        tokens.keep(session, "old", TokenPurpose.RESUME, 1, START, START + DAY)
        tokens.keep(session, "young", TokenPurpose.RESUME, 1, START, START + 90 * DAY)
        slots.take(session, "report mail ann@northwind.example", START, START + timedelta(hours=1))
    forward(services, 2 * DAY)
    retain(services)
    assert (count(services, StaffSession), count(services, Token), count(services, Slot)) == (1, 1, 0)
    forward(services, 36 * DAY)
    retain(services)
    assert (count(services, StaffSession), count(services, Token)) == (0, 1)


def test_it_goes_batch_by_batch_and_says_whether_there_is_more(services):
    for number in range(AT_ONCE + 1):
        begin(services, number)
    forward(services, 91 * DAY)
    assert retain(services)
    assert count(services, AuditRow) == 1
    assert not retain(services)
    assert count(services, AuditRow) == 0
    assert not retain(services)
    assert entries(services) == [{"unfinished audits": str(AT_ONCE)}, {"unfinished audits": "1"}]


def test_a_file_that_cannot_be_removed_is_tried_again_until_it_is_gone(services):
    order(services.database)
    work_on(services, REPORT_JOB, 1, "")
    nudges(services).clear()
    forward(services, 1100 * DAY)
    remove_what_is_old(services, services.queue)

    class Away:
        """A bucket that does not answer."""

        def delete(self, name):
            raise OSError(name)

    work_on(changed(services, report_files=Away()), REMOVAL_JOB, 1, "")
    with services.database.reading() as session:
        row = session.get_one(Removal, 1)
        assert (row.state, row.error) == (JobState.WAITING, "A file could not be removed.")
    forward(services, timedelta(minutes=1))
    work_on(services, REMOVAL_JOB, 1, "")
    assert services.report_files.names("") == ()
    with services.database.reading() as session:
        row = session.get_one(Removal, 1)
        assert (row.state, row.file_names) == (JobState.DONE, [])


def test_a_file_that_belongs_to_a_newer_row_of_the_same_name_stays(services):
    order(services.database)
    work_on(services, REPORT_JOB, 1, "")
    (name,) = services.report_files.names("")
    with services.database.writing() as session:
        session.add(Removal(file_names=[name], reason="erasure", next_attempt_at=START, created_at=START))
    work_on(services, REMOVAL_JOB, 1, "")
    assert services.report_files.names("") == (name,)
