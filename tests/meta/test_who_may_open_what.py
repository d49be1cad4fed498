"""The matrix: every route, by every method, for everybody. What is declared above a view is what happens.

It is made from the routes themselves: a new one is in it, and fails here until its arguments have a row.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.wrappers import Response

from audit.store import accounts
from audit.store.tables import Role
from tests.meta.furnished import (
    AUDIT,
    EXPORT,
    OPERATOR_EMAIL,
    OTHER_OPERATOR_EMAIL,
    OWNER_EMAIL,
    PASSWORD,
    SECRET_LINKS,
    SIGNING_IN_EMAIL,
    Furnished,
    furnish,
    operate,
    signed_in_as,
    with_key,
)
from tests.web.console.staff import account_of, signed_in
from web.accounts.halfway import HALFWAY_MINUTES
from web.security.access import ROLES, Access, rule_of

SIGN_IN = "/console/sign-in"
TO_PORTAL = "/portal/sign-in"
ADA = "Ada, whose things they are"
PAT = "an operator of the company"
KIM = "an operator of another company"
PROGRAM = "a program with the agreement's key"
OWN = {"session_number", "view", "export"}
"""What belongs to one member of staff alone."""

OPERATORS_OWN = {"invitation", "browser"}
"""What belongs to one operator alone, whatever company they are part of. `invitation` is somebody else's than Pat's."""

OPEN, TO_SIGN_IN, REFUSED, HIDDEN, BROKEN = "open", "to the sign-in page", "refused", "hidden", "broken"
TO_PORTAL_SIGN_IN, KEYLESS = "to the portal's sign-in page", "asked for a key"


@pytest.fixture
def world(sqlite_url: str, tmp_path: Path) -> Iterator[Furnished]:
    made = furnish(sqlite_url, tmp_path)
    yield made
    made.site.services.database.close()


def halfway_in(world: Furnished) -> FlaskClient:
    """A browser in which the right password was given, and no code yet."""
    client = world.site.client()
    token = csrf(client, SIGN_IN)
    answer = client.post(SIGN_IN, data={"csrf_token": token, "email": SIGNING_IN_EMAIL, "password": PASSWORD})
    assert answer.location == "/console/second-factor/set-up"
    return client


def member(role: Role, world: Furnished) -> FlaskClient:
    """A browser of somebody of that role."""
    client: FlaskClient = signed_in(world.site, role)
    return client


def csrf(client: FlaskClient, page: str) -> str:
    """The token of a form on that page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(page).text)
    assert found, page
    return found[1]


VISITORS: Mapping[str, Callable[[Furnished], FlaskClient]] = {
    "nobody": lambda world: world.site.client(),
    "the holder of the audit": lambda world: world.site.holder_of(AUDIT),
    "the holder of another audit": lambda world: world.site.holder_of("another"),
    "somebody between password and code": halfway_in,
    **{str(role): partial(member, role) for role in Role},
    ADA: lambda world: signed_in_as(world.site, OWNER_EMAIL),
    PAT: lambda world: operate(world.site.client(), world.site, OPERATOR_EMAIL),
    KIM: lambda world: operate(world.site.client(), world.site, OTHER_OPERATOR_EMAIL),
    PROGRAM: lambda world: with_key(world.site.client(), world.measuring_secret),
}


def declared(world: Furnished, rule: Rule, visitor: str) -> str:
    """What has to happen, by the words of the rule alone; what is somebody's own is hidden from all others."""
    by_rule = declared_by(rule_of(world.site.app, rule.endpoint), visitor)
    return HIDDEN if by_rule == OPEN and OWN & rule.arguments and visitor != ADA else by_rule


def declared_by(rule: Access | None, visitor: str) -> str:
    match rule:
        case Access.PUBLIC | Access.TOKEN | Access.OPERATIONS:
            return OPEN
        case Access.HOLDER:
            return OPEN if visitor == "the holder of the audit" else HIDDEN
        case Access.SIGNING_IN:
            return OPEN if visitor == "somebody between password and code" else TO_SIGN_IN
        case Access.PORTAL:
            return OPEN if visitor in {PAT, KIM} else TO_PORTAL_SIGN_IN
        case Access.OPERATORS:
            return {PAT: OPEN, KIM: HIDDEN}.get(visitor, TO_PORTAL_SIGN_IN)
        case Access.PROGRAM:
            return OPEN if visitor == PROGRAM else KEYLESS
        case Access():
            role = Role.ADMIN if visitor == ADA else visitor
            if role not in set(Role):
                return TO_SIGN_IN
            return OPEN if role in ROLES[rule] else REFUSED
        case None:
            raise AssertionError("a route without a rule keeps the app from starting")


