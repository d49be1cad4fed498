"""The rendered report, read back."""

import hashlib
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import pytest

from reports.render import render_pdf
from tests.reports import sample_audits
from tests.reports.conftest import AUDIT_JSON
from tests.reports.reading import Pdf

IN_A_PROCESS = """
import sys, hashlib
from reports.brand import ReportBrand
from reports.render import render_pdf
from tests.reports import sample_audits
from tests.reports.conftest import AUDIT_JSON
brand = ReportBrand("Northgate Partners", None, "", "#123c3a", "#b4491f", "hello@northgate.example")
print(hashlib.sha256(render_pdf(sample_audits.full_audit(), brand, AUDIT_JSON)).hexdigest())
"""


def test_the_cover_shows_the_range_to_two_significant_digits(full_pdf):
    assert "$290,000 to $680,000" in full_pdf.pages[0]
    assert "about $460,000" in full_pdf.pages[0]
    assert "Calder & Voss Mechanical" in full_pdf.pages[0]


def test_every_leak_is_named_with_its_dollars_and_its_share(full_pdf):
    ranked = full_pdf.pages[full_pdf.page_of("Every leak in dollars a year") - 1]
    for finding in sample_audits.full_audit().findings:
        assert finding.title in ranked
    assert "$140,000 $88K to $220K $120,000 24%" in ranked


def test_the_first_fix_takes_one_page(full_pdf):
    first = full_pdf.page_of("The loop it closes")
    words = full_pdf.pages[first - 1]
    for part in ("Head of operations", "221 hours a month", "64 hours a month", "What must be true first"):
        assert part in words
    for part in ("Weeks 1–4", "Weeks 5–8", "Weeks 9–12", "Stop on February 14, 2027"):
        assert part in words


def test_contradictions_stand_on_the_summary(full_pdf):
    assert "More calls are missed (260 a month) than come in (240 a month)." in full_pdf.pages[2]


def test_every_input_is_printed_with_its_source_and_date(full_pdf):
    for entry in sample_audits.full_audit().inputs:
        assert entry.title in full_pdf.text
    assert "Employer Costs for Employee Compensation" in full_pdf.text
    assert "checked Oct 2026" in full_pdf.text


def test_leaks_without_a_price_are_listed_with_the_reason(full_pdf):
    assert "You said that nothing is sold online" in full_pdf.text


def test_title_language_author_and_dates_come_from_the_audit(full_pdf):
    about = full_pdf.reader.metadata
    assert about.title == "Profit leak audit: Calder & Voss Mechanical"
    assert about.author == "Northgate Partners"
    assert about["/CreationDate"].startswith("D:20261116")
    assert full_pdf.root["/Lang"] == "en-US"
    assert full_pdf.root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_contents_name_the_page_on_which_each_section_starts(full_pdf):
    bookmarks = dict(full_pdf.bookmarks())
    assert bookmarks["Cover"] == 1
    sections = [title for title in bookmarks if title not in {"Cover", "Contents"}]
    assert len(sections) == 9
    for title in sections:
        assert f"{title} " in full_pdf.pages[1]
        after = full_pdf.pages[1].split(title, 1)[1]
        assert str(bookmarks[title]) in after.split()[:14]
    for one, other in pairwise(bookmarks[title] for title in sections):
        assert one < other


def test_each_page_after_the_cover_carries_its_number(full_pdf):
    for number, text in enumerate(full_pdf.pages[1:], 2):
        assert str(number) in text.split()


def test_each_figure_has_alternative_text(full_pdf):
    figures = [one for one in full_pdf.elements if one["/S"] == "/Figure"]
    assert len(figures) == 8
    assert all(len(one["/Alt"]) > 20 for one in figures)


def test_the_numbers_of_each_chart_stand_in_a_table_after_it(full_pdf):
    names = [str(one["/S"]) for one in full_pdf.elements]
    for caption in ("Every leak in dollars a year", "All fixes, earliest break-even first", "The roadmap", "The loops"):
        assert caption in full_pdf.text
    for caption in ("The conditions", "The yearly total with one input", "Trigger, work, result and human of each fix"):
        assert caption in full_pdf.text
    assert names.count("/Table") > names.count("/Figure")


def test_tables_have_header_cells_and_data_cells_know_them(full_pdf):
    cells = [one for one in full_pdf.elements if one["/S"] == "/TD"]
    assert len(cells) > 200
    assert all(one["/A"]["/Headers"] for one in cells)


def test_the_attachment_is_the_json_byte_for_byte(full_pdf):
    assert full_pdf.reader.attachments == {"audit.json": [AUDIT_JSON]}


@pytest.mark.parametrize("name", ["full_pdf", "tie_pdf", "no_fix_pdf", "hostile_pdf"])
def test_the_validator_finds_nothing_against_pdf_ua(name, request):
    assert request.getfixturevalue(name).failures() == []


def test_two_processes_write_the_same_bytes(full_pdf):
    runs = [subprocess.run([sys.executable, "-c", IN_A_PROCESS], capture_output=True, check=True) for _ in range(2)]
    digests = {run.stdout.decode().strip() for run in runs}
    assert digests == {hashlib.sha256(full_pdf.data).hexdigest()}


def test_the_same_process_writes_the_same_bytes_again(full_pdf, brand):
    assert render_pdf(sample_audits.full_audit(), brand, AUDIT_JSON) == full_pdf.data


def test_the_locale_chooses_the_paper(brand, full_pdf):
    british = Pdf(render_pdf(replace(sample_audits.full_audit(), locale="en_GB", currency="GBP"), brand, AUDIT_JSON))
    assert full_pdf.reader.pages[0].mediabox.height == 792
    assert round(british.reader.pages[0].mediabox.height) == 842
    assert "£290,000 to £680,000" in british.pages[0]
    assert "16 November 2026" in british.pages[0]


def test_nothing_stands_outside_the_paper(full_pdf):
    assert full_pdf.overflowing() == []
