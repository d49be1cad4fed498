"""Whose name, logo and colours the report carries."""

import re
from base64 import b64encode
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass

COLOUR = re.compile(r"^#[0-9a-fA-F]{6}$")
LOGO_TYPES = ("image/svg+xml", "image/png")
LARGEST_LOGO_BYTES = 1_000_000
LEAST_CONTRAST = 4.5
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


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two `#rrggbb` colours, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str) -> str:
    """`colour`, or the same hue and saturation made darker in small steps until it has 4.5:1 with white."""
    hue, lightness, saturation = rgb_to_hls(*_channels(colour))
    while contrast(colour, WHITE) < LEAST_CONTRAST:
        lightness -= LIGHTNESS_STEP
        colour = _hex(hls_to_rgb(hue, max(lightness, 0.0), saturation))
    return colour


def mixed(colour: str, ground: str, part: float) -> str:
    """`part` of `colour` on `ground`: a tint, opaque, so that no PDF needs transparency."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    red, green, blue = (one * part + other * (1 - part) for one, other in pairs)
    return _hex((red, green, blue))


def _channels(colour: str) -> tuple[float, float, float]:
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def _hex(channels: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)


def _luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
