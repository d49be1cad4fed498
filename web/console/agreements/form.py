"""The form of the terms, filled in: what was typed, what is wrong with it, and what the target is worth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from flask import request

from audit.answers import AnswersError
from audit.findings import Range
from audit.recovery.drafting import Draftable, draftable
from audit.recovery.money import NoMoneyError
from audit.recovery.swing import LEAST_VALUES
from audit.recovery.terms import Terms
from audit.recovery.typed_terms import FIELDS, read_terms
from audit.store import proving, revisions
from audit.store.shelf import UnknownPlaybookError
from audit.store.tables import Revision
from reports.wording import Wording
from web.agreements.terms_view import TOO_FEW, money_range
from web.field_errors import FieldError
from web.services import services

FIELD: Final = "terms-"
"""The ids of the fields begin with it."""

NOTHING: Final = "By the audit’s own model this target brings in nothing. Choose one that does."
GONE: Final = "The playbook that made this audit cannot be read any more, so nothing can be worked out from it."
UNREADABLE: Final = "The answers of this audit cannot be read any more, so nothing can be worked out from them."
LOOK_ONCE: Final = "This is what the target is worth. Look at it, and press the button once more to keep the terms."
DIFFER: Final = (
    "The two differ because the audit’s gain counts the chance that the fix does not work and how ready the company "
    "is, and takes a number from the quiz; the agreement says what it is worth once the measured number is there."
)


@dataclass(frozen=True, slots=True)
class Worth:
    """What the target is worth in words, and `seen`, which says that somebody has looked at just these figures."""

    words: str
    audits_own: str
    seen: str
    too_few: str


@dataclass(frozen=True, slots=True)
class Filled:
    """The form. `terms` has its dollars; it is None where something is wrong, or nobody has sent anything yet."""

    about: Draftable
    typed: Mapping[str, str]
    terms: Terms | None = None
    worth: Worth | None = None
    errors: tuple[FieldError, ...] = ()

    @property
    def was_seen(self) -> bool:
        """Whether the figures that the terms have now stood on the page before it was sent."""
        return self.worth is not None and request.form.get("seen") == self.worth.seen

    def refused(self, *errors: FieldError) -> "Filled":
        """The same with more to mend."""
        return replace(self, errors=(*self.errors, *errors))


def about_fix(revision: Revision, fix: str) -> Draftable | None:
    """What a result knows of a fix; None for a fix that is not in it, or once its playbook cannot be read any more.

    Where the fix moves nothing by the audit, its model says which way of the number is the better one.
    """
    shelf = services().shelf
    try:
        about = draftable(revisions.record_of(revision).audit, shelf.get(revision.playbook_hash), fix)
    except UnknownPlaybookError:
        return None
    if about is None or about.baseline != about.target:
        return about
    try:
        return replace(about, better=proving.money_of(shelf, revision, fix).better(about.baseline))
    except (NoMoneyError, AnswersError):
        return about


def form_context(filled: Filled) -> dict[str, object]:
    """What the template of the fields reads."""
    about, words = filled.about, Wording(filled.about.locale, filled.about.currency)
    return {
        "filled": filled,
        "about": about,
        "errors": filled.errors,
        "wrong": _by_field(filled.errors),
        "unit": words.unit(about.metric_unit),
        "audits_before": words.quantity(about.baseline, about.metric_unit),
        "audits_target": words.quantity(about.target, about.metric_unit),
        "differ": DIFFER,
    }


def _by_field(errors: Sequence[FieldError]) -> Mapping[str, str]:
    """What is wrong with each field; of several pasted lines one a line."""
    found: dict[str, str] = {}
    for one in errors:
        found[one.field_id] = f"{found[one.field_id]}\n{one.message}" if one.field_id in found else one.message
    return found


def what_was_typed() -> Mapping[str, str]:
    """The fields of the terms as they were sent."""
    return {name: request.form.get(name, "") for name in FIELDS}


def fill(about: Draftable, revision: Revision, typed: Mapping[str, str], today: date) -> Filled:
    """Read what was typed, and work out what the target is worth."""
    read = read_terms(typed, about, today)
    if read.terms is None:
        wrong = [(f"{FIELD}{name}", line) for name, said in read.wrong.items() for line in said.splitlines()]
        return Filled(about, typed, errors=tuple(FieldError(field_id, line) for field_id, line in wrong))
    found = _dollars(revision, read.terms)
    if isinstance(found, str):
        return Filled(about, typed, errors=(FieldError(f"{FIELD}target", found),))
    terms = read.terms.model_copy(update={"target_per_year": found})
    return Filled(about, typed, terms, _worth(about, terms))


def _dollars(revision: Revision, terms: Terms) -> Range | str:
    """A year's dollars at the target, or why there are none."""
    try:
        found = proving.money_of(services().shelf, revision, terms.fix).range_per_year(terms.baseline, terms.target)
    except NoMoneyError as error:
        return str(error)
    except UnknownPlaybookError:
        return GONE
    except AnswersError:
        return UNREADABLE
    return found if found.p50 > 0 else NOTHING


def _worth(about: Draftable, terms: Terms) -> Worth:
    words, found = Wording(about.locale, about.currency), terms.target_per_year
    return Worth(
        words=money_range(found, words),
        audits_own=money_range(about.gain_per_year, words),
        seen=f"{found.p10:.2f} {found.p50:.2f} {found.p90:.2f}",
        too_few=TOO_FEW if len(terms.baseline_values) < LEAST_VALUES else "",
    )
