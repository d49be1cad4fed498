"""A text in a list for spreadsheets: shown as what it is, never taken for a formula."""

import re
from typing import Final, TypeVar

Value = TypeVar("Value")

# A program that opens the file takes such a cell for a formula, some of them also behind spaces, quotes or invisible
# signs. The wide forms (from U+FF05 on) count as the plain ones where Excel speaks Japanese; U+2212 is a minus.
UNSEEN: Final = r"\s\"'`\x00-\x1f\u2018-\u201f\u200b-\u200f\u2060\ufeff"
ACTS: Final = re.compile(rf"^[{UNSEEN}]*[=+\-@|%\u2212\uff05\uff0b\uff0d\uff1d\uff20]|^[\t\r\n]")


def harmless(cell: Value) -> Value | str:
    """Return the cell; a text that would act gets an apostrophe in front. Numbers stay numbers."""
    if not isinstance(cell, str):
        return cell
    plain = cell.replace("\x00", "")
    return f"'{plain}" if ACTS.match(plain) else plain
