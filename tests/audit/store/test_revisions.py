from datetime import timedelta

from sqlalchemy import select

from audit.record import recompute
from audit.store import audits, revisions
from audit.store.tables import AuditState, FindingRow
from tests.audit.store.conftest import record_of


def test_a_stored_record_comes_back_and_recomputes_to_the_cent(database, shelf, revision, record) -> None:
    with database.reading() as session:
        stored = revisions.latest(session, revision.audit_id)
    assert stored is not None
    again = revisions.record_of(stored)

    assert again == record
    assert recompute(again, shelf.get(stored.playbook_hash)) == ()


def test_the_findings_stand_in_rows_of_their_own(database, revision, record) -> None:
    with database.reading() as session:
        rows = session.scalars(
            select(FindingRow).where(FindingRow.revision_id == revision.id).order_by(FindingRow.rank)
        ).all()

    assert [(row.leak, row.alone_p50) for row in rows] == [(f.key, f.alone.p50) for f in record.audit.findings]
    assert revision.total_p50 == record.audit.total.p50


def test_a_result_finishes_the_audit(database, audit, revision, now) -> None:
    with database.reading() as session:
        row = audits.find(session, audit.public_id)
    assert (row.state, row.finished_at) == (AuditState.FINISHED, now)


def test_the_same_answers_make_no_second_revision(database, audit, record, now) -> None:
    numbers = []
    for later in (0, 60):
        with database.writing() as session:
            numbers.append(revisions.add(session, audit, record, (), now + timedelta(seconds=later)).number)

    assert numbers == [1, 1]


def test_a_changed_answer_makes_the_next_revision_and_overwrites_nothing(
    database, playbook, audit, revision, answers, record, now
) -> None:
    question = next(q for q in playbook.questions if q.kind == "bands" and q.key in answers.answers)
    other = next(band.key for band in question.band if band.key != answers.answers[question.key])
    changed = answers.model_copy(update={"answers": {**answers.answers, question.key: other}})
    with database.writing() as session:
        second = revisions.add(session, audit, record_of(playbook, changed), (question.key,), now + timedelta(hours=1))

    with database.reading() as session:
        newest = revisions.latest(session, audit.id)
        assert newest is not None
        older = revisions.before(session, newest)
    assert older is not None
    assert (newest.id, newest.number, newest.changed) == (second.id, 2, question.key)
    assert revisions.record_of(older) == record
    assert older.id == revision.id


def test_the_first_revision_has_none_before_it(database, revision) -> None:
    with database.reading() as session:
        assert revisions.before(session, revision) is None


def test_an_unfinished_audit_has_no_revision(database, audit) -> None:
    with database.reading() as session:
        assert revisions.latest(session, audit.id) is None
