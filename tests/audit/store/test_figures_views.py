"""Under which source a view of the start page counts."""

from datetime import date, timedelta

from audit.store import audits, openings, reports, tallies
from audit.store.tables import AuditRow, ReportOpening
from audit.store.tallies import NEW_SOURCES_A_DAY, OTHER, START_PAGE

DAY = date(2026, 3, 2)


def view(database, source, day=DAY, playbook="small"):
    """Count a view, and return under which source."""
    with database.writing() as session:
        shown = tallies.source_to_count(session, day, START_PAGE, playbook, source)
        tallies.count(session, day, START_PAGE, playbook, "1.0.0", shown)
    return shown


def flood(database, day=DAY):
    """As many made-up sources as a day takes."""
    for number in range(NEW_SOURCES_A_DAY):
        assert view(database, f"made up {number}", day) == f"made up {number}"


def test_a_view_counts_under_its_source_and_without_one_under_none(database):
    assert [view(database, source) for source in ("letter", "", "x" * 300)] == ["letter", "", "x" * 80]


def test_made_up_sources_get_no_further_rows_once_a_day_is_full(database):
    flood(database)
    assert {view(database, f"more {number}") for number in range(5)} == {OTHER}


def test_what_was_counted_by_itself_before_goes_on_so(database):
    view(database, "letter")
    flood_but_one = [view(database, f"made up {number}") for number in range(NEW_SOURCES_A_DAY - 1)]
    assert OTHER not in flood_but_one
    assert [view(database, source) for source in ("letter", "late", "")] == ["letter", OTHER, ""]


def test_a_source_from_which_an_answered_audit_came_always_counts_by_itself(database, playbook, audit, now):
    flood(database)
    assert view(database, "newsletter") == OTHER  # begun by now, which a program does as easily as it makes up a link
    with database.writing() as session:
        audits.save_answer(session, session.get_one(AuditRow, audit.id), "trade", "plumbing", now)
    assert view(database, "newsletter") == "newsletter"


def test_every_day_and_every_playbook_has_room_of_its_own(database):
    flood(database)
    assert view(database, "late", DAY + timedelta(days=1)) == "late"
    assert view(database, "late", playbook="another") == "late"


def test_a_report_is_opened_for_the_first_time_once(database, revision, now):
    with database.writing() as session:
        report = reports.request(session, revision, "Northwind", "", now)
        assert openings.note(session, report.id, now)
        assert not openings.note(session, report.id, now + timedelta(hours=1))
    with database.reading() as session:
        assert session.get_one(ReportOpening, report.id).opened_at == now
