"""Digits and their marks: the text of one bare number, by the customs of a locale."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel.core import Locale, UnknownLocaleError
from babel.numbers import get_currency_symbol, get_decimal_symbol, get_group_symbol

DASHES = "\u2010\u2011\u2012\u2013\u2014\u2212"
APOSTROPHES = "\u2018\u2019\u02bc"
FULL_WIDTH = range(0xFF01, 0xFF5F)
FULL_WIDTH_OFFSET = 0xFEE0


@dataclass(frozen=True, slots=True)
class Customs:
    """How numbers are written in a locale: `decimal` mark, `group` mark, and a pattern for whole numerals."""

    decimal: str
    group: str
    pattern: re.Pattern[str]


def plain(text: str) -> str:
    """The same text with ordinary digits, spaces, dashes and apostrophes, and nothing invisible.

    Digits of any script become 0-9; powers and fractions (², ½) stay, so that 12² is never read as 122.
    """
    return "".join(_plain_character(character) for character in text)


def _plain_character(character: str) -> str:
    if character.isascii():
        return character if character.isprintable() else " "
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if character in DASHES:
        return "-"
    if character in APOSTROPHES:
        return "'"
    if ord(character) in FULL_WIDTH:
        return chr(ord(character) - FULL_WIDTH_OFFSET)
    category = unicodedata.category(character)
    if category == "Cf":
        return ""
    return " " if category.startswith("Z") else character


def is_locale(name: str) -> bool:
    """Whether there is a locale of that name (`en_US` or `en-US`)."""
    try:
        Locale.parse(name.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return False
    return True


@lru_cache(maxsize=64)
def locale_of(name: str) -> Locale:
    """The locale of that name (`en_US` or `en-US`); English where there is none of that name."""
    return Locale.parse(name.replace("-", "_")) if is_locale(name) else Locale("en")


@lru_cache(maxsize=64)
def customs(locale: str) -> Customs:
    """How the locale writes numbers. Spaces and apostrophes group thousands everywhere."""
    known = locale_of(locale)
    decimal = plain(get_decimal_symbol(known))
    group = plain(get_group_symbol(known))
    marks = re.escape("".join({group, " ", "'"} - {decimal}))
    threes = rf"\d{{1,3}}([{marks}])\d{{3}}(?:\1\d{{3}})*"
    # Hindi and Indian English: the last three digits, then pairs (12,34,567).
    pairs = rf"|\d{{1,2}}(?:([{marks}])\d{{2}}(?:\2\d{{2}})*\2|[{marks}])\d{{3}}"
    whole = threes + (pairs if _groups_in_pairs(known) else "")
    pattern = re.compile(rf"[+-]? ?(?=[\d{re.escape(decimal)}])(?:{whole}|\d*)(?:{re.escape(decimal)}\d*)?")
    return Customs(decimal, group, pattern)


def _groups_in_pairs(locale: Locale) -> bool:
    grouping = locale.decimal_formats[None].grouping
    return bool(grouping[1] == 2)


def read_numeral(text: str, locale: str) -> Decimal | None:
    """The value of a bare numeral such as `12,000.50`, or `None` where it is not one in this locale."""
    known = customs(locale)
    if not known.pattern.fullmatch(text) or not any(character.isdigit() for character in text):
        return None
    digits = "".join(c for c in text if c.isdigit() or c in "+-" or c == known.decimal)
    return Decimal(digits.replace(known.decimal, "."))


@lru_cache(maxsize=64)
def currency_marks(currency: str, locale: str) -> frozenset[str]:
    """The ways to write the currency before or after an amount, in lower case: `$`, `us$`, `usd`."""
    names = {currency}
    for known in (locale_of(locale), Locale("en")):
        symbol = plain(get_currency_symbol(currency, locale=known))
        names |= {symbol, symbol.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
    if currency == "USD":
        names.add("US$")
    return frozenset(name.strip().lower() for name in names if name.strip())
