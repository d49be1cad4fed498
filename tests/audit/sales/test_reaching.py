"""Phone numbers as people type them, and time zones as browsers say them."""

import pytest

from audit.sales.reaching import looks_like_phone, phone_kept, time_zone_kept


@pytest.mark.parametrize(
    ("typed", "locale", "kept"),
    [
        ("(415) 555-0132", "en_US", "+14155550132"),
        ("+44 20 7946 0958", "en_US", "+442079460958"),
        ("020 7946 0958", "en-GB", "+442079460958"),
        ("415 555 0132 ext. 7", "en_US", "+14155550132;ext=7"),
        ("555 01 32", "en_US", "555 01 32"),
        ("12345", "en_US", "12345"),
        ("415 555 0132", "en", "415 555 0132"),  # no country says how to read it
        ("call me", "en_US", "call me"),
        ("415 555 0132 (Pat)", "en_US", "415 555 0132 (Pat)"),  # not the keys that P, a and t stand on
        ("1-800-PLUMBER", "en_US", "1-800-PLUMBER"),
        ("4155550132x7", "en_US", "+14155550132;ext=7"),
    ],
)
def test_a_number_is_kept_as_the_whole_world_dials_it_or_as_it_was_typed(typed, locale, kept) -> None:
    assert phone_kept(typed, locale) == kept


@pytest.mark.parametrize("typed", ["+14155550132", "+14155550132;ext=7", "1-800-PLUMBER", "555 01 32"])
def test_what_was_kept_once_is_kept_as_it_is(typed) -> None:
    assert looks_like_phone(typed, "en_US")
    assert phone_kept(typed, "en_US") == typed


@pytest.mark.parametrize(
    ("typed", "looks"),
    [
        ("+1 415 555 0132", True),
        ("12345", True),
        ("1234", False),
        ("ask for Ann at 10155", False),
        ("1-800-PLUMBER", True),
        ("no", False),
    ],
)
def test_only_what_plainly_is_no_number_is_refused(typed, looks) -> None:
    assert looks_like_phone(typed, "en_US") == looks


@pytest.mark.parametrize(
    ("said", "kept"),
    [("America/Chicago", "America/Chicago"), ("UTC", "UTC"), ("Mars/Base", ""), ("../etc", ""), ("", "")],
)
def test_a_time_zone_is_kept_if_there_is_one_of_that_name(said, kept) -> None:
    assert time_zone_kept(said) == kept
