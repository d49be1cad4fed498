"""Which operator is signed in, and whose company the page is about. The cookie has a session's secret."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import g, session

from audit.store import companies, operator_sessions
from audit.store.operator_sessions import NOTE_EVERY
from web.services import services

_SIGNED: Final = "operator"
_FOUND: Final = "portal_operator"
_PLACE: Final = "portal_place"


@dataclass(frozen=True, slots=True)
class Operator:
    """Somebody who is signed in to the portal, in this browser."""

    person_id: int
    email: str
    session_id: int


@dataclass(frozen=True, slots=True)
class Place:
    """The company that the page is about, and the operator's part in it. `name` is theirs, or their address.

    `has_others`: they are part of other companies as well.
    """

    company_id: int
    public_id: str
    company: str
    membership_id: int
    name: str
    has_others: bool = False


def let_in(secret: str) -> None:
    """Sign this browser in, with the secret of a session that was started just now."""
    session.permanent = True
    session[_SIGNED] = secret
    g.pop(_FOUND, None)


def let_out() -> None:
    """Forget in this browser who was signed in. The session's row is ended by the caller."""
    session.pop(_SIGNED, None)
    g.pop(_FOUND, None)


def current_operator() -> Operator | None:
    """Who is signed in to the portal; None for nobody."""
    if _FOUND not in g:
        setattr(g, _FOUND, _operator_of(session.get(_SIGNED)))
    found = getattr(g, _FOUND)
    return found if isinstance(found, Operator) else None


def operator() -> Operator:
    """Who is signed in, on a page that only operators may open. Raises LookupError on any other."""
    found = current_operator()
    if found is None:
        raise LookupError("no operator is signed in; the page's access rule should have seen to it")
    return found


def enter_company(who: Operator, public_id: str) -> bool:
    """Have the page be about that company, if the operator is part of it."""
    with services().database.reading() as opened:
        found = companies.membership_of(opened, who.person_id, public_id)
        has_others = found is not None and len(companies.companies_of(opened, who.person_id)) > 1
    if found is None:
        return False
    company, membership = found
    called = membership.name or who.email
    setattr(g, _PLACE, Place(company.id, company.public_id, company.name, membership.id, called, has_others))
    return True


def place() -> Place:
    """The company that the page is about. Raises LookupError on a page that is about none."""
    found = current_place()
    if found is None:
        raise LookupError("the page is about no company; its access rule should have seen to it")
    return found


def current_place() -> Place | None:
    """The company that the page is about; None for a page that is about none."""
    found = g.get(_PLACE)
    return found if isinstance(found, Place) else None


def _operator_of(secret: object) -> Operator | None:
    if not isinstance(secret, str):
        return None
    now = services().clock()
    with services().database.reading() as opened:
        signed = operator_sessions.holding(opened, secret, now)
    if signed is None:
        return None
    _note_use(signed.session.id, signed.session.seen_at, now)
    return Operator(signed.person.id, signed.person.email, signed.session.id)


def _note_use(session_id: int, seen_at: datetime, now: datetime) -> None:
    if now - seen_at < NOTE_EVERY:
        return
    with services().database.writing() as opened:
        operator_sessions.note_use(opened, session_id, now)
