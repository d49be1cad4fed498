from datetime import timedelta

from sqlalchemy import delete, select

from audit.store import assumptions, audits
from audit.store.tables import AssumptionRow, AuditRow


def given(database, audit):
    with database.reading() as session:
        return assumptions.of_audit(session, audit.id)


def test_an_audit_without_own_numbers_has_none(database, audit):
    assert given(database, audit) == {}


def test_own_numbers_are_kept_as_given_and_always_in_the_same_order(database, audit, now):
    with database.writing() as session:
        assumptions.save(session, audit, "margin", "35 to 40 %", now)
        assumptions.save(session, audit, "hour_cost", ["20", "30", "40"], now)

    assert list(given(database, audit).items()) == [("hour_cost", ["20", "30", "40"]), ("margin", "35 to 40 %")]


def test_the_latest_own_number_counts_and_its_time_is_noted(database, audit, now):
    for later, typed in ((0, "35 %"), (60, "40 %")):
        with database.writing() as session:
            assumptions.save(session, audit, "margin", typed, now + timedelta(seconds=later))

    with database.reading() as session:
        (row,) = session.scalars(select(AssumptionRow))
    assert (row.given, row.changed_at) == ("40 %", now + timedelta(seconds=60))


def test_dropping_goes_back_for_these_benchmarks_alone(database, audit, now):
    with database.writing() as session:
        for benchmark in ("hour_cost", "margin", "margin_clinic"):
            assumptions.save(session, audit, benchmark, "1", now)
    with database.writing() as session:
        assumptions.drop(session, audit, ("margin", "margin_clinic", "never given"))

    assert given(database, audit) == {"hour_cost": "1"}


def test_own_numbers_belong_to_one_audit(database, audit, playbook, now):
    with database.writing() as session:
        other = audits.begin(session, "another", playbook.content_hash, {}, now)
        assumptions.save(session, other, "margin", "1 %", now)
        assumptions.drop(session, audit, ("margin",))

    assert given(database, audit) == {}
    assert given(database, other) == {"margin": "1 %"}


def test_own_numbers_go_with_their_audit(database, audit, now):
    with database.writing() as session:
        assumptions.save(session, audit, "margin", "1 %", now)
    with database.writing() as session:
        session.execute(delete(AuditRow))

    assert given(database, audit) == {}
