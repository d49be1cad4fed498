from datetime import timedelta

import pytest

from audit.sales.statuses import Status
from audit.store import activity, audits, claims, follow_ups, history, mails, people, reports, revisions
from audit.store.activity import Kind
from audit.store.history import What
from audit.store.tables import Consent, JobState, Mail, MailKind, Report, ReportOpening, SlackPost
from tests.audit.store.follow_up_leads import Desk, there


@pytest.fixture
def desk(database, audit, revision, now) -> Desk:
    return Desk(database, audit, now)


def told(desk, limit=50):
    with desk.database.reading() as session:
        found = history.of_lead(session, desk.audit.id, limit)
    return [(event.what or event.done.kind, event.detail) for event in found]


def test_what_staff_did_and_what_happened_by_itself_stand_in_one_order(desk, revision):
    minute = timedelta(minutes=1)
    start = desk.now
    with desk.database.writing() as session:
        person = people.remember(session, desk.audit, "pat@northwind.example", "Pat", "Northwind", start + minute)
        people.agree(session, desk.audit, person, "follow_up", "Yes", start + 2 * minute)
        report = reports.request(session, revision, "Northwind", "", start + 3 * minute)
        session.add(ReportOpening(report_id=report.id, opened_at=start + 6 * minute))
    desk.now = start + 4 * minute
    desk.turn(lambda s, lead: follow_ups.choose_status(s, lead, Status.CONTACTED, "", desk.ada, desk.now))

    assert told(desk) == [
        (What.PDF_OPENED, ""),
        (Kind.STATUS, ""),
        (What.PDF_ASKED, ""),
        (What.CONSENT_GIVEN, "follow_up"),
        (What.CONTACT_GIVEN, ""),
        (What.FINISHED, ""),
        (What.BEGUN, ""),
    ]
    assert told(desk, 2) == [(What.PDF_OPENED, ""), (Kind.STATUS, "")]


def said(record, jobs):
    """The same result, from other answers."""
    answers = record.answers.model_copy(update={"answers": {**record.answers.answers, "jobs_per_month": jobs}})
    return record.model_copy(update={"answers": answers})


def test_an_audit_without_a_result_has_only_begun(database, playbook, now):
    with database.writing() as session:
        other = audits.begin(session, "another", playbook.content_hash, {}, now)
    with database.reading() as session:
        assert [event.what for event in history.of_lead(session, other.id, 9)] == [What.BEGUN]


def test_a_correction_by_the_company_is_told_and_one_by_staff_only_by_its_own_row(desk, record):
    later = desk.now + timedelta(minutes=1)
    with desk.database.writing() as session:
        revisions.add(session, desk.audit, said(record, "one"), ("jobs_per_month",), later)
        revisions.add(session, desk.audit, said(record, "two"), ("job_value",), later, desk.ada)
        activity.note(session, desk.audit.id, later, desk.ada, Kind.CORRECTION, {"revision": "2"}, {"revision": "3"})

    assert told(desk)[:2] == [(Kind.CORRECTION, ""), (What.CORRECTED, "jobs_per_month")]


def test_a_pdf_that_staff_asked_for_is_told_once(desk, revision):
    with desk.database.writing() as session:
        report = reports.request(session, revision, "Northwind", "", desk.now)
        activity.note(session, desk.audit.id, report.created_at, desk.ada, Kind.PDF_ASKED, {}, {})

    with desk.database.reading() as session:
        asked = [event for event in history.of_lead(session, desk.audit.id, 9) if event.at == desk.now]
    assert [event.done.kind for event in asked if event.done] == [Kind.PDF_ASKED]
    assert What.PDF_ASKED not in [event.what for event in asked]


def test_a_consent_that_was_taken_back_is_told_twice(desk):
    with desk.database.writing() as session:
        person = people.remember(session, desk.audit, "pat@northwind.example", "Pat", "Northwind", desk.now)
        withdrawn = {"withdrawn_at": desk.now + timedelta(hours=1), "given_at": desk.now, "wording": "Yes"}
        session.add(Consent(person_id=person.id, audit_id=desk.audit.id, purpose="follow_up", **withdrawn))

    assert [what for what, _ in told(desk)][:2] == [What.CONSENT_WITHDRAWN, What.CONSENT_GIVEN]


def test_the_mail_with_the_pdf_is_told_when_it_is_sent_and_when_it_is_given_up(desk, revision):
    with desk.database.writing() as session:
        person = people.remember(session, desk.audit, "pat@northwind.example", "Pat", "Northwind", desk.now)
        report = reports.request(session, revision, "Northwind", "", desk.now)
        held = there(claims.claim(session, Report, report.id, desk.now, timedelta(minutes=1)))
        claims.finish(session, held, desk.now)
        mails.order_report_mail(session, report, person, "", desk.now)
    assert What.MAIL_SENT not in dict(told(desk))

    with desk.database.writing() as session:
        mail = there(claims.claim(session, Mail, 1, desk.now, timedelta(minutes=1)))
        claims.give_up(session, mail, "no such mailbox", desk.now)
    assert What.MAIL_FAILED in dict(told(desk))


def test_a_message_to_several_members_of_staff_is_told_once_with_its_turn(desk):
    with desk.database.writing() as session:
        for number, account in enumerate((desk.ada, desk.ben)):
            session.add(_alert(desk, f"alert:{account}", account, desk.now + timedelta(minutes=number + 1)))
        times = {"next_attempt_at": desk.now, "created_at": desk.now, "finished_at": desk.now + timedelta(seconds=30)}
        session.add(SlackPost(key="s", audit_id=desk.audit.id, about="arrived", state=JobState.DONE, **times))

    assert told(desk)[0] == (What.TEAM_TOLD, "arrived")
    assert [what for what, _ in told(desk)].count(What.TEAM_TOLD) == 1


def test_a_message_that_was_no_news_any_more_is_not_told_of(desk):
    with desk.database.writing() as session:
        session.add(_alert(desk, "alert", desk.ada, desk.now, message_id=None))
        times = {"next_attempt_at": desk.now, "created_at": desk.now, "finished_at": desk.now}
        session.add(SlackPost(key="s", audit_id=desk.audit.id, about="arrived", state=JobState.KEPT, **times))

    assert What.TEAM_TOLD not in dict(told(desk))


def _alert(desk, key, account_id, finished_at, message_id="<1@northwind.example>"):
    return Mail(
        key=key,
        kind=MailKind.ALERT,
        recipient="ada@northwind.example",
        audit_id=desk.audit.id,
        account_id=account_id,
        about="arrived",
        state=JobState.DONE,
        next_attempt_at=desk.now,
        created_at=desk.now,
        finished_at=finished_at,
        message_id=message_id,
    )
