"""The bundled fonts: static, small, licensed, and with the letters that reports need."""

import io
import struct
from importlib.resources import files
from typing import Any

import pypdf
import pytest
from weasyprint import CSS

from reports.assets import BASE_URL, BundledFetcher
from reports.page_source import PageSource
from reports.render import report_fonts

FOLDER = files("reports").joinpath("fonts")
FONTS = sorted(entry.name for entry in FOLDER.iterdir() if entry.name.endswith(".ttf"))
FAMILIES = sorted({name.split("-")[0] for name in FONTS})
NEEDED = "ABCxyz0123456789 $€£¥%.,–−·…“”’×ÄÖÜäöüßÅåØøŁłŞşĞğČčŐőȘș"


def tables(data):
    """The names of the tables of a TrueType file."""
    count = struct.unpack_from(">H", data, 4)[0]
    return {data[12 + 16 * i : 16 + 16 * i].decode() for i in range(count)}


def test_there_are_fivereport_fonts():
    assert len(FONTS) == 5


@pytest.mark.parametrize("name", FONTS)
def test_a_font_is_static_and_small(name):
    data = FOLDER.joinpath(name).read_bytes()
    assert data[:4] == b"\x00\x01\x00\x00"
    assert len(data) < 110_000
    assert "fvar" not in tables(data)
    assert {"glyf", "GSUB", "GPOS"} <= tables(data)


@pytest.mark.parametrize(
    ("family", "style"),
    [("Newsreader", "400"), ("Newsreader", "500"), ("Newsreader", "italic 400"), ("Inter", "400"), ("Inter", "600")],
)
def test_a_font_draws_every_letter_that_reports_need(family, style):
    fonts = report_fonts()
    css = CSS(
        string=f"html {{ font: {style} 12px {family} }}",
        base_url=BASE_URL,
        url_fetcher=BundledFetcher(),
        font_config=fonts,
    )
    source = PageSource(f'<html lang="en"><body>{NEEDED}</body></html>', BASE_URL, BundledFetcher(), CSS(string=""))
    pdf = pypdf.PdfReader(io.BytesIO(source.render(font_config=fonts, stylesheets=[css]).write_pdf()))
    resources: Any = pdf.pages[0]["/Resources"]
    used = {str(font["/BaseFont"]) for font in resources["/Font"].values()}
    assert all(family in name for name in used), used


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_comes_with_its_licence_and_reserves_no_name(family):
    text = FOLDER.joinpath(f"{family}-OFL.txt").read_text()
    assert "SIL Open Font License" in text
    assert "with Reserved Font Name" not in text.splitlines()[0]
