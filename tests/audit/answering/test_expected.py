import pytest

from audit.answering.expected import Expected


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("call/week", "calls a week"),
        ("inquiry/month", "inquiries a month"),
        ("day", "days"),
        ("hour/week/person", "hours a week a person"),
        ("person", "people"),
        ("USD/job", "USD a job"),
        ("elapsed_hour", "elapsed hours"),
        ("sales/month", "sales a month"),
        ("1", "a plain number"),
        ("1/year", "a share a year"),
    ],
)
def test_a_unit_is_said_as_it_is_spoken(unit, words):
    assert Expected(unit, 0, 100, "USD", "en_US").unit_words == words
