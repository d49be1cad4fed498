"""One typed number with what stands round it: a currency, `k`, a per-cent sign, the unit's words."""

import re
from dataclasses import dataclass
from decimal import Decimal

from audit.answering.expected import Expected, NumberError
from audit.answering.numerals import currency_marks, customs, read_numeral

_SCALES = {
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "million": 1_000_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
}
_SHORT = {
    "h": "hour",
    "hr": "hour",
    "min": "minute",
    "sec": "second",
    "wk": "week",
    "mo": "month",
    "mth": "month",
    "yr": "year",
    "people": "person",
}
_JOINING = {"", "a", "an", "per", "each", "every"}
_ONE = re.compile(r"(?P<before>[^\d.,+-]*)(?P<numeral>[+-]? ?[\d.,][\d.,' ]*)(?P<after>.*)")
_PERCENT = re.compile(r"%|\bper ?cent\b|\bpct\b")
_ROUGH = re.compile(
    r"(about|around|roughly|approx\w*|circa|ca|almost|nearly|under|over|up to|at least|at most|more|less)\b"
    r"|[~≈<>≤≥]|.*(\+|or more|or less|or so)$"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One number as typed: `scale` is 1000 for `k`; a bare number has neither scale nor per cent."""

    value: Decimal
    scale: int | None = None
    percent: bool = False

    @property
    def bare(self) -> bool:
        """Whether the digits stand alone."""
        return self.scale is None and not self.percent


def read_part(text: str, expected: Expected) -> Part:
    """Read one number from plain lower-case text on a single line. Raises NumberError."""
    if _ROUGH.match(text):
        raise NumberError("Write the number alone, or a range of two numbers if it is not certain.")
    text = _without_currency_signs(text, expected)
    match = _ONE.fullmatch(text)
    if not match:
        raise NumberError("Write a number in digits.")
    numeral = match["numeral"].strip()
    value = read_numeral(numeral, expected.locale)
    if value is None:
        raise NumberError(_marks_message(numeral, expected))
    return _with_words(value, f"{match['before']} {match['after']}", expected)


def _marks_message(numeral: str, expected: Expected) -> str:
    known = customs(expected.locale)
    group = "a space" if known.group == " " else f"“{known.group}”"
    return f"Write {numeral} with “{known.decimal}” before decimals and {group} between thousands only."


def _without_currency_signs(text: str, expected: Expected) -> str:
    signs = [mark for mark in currency_marks(expected.currency, expected.locale) if not mark.isalpha()]
    for sign in sorted(signs, key=len, reverse=True):
        if sign in text:
            if not expected.money:
                raise NumberError("Write a number without a currency; this is no amount of money.")
            return text.replace(sign, " ", 1).strip()
    return text


def _with_words(value: Decimal, words: str, expected: Expected) -> Part:
    percent = _PERCENT.search(words) is not None
    if percent and not expected.ratio:
        raise NumberError("Write a number, not a percentage.")
    scale: int | None = None
    for word in re.findall(r"[^\s/]+", _PERCENT.sub(" ", words)):
        if word in _SCALES and scale is None:
            scale = _scale(word, expected)
        else:
            _check_word(word.rstrip("."), expected)
    return Part(value, scale, percent)


def _scale(word: str, expected: Expected) -> int:
    if word == "m" and not expected.money:
        raise NumberError("Write the number in full; “m” could mean minutes, months or millions.")
    return _SCALES[word]


def _check_word(word: str, expected: Expected) -> None:
    """Let a word of the unit pass, singular or plural, and refuse any other: it may mean another unit."""
    singular = _SHORT.get(word) or _SHORT.get(word.removesuffix("s"), word)
    forms = {singular, singular.removesuffix("s"), singular.removesuffix("es")}
    if word in _JOINING or forms & expected.words:
        return
    asked = "as" if expected.ratio or not expected.unit else "in"
    raise NumberError(f"Write the number {asked} {expected.unit_words}; “{word[:20]}” is not understood.")
