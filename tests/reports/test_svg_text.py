"""Labels drawn whole stand where WeasyPrint's letters would."""

import pypdfium2
import pytest
from weasyprint import HTML
from weasyprint.svg import TAGS
from weasyprint.svg.text import text as letter_by_letter

from reports.svg_text import whole_labels

LABELS = (
    '<text x="30" y="40" font-size="14" fill="#123">Plain</text>',
    '<text x="190" y="80" font-size="12" text-anchor="end" font-weight="600">Right</text>',
    '<text x="100" y="120" font-size="12" text-anchor="middle">Middle</text>',
    '<text x="30" y="160" font-size="12" letter-spacing="2">Spaced</text>',
)


def box_of(label, draw, monkeypatch):
    monkeypatch.setattr("weasyprint.svg.text", draw)
    for tag in ("text", "tspan", "textPath"):
        monkeypatch.setitem(TAGS, tag, draw)
    svg = f'<svg width="200" height="200" viewBox="0 0 200 200" font-family="DejaVu Sans">{label}</svg>'
    pdf = HTML(string=f"<style>@page {{ margin: 0; size: 200px 200px }} body {{ margin: 0 }}</style>{svg}").write_pdf()
    letters = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    boxes = [letters.get_charbox(i) for i in range(letters.count_chars())]
    words = letters.get_text_range().replace("\r\n", "")
    return words, (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


@pytest.mark.parametrize("label", [label for label in LABELS if "text-anchor" in label])
def test_a_label_that_we_anchor_stands_in_the_same_place(label, monkeypatch):
    words, ours = box_of(label.replace("text-anchor", "data-anchor"), whole_labels, monkeypatch)
    same, theirs = box_of(label, letter_by_letter, monkeypatch)
    assert words == same
    assert ours == pytest.approx(theirs, abs=1.0)


@pytest.mark.parametrize("label", LABELS)
def test_a_label_stands_in_the_same_place(label, monkeypatch):
    words, ours = box_of(label, whole_labels, monkeypatch)
    same, theirs = box_of(label, letter_by_letter, monkeypatch)
    assert words == same
    assert ours == pytest.approx(theirs, abs=1.0)
