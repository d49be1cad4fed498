"""What the screen before a call reads: results, reports and consents of one audit, and of no other."""

from datetime import timedelta

from audit.store import accounts, audits, calls, people, reports, revisions
from audit.store.tables import Role
from tests.audit.store.conftest import record_of


def corrected(database, playbook, audit, answers, now, made_by_id=None):
    """A second result, an hour later, after another answer."""
    question = next(one for one in playbook.questions if one.band and one.key in answers.answers)
    other = next(band.key for band in question.band if band.key != answers.answers[question.key])
    changed = answers.model_copy(update={"answers": {**answers.answers, question.key: other}})
    later = now + timedelta(hours=1)
    with database.writing() as session:
        row = audits.find(session, audit.public_id)
        assert row
        return revisions.add(session, row, record_of(playbook, changed), (question.key,), later, made_by_id)


def test_the_history_has_every_result_with_who_made_it_the_newest_first(
    database, playbook, audit, revision, answers, now
) -> None:
    with database.writing() as session:
        rep = accounts.create(session, "ada@northwind.example", "Ada Lindqvist", Role.SALES, now)
    second = corrected(database, playbook, audit, answers, now, rep.id)

    with database.reading() as session:
        lines = calls.history(session, audit.id)
        assert calls.history(session, audit.id + 1) == []

    assert [(one.number, one.made_by, one.changed) for one in lines] == [
        (2, "Ada Lindqvist", (second.changed,)),
        (1, "", ()),
    ]
    assert lines[1].total.p50 == revision.total_p50


def test_a_result_is_found_by_its_number_in_its_own_audit(database, audit, revision) -> None:
    with database.reading() as session:
        assert calls.revision(session, audit.id, 1).id == revision.id
        assert calls.revision(session, audit.id, 2) is None
        assert calls.revision(session, audit.id + 1, 1) is None


def test_reports_come_with_the_number_of_their_result(database, playbook, audit, revision, answers, now) -> None:
    second = corrected(database, playbook, audit, answers, now)
    with database.writing() as session:
        for one in (revision, second):
            reports.request(session, one, "Northwind", "", now)

    with database.reading() as session:
        found = calls.reports(session, audit.id)
        assert [(report.revision_id, number) for report, number in found] == [(second.id, 2), (revision.id, 1)]
        mine = calls.report(session, audit.id, found[1][0].id)
        assert mine is not None
        assert mine[1].id == revision.id
        assert calls.report(session, audit.id + 1, found[1][0].id) is None


def test_consents_are_those_of_the_audit(database, audit, now) -> None:
    with database.writing() as session:
        row = audits.find(session, audit.public_id)
        assert row
        person = people.remember(session, row, "pat@northwind.example", "Pat Lee", "Northwind", now)
        people.agree(session, row, person, "follow_up", "Northwind may write to me.", now)

    with database.reading() as session:
        assert [one.wording for one in calls.consents(session, audit.id)] == ["Northwind may write to me."]
        assert calls.consents(session, audit.id + 1) == []
        assert calls.person(session, person.id).email == "pat@northwind.example"
