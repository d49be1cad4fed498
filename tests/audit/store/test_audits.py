from datetime import timedelta
from threading import Event, Thread
from time import sleep

from sqlalchemy import select

from audit.store import audits
from audit.store.tables import AnswerRow, AuditRow, AuditState


def test_beginning_twice_with_one_public_id_makes_one_audit(database, playbook, now) -> None:
    ids = []
    for later in (0, 5):
        with database.writing() as session:
            begun = audits.begin(session, "the-same", playbook.content_hash, {}, now + timedelta(seconds=later))
            ids.append((begun.id, begun.started_at))

    assert ids[0] == ids[1]


def test_beginning_at_the_same_moment_makes_one_audit(database, playbook, now) -> None:
    def begin() -> None:
        with database.writing() as session:
            audits.begin(session, "the-same", playbook.content_hash, {}, now)

    threads = [Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with database.reading() as session:
        assert len(session.scalars(select(AuditRow)).all()) == 1


def test_a_sheet_has_what_was_answered_and_not_what_was_only_reached(database, audit, now) -> None:
    with database.writing() as session:
        sheet = audits.sheet(session, audit.public_id, to_change=True)
        audits.save_answer(session, sheet.audit, "trade", "plumbing", now)
        audits.save_answer(session, sheet.audit, "tools", ["crm", "phone"], now)
        audits.reach(session, sheet.audit, "calls", now)

    with database.reading() as session:
        sheet = audits.sheet(session, audit.public_id)
    assert sheet.given == {"trade": "plumbing", "tools": ["crm", "phone"]}
    assert sheet.audit.source == {"utm_source": "newsletter"}


def test_an_unknown_public_id_has_no_sheet(database, audit) -> None:
    with database.reading() as session:
        assert audits.sheet(session, "another") is None
        assert audits.find(session, "another") is None


def test_a_sheet_without_answers_is_empty(database, audit) -> None:
    with database.reading() as session:
        assert audits.sheet(session, audit.public_id).given == {}


def test_a_changed_answer_keeps_when_the_question_was_first_reached_and_answered(database, audit, now) -> None:
    moments = [now + timedelta(seconds=seconds) for seconds in (0, 8, 60)]
    with database.writing() as session:
        audits.reach(session, audit, "calls", moments[0])
    for moment, given in zip(moments[1:], ("few", "many"), strict=True):
        with database.writing() as session:
            sheet = audits.sheet(session, audit.public_id, to_change=True)
            audits.save_answer(session, sheet.audit, "calls", given, moment)

    with database.reading() as session:
        row = session.get_one(AnswerRow, (audit.id, "calls"))
    assert (row.given, row.reached_at, row.answered_at, row.changed_at) == ("many", *moments)


def test_reaching_a_question_again_changes_nothing(database, audit, now) -> None:
    for later in (0, 30):
        with database.writing() as session:
            audits.reach(session, audit, "calls", now + timedelta(seconds=later))

    with database.reading() as session:
        assert session.get_one(AnswerRow, (audit.id, "calls")).reached_at == now


def test_the_first_answer_starts_the_audit_and_the_last_is_noted(database, audit, now) -> None:
    for later in (10, 20):
        with database.writing() as session:
            sheet = audits.sheet(session, audit.public_id, to_change=True)
            audits.save_answer(session, sheet.audit, f"question_{later}", "yes", now + timedelta(seconds=later))

    with database.reading() as session:
        row = audits.find(session, audit.public_id)
    assert row.state == AuditState.ANSWERING
    assert row.first_answer_at == now + timedelta(seconds=10)
    assert row.last_answer_at == now + timedelta(seconds=20)


def test_a_tab_that_waited_for_another_sees_what_that_one_saved(database, audit, now) -> None:
    first_has_it, seen = Event(), dict[str, object]()

    def first() -> None:
        with database.writing() as session:
            sheet = audits.sheet(session, audit.public_id, to_change=True)
            first_has_it.set()
            sleep(0.2)  # so that the second is waiting for the audit by now
            audits.save_answer(session, sheet.audit, "one", "yes", now)

    thread = Thread(target=first)
    thread.start()
    first_has_it.wait()
    with database.writing() as session:
        seen.update(audits.sheet(session, audit.public_id, to_change=True).given)
    thread.join()

    assert seen == {"one": "yes"}


def test_two_tabs_that_answer_different_questions_both_count(database, audit, now) -> None:
    def answer(question: str) -> None:
        with database.writing() as session:
            sheet = audits.sheet(session, audit.public_id, to_change=True)
            audits.save_answer(session, sheet.audit, question, "yes", now)

    threads = [Thread(target=answer, args=(f"question_{number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with database.reading() as session:
        assert len(audits.sheet(session, audit.public_id).given) == 6
