"""Letters that can be printed, out of whatever was typed."""

import re
from collections.abc import Iterable

CONTROL = [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)]
DIRECTION_OVERRIDES = [*range(0x202A, 0x202F), *range(0x2066, 0x206A)]
NO_LETTERS = [*range(0xD800, 0xE000), *range(0xFE00, 0xFE10), 0xFEFF, 0xFFFE, 0xFFFF]
UNPRINTABLE: dict[int, str | None] = dict.fromkeys([*CONTROL, *DIRECTION_OVERRIDES, *NO_LETTERS])
PICTURES = re.compile("[\U0001f000-\U0001ffff\U000e0000-\U0010ffff\ue000-\uf8ff]+")
MISSING = re.compile(r"^\.notdef glyph rendered .*\(U\+([0-9A-F]{4,6})\)$", re.DOTALL)
STAND_IN = "\u25a1"


def printable(text: str, undrawable: Iterable[str] = ()) -> str:
    """`text` without control characters and direction overrides, with a box for each letter in `undrawable`.

    Emoji and private letters get a box everywhere, so that the fonts a server happens to have do not
    change the report. Other scripts are drawn where the server has a font for them.
    """
    cleaned = PICTURES.sub(STAND_IN, text.translate(UNPRINTABLE))
    return cleaned.translate({ord(letter): STAND_IN for letter in undrawable})


def undrawable_letters(warnings: Iterable[str]) -> frozenset[str]:
    """The letters that WeasyPrint says no font could draw."""
    matches = (MISSING.match(warning) for warning in warnings)
    return frozenset(chr(int(match[1], 16)) for match in matches if match)