def of_the_first(world: Furnished, rule: Rule, visitor: str) -> tuple[str, bool]:
    """What is declared of the first route with the address of this one, and whether that is open to the visitor."""
    endpoint, _ = world.site.app.url_map.bind("").match(world.address(rule), method="OPTIONS")
    first = next(one for one in world.site.app.url_map.iter_rules(endpoint))
    return declared(world, first, visitor), declared_by(rule_of(world.site.app, endpoint), visitor) == OPEN


def happened(answer: Response, address: str = "") -> str:
    if answer.status_code in {301, 302, 303, 307, 308}:
        ways_in = {SIGN_IN: TO_SIGN_IN, TO_PORTAL: TO_PORTAL_SIGN_IN}
        return ways_in.get(answer.location.partition("?")[0], OPEN)
    if answer.status_code >= 500:
        return OPEN if address == "/readyz" else BROKEN  # no worker is heard of in a test
    return {401: KEYLESS, 403: REFUSED, 404: HIDDEN}.get(answer.status_code, OPEN)


def every_way_in(world: Furnished) -> list[tuple[Rule, str]]:
    rules = sorted(world.site.app.url_map.iter_rules(), key=lambda rule: rule.rule)
    return [(rule, method) for rule in rules for method in sorted(rule.methods or ())]


WITHOUT_A_PROVIDER = {"console.accounts.single_sign_on_back"}
"""Hidden from everybody while no single sign-on is set, as it is here."""


@pytest.mark.parametrize("visitor", VISITORS)
def test_every_route_opens_for_whom_it_is_declared_and_for_nobody_else(world: Furnished, visitor: str):
    client = VISITORS[visitor](world)
    ways = every_way_in(world)
    assert len(ways) > 150
    wrong = {}
    for rule, method in ways:
        with client.open(world.address(rule), method=method) as answer:
            came, status = happened(answer, rule.rule), answer.status_code
        expected = declared(world, rule, visitor)
        mine = declared_by(rule_of(world.site.app, rule.endpoint), visitor) == OPEN
        if method == "OPTIONS":
            # An address may look at something by one rule and change it by another: it is answered by the first.
            expected, mine = of_the_first(world, rule, visitor)
        if method == "POST" and mine and rule_of(world.site.app, rule.endpoint) is not Access.PROGRAM:
            # Sent without its token: who may comes as far as that check, and nothing is changed.
            came, expected = str(status), "400"
        elif method == "OPTIONS" and mine:
            came, expected = str(status), "200"  # which methods there are; no row is looked at
        elif rule.endpoint in WITHOUT_A_PROVIDER:
            expected = HIDDEN
        if came != expected:
            wrong[f"{method} {rule.rule}"] = f"{status} {came}, declared: {expected}"
    assert wrong == {}


def test_each_rule_is_met_and_the_roles_differ(world: Furnished):
    """The matrix above would hold as well if every route were everybody's."""
    rules = {rule_of(world.site.app, rule.endpoint) for rule, _ in every_way_in(world)}
    assert rules == set(Access)
    assert ROLES[Access.ADMINS] < ROLES[Access.SELLERS] < ROLES[Access.READERS] < ROLES[Access.STAFF]


def test_halfway_in_is_over_after_ten_minutes(world: Furnished):
    client = halfway_in(world)
    world.site.clock.forward(minutes=HALFWAY_MINUTES, seconds=1)
    for rule, method in every_way_in(world):
        if rule_of(world.site.app, rule.endpoint) is Access.SIGNING_IN:
            assert happened(client.open(world.address(rule), method=method)) == TO_SIGN_IN, rule.rule


