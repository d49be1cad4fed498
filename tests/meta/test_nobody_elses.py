"""Nobody sees another company's anything: every route of the portal, by every method, with every id of somebody else.

It is made from the routes themselves, and from two companies that have a row of everything each.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse as Response

from audit.store import memberships, personal_data
from audit.store.tables import Company, Measurement, MeasuringKey, Table
from tests.meta.furnished import (
    OPERATOR_EMAIL,
    OTHER_OPERATOR_EMAIL,
    Furnished,
    furnish,
    operate,
)
from web.security.access import Access, rule_of

WITHIN_ANOTHER = {"revision", "version"}
"""Numbers that count from one in each audit or agreement: they name nothing without what they are in."""


@pytest.fixture
def world(sqlite_url: str, tmp_path: Path) -> Iterator[Furnished]:
    made = furnish(sqlite_url, tmp_path)
    yield made
    made.site.services.database.close()


def ways(world: Furnished, access: Access) -> list[tuple[Rule, str]]:
    """The routes of a rule, with each method that looks at something or changes it."""
    rules = sorted(world.site.app.url_map.iter_rules(), key=lambda rule: rule.rule)
    mine = [rule for rule in rules if rule_of(world.site.app, rule.endpoint) is access]
    return [(rule, method) for rule in mine for method in sorted((rule.methods or set()) - {"OPTIONS"})]


def token_of(client: FlaskClient) -> str:
    """The token of this browser's forms."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/portal/me").text)
    return found[1] if found else ""


def content(world: Furnished) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the counts and the note of when somebody was last here."""
    with world.site.services.database.reading() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table))]
            for table in Table.metadata.sorted_tables
            if table.name not in {"tallies", "operator_sessions"}
        }


def refused(client: FlaskClient, tried: list[tuple[str, str]]) -> dict[str, int]:
    """What was tried and not answered with 404. Forms bring their token: nothing but the rule keeps them out."""
    token, wrong = token_of(client), {}
    for address, method in tried:
        data = {"csrf_token": token} if method == "POST" else None
        with client.open(address, method=method, data=data) as answer:
            if answer.status_code != 404:
                wrong[f"{method} {address}"] = answer.status_code
    return wrong


def test_an_operator_of_another_company_finds_nothing_of_it(world: Furnished):
    client, before = operate(world.site.client(), world.site, OTHER_OPERATOR_EMAIL), content(world)
    tried = [(world.address(rule), method) for rule, method in ways(world, Access.OPERATORS)]
    assert len(tried) > 20
    assert refused(client, tried) == {}
    assert content(world) == before


def test_nor_does_who_names_their_own_company_and_something_of_the_other(world: Furnished):
    """Each id by itself, and all of them together."""
    client, before = operate(world.site.client(), world.site, OPERATOR_EMAIL), content(world)
    tried = []
    for rule, method in ways(world, Access.OPERATORS):
        foreign = rule.arguments - {"company"} - WITHIN_ANOTHER
        unknown = foreign - set(world.theirs.values)
        assert unknown == set(), f"{rule.rule}: the other company has no {unknown} in tests/meta/furnished_companies.py"
        swaps = [others for others in (*({one} for one in foreign), foreign) if others]
        tried += [(world.address(rule, **pick(world, others)), method) for others in swaps]
    assert len(tried) > 20
    assert refused(client, tried) == {}
    assert content(world) == before


def test_it_is_not_hidden_because_it_is_not_there(world: Furnished):
    """The same as above, the other way round: the company's own operator is told 404 on no page."""
    client = operate(world.site.client(), world.site, OPERATOR_EMAIL)
    for rule, method in ways(world, Access.OPERATORS):
        if method == "GET":
            with client.get(world.address(rule)) as answer:
                assert answer.status_code < 400, rule.rule


def test_what_is_one_operators_own_is_no_other_operators(world: Furnished):
    client, before = operate(world.site.client(), world.site, OPERATOR_EMAIL), content(world)
    own = [(rule, method) for rule, method in ways(world, Access.PORTAL) if rule.arguments]
    assert own
    tried = [(world.address(rule, **pick(world, rule.arguments)), method) for rule, method in own]
    assert refused(client, tried) == {}
    assert content(world) == before


def pick(world: Furnished, arguments: Iterable[str]) -> dict[str, object]:
    """The other company's values."""
    return {one: world.theirs.values[one] for one in arguments}


@pytest.mark.parametrize("email", [OPERATOR_EMAIL, OTHER_OPERATOR_EMAIL])
def test_who_was_removed_finds_nothing_any_more(world: Furnished, email: str):
    """In a browser that is signed in still: it counts from the next page on."""
    client = operate(world.site.client(), world.site, email)
    values = world.values if email == OPERATOR_EMAIL else world.theirs.values
    with world.site.services.database.writing() as session:
        person = personal_data.find_by_email(session, email)
        company = session.scalar(select(Company).where(Company.public_id == values["company"]))
        assert person
        assert company
        membership = memberships.of_person(session, company.id, person.id)
        assert membership
        assert memberships.end(session, company.id, membership.id, world.site.clock())
    before = content(world)
    tried = []
    for rule, method in ways(world, Access.OPERATORS):
        named = {one: values[one] for one in rule.arguments if one in values}
        tried.append((world.address(rule, **named), method))
    assert refused(client, tried) == {}
    assert content(world) == before


def test_who_is_only_invited_finds_nothing_yet(world: Furnished):
    client = operate(world.site.client(), world.site, "max@northwind.example")
    tried = [(world.address(rule), method) for rule, method in ways(world, Access.OPERATORS)]
    assert refused(client, tried) == {}


PERIOD: Final = {"measurements": [{"series": "metric", "period": "2026-02", "value": 0.2}]}


def sent(world: Furnished, secret: str, method: str, address: str) -> Response:
    """What a program with that key is told."""
    body = PERIOD if method == "POST" else None
    return world.site.client().open(
        address, method=method, json=body, headers={"Authorization": f"Bearer {secret}"} if secret else {}
    )


def test_a_program_without_a_key_that_holds_is_told_nothing(world: Furnished):
    """No key, one that never was, a link's secret, and a key that was revoked."""
    ours = world.measuring_secret
    with world.site.services.database.writing() as session:
        revoked = session.get_one(MeasuringKey, world.theirs.values["measuring_key"])
        revoked.revoked_at = world.site.clock()
    before = content(world)
    wrong = ("", "plk_nothing", ours[:-1], ours + "x", world.theirs.measuring_secret, *world.secrets.values())
    for rule, method in ways(world, Access.PROGRAM):
        told = [sent(world, secret, method, world.address(rule)).status_code for secret in wrong]
        assert told == [401] * len(wrong), f"{method} {rule.rule}"
    assert content(world) == before


def test_a_program_reads_and_changes_the_agreement_of_its_key_alone(world: Furnished):
    for secret, changed in ((world.measuring_secret, {1}), (world.theirs.measuring_secret, {1, 2})):
        for rule, method in ways(world, Access.PROGRAM):
            assert sent(world, secret, method, world.address(rule)).status_code == 200
        with world.site.services.database.reading() as session:
            february = select(Measurement.agreement_id).where(Measurement.starts_on == date(2026, 2, 1))
            assert set(session.scalars(february)) == changed
