"""Lines kept between layout and drawing are drawn as WeasyPrint draws them."""

from weasyprint import HTML
from weasyprint.text.line_break import Layout

from reports import kept_layouts

PAGE = """<html lang="en"><style>
@page { size: 300px 400px; margin: 20px } .j { text-align: justify } .p { white-space: pre-wrap }
.n::before { content: "a\\A b"; white-space: pre-line } .u { text-decoration: underline } .s { letter-spacing: 1px }
</style><body><p>Many words that go over one line and are drawn where they were measured, once.</p>
<p class="j">Many words that go over one line and are justified, so that each space is wider than it was.</p>
<p class="p">One
  two</p><p class="n">After<br/>a break</p><p class="u">Under</p><p class="s">Spaced letters over a line of its own</p>
<ul><li>Item</li></ul></body></html>"""


def drawn():
    return HTML(string=PAGE).write_pdf(pdf_identifier=b"same", uncompressed_pdf=True)


def test_pages_are_the_same_to_the_byte(monkeypatch):
    for name, method in kept_layouts.ORIGINALS.items():
        monkeypatch.setattr(Layout, name, method)
    theirs = drawn()
    kept_layouts.install()
    assert drawn() == theirs
