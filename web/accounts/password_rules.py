"""What makes a password too easy to guess: its length, and what people really use. No rules about its letters."""

import gzip
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Final

LEAST_LENGTH: Final = 12
MOST_LENGTH: Final = 256
LIST: Final = Path(__file__).parent / "password_list" / "common.txt.gz"
"""How it was made, and of what: password_list/README.md."""

MOST_AROUND: Final = 7
"""So few characters around a well-known word make no password of it; from eight on they count by themselves."""

TOO_COMMON: Final = "Many people use this password. Please choose another, such as four random words."
REPEATS: Final = "This repeats the same few characters. Please choose something longer to guess."
ABOUT_YOU: Final = (
    "This is little more than your name, your address or ours. Please choose something nobody can look up."
)


def problem_with(password: str, known: Iterable[str] = ()) -> str | None:
    """Say in one sentence what is wrong with a new password; None if nothing is.

    `known` are words that anybody can look up about its owner and about us: names, parts of the address.
    """
    if len(password) < LEAST_LENGTH:
        return f"Please use {LEAST_LENGTH} characters or more. Spaces count: a few words make a good password."
    if len(password) > MOST_LENGTH:
        return f"Please use {MOST_LENGTH} characters at most."
    plain = _plain(password)
    if _repeats(plain):
        return REPEATS
    forms = _forms(plain)
    if forms & {_plain(word) for word in known}:
        return ABOUT_YOU
    return TOO_COMMON if _listed(forms) else None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _repeats(text: str) -> bool:
    """Whether the text is the same block twice or more, a last one cut short."""
    return any(text == (text[:size] * len(text))[: len(text)] for size in range(1, len(text) // 2 + 1))


def _forms(text: str) -> set[str]:
    """The whole text, with and without its spaces, and the word in it that a few digits or signs only decorate."""
    start = next((place for place, letter in enumerate(text) if letter.isalpha()), 0)
    end = len(text) - next((place for place, letter in enumerate(reversed(text)) if letter.isalpha()), 0)
    forms = {text, "".join(text.split())}
    if len(text) - (end - start) <= MOST_AROUND:
        forms.add(text[start:end])
    return {form for form in forms if form}


def _listed(forms: Iterable[str]) -> bool:
    # Read each time: that takes some milliseconds where hashing the password takes more, and holds no memory after.
    lines = b"\n" + gzip.decompress(LIST.read_bytes())
    return any(b"\n" + form.encode() + b"\n" in lines for form in forms)
