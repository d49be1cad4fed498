"""How somebody can be reached: a phone number as it was typed, and a time zone as a browser says it."""

import re
from functools import lru_cache
from typing import Final
from zoneinfo import available_timezones

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, ValidationResult

FEWEST_DIGITS: Final = 5
"""Extensions and short numbers are worth keeping; with fewer digits it is no number that we could call."""

_EXTENSION: Final = re.compile(r"\b(?:x|ext|extn|extension)\b|(?<=\d)x(?=\d)", re.IGNORECASE)
_LETTERS: Final = re.compile(r"[^\W\d_]")


def looks_like_phone(typed: str, locale: str) -> bool:
    """Whether a text may be a phone number. Only what plainly is none is not: "ask for Ann", or "12"."""
    digits = sum(letter.isdecimal() for letter in typed)
    letters = sum(letter.isalpha() for letter in typed)
    return (digits >= FEWEST_DIGITS and letters <= digits) or _read(typed, locale) is not None


def phone_kept(typed: str, locale: str) -> str:
    """Return a phone number as +14155550132; as it was typed where it cannot be read so.

    A number without its country is taken for one of the locale's, as en_US. An extension is kept: "+14155550132;ext=7".
    Letters stay as they are: they may be part of the number (1-800-PLUMBER), or a word to whoever calls (Pat).
    """
    number = None if _LETTERS.search(_EXTENSION.sub("", typed)) else _read(typed, locale)
    if number is None:
        return typed
    plain = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return f"{plain};ext={number.extension}" if number.extension else plain


def _read(typed: str, locale: str) -> PhoneNumber | None:
    """Return a number that can be dialled from anywhere: without its area code it can be from next door alone."""
    try:
        number = phonenumbers.parse(typed, locale.replace("-", "_").rpartition("_")[2].upper())
    except NumberParseException:
        return None
    possible = phonenumbers.is_possible_number_with_reason(number) == ValidationResult.IS_POSSIBLE
    return number if possible else None


def time_zone_kept(said: str) -> str:
    """Return a time zone if the tz database has it, as America/Chicago; else nothing."""
    return said if said in _time_zones() else ""


@lru_cache(maxsize=1)
def _time_zones() -> frozenset[str]:
    return frozenset(available_timezones())
