"""Who may use each route. A route without a rule keeps the app from starting."""

from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from typing import Final, TypeVar

from flask import Flask, abort, current_app, request, session

from audit.store.accounts import SELLERS
from audit.store.tables import Role
from web.accounts.halfway import account_halfway
from web.accounts.member import current_member
from web.portal.operator import current_operator, enter_company
from web.programs.held_key import current_key

View = TypeVar("View", bound=Callable[..., object])

MOST_AUDITS_HELD = 20
"""Audits that one browser keeps open; the oldest goes first. Keeps the cookie well under its 4 KB."""

_RULE = "_access"
_HELD = "audits"


class Access(Enum):
    """Who may use a route."""

    PUBLIC = "everybody"
    HOLDER = "the browser that began this audit, or was let in by a link"
    TOKEN = "whoever has the secret link"  # noqa: S105  # the words of a rule, no secret
    OPERATIONS = "machines that watch this server; nobody's data"
    SIGNING_IN = "whoever has given the right password of an account a moment ago"
    STAFF = "everybody who is signed in"
    READERS = "staff who may look at companies: admin, sales and viewer"
    SELLERS = "staff who may work on leads: admin and sales"
    ADMINS = "staff who look after the accounts"
    PORTAL = "every operator who is signed in"
    OPERATORS = "operators who are part of the company that the address names"
    PROGRAM = "a program with a key to post measurements of one agreement"


ROLES: Final[Mapping[Access, frozenset[Role]]] = {
    Access.STAFF: frozenset(Role),
    Access.READERS: frozenset({Role.ADMIN, Role.SALES, Role.VIEWER}),
    Access.SELLERS: frozenset(SELLERS),
    Access.ADMINS: frozenset({Role.ADMIN}),
}
"""The roles of each rule that asks for somebody who is signed in."""


class NotSignedInError(Exception):
    """The page is for staff, and nobody is signed in."""


class NotSignedInToPortalError(Exception):
    """The page is for operators, and none is signed in."""


class NoKeyError(Exception):
    """The address is for programs, and the request brought no key that holds."""


class NotAllowedError(Exception):
    """The page is for staff of another role."""


class NotHeldError(Exception):
    """The browser may not open the audit that the address names, or there is none: nobody is told which."""


def access(rule: Access) -> Callable[[View], View]:
    """Declare who may use the view below. It goes directly above the function, under `@blueprint.get(...)`."""

    def declare(view: View) -> View:
        setattr(view, _RULE, rule)
        return view

    return declare


def rule_of(app: Flask, endpoint: str) -> Access | None:
    """Who may use this endpoint; None if nobody has said."""
    rule = getattr(app.view_functions[endpoint], _RULE, None)
    return rule if isinstance(rule, Access) else None


def hold(public_id: str) -> None:
    """Let this browser open the audit, for as long as its cookie lives."""
    kept = [held for held in held_audits() if held != public_id]
    session.permanent = True
    session[_HELD] = [*kept, public_id][-MOST_AUDITS_HELD:]


def holds(public_id: str) -> bool:
    """Whether this browser may open the audit."""
    return public_id in held_audits()


def held_audits() -> Sequence[str]:
    """The audits that this browser may open, the newest last."""
    held = session.get(_HELD, [])
    return held if isinstance(held, list) else []


def check_every_route(app: Flask) -> None:
    """Raise RuntimeError that names each route which does not say who may use it."""
    silent = sorted({rule.endpoint for rule in app.url_map.iter_rules() if rule_of(app, rule.endpoint) is None})
    if silent:
        raise RuntimeError(f"these routes lack an @access rule: {', '.join(silent)}")
    unnamed = sorted(
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule_of(app, rule.endpoint) is Access.HOLDER and "public_id" not in rule.arguments
    )
    if unnamed:
        raise RuntimeError(f"these routes are a holder's but name no <public_id>: {', '.join(unnamed)}")
    for rule in app.url_map.iter_rules():
        if (rule_of(app, rule.endpoint) is Access.OPERATORS) != ("company" in rule.arguments):
            raise RuntimeError(f"{rule.rule}: an operators' route names the <company>, and no other route does")


def enforce_access() -> None:
    """Before each request. Raises NotHeldError, NotSignedInError or NotAllowedError for who may not."""
    if request.endpoint is None or request.view_args is None:
        return  # no such page, or a redirect to the right spelling: Flask answers by itself
    match rule_of(current_app, request.endpoint):
        case Access.HOLDER:
            if not holds(request.view_args["public_id"]):
                raise NotHeldError
        case Access.SIGNING_IN:
            if account_halfway() is None:
                raise NotSignedInError
        case None:
            abort(404)
        case rule if rule in ROLES:
            _check_role(rule)
        case rule:
            _check_outsider(rule, request.view_args)


def _check_outsider(rule: Access, named: Mapping[str, str]) -> None:
    """Operators and programs: neither staff nor prospects."""
    match rule:
        case Access.PORTAL if current_operator() is None:
            raise NotSignedInToPortalError
        case Access.OPERATORS:
            _check_company(named["company"])
        case Access.PROGRAM if current_key() is None:
            raise NoKeyError
        case _:
            return


def _check_company(public_id: str) -> None:
    operator = current_operator()
    if operator is None:
        raise NotSignedInToPortalError
    if not enter_company(operator, public_id):
        abort(404)  # whether there is such a company is nobody else's business


def _check_role(rule: Access) -> None:
    found = current_member()
    if found is None:
        raise NotSignedInError
    if found.role not in ROLES[rule]:
        raise NotAllowedError
