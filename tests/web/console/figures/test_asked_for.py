"""What stands in the address of the figures."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from web.console.figures.asked_for import asked_for, playbook_choices

TODAY = date(2026, 3, 20)
PLAYBOOKS = (("small", "2.0"), ("small", "1.0"))


def asked(**sent):
    return asked_for({name.rstrip("_"): value for name, value in sent.items()}, TODAY, PLAYBOOKS)


def test_without_a_word_it_is_thirty_days_with_today():
    found = asked()
    assert (found.days, found.first, found.last, found.errors) == (30, date(2026, 2, 19), TODAY, ())
    assert (found.since, found.until) == ("2026-02-19", "2026-03-20")


@pytest.mark.parametrize(("period", "first"), [("7", date(2026, 3, 14)), ("90", date(2025, 12, 21))])
def test_a_period_ends_with_today(period, first):
    assert (asked(period=period).first, asked(period=period).last) == (first, TODAY)


def test_days_of_ones_own_go_before_the_period():
    found = asked(period="7", from_="2026-01-01", to="2026-01-31")
    assert (found.days, found.first, found.last) == (0, date(2026, 1, 1), date(2026, 1, 31))


def test_the_form_sends_the_days_of_its_period_along_which_leave_it_as_it_is():
    assert asked(period="7", from_="2026-03-14", to="2026-03-20").days == 7


def test_without_a_last_day_it_is_today():
    assert asked(from_="2026-01-01").last == TODAY


@pytest.mark.parametrize(
    ("sent", "field", "says"),
    [
        ({"period": "8"}, "from", "7, 30 or 90 days"),
        ({"from_": "yesterday", "to": "2026-03-01"}, "from", "Please give the first day as year-month-day"),
        ({"from_": "2026-02-30"}, "from", "Please give the first day"),
        ({"from_": "0001-01-01", "to": "0001-01-02"}, "from", "Please give the first day"),
        ({"from_": "2026-03-01", "to": "20.3."}, "to", "Please give the last day"),
        ({"to": "2026-03-01"}, "from", "Please give the first day"),
        ({"from_": "2026-03-02", "to": "2026-03-01"}, "to", "has to come after the first"),
        ({"from_": "2025-03-01", "to": "2026-03-02"}, "from", "one year at most"),
        ({"playbook": "another"}, "playbook", "There is no playbook another."),
        ({"playbook": "small 3.0"}, "playbook", "There is no playbook small 3.0."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_usual_is_shown(sent, field, says):
    found = asked(**sent)
    assert found.errors[0].field_id == field
    assert says in found.errors[0].message
    assert (found.days, found.first, found.last, found.playbook) == (30, date(2026, 2, 19), TODAY, "")


def test_a_whole_leap_year_is_taken():
    assert asked(from_="2024-01-01", to="2024-12-31").errors == ()


def test_the_scope_is_from_midnight_to_midnight_of_the_team():
    scope = asked(from_="2026-03-07", to="2026-03-08", source="letter", playbook="small 1.0").scope(
        ZoneInfo("America/New_York")
    )
    assert (scope.since, scope.until) == (datetime(2026, 3, 7, 5, tzinfo=UTC), datetime(2026, 3, 9, 4, tzinfo=UTC))
    assert (scope.source, scope.playbook, scope.version, scope.with_samples) == ("letter", "small", "1.0", False)


@pytest.mark.parametrize(("sent", "source"), [({}, None), ({"source": "(none)"}, ""), ({"source": " a  b "}, "a b")])
def test_no_source_and_every_source_are_told_apart(sent, source):
    assert asked(**sent).scope(ZoneInfo("UTC")).source == source


def test_the_choices_name_each_playbook_as_a_whole_and_by_version():
    assert list(playbook_choices(PLAYBOOKS).values()) == ["small, all versions", "small 2.0", "small 1.0"]
