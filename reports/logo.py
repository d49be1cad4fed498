"""A logo comes from a playbook's folder, and a picture can be a program: look before drawing it.

WeasyPrint fetches what an SVG refers to, and quietly leaves out what it does not understand. A logo
that refers to anything but itself is refused whole, so that nobody ships half of one.
"""

import re
import struct
from xml.etree import ElementTree as ET

from reports.brand import ReportBrand

OUTSIDE = re.compile(r"url\(\s*['\"]?(?!#|data:)|@import|javascript:", re.IGNORECASE)
REFERENCES = ("href", "{http://www.w3.org/1999/xlink}href", "src")
NOT_DRAWN = {"script", "foreignObject", "iframe", "animate", "set"}
MOST_PIXELS = 16_000_000
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
PNG_HEADER = struct.Struct(">8s4x4sII")


class LogoError(ValueError):
    """The logo cannot be used; the message says what in it is wrong."""


def check_logo(brand: ReportBrand) -> None:
    """Raise `LogoError` for a logo that is broken, refers to anything outside itself, or holds a script."""
    if brand.logo is None:
        return
    if brand.logo_type == "image/svg+xml":
        _check_svg(brand.logo)
    else:
        _check_png(brand.logo)


def _check_svg(logo: bytes) -> None:
    if b"<!DOCTYPE" in logo or b"<!ENTITY" in logo:
        raise LogoError("The logo declares a document type; save it as plain SVG.")
    try:
        root = ET.fromstring(logo)  # noqa: S314 # entities are refused above, and expat bounds the rest
    except ET.ParseError as error:
        raise LogoError(f"The logo is no SVG: {error}.") from error
    for element in root.iter():
        _check_element(element)


def _check_element(element: ET.Element) -> None:
    tag = str(element.tag).rpartition("}")[2]
    if tag in NOT_DRAWN:
        raise LogoError(f"The logo holds a <{tag}>, which a report does not draw.")
    for name in REFERENCES:
        target = element.get(name, "#").strip()
        if not target.startswith(("#", "data:image/")):
            raise LogoError(f"The logo points outside itself, to {target[:120]!r}.")
    for words in (element.text or "", *element.attrib.values()):
        if OUTSIDE.search(words):
            raise LogoError(f"The logo points outside itself, in {words[:120]!r}.")


def _check_png(logo: bytes) -> None:
    """The header only; a picture that is broken further on is refused when it is drawn."""
    if len(logo) < PNG_HEADER.size:
        raise LogoError("The logo is no PNG: it is too short.")
    signature, kind, width, height = PNG_HEADER.unpack_from(logo)
    if signature != PNG_SIGNATURE or kind != b"IHDR":
        raise LogoError("The logo is no PNG: it does not begin like one.")
    if not 0 < width * height <= MOST_PIXELS:
        raise LogoError(f"The logo has {width} by {height} pixels; {MOST_PIXELS:,} in all are enough.")
