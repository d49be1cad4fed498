"""Names that try to break out, and shapes of audit that are rare."""

import pytest

from reports.render import render_pdf
from tests.reports import sample_audits
from tests.reports.reading import Pdf


def test_markup_in_a_name_is_printed_and_not_obeyed(hostile_pdf):
    assert "<script>alert('x')</script>" in hostile_pdf.text
    assert "{{ 7*7 }}" in hostile_pdf.text
    assert "{{ 49 }}" not in hostile_pdf.text


def test_a_name_of_two_thousand_letters_stays_on_the_paper(hostile_pdf):
    assert hostile_pdf.overflowing() == []
    assert len(hostile_pdf.reader.pages) < 40


def test_an_emoji_becomes_a_box_and_arabic_is_kept(hostile_pdf):
    assert "□" in hostile_pdf.text
    assert hostile_pdf.reader.metadata.title.count("ضمان") == 1


def test_the_cover_and_the_contents_take_a_page_each_whatever_the_name(hostile_pdf):
    assert hostile_pdf.pages[1].startswith("Contents")
    assert "Summary" in hostile_pdf.pages[2]


@pytest.mark.parametrize("make", ["one_leak_audit", "empty_audit", "many_leaks_audit", "tie_audit"])
def test_every_shape_of_audit_is_valid_and_stays_on_the_paper(make, brand):
    pdf = Pdf(render_pdf(getattr(sample_audits, make)(), brand, b"{}"))
    assert pdf.failures() == []
    assert pdf.overflowing() == []


def test_an_audit_without_findings_says_so(brand):
    pdf = Pdf(render_pdf(sample_audits.empty_audit(), brand, b"{}"))
    assert "No leak could be put in dollars" in pdf.text


def test_when_the_audit_says_no_the_report_has_a_page_for_it(no_fix_pdf):
    words = no_fix_pdf.pages[no_fix_pdf.page_of("Keep the money") - 1]
    assert "Keep the money" in words
    assert "What would change the answer" in words
    assert "What to measure meanwhile" in words
    assert "The loop it closes" not in no_fix_pdf.text


def test_a_tie_names_the_rivals_and_what_to_measure(tie_pdf):
    words = tie_pdf.pages[tie_pdf.page_of("This is a tie.") - 1]
    assert "47%" in words
    assert "Answer every new lead within five minutes and Call back every missed call within the hour" in words
    assert "Measure to break the tie: Hours a week of order entry" in words
