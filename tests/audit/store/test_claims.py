from datetime import timedelta
from threading import Barrier, Thread

import pytest

from audit.store import claims, people, reports
from audit.store.mails import find, order_report_mail, release
from audit.store.tables import JobState, Mail, Report

LEASE = timedelta(seconds=20)


@pytest.fixture
def report(database, revision, now) -> Report:
    with database.writing() as session:
        return reports.request(session, revision, "Northwind Trading", "request-1", now)


def claim(database, report, now):
    with database.writing() as session:
        return claims.claim(session, Report, report.id, now, LEASE)


def state(database, report):
    with database.reading() as session:
        return session.get_one(Report, report.id)


def test_a_waiting_job_can_be_claimed_once(database, report, now) -> None:
    held = claim(database, report, now)

    assert held.attempt == 1
    assert held.request_id == "request-1"
    assert claim(database, report, now) is None
    assert state(database, report).state == JobState.WORKING


def test_of_many_workers_at_the_same_moment_one_gets_the_job(database, report, now) -> None:
    start, got = Barrier(6), []

    def work() -> None:
        start.wait()
        got.append(claim(database, report, now))

    threads = [Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(held is not None for held in got) == 1
    assert state(database, report).attempts == 1


def test_a_job_that_is_not_due_yet_cannot_be_claimed(database, report, now) -> None:
    assert claim(database, report, now - timedelta(seconds=1)) is None


def test_a_worker_that_is_gone_loses_its_job_when_the_lease_ends(database, report, now) -> None:
    claim(database, report, now)

    assert claim(database, report, now + LEASE) is None
    assert claim(database, report, now + LEASE + timedelta(seconds=1)).attempt == 2


def test_a_renewed_lease_holds(database, report, now) -> None:
    held = claim(database, report, now)
    with database.writing() as session:
        assert claims.renew(session, held, now + LEASE, LEASE, progress_percent=40)

    assert claim(database, report, now + LEASE + timedelta(seconds=1)) is None
    assert state(database, report).progress_percent == 40


def test_who_lost_the_claim_can_change_nothing_any_more(database, report, now) -> None:
    slow = claim(database, report, now)
    later = now + LEASE + timedelta(seconds=1)
    quick = claim(database, report, later)

    with database.writing() as session:
        assert not claims.renew(session, slow, later, LEASE)
        assert not claims.finish(session, slow, later, file_name="slow.pdf")
        assert not claims.put_back(session, slow, "too late", later)
        assert not claims.hand_back(session, slow, later)
        assert not claims.give_up(session, slow, "too late", later)
        assert claims.finish(session, quick, later, file_name="quick.pdf")

    done = state(database, report)
    assert (done.state, done.file_name, done.error, done.claim) == (JobState.DONE, "quick.pdf", None, None)


def test_a_done_job_cannot_be_claimed(database, report, now) -> None:
    held = claim(database, report, now)
    with database.writing() as session:
        claims.finish(session, held, now)

    assert claim(database, report, now + timedelta(days=1)) is None


def test_a_job_put_back_is_due_again_at_its_time(database, report, now) -> None:
    held = claim(database, report, now)
    with database.writing() as session:
        claims.put_back(session, held, "no room on the disk", now + timedelta(minutes=2))

    assert state(database, report).error == "no room on the disk"
    assert claim(database, report, now + timedelta(minutes=1)) is None
    assert claim(database, report, now + timedelta(minutes=2)).attempt == 2


def test_a_job_handed_back_at_a_stop_is_due_at_once_and_lost_no_attempt(database, report, now) -> None:
    held = claim(database, report, now)
    with database.writing() as session:
        claims.hand_back(session, held, now)

    assert claim(database, report, now).attempt == 1


def test_a_job_given_up_waits_for_a_person(database, report, now) -> None:
    held = claim(database, report, now)
    with database.writing() as session:
        claims.give_up(session, held, "cannot be rendered", now)
    assert claim(database, report, now + timedelta(days=1)) is None

    with database.writing() as session:
        assert claims.run_again(session, Report, report.id, now + timedelta(days=1))
        assert not claims.run_again(session, Report, report.id, now + timedelta(days=1))
    assert claim(database, report, now + timedelta(days=1)).attempt == 1


def test_due_names_what_waits_and_what_was_left_and_not_what_was_nudged_lately(database, report, now) -> None:
    def due(at, nudged_before):
        with database.reading() as session:
            return list(claims.due(session, Report, at, nudged_before, 10))

    expected = [(report.id, "request-1")]
    assert due(now, now) == []  # nudged when it was made
    assert due(now + timedelta(seconds=10), now + timedelta(seconds=5)) == expected
    claim(database, report, now)
    assert due(now + LEASE, now + LEASE) == []
    left = now + LEASE + timedelta(seconds=1)
    assert due(left, left) == expected
    with database.writing() as session:
        claims.mark_nudged(session, Report, [report.id], left)
    assert due(left, left) == []


def test_a_report_is_asked_for_once_for_a_revision(database, revision, report, now) -> None:
    with database.writing() as session:
        again = reports.request(session, revision, "Another Name", "request-2", now + timedelta(minutes=1))

    assert (again.id, again.company) == (report.id, "Northwind Trading")


def test_a_mail_is_held_until_its_report_is_ready(database, audit, report, now) -> None:
    with database.writing() as session:
        person = people.remember(session, audit, "Dana@Northwind.example", "Dana", "Northwind", now)
        mail = order_report_mail(session, report, person, "request-1", now)
        again = order_report_mail(session, report, person, "request-2", now)
    assert (mail.state, mail.recipient, again.id) == (JobState.HELD, "dana@northwind.example", mail.id)
    with database.writing() as session:
        assert claims.claim(session, Mail, mail.id, now, LEASE) is None
        assert list(release(session, report.id, now)) == [(mail.id, "request-1")]
        assert list(release(session, report.id, now)) == []
    with database.writing() as session:
        assert claims.claim(session, Mail, mail.id, now, LEASE) is not None


def test_a_mail_about_a_finished_report_waits_for_nothing(database, audit, report, now) -> None:
    held = claim(database, report, now)
    with database.writing() as session:
        claims.finish(session, held, now)
    with database.writing() as session:
        person = people.remember(session, audit, "dana@northwind.example", "", "", now)
        mail = order_report_mail(session, session.get_one(Report, report.id), person, "request-1", now)
    with database.reading() as session:
        assert find(session, mail.id).state == JobState.WAITING


def test_the_newest_ready_report_is_found_beside_a_newer_one_in_the_making(
    database, audit, revision, report, now
) -> None:
    with database.reading() as session:
        assert reports.latest_ready(session, audit.id) is None
        assert reports.latest(session, audit.id).id == report.id
    held = claim(database, report, now)
    with database.writing() as session:
        claims.finish(session, held, now, file_name="one.pdf")
    with database.reading() as session:
        assert reports.latest_ready(session, audit.id).file_name == "one.pdf"
        pair = reports.with_revision(session, report.id)
        assert pair is not None
        assert [row.id for row in pair] == [report.id, revision.id]
        assert reports.with_revision(session, report.id + 1) is None
