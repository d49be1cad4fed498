"""Colours that can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.colours import contrast
from reports.brand import BrandError, ReportBrand, mixed, readable

colours = st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@given(colours)
def test_every_colour_can_be_read_on_white_once_corrected(colour):
    assert contrast(readable(colour), "#ffffff") >= 4.5


def test_a_colour_that_can_be_read_is_left_alone():
    assert readable("#123c3a") == "#123c3a"


def test_a_pale_colour_keeps_its_hue():
    darker = readable("#ffd400")
    assert darker != "#ffd400"
    assert int(darker[1:3], 16) > int(darker[5:7], 16)


@pytest.mark.parametrize("colour", ["red", "#12", "#12345g", "#123456; }"])
def test_a_colour_that_is_none_is_refused(colour):
    with pytest.raises(BrandError, match="primary"):
        ReportBrand("N", None, "", colour, "#b4491f", "")


def test_a_logo_of_another_kind_is_refused():
    with pytest.raises(BrandError, match="image/gif"):
        ReportBrand("N", b"GIF89a", "image/gif", "#123c3a", "#b4491f", "")


def test_a_logo_that_is_too_large_or_empty_is_refused():
    for logo in (b"", b"x" * 1_000_001):
        with pytest.raises(BrandError, match="bytes"):
            ReportBrand("N", logo, "image/png", "#123c3a", "#b4491f", "")


def test_a_tint_is_opaque_and_in_between():
    assert mixed("#000000", "#ffffff", 0.5) == "#808080"
