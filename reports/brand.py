"""Whose name, logo and colours the report carries."""

import re
from base64 import b64encode
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass
from pathlib import Path

from audit.colours import LEAST_CONTRAST, channels, contrast
from audit.playbook import Playbook

COLOUR = re.compile(r"^#[0-9a-fA-F]{6}$")
LOGO_SUFFIXES = {".svg": "image/svg+xml", ".png": "image/png"}
LOGO_TYPES = tuple(LOGO_SUFFIXES.values())
LARGEST_LOGO_BYTES = 1_000_000
WHITE = "#ffffff"
LIGHTNESS_STEP = 0.01


class BrandError(ValueError):
    """The brand cannot be used as given; the message says what to change."""


@dataclass(frozen=True, slots=True)
class ReportBrand:
    """A brand. `logo` holds the file's bytes and `logo_type` its media type, both empty for no logo.

    Text and white-on-colour blocks use `primary_ink` and `accent_ink`: the colours as given where their
    contrast with white is at least 4.5:1 (WCAG 2.2, 1.4.3), otherwise the same hue darkened until it is.
    """

    name: str
    logo: bytes | None
    logo_type: str
    primary: str
    accent: str
    contact: str

    def __post_init__(self) -> None:
        for which, colour in (("primary", self.primary), ("accent", self.accent)):
            if not COLOUR.match(colour):
                raise BrandError(f"The {which} colour of the brand is {colour!r}; a colour is written #rrggbb.")
        if self.logo is None:
            return
        if self.logo_type not in LOGO_TYPES:
            raise BrandError(f"The logo's media type is {self.logo_type!r}; it can be {' or '.join(LOGO_TYPES)}.")
        if not 0 < len(self.logo) <= LARGEST_LOGO_BYTES:
            raise BrandError(f"The logo has {len(self.logo)} bytes; it can have 1 to {LARGEST_LOGO_BYTES}.")

    @property
    def primary_ink(self) -> str:
        """`primary`, darkened if white on it could not be read."""
        return readable(self.primary)

    @property
    def accent_ink(self) -> str:
        """`accent`, darkened if it could not be read on white."""
        return readable(self.accent)

    @property
    def logo_url(self) -> str:
        """The logo as a `data:` address, empty for no logo."""
        return f"data:{self.logo_type};base64,{b64encode(self.logo).decode()}" if self.logo else ""


def brand_of(playbook: Playbook) -> ReportBrand:
    """The playbook's brand, with its logo read from the folder.

    Raises BrandError, also for a logo that cannot be read.
    """
    brand = playbook.head.brand
    logo = playbook.folder / brand.logo if brand.logo else None
    return ReportBrand(
        name=brand.name,
        logo=_bytes(logo) if logo else None,
        logo_type=LOGO_SUFFIXES.get(logo.suffix.lower(), logo.suffix) if logo else "",
        primary=brand.primary,
        accent=brand.accent,
        contact=brand.contact,
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BrandError(f"The logo {path} cannot be read: {error.strerror}.") from error


def readable(colour: str) -> str:
    """`colour`, or the same hue and saturation made darker in small steps until it has 4.5:1 with white."""
    hue, lightness, saturation = rgb_to_hls(*channels(colour))
    while contrast(colour, WHITE) < LEAST_CONTRAST:
        lightness -= LIGHTNESS_STEP
        colour = _hex(hls_to_rgb(hue, max(lightness, 0.0), saturation))
    return colour


def mixed(colour: str, ground: str, part: float) -> str:
    """`part` of `colour` on `ground`: a tint, opaque, so that no PDF needs transparency."""
    pairs = zip(channels(colour), channels(ground), strict=True)
    red, green, blue = (one * part + other * (1 - part) for one, other in pairs)
    return _hex((red, green, blue))


def _hex(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
