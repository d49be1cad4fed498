"""Tables: shown line by line before anything is kept, and kept as they were shown."""

from io import BytesIO

import pytest

from tests.web.portal.measuring.conftest import APRIL, MARCH, MAY, Desk
from tests.web.quiz.browser import Page

THREE = "2026-03,31 %\n2026-04,25 %\n2026-05,20 %"


def lines(page: Page) -> list[str]:
    return [" ".join("".join(row.itertext()).split()) for row in page.all("tr")[1:]]


def test_a_table_is_shown_line_by_line_and_nothing_is_kept_yet(pat: Desk):
    page = pat.check(THREE)
    assert page.h1 == "Is this right?"
    assert "3 new, 0 changed, 0 there already. Nothing is kept yet." in page.words
    assert lines(page) == ["1 March 2026 31% New", "2 April 2026 25% New", "3 May 2026 20% New"]
    assert pat.stored() == []


def test_a_table_is_kept_as_it_was_shown(pat: Desk):
    page = pat.keep(pat.check(THREE), THREE)
    assert "The table is kept: 3 new." in page.words
    assert pat.stored() == [("metric", MARCH, 1, 0.31), ("metric", APRIL, 1, 0.25), ("metric", MAY, 1, 0.2)]
    assert {row.way for row in pat.rows()} == {"pasted"}


def test_the_text_travels_with_the_page(pat: Desk):
    hidden = next(one for one in pat.check(THREE).all("textarea") if "hidden" in one.attrib)
    assert hidden.text == THREE


def test_wrong_lines_say_how_to_mend_them_and_do_not_hold_up_the_good_ones(pat: Desk):
    text = "2026-03,31 %\n2026-04,many\n2026-09,10 %"
    page = pat.check(text)
    assert "Line 2: Write a number in digits." in page.words
    assert "Line 3: September 2026 is not over yet." in page.words
    assert "1 new, 0 changed, 0 there already, 2 cannot be kept." in page.words
    page = pat.keep(page, text)
    assert "The table is kept: 1 new, 2 left out." in page.words
    assert pat.stored() == [("metric", MARCH, 1, 0.31)]


def test_corrections_want_one_reason_and_show_old_and_new(pat: Desk):
    pat.keep(pat.check(THREE), THREE)
    text = "2026-03,33 %\n2026-04,25 %\n2026-05,22 %"
    page = pat.check(text)
    assert lines(page) == [
        "1 March 2026 31% becomes 33% Changed",
        "2 April 2026 25% There already",
        "3 May 2026 20% becomes 22% Changed",
    ]
    page = pat.keep(page, text)
    assert page.status == 422
    assert page.links()["Say in a few words why the numbers that are there already are changed."] == "#reason"
    page = pat.keep(page, text, reason="The log was wrong")
    assert "The table is kept: 2 corrected, 1 there already." in page.words
    assert [(row.number, row.note) for row in pat.rows() if row.number > 1] == [(2, "The log was wrong")] * 2


def test_what_was_changed_since_it_was_shown_is_shown_anew(pat: Desk):
    page = pat.check(THREE)
    pat.type(metric="30 %")
    page = pat.keep(page, THREE, reason="The log was wrong")
    assert page.status == 409
    assert "Somebody has entered or changed numbers since you checked these." in page.words
    assert "1 March 2026 30% becomes 31% Changed" in lines(page)
    assert len(pat.stored()) == 1
    assert "The table is kept: 2 new, 1 corrected." in pat.keep(page, THREE, reason="The log was wrong").words


def test_several_series_are_shown_with_their_titles(pat: Desk):
    page = pat.check("period;metric;running_cost\n2026-03;31 %;$900")
    assert lines(page) == ["2 March 2026 31% New", "2 March 2026 Running cost: $900 New"]


def test_a_column_that_is_left_out_is_said(pat: Desk):
    assert (
        "This column is not understood and is left out: weather."
        in pat.check("period;value;weather\n2026-03;31 %;rain").words
    )


def test_nothing_that_can_be_kept_is_no_button_to_keep_it(pat: Desk):
    page = pat.check("2026-03,many")
    assert "0 new, 0 changed, 0 there already, 1 cannot be kept." in page.words
    assert not [one for one in page.all("form") if one.get("action", "").endswith("/keep")]
    assert pat.keep(page, "2026-03,many", shown="").status == 422


@pytest.mark.parametrize(
    ("text", "words"), [("", "There is nothing here yet"), ("\n" * 1001 + "x", "Send at most 1000 at a time")]
)
def test_a_table_of_which_nothing_can_be_made_comes_back_with_the_reason(pat: Desk, text: str, words: str):
    page = pat.check(text)
    assert page.status == 422
    assert words in page.words
    assert any(words in link and href == "#sheet" for link, href in page.links().items())


def test_a_table_that_is_too_long_is_refused(pat: Desk):
    page = pat.check("2026-03,31 %\n" + "x" * 30_100)
    assert page.status == 422
    assert "This is too long." in page.words


def upload(pat: Desk, content: bytes) -> Page:
    page = pat.open()
    fields = {"csrf_token": page.hidden()["csrf_token"], "sheet": "", "file": (BytesIO(content), "numbers.csv")}
    return Page(pat.browser.client.post(f"{pat.address}/check", data=fields, content_type="multipart/form-data"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_read_as_a_spreadsheet_saved_it(pat: Desk, encoding: str):
    text = "sep=;\r\nMonat März;value\r\n03.2026;31,5 %\r\n"
    page = upload(pat, text.encode(encoding))
    assert lines(page) == ["3 March 2026 31.5% New"]
    hidden = next(one for one in page.all("textarea") if "hidden" in one.attrib)
    assert "The table is kept: 1 new." in pat.keep(page, hidden.text or "").words
    assert pat.rows()[0].way == "file"


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"PK\x03\x04 a workbook", "Save it as CSV"), (b"\x00\xff\x00", "no text file"), (b"x" * 31_000, "too long")],
)
def test_a_file_that_is_no_table_is_refused_with_what_to_do(pat: Desk, content: bytes, words: str):
    page = upload(pat, content)
    assert page.status == 422
    assert words in page.words


def test_what_stands_in_a_table_is_shown_as_text(pat: Desk):
    page = pat.check("2026-03,<b>bold</b>\n</textarea><script>alert(1)</script>,1")
    assert "<b>bold</b>" in page.words
    assert not page.all("script")[1:]


def test_somebody_elses_agreement_takes_no_table(pat: Desk, kim: Desk):
    token = kim.open().hidden()["csrf_token"]
    for path in ("/check", "/keep"):
        fields = {"csrf_token": token, "sheet": THREE}
        assert kim.browser.client.post(pat.address + path, data=fields).status_code == 404
    assert pat.stored() == []
