from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from web.console.follow_up.moments import in_a_week, in_an_hour, in_words, on_the_wall, read_time, tomorrow

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 3, 7, 22, 10, 30, tzinfo=UTC)  # Saturday, 17:10 there; the clocks go forward that night


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (NOW, "today 17:10"),
        (NOW - timedelta(hours=20), "yesterday 21:10"),
        (NOW + timedelta(hours=20), "tomorrow 14:10"),
        (NOW + timedelta(days=3), "Tue 10 Mar 18:10"),
        (NOW - timedelta(days=90), "Sun 7 Dec 2025 17:10"),
    ],
)
def test_a_moment_is_told_on_the_teams_wall(moment, said):
    assert in_words(moment, NOW, NEW_YORK) == said


def test_quick_choices_are_at_nine_on_the_wall_also_when_the_clocks_change():
    assert in_an_hour(NOW, NEW_YORK) == datetime(2026, 3, 7, 23, 10, tzinfo=UTC)
    assert tomorrow(NOW, NEW_YORK) == datetime(2026, 3, 8, 13, tzinfo=UTC)
    assert in_a_week(NOW, NEW_YORK) == datetime(2026, 3, 14, 13, tzinfo=UTC)


def test_tomorrow_is_the_teams_tomorrow():
    late = datetime(2026, 6, 2, 2, tzinfo=UTC)  # still 1 June in New York

    assert tomorrow(late, NEW_YORK) == datetime(2026, 6, 2, 13, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("14:30", time(14, 30)),
        (" 9 ", time(9)),
        ("9.05", time(9, 5)),
        ("0930", time(9, 30)),
        ("2:30 pm", time(14, 30)),
        ("12 am", time(0)),
        ("12pm", time(12)),
        ("24:00", None),
        ("13 pm", None),
        ("0 am", None),
        ("14:75", None),
        ("soon", None),
        ("", None),
        ("٣:٣٠", time(3, 30)),
    ],
)
def test_a_time_is_read_as_people_type_it(typed, read):
    assert read_time(typed) == read


def test_what_the_wall_shows_is_kept_in_utc():
    assert on_the_wall(date(2026, 7, 1), time(9), NEW_YORK) == datetime(2026, 7, 1, 13, tzinfo=UTC)
