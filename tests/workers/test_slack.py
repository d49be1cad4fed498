"""The shape of a Slack message, and how long to wait when Slack asks for it."""

from datetime import UTC, datetime, timedelta

import pytest

from workers.slack import SlackError, escaped, message, post, wait_of

NOW = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)


def test_a_long_heading_fits_where_slack_allows_150_letters_also_when_each_is_escaped() -> None:
    for heading in ("x" * 500, "&" * 500, "N" * 150):
        shown = message(heading, {}, "https://audit.northwind.example", "Open")["blocks"][0]["text"]["text"]
        assert len(shown) <= 150
        assert len(shown) > 140
        assert shown[0] in "x&N"


def test_the_three_letters_that_mean_something_to_slack_are_escaped_once() -> None:
    assert escaped("<!here> R&D &amp;") == "&lt;!here&gt; R&amp;D &amp;amp;"


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("30", 30),
        (" 30 ", 30),
        ("", 0),
        ("soon", 0),
        ("-5", 0),
        ("Mon, 01 Jun 2026 09:02:00 GMT", 120),
        ("Mon, 01 Jun 2026 08:00:00 GMT", 0),
        ("999999999999999999999", 6 * 3600),
        ("86400", 6 * 3600),
    ],
)
def test_a_wait_is_seconds_or_a_date_and_never_longer_than_six_hours(header, seconds) -> None:
    assert wait_of(header, NOW) == timedelta(seconds=seconds)


@pytest.mark.parametrize("url", ["http://", "http://[::1", "http://a b/secret", "https://.northwind.example/secret"])
def test_an_address_that_is_none_is_not_said_either(url) -> None:
    with pytest.raises(SlackError) as raised:
        post(url, {}, NOW)

    assert "secret" not in raised.value.said
    assert raised.value.__suppress_context__
