"""Whose pages these are: the playbook's name, colours and logo, as a style sheet and an image of their own.

Their addresses carry the playbook's content hash, so they never change and are kept by browsers for ever.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from flask import Blueprint, Response, abort, url_for

from audit.colours import LEAST_CONTRAST, contrast
from audit.playbook import Playbook
from audit.store.shelf import UnknownPlaybookError
from reports.brand import BrandError, brand_of, mixed
from web.security.access import Access, access
from web.services import services

CONTENT_HASH = re.compile(r"[0-9a-f]{64}")
WHITE = "#ffffff"
BLACK = "#000000"
INK = "#1c2224"
TINT_PART = 0.07
DARKER_STEP = 0.02
FOR_EVER = "public, max-age=31536000, immutable"

pages = Blueprint("brand", __name__)


@dataclass(frozen=True, slots=True)
class PageBrand:
    """What the layout says of a brand. `logo_url` is empty where there is no logo."""

    name: str
    contact: str
    primary: str
    css_url: str
    logo_url: str


@dataclass(frozen=True, slots=True)
class Colours:
    """A brand's colours in pairs that can be read: text on the fill, and ink on white and on the tint (4.5:1)."""

    primary: str
    on_primary: str
    ink: str
    accent: str
    on_accent: str
    accent_ink: str
    tint: str


def page_brand(playbook: Playbook) -> PageBrand:
    """The brand that a playbook's pages carry. Needs a request."""
    brand = playbook.head.brand
    logo = url_for("quiz.brand.logo", content_hash=playbook.content_hash) if brand.logo else ""
    css = url_for("quiz.brand.style_sheet", content_hash=playbook.content_hash)
    return PageBrand(brand.name, brand.contact, brand.primary, css, logo)


def colours_of(primary: str, accent: str) -> Colours:
    """The colours as given, with what is written on them, and the same hues dark enough to write with."""
    tint = mixed(primary, WHITE, TINT_PART)
    return Colours(
        primary=primary,
        on_primary=_on(primary),
        ink=_ink(primary, tint),
        accent=accent,
        on_accent=_on(accent),
        accent_ink=_ink(accent, tint),
        tint=tint,
    )


def _on(fill: str) -> str:
    """White, or near-black where white could not be read. One of black and white always has 4.5:1."""
    readable = (colour for colour in (WHITE, INK) if contrast(colour, fill) >= LEAST_CONTRAST)
    return next(readable, BLACK)


def _ink(colour: str, ground: str) -> str:
    steps = (mixed(BLACK, colour, DARKER_STEP * step) for step in range(round(1 / DARKER_STEP)))
    return next((darker for darker in steps if contrast(darker, ground) >= LEAST_CONTRAST), INK)


@pages.get("/brand/<content_hash>.css")
@access(Access.PUBLIC)
def style_sheet(content_hash: str) -> Response:
    """The brand's colours as variables."""
    return _kept(_css(_Keyed(content_hash, _playbook(content_hash))), "text/css; charset=utf-8")


@pages.get("/brand/<content_hash>/logo")
@access(Access.PUBLIC)
def logo(content_hash: str) -> Response:
    """The brand's logo."""
    try:
        brand = brand_of(_playbook(content_hash))
    except BrandError:
        abort(404)
    if brand.logo is None:
        abort(404)
    return _kept(brand.logo, brand.logo_type)


def _playbook(content_hash: str) -> Playbook:
    if not CONTENT_HASH.fullmatch(content_hash):
        abort(404)
    try:
        return services().shelf.get(content_hash)
    except UnknownPlaybookError:
        abort(404)


def _kept(body: str | bytes, content_type: str) -> Response:
    response = Response(body, content_type=content_type)
    response.headers["Cache-Control"] = FOR_EVER
    return response


@dataclass(frozen=True, slots=True)
class _Keyed:
    """A playbook that a cache tells apart by its content."""

    content_hash: str
    playbook: Playbook = field(compare=False)


@lru_cache(maxsize=64)
def _css(keyed: _Keyed) -> str:
    brand = keyed.playbook.head.brand
    colours = colours_of(brand.primary, brand.accent)
    variables = {
        "brand-primary": colours.primary,
        "on-primary": colours.on_primary,
        "brand-ink": colours.ink,
        "brand-accent": colours.accent,
        "on-accent": colours.on_accent,
        "accent-ink": colours.accent_ink,
        "tint": colours.tint,
    }
    lines = "".join(f"  --{name}: {colour};\n" for name, colour in variables.items())
    return f":root {{\n{lines}}}\n"
