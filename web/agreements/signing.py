"""Signing: the words that stand beside the tick, and whether a version can be signed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from audit.one_line import one_line
from audit.store.agreements import Version
from audit.store.tables import Agreement, Side
from reports.wording import Wording
from web.agreements.terms_view import before, money_range, reached_when
from web.field_errors import FieldError
from web.services import services

LONGEST_NAME: Final = 120
NAME_FIELD: Final = "sign-name"
TICK_FIELD: Final = "sign-agree"
SIDES: Final[Mapping[Side, str]] = {Side.CONSULTANCY: "The advisers", Side.COMPANY: "The company"}


@dataclass(frozen=True, slots=True)
class Typed:
    """A signature as it was typed: the name, the tick, and what is wrong with them."""

    name: str
    agrees: bool
    errors: tuple[FieldError, ...]


def wording_to_sign(version: Version, company: str, words: Wording) -> str:
    """The words that somebody agrees to; they are kept with the signature as they stood on the screen."""
    terms = version.terms
    made_on = version.row.made_at.astimezone(services().settings.team_zone).date()
    return (
        f"I agree to version {version.row.number} of this agreement for {company}, made on "
        f"{words.day(made_on)}. It is reached when {reached_when(terms, words)}, by "
        f"{words.day(terms.ends_on)}; before the work began it was {before(terms, words)}. By the audit’s own model, "
        f"being there is worth {money_range(terms.target_per_year, words)}, a year before running cost. "
        f"{terms.owner} owns the number."
    )


def may_sign(agreement: Agreement, newest: Version, side: Side) -> bool:
    """Whether a side can sign the newest version now: it has not yet, and the agreement was not stopped."""
    return agreement.stopped_at is None and side not in newest.signed


def read_signature(form: Mapping[str, str]) -> Typed:
    """Read the name and the tick."""
    name, agrees = one_line(form.get("name", "")), form.get("agree") == "yes"
    errors = []
    if not name:
        errors.append(FieldError(NAME_FIELD, "Type your name; it stands for your signature."))
    elif len(name) > LONGEST_NAME:
        errors.append(FieldError(NAME_FIELD, f"Shorten the name to {LONGEST_NAME} letters."))
    if not agrees:
        errors.append(FieldError(TICK_FIELD, "Tick the box if you agree to these words."))
    return Typed(name, agrees, tuple(errors))


def typed_number(form: Mapping[str, str], field: str = "version") -> int:
    """The number of the version that a form was made from; 0, which none ever has, if it says none."""
    text = form.get(field, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
