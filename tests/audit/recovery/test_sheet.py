"""Tables that were pasted or uploaded: each line is understood, or says what is wrong with it."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.recovery.changes import Outcome, change_of, fingerprint, known
from audit.recovery.period_text import short_name
from audit.recovery.periods import Cadence
from audit.recovery.series import Series
from audit.recovery.sheet import Sheet, read_sheet
from audit.recovery.sheet_text import MOST_LINES, SheetError, decoded
from audit.recovery.values import Given
from tests.audit.recovery.readings import reading
from tests.web.portal.operators import terms_of

TERMS = terms_of(date(2025, 3, 1))
WEEKLY = terms_of(date(2026, 1, 5), cadence=Cadence.WEEK, baseline_values=())
TODAY = date(2026, 8, 3)
MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


def sheet(text: str, locale: str = "en_US") -> Sheet:
    return read_sheet(text, TERMS, locale, TODAY)


def values(found: Sheet) -> dict[tuple[Series, date], float | None]:
    return {(line.given.series, line.given.starts_on): line.given.value for line in found.good if line.given}


def metric(text: str, locale: str = "en_US") -> dict[date, float | None]:
    found = sheet(text, locale)
    assert [line.problem for line in found.wrong] == []
    return {start: value for (series, start), value in values(found).items() if series is Series.METRIC}


@pytest.mark.parametrize(
    "text",
    [
        "2026-03,12.5\n2026-04,14",
        "2026-03;12,5\r\n2026-04;14\r\n",
        "2026-03\t12.5\n2026-04\t14",
        "\ufeff03/2026;12,5\n04/2026;14",
        'sep=;\nMonth;Value\n"March 2026";"12,5"\n"April 2026";"14"',
        "period,value\n\n2026-03-02,12.5\n,\n2026-04-30,14\n",
        'Month,New inquiries a month that reach nobody,Note\n"March 2, 2026",12.5,odd\nApril 2026,14,',
        '="2026-03",12.5\n="2026-04",14',
        "value;month\n12,5;2026-03\n14;2026-04",
        "2026-03 ; 12,5\r2026-04 ; 14",
    ],
)
def test_the_same_table_is_read_however_a_spreadsheet_saved_it(text: str):
    assert metric(text) == {MARCH: 12.5, APRIL: 14}


def test_the_numbers_themselves_say_which_mark_is_for_decimals():
    assert metric("2026-03;1.234,5\n2026-04;1.200")[APRIL] == 1200
    assert metric("2026-03;1,234.5\n2026-04;1,200")[APRIL] == 1200
    assert metric("2026-04;1,200", "en_US")[APRIL] == 1200
    assert metric("2026-04;1.200", "de_DE")[APRIL] == 1200
    assert metric("2026-03;12.5\n2026-04;1,200", "de_DE")[APRIL] == 1200


def test_a_comma_that_cuts_a_number_in_two_is_not_taken_for_a_column():
    found = sheet("2026-03,12,5\n2026-04,13")
    assert [(line.number, "put a semicolon" in line.problem) for line in found.wrong] == [(1, True)]
    assert list(values(found).values()) == [13]


def test_several_series_stand_side_by_side():
    found = sheet("period\tmetric\tRunning cost\tadoption\n2026-03\t30\t$900\t45 %\n2026-04\t\t800\t")
    assert values(found) == {
        (Series.METRIC, MARCH): 30,
        (Series.RUNNING_COST, MARCH): 900,
        (Series.ADOPTION, MARCH): 0.45,
        (Series.RUNNING_COST, APRIL): 800,
    }


def test_a_column_that_is_not_understood_is_named_and_left_out():
    found = sheet("month;value;weather\n2026-03;30;rain")
    assert found.left_out == ("weather",)
    assert list(values(found).values()) == [30]


def test_the_only_column_beside_the_period_is_the_number_whatever_its_title():
    assert metric("Month;Missed\n2026-03;30") == {MARCH: 30}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "nothing here yet"),
        ("\n ;; \n", "nothing here yet"),
        ("month;value;value\n2026-03;1;2", "two columns"),
        ("month;weather;wind\n2026-03;1;2", "no column is titled"),
        ("\n" * MOST_LINES + "2026-03,1", "at most 1000"),
    ],
)
def test_a_table_of_which_nothing_can_be_made_says_why(text: str, words: str):
    with pytest.raises(SheetError, match=words):
        sheet(text)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("2026-03", "Write a period and its number"),
        ("2026-03 12", "Write a period and its number"),
        ("Marh 2026,12", "Write the month as"),
        ("2025-02,12", "belongs to the baseline"),
        ("2026-08,12", "not over yet. Enter it from 1 September 2026"),
        ("2026-03,none", "number in digits"),
        ("2026-03,-4", "0 or more"),
        ("2026-03,1 to 4", "one number, not a range"),
        ('2026-03,"12', "quotation mark"),
        ("2026-03,12,,,7", "more columns"),
        ("2026-03," + "9" * 2000, "more than 1000 letters"),
    ],
)
def test_a_wrong_line_says_its_number_and_how_to_mend_it(line: str, words: str):
    found = sheet(f"2026-05,7\n{line}\n2026-06,8")
    assert [(wrong.number, words in wrong.problem) for wrong in found.wrong] == [(2, True)]
    assert list(values(found).values()) == [7, 8]


def test_a_period_that_is_there_twice_is_refused_where_the_numbers_differ():
    found = sheet("2026-03,7\n2026-04,8\n2026-03,9")
    assert [wrong.problem for wrong in found.wrong] == [
        "March 2026 is in line 3 with another number.",
        "March 2026 is in line 1 with another number.",
    ]
    assert values(found) == {(Series.METRIC, APRIL): 8}


def test_a_period_that_is_there_twice_with_the_same_number_counts_once():
    found = sheet("2026-03,7\n2026-03,7")
    assert [(wrong.number, wrong.problem) for wrong in found.wrong] == [(2, "March 2026 is in line 1 already.")]
    assert values(found) == {(Series.METRIC, MARCH): 7}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_in_the_encodings_that_spreadsheets_save(encoding: str):
    text = "März;Größe\n2026-03;12,5"
    assert decoded(text.encode(encoding)) == text


@pytest.mark.parametrize("content", [b"PK\x03\x04....", b"\x00\x01\x02", b"\xff\xfe\x00\xd8"])
def test_what_is_no_text_is_refused(content: bytes):
    with pytest.raises(SheetError, match="Save"):
        decoded(content)


def test_a_given_value_is_new_unchanged_or_a_correction():
    there = known([reading(MARCH, 12.0), reading(APRIL, None)])
    outcomes = {
        (start, value): change_of(Given(Series.METRIC, start, value), there).outcome
        for start in (MARCH, APRIL, MAY)
        for value in (12.0, 13.0, None)
    }
    assert outcomes == {
        (MARCH, 12.0): Outcome.UNCHANGED,
        (MARCH, 13.0): Outcome.CORRECTED,
        (MARCH, None): Outcome.CORRECTED,
        (APRIL, 12.0): Outcome.NEW,
        (APRIL, 13.0): Outcome.NEW,
        (APRIL, None): Outcome.UNCHANGED,
        (MAY, 12.0): Outcome.NEW,
        (MAY, 13.0): Outcome.NEW,
        (MAY, None): Outcome.UNCHANGED,
    }


def test_the_fingerprint_changes_with_what_is_there():
    wanted = [Given(Series.METRIC, MARCH, 13.0)]
    prints = {
        fingerprint([change_of(one, known(there)) for one in wanted])
        for there in ([], [reading(MARCH, 12.0)], [reading(MARCH, 13.0)])
    }
    assert len(prints) == 3


CELLS = st.one_of(
    st.text(max_size=12), st.sampled_from(["2026-03", "March 2026", "12,5", "1.2", "value", '"', ";", ",", "\t"])
)
TABLES = st.lists(st.lists(CELLS, max_size=5).map(";".join), max_size=12).map("\n".join) | st.text(max_size=200)


@given(TABLES, st.sampled_from([TERMS, WEEKLY]), st.sampled_from(["en_US", "de_DE", "fr_FR"]))
def test_no_table_breaks_it_and_every_line_is_accounted_for(text: str, terms, locale: str):
    try:
        found = read_sheet(text, terms, locale, TODAY)
    except SheetError:
        return
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    told = {line.number for line in found.lines}
    assert told | set(found.passed_over) == set(range(1, len(lines) + 1))
    assert told.isdisjoint(found.passed_over)
    assert all((line.given is None) is bool(line.problem) for line in found.lines)


MEASURED = st.dictionaries(
    st.sampled_from([date(2025 + month // 12, month % 12 + 1, 1) for month in range(2, 18)]),
    st.decimals(0, 99_999, places=2).map(float),
    min_size=1,
)


@given(MEASURED, st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n"]), st.sampled_from(",."))
def test_a_table_that_was_written_is_read_back(measured: dict[date, float], separator: str, end: str, mark: str):
    written = io.StringIO()
    writer = csv.writer(written, delimiter=separator, lineterminator=end)
    writer.writerow(["period", "value"])
    for start, value in measured.items():
        writer.writerow([short_name(start, Cadence.MONTH), f"{value:.2f}".replace(".", mark)])
    assert metric(written.getvalue()) == measured
