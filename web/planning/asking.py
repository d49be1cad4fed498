"""Asking about readiness: whom from which point of view, read from a form, kept, and the mails on their way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from email_validator import EmailNotValidError, validate_email
from sqlalchemy.orm import Session

from audit.one_line import one_line
from audit.recovery.views import WHO, View
from audit.store import companies, readiness_asks
from audit.store.readiness_asks import MOST_A_DAY, Asker
from audit.store.tables import Agreement, Mail
from web.field_errors import FieldError
from web.planning import told
from web.request_log import request_id
from web.services import services
from workers.queue import JobKind

LONGEST_NAME: Final = 100
LONGEST_EMAIL: Final = 254
DAY: Final = timedelta(days=1)

Find = Callable[[Session], Agreement]
"""Finds an agreement and keeps others from changing it; 404 if there is none."""


@dataclass(frozen=True, slots=True)
class Whom:
    """One person to ask, from one point of view."""

    view: View
    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into the form: `whom` is to be asked if there are no errors. `kept` is shown again, by field."""

    whom: tuple[Whom, ...]
    errors: tuple[FieldError, ...]
    kept: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of it: `errors` for the form, else the code of a sentence (web.planning.told), and how many mails."""

    errors: tuple[FieldError, ...]
    code: str = ""
    mails: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A point of view in the form. `key` begins the ids and names of its two fields."""

    view: View
    key: str
    who: str


ROWS: Final = tuple(Row(view, view.replace(" ", "-"), WHO[view]) for view in View)


def read_form(form: Mapping[str, str]) -> Typed:
    """Read who is to be asked; somebody needs a name and an address, and one at least has to be named."""
    fields = {f"{row.key}-{part}" for row in ROWS for part in ("name", "email")}
    kept = {field: one_line(form.get(field, "")[:1_000]) for field in fields}
    whom: list[Whom] = []
    errors: list[FieldError] = []
    for row in ROWS:
        name, email = kept[f"{row.key}-name"], kept[f"{row.key}-email"]
        wrong = _wrong(row, name, email) if name or email else ()
        errors += wrong
        if (name or email) and not wrong:
            whom.append(Whom(row.view, name, validate_email(email, check_deliverability=False).normalized))
    if not whom and not errors:
        errors.append(FieldError(f"{ROWS[0].key}-name", "Name somebody to ask, with their e-mail address."))
    return Typed(tuple(whom), tuple(errors), kept)


def _wrong(row: Row, name: str, email: str) -> Sequence[FieldError]:
    errors = []
    if not name:
        errors.append(FieldError(f"{row.key}-name", f"{row.who}: enter their name as well."))
    elif len(name) > LONGEST_NAME:
        errors.append(FieldError(f"{row.key}-name", f"{row.who}: shorten the name to {LONGEST_NAME} letters."))
    if not email:
        errors.append(FieldError(f"{row.key}-email", f"{row.who}: enter their e-mail address as well."))
    elif not _is_address(email):
        errors.append(FieldError(f"{row.key}-email", f"{row.who}: enter an e-mail address like name@company.com."))
    return errors


def _is_address(email: str) -> bool:
    try:
        validate_email(email[: LONGEST_EMAIL + 1], check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def ask_named(typed: Typed, find: Find, by: Asker, now: datetime) -> Asked:
    """Ask whom a form names about the agreement that `find` locks; nobody if something is wrong with the form."""
    if typed.errors:
        return Asked(typed.errors)
    with services().database.writing() as session:
        agreement = find(session)
        wrong = _refused(session, agreement, len(typed.whom), now)
        if wrong == told.STOPPED:
            return Asked((), wrong)
        if wrong:
            return Asked((FieldError(f"{ROWS[0].key}-name", told.WORDS[wrong]),), wrong)
        mails = []
        for one in typed.whom:
            to = companies.person_at(session, one.email, now), one.name
            mails.append(readiness_asks.ask(session, agreement, one.view, to, by, request_id(), now))
    return _sent([mail for mail in mails if mail is not None])


def ask_again(number: int, find: Find, by: Asker, now: datetime) -> Asked:
    """Ask somebody once more from the same point of view; their earlier link is closed. Nobody for another's number."""
    with services().database.writing() as session:
        agreement = find(session)
        wrong = _refused(session, agreement, 1, now)
        if wrong:
            return Asked((), wrong)
        row = readiness_asks.find(session, agreement.id, number)
        person = companies.person(session, row.person_id) if row else None
        if row is None or person is None:
            return Asked((), told.TOO_LATE)
        mail = readiness_asks.ask(session, agreement, View(row.view), (person, row.name), by, request_id(), now)
    return _sent([mail] if mail else [])


def withdraw(number: int, find: Find, now: datetime) -> Asked:
    """Close the link of somebody who has not answered."""
    with services().database.writing() as session:
        closed = readiness_asks.withdraw(session, find(session).id, number, now)
    return Asked((), told.WITHDRAWN if closed else told.TOO_LATE)


def _refused(session: Session, agreement: Agreement, more: int, now: datetime) -> str:
    """The code that says why nobody more is asked; empty if they can be."""
    if agreement.stopped_at is not None:
        return told.STOPPED
    return told.ENOUGH if readiness_asks.asked_since(session, agreement.id, now - DAY) + more > MOST_A_DAY else ""


def _sent(mails: Sequence[Mail]) -> Asked:
    for mail in mails:
        services().queue.nudge(JobKind.MAIL, mail.id, request_id())
    return Asked((), told.sent(mails), len(mails))


def number_typed(form: Mapping[str, str]) -> int:
    """The number of an ask that a button sends along; 0, which none has, for anything else."""
    typed = form.get("ask", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0
