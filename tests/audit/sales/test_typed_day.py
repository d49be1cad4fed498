from datetime import date

import pytest

from audit.sales.typed_day import read_day


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2026-03-31", date(2026, 3, 31)),
        (" 2026-03-31 ", date(2026, 3, 31)),
        ("31.3.2026", None),
        ("2026-02-30", None),
        ("", None),
        ("0001-01-01", None),
        ("9999-12-31", None),
    ],
)
def test_a_day_is_read_as_a_date_field_sends_it(typed, read):
    assert read_day(typed) == read
