"""How wide a text will be, near enough to keep labels apart.

Advance widths of Inter in thousandths of an em, for the printable ASCII characters; measured once
from the bundled font files. Other letters count as wide, so that a label is cut too early rather
than drawn over its neighbour.
"""

FIRST = 32
REGULAR = (
    281, 288, 466, 633, 642, 982, 644, 300, 365, 365, 501, 662, 288, 460, 288, 360, 631, 407, 610, 618,
    646, 593, 620, 566, 619, 620, 288, 302, 662, 662, 662, 511, 966, 690, 654, 730, 722, 601, 590, 746,
    743, 269, 571, 672, 565, 903, 753, 765, 639, 765, 644, 642, 646, 744, 690, 985, 682, 679, 629, 365,
    360, 365, 471, 456, 323, 562, 612, 571, 612, 583, 370, 613, 591, 242, 242, 549, 242, 876, 591, 600,
    612, 612, 376, 528, 327, 591, 562, 818, 546, 562, 552, 426, 333, 426, 662,
)  # fmt: skip
BOLDER = 1.035
LATIN = 680
WIDE = 1_050


def text_width(words: str, size: float, *, bold: bool = False) -> float:
    """The width of `words` set in Inter at `size`, in the unit of `size`."""
    total = sum(_advance(ord(letter)) for letter in words)
    return total * size / 1_000 * (BOLDER if bold else 1.0)


def fitted(words: str, size: float, room: float, *, bold: bool = False) -> str:
    """`words` cut with an ellipsis so that they are at most `room` wide."""
    flat = " ".join(words[:400].split())
    if text_width(flat, size, bold=bold) <= room and len(words) <= 400:
        return flat
    while flat and text_width(flat + "…", size, bold=bold) > room:
        flat = flat[:-1].rstrip()
    return flat + "…"


def wrapped(words: str, size: float, room: float, most_lines: int) -> list[str]:
    """`words` broken at spaces into at most `most_lines` lines of at most `room`; the last is cut if need be."""
    lines: list[str] = []
    left = words[:600].split()
    while left and len(lines) < most_lines:
        if len(lines) == most_lines - 1:
            lines.append(fitted(" ".join(left), size, room))
            break
        taken = _words_that_fit(left, size, room)
        lines.append(fitted(" ".join(left[:taken]), size, room))
        left = left[taken:]
    return lines


def _words_that_fit(words: list[str], size: float, room: float) -> int:
    count = 1
    while count < len(words) and text_width(" ".join(words[: count + 1]), size) <= room:
        count += 1
    return count


def _advance(code: int) -> int:
    if FIRST <= code < FIRST + len(REGULAR):
        return REGULAR[code - FIRST]
    return LATIN if code < 0x530 or 0x2000 <= code < 0x2070 else WIDE
