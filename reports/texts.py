"""Texts of any length, made to fit the place where they are printed."""

import re

from reports.wording import shorten

LONG_WORD = re.compile(r"\S{25,}")


def cut(text: str, longest: int) -> str:
    """`text` with at most `longest` characters and with places to break inside long words, for a printed page."""
    return breakable(shorten(text, longest))


def breakable(text: str) -> str:
    """`text` with places to break (zero-width spaces) inside words that are too long for a column."""
    return LONG_WORD.sub(lambda word: "\u200b".join(word[0][i : i + 12] for i in range(0, len(word[0]), 12)), text)


def formula(text: str) -> str:
    """An author's formula as it reads in print: × and − for * and -, and room to break after an underscore."""
    spaced = text.replace("**", "^").replace(" * ", " × ").replace(" - ", " − ")
    return spaced.replace("_", "_\u200b")
