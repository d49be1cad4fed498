from datetime import date

import pytest

from audit.store.queue_filters import Answer, Clock, Due, Filters, Sort, filters_of, read_filters

EVERYTHING = Filters(
    leak="missed_calls",
    fix="text_back",
    status="open",
    owner="12",
    clock=Clock.RED,
    due=Due.TODAY,
    source="spring & summer",
    playbook="mid_market",
    tag="second site",
    finished=Answer.YES,
    dollars_from=50_000.0,
    dollars_to=2_000_000.0,
    arrived_from=date(2026, 1, 2),
    arrived_to=date(2026, 3, 4),
    samples=Answer.NO,
    sort=Sort.CLOCK,
)


def test_an_address_line_is_read_as_it_was_written() -> None:
    assert filters_of(EVERYTHING.line) == EVERYTHING
    assert filters_of("") == Filters()


def test_what_is_not_asked_for_is_not_in_the_line() -> None:
    assert Filters().line == ""
    assert Filters(status="new").line == "status=new"


def test_the_words_of_a_search_are_never_in_the_line() -> None:
    assert Filters(words="Ada Lindqvist").line == ""
    assert filters_of("words=Ada", "Bram").words == "Bram"


@pytest.mark.parametrize(
    ("typed", "understood"),
    [("50000", 50_000), ("$50,000", 50_000), ("50k", 50_000), ("1.5m", 1_500_000), (" 12 000 ", 12_000)],
)
def test_amounts_are_read_as_people_write_them(typed, understood) -> None:
    filters, wrong = read_filters({"dollars_from": typed})

    assert filters.dollars_from == understood
    assert not wrong


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("status", "sleeping"),
        ("owner", "Ada"),
        ("owner", "9" * 40),
        ("clock", "purple"),
        ("due", "never"),
        ("finished", "perhaps"),
        ("samples", "2"),
        ("sort", "colour"),
        ("dollars_from", "lots"),
        ("dollars_to", "-5"),
        ("arrived_from", "yesterday"),
        ("arrived_to", "2026-02-30"),
    ],
)
def test_what_cannot_be_used_is_said_and_left_out(name, typed) -> None:
    filters, wrong = read_filters({name: typed, "tag": "warm"})

    assert [one.name for one in wrong] == [name]
    assert filters == Filters(tag="warm")


def test_who_types_the_larger_end_first_means_the_same() -> None:
    filters, _ = read_filters(
        {"dollars_from": "9000", "dollars_to": "100", "arrived_from": "2026-03-02", "arrived_to": "2026-02-01"}
    )

    assert (filters.dollars_from, filters.dollars_to) == (100, 9_000)
    assert (filters.arrived_from, filters.arrived_to) == (date(2026, 2, 1), date(2026, 3, 2))


def test_a_filter_can_be_taken_away() -> None:
    assert EVERYTHING.without("leak", "sort").leak == ""
    assert EVERYTHING.without("leak", "sort").sort is Sort.DOLLARS


def test_what_cannot_be_seen_is_no_part_of_a_view() -> None:
    filters, wrong = read_filters({"leak": "missed\x00", "tag": "\x00"}, "Ann\x00Lee")

    assert (filters.leak, filters.tag, filters.words, wrong) == ("missed", "", "Ann Lee", [])
