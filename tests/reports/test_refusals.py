"""What a report refuses: anything missing, anything from outside, anything half drawn."""

from dataclasses import replace

import pytest
from weasyprint.urls import FatalURLFetchingError

from audit.findings import Sentence
from reports import assets, render
from reports.assets import BundledFetcher
from reports.brand import ReportBrand
from reports.render import RenderError, render_pdf
from tests.reports import sample_audits

SVG = "http://www.w3.org/2000/svg"
GOOD = f'<svg xmlns="{SVG}" width="60" height="20"><rect width="60" height="20" fill="#123c3a"/></svg>'.encode()


def with_logo(logo, media_type="image/svg+xml"):
    return ReportBrand("Northgate", logo, media_type, "#123c3a", "#b4491f", "")


def refused(brand, audit=None):
    with pytest.raises(RenderError) as caught:
        render_pdf(audit or sample_audits.one_leak_audit(), brand, b"{}")
    assert isinstance(caught.value, Exception)
    return str(caught.value)


def test_a_logo_is_drawn_with_alternative_text():
    pdf = render_pdf(sample_audits.one_leak_audit(), with_logo(GOOD), b"{}")
    assert b"%PDF-1.7" in pdf[:10]


@pytest.mark.parametrize("media_type", ["image/svg+xml", "image/png"])
def test_a_logo_that_is_no_picture_stops_the_report(media_type):
    assert "The logo is no" in refused(with_logo(b"not a picture", media_type))


@pytest.mark.parametrize(
    "inside",
    [
        '<image href="http://127.0.0.1:9/logo.png" width="9" height="9"/>',
        '<image href="https://example.com/logo.png" width="9" height="9"/>',
        '<image href="file:///etc/hostname" width="9" height="9"/>',
        '<style>@import url("http://127.0.0.1:9/a.css");</style><rect width="9" height="9"/>',
        '<use href="http://127.0.0.1:9/a.svg#b"/>',
        '<image href="bundled:///fonts/inter-400.ttf" width="9" height="9"/>',
        '<rect width="9" height="9" fill="url(http://127.0.0.1:9/a.svg#b)"/>',
        '<rect width="9" height="9" style="fill: URL( http://127.0.0.1:9/a.svg#b )"/>',
        "<script>1</script>",
    ],
)
def test_a_logo_that_points_outside_stops_the_report_and_opens_no_socket(inside, monkeypatch):
    opened = []
    monkeypatch.setattr("socket.socket.connect", lambda self, address: opened.append(address))
    logo = f'<svg xmlns="{SVG}" width="60" height="20">{inside}</svg>'.encode()
    refused(with_logo(logo))
    assert opened == []


def test_a_logo_that_slips_through_the_check_is_still_not_fetched(monkeypatch):
    monkeypatch.setattr(render, "check_logo", lambda brand: None)
    logo = (
        f'<svg xmlns="{SVG}" width="60" height="20"><image href="http://127.0.0.1:9/a.png" width="9" height="9"/></svg>'
    )
    assert refused(with_logo(logo.encode()))


def test_a_logo_with_a_document_type_is_refused():
    assert "document type" in refused(with_logo(b'<!DOCTYPE svg [<!ENTITY a "b">]>' + GOOD))


@pytest.mark.parametrize("url", ["http://example.com/a", "ftp://example.com/a", "file:///etc/passwd", "//example.com"])
def test_the_fetcher_serves_nothing_from_outside(url):
    with pytest.raises(FatalURLFetchingError, match="only bundled files"):
        BundledFetcher().fetch(url)


def test_the_fetcher_serves_bundled_fonts_and_data():
    assert BundledFetcher().fetch("bundled:///fonts/inter-400.ttf").read()[:4] == b"\x00\x01\x00\x00"
    assert BundledFetcher().fetch("data:text/plain,hello").read() == b"hello"


def test_a_missing_font_stops_the_report(monkeypatch, brand):
    asked = {"styles": b"@font-face { font-family: X; src: url(bundled:///fonts/gone.ttf) }"}
    monkeypatch.setattr(render, "bundled", lambda folder, _name: asked[folder])
    render.forget_styles()
    try:
        assert "gone.ttf" in refused(brand)
    finally:
        render.forget_styles()


def test_a_warning_of_weasyprint_stops_the_report(monkeypatch):
    whole = assets.bundled
    monkeypatch.setattr(render, "bundled", lambda folder, name: whole(folder, name) + b" p { colour: red }")
    message = refused(ReportBrand("Northgate", None, "", "#123c3b", "#b4491f", ""))
    assert "colour" in message


def test_a_sentence_without_its_amount_stops_the_report(brand):
    audit = sample_audits.one_leak_audit()
    finding = replace(audit.findings[0], sentence=Sentence("{nothing} a year", ()))
    assert "'nothing'" in refused(brand, replace(audit, findings=(finding,)))


def test_a_number_that_is_not_finite_stops_the_report(brand):
    audit = sample_audits.one_leak_audit()
    assert "not finite" in refused(brand, replace(audit, total=replace(audit.total, p90=float("inf"))))
