from datetime import timedelta

import pytest

from tests.web.security.site import NOW
from web.console.queue.lines import ago


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(seconds=-5), "0 min"),
        (timedelta(minutes=12, seconds=59), "12 min"),
        (timedelta(hours=1, minutes=50), "1 h"),
        (timedelta(hours=23, minutes=59), "23 h"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=13, hours=23), "13 days"),
        (timedelta(days=14), "2 weeks"),
        (timedelta(days=111), "15 weeks"),
        (timedelta(days=112), "3 months"),
        (timedelta(days=729), "24 months"),
        (timedelta(days=800), "2 years"),
    ],
)
def test_how_long_ago_is_said_roughly(passed, words) -> None:
    assert ago(NOW - passed, NOW) == words
