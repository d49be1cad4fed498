"""What a page of an agreement says after something was done."""

from collections.abc import Mapping
from typing import Final

from flask import session as cookie

_SAID: Final = "agreement_said"
SAID: Final[Mapping[str, str]] = {
    "drafted": "The agreement is there. Sign it here; the company signs it in its portal.",
    "changed": "The new version is there. Until both have signed it, the one in force stays so.",
    "signed": "You have signed.",
    "stopped": "The agreement is stopped. What was measured is kept.",
}


def say_next(code: str) -> None:
    """Have the next page of an agreement in this browser say what was done; `code` is one of SAID."""
    cookie[_SAID] = code


def what_was_said() -> str:
    """What the page before left to be said; empty for nothing."""
    return SAID.get(str(cookie.pop(_SAID, "")), "")