@pytest.mark.parametrize("beginning", SECRET_LINKS)
def test_a_secret_link_opens_its_own_page_alone(world: Furnished, beginning: str):
    client, token = world.site.client(), world.secrets[beginning]
    others = {start: world.secrets[start] for start in world.secrets if start != beginning}
    assert client.get(f"{beginning}/{token}").status_code == 200
    for wrong in (*others.values(), world.measuring_secret, token[:-1], token + "x", "x" * 200):
        assert client.get(f"{beginning}/{wrong}").status_code == 404
        posted = client.post(f"{beginning}/{wrong}", data={"csrf_token": csrf(client, SIGN_IN), "password": "x"})
        assert posted.status_code == 404


def test_what_is_one_members_own_is_hidden_from_an_admin_too(world: Furnished):
    """Ada's session, saved view and export, asked for by another admin in every way that names them."""
    other = signed_in(world.site, Role.ADMIN, "Bo Friend")
    token = csrf(other, "/console/me")
    tried = 0
    for rule, method in every_way_in(world):
        if OWN & rule.arguments and method in {"GET", "HEAD", "POST"}:
            tried += 1
            answer = other.open(world.address(rule), method=method, data={"csrf_token": token})
            assert answer.status_code == 404, f"{method} {rule.rule}"
    assert tried > 5


def test_ada_opens_what_is_her_own(world: Furnished):
    """The same as above, the other way round: it is not hidden because it is not there."""
    hers = signed_in_as(world.site, OWNER_EMAIL)
    for rule, method in every_way_in(world):
        if {"view", "export"} & rule.arguments and method == "GET":
            with hers.get(world.address(rule)) as answer:
                assert answer.status_code < 400, rule.rule
    assert EXPORT in str(world.values["export"])


def test_a_role_that_is_taken_away_counts_from_the_next_page_on(world: Furnished):
    client = signed_in(world.site, Role.ADMIN, "Bo Friend")
    assert client.get("/console/accounts").status_code == 200
    number = account_of(world.site, Role.ADMIN, "Bo Friend")
    with world.site.services.database.writing() as session:
        accounts.find(session, number).role = Role.VIEWER
    assert client.get("/console/accounts").status_code == 403


FOR_EVERYBODY = {
    "sign_in",
    "let_in",
    "sign_out",
    "forgotten",
    "ask_for_password",
    "single_sign_on",
    "single_sign_on_back",
}
WHAT_VIEWERS_SEND = {
    "console.call.look",  # what if: worked out and kept nowhere
    "console.queue.search",
    "console.queue.save_view",
    "console.queue.change_view",
    "console.queue.delete_view",
    "console.queue.refill_view",
}
"""Searching, looking, and views of one's own. Everything else that viewers could send would change a lead."""


def endpoints(world: Furnished, rule: Access, method: str = "") -> set[str]:
    """What is declared so; only what takes that method, if one is given."""
    return {
        one.endpoint
        for one in world.site.app.url_map.iter_rules()
        if rule_of(world.site.app, one.endpoint) is rule and (not method or method in (one.methods or ()))
    }


def test_of_the_console_only_the_way_in_is_everybodys(world: Furnished):
    """Said a second time, here: a slip in a declaration is not declared right by being declared."""
    found = {endpoint for endpoint in endpoints(world, Access.PUBLIC) if endpoint.startswith("console.")}
    assert found == {f"console.accounts.{name}" for name in FOR_EVERYBODY}


def test_authors_see_their_own_account_and_figures_alone(world: Furnished):
    found = endpoints(world, Access.STAFF)
    assert {
        endpoint for endpoint in found if not endpoint.startswith(("console.accounts.", "console.figures."))
    } == set()
    named = {
        one.endpoint for one in world.site.app.url_map.iter_rules() if {"lead", "person", "export"} & one.arguments
    }
    assert named & found == set()


def test_viewers_change_no_lead(world: Furnished):
    assert endpoints(world, Access.READERS, "POST") <= WHAT_VIEWERS_SEND


def test_other_peoples_accounts_and_the_access_log_are_for_admins(world: Furnished):
    named = {one.endpoint for one in world.site.app.url_map.iter_rules() if "account" in one.arguments}
    assert named | {"console.accounts.everybody", "console.accounts.access_log"} <= endpoints(world, Access.ADMINS)
