"""What holds for every page: who may use it is said, a form that posts is our own, looking at it changes nothing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import session as flask_session
from flask.testing import FlaskClient
from sqlalchemy import ColumnElement, select
from sqlalchemy import Table as TableInDatabase
from werkzeug.routing import Rule

from audit.store import accounts
from audit.store.tables import Role, Table
from tests.meta.furnished import (
    AUDIT,
    OPERATOR_EMAIL,
    OWNER_EMAIL,
    SIGNING_IN_EMAIL,
    Furnished,
    furnish,
    operate,
    signed_in_as,
    with_key,
)
from tests.meta.repository import ROOT, name, python_under
from tests.web.console.staff import signed_in
from tests.web.security.site import Site
from web.accounts.halfway import go_halfway
from web.security.access import Access, rule_of

TEMPLATES = sorted((ROOT / "web" / "templates").rglob("*.html"))
RENDERED = {
    found for path in python_under("web") for found in re.findall(r'render_template\(\s*"([^"]+)"', path.read_text())
}
UNCHANGED_BUT = {"tallies", "report_openings", "access_log", "exports.downloaded_at", "measuring_keys.last_used_at"}
"""What looking at a page may write: that it was looked at, and by which member of staff or with which key."""


OPERATORS_OWN = {"invitation", "browser"}
"""What is one operator's own, whatever company they are part of."""


@pytest.fixture
def world(sqlite_url: str, tmp_path: Path) -> Iterator[Furnished]:
    """The app with a row of everything."""
    made = furnish(sqlite_url, tmp_path)
    yield made
    made.site.services.database.close()


@pytest.fixture
def site(world: Furnished) -> Site:
    return world.site


def everybodys(world: Furnished) -> FlaskClient:
    """A browser that may open every page: of an admin, who holds the audit and is on the way in once more.

    The company's operator is signed in there too, and every request brings a program's key.
    """
    client = operate(signed_in_as(world.site, OWNER_EMAIL), world.site, OPERATOR_EMAIL)
    with_key(client, world.measuring_secret)
    with world.site.app.test_request_context():
        with world.site.services.database.reading() as session:
            halfway = accounts.by_email(session, SIGNING_IN_EMAIL)
        assert halfway
        go_halfway(halfway, "")
        on_the_way = dict(flask_session)
    with client.session_transaction() as cookie:
        cookie.update(on_the_way, audits=[AUDIT])
    return client


def routes(site: Site, method: str) -> list[Rule]:
    return [rule for rule in site.app.url_map.iter_rules() if rule.methods and method in rule.methods]


def looked_at(table: TableInDatabase) -> list[ColumnElement[object]]:
    return [column for column in table.columns if f"{table.name}.{column.name}" not in UNCHANGED_BUT]


def content(site: Site) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but those that say that a page was looked at."""
    with site.services.database.reading() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(*looked_at(table)))]
            for table in Table.metadata.sorted_tables
            if table.name not in UNCHANGED_BUT
        }


def test_every_route_says_who_may_use_it(site: Site):
    rules = {rule.rule: rule_of(site.app, rule.endpoint) for rule in site.app.url_map.iter_rules()}
    assert len(rules) > 10
    assert [address for address, rule in rules.items() if rule is None] == []


def test_every_page_of_an_audit_is_its_holders(site: Site):
    named = {rule.endpoint for rule in site.app.url_map.iter_rules() if "public_id" in rule.arguments}
    assert {endpoint for endpoint in named if rule_of(site.app, endpoint) is not Access.HOLDER} == set()


def test_every_page_with_a_secret_in_its_address_is_the_links(site: Site):
    named = {rule.endpoint for rule in site.app.url_map.iter_rules() if "token" in rule.arguments}
    assert {endpoint for endpoint in named if rule_of(site.app, endpoint) is not Access.TOKEN} == set()


def test_another_browser_opens_no_page_of_an_audit(world: Furnished):
    stranger = world.site.holder_of("another")
    for method in ("GET", "POST"):
        held = [rule for rule in routes(world.site, method) if rule_of(world.site.app, rule.endpoint) is Access.HOLDER]
        assert held
        assert {stranger.open(world.address(rule), method=method).status_code for rule in held} == {404}


def test_every_page_of_a_company_is_its_operators(world: Furnished):
    """Its rule looks at the membership. All that hangs on a company is under an address that names it, or staff's."""
    found = {rule.endpoint: rule_of(world.site.app, rule.endpoint) for rule in world.site.app.url_map.iter_rules()}
    named = {rule.endpoint: rule.arguments for rule in world.site.app.url_map.iter_rules()}
    assert {
        one for one, arguments in named.items() if ("company" in arguments) != (found[one] is Access.OPERATORS)
    } == set()
    portals = {one for one in named if one.startswith("portal.") and named[one]}
    rules = {Access.OPERATORS, Access.PORTAL, Access.TOKEN}
    assert {one for one in portals if found[one] not in rules} == set()
    assert {one for one in portals if found[one] is Access.PORTAL and not named[one] <= OPERATORS_OWN} == set()


def test_every_form_that_posts_has_to_be_our_own(world: Furnished):
    client = everybodys(world)
    before = content(world.site)
    forms = [one for one in routes(world.site, "POST") if rule_of(world.site.app, one.endpoint) is not Access.PROGRAM]
    posted = {rule.rule: client.post(world.address(rule)).status_code for rule in forms}
    assert posted
    assert {rule: status for rule, status in posted.items() if status != 400} == {}
    assert content(world.site) == before


def test_looking_at_a_page_changes_nothing(world: Furnished):
    client = everybodys(world)
    before = content(world.site)
    for rule in routes(world.site, "GET"):
        with client.get(world.address(rule)) as answer:
            assert answer.status_code < 500 or rule.rule == "/readyz", rule.rule
        assert content(world.site) == before, rule.rule
    assert world.site.queue.nudges == []


def test_whoever_is_refused_is_told_on_a_page_of_ours(world: Furnished):
    client = world.site.client()
    author = signed_in(world.site, Role.AUTHOR)
    for rule in routes(world.site, "GET"):
        if rule_of(world.site.app, rule.endpoint) is Access.HOLDER:
            assert "<h1>" in client.get(world.address(rule)).text, rule.rule
        if rule_of(world.site.app, rule.endpoint) is Access.READERS:
            answer = author.get(world.address(rule))
            assert answer.status_code == 403
            assert "<h1>Your account may not do this</h1>" in answer.text, rule.rule


MACRO = re.compile(r"{% macro (\w+)\((?:(?!{% endmacro).)*\bcsrf\(\)", re.DOTALL)
CARRIERS = sorted({"csrf"} | {found for template in TEMPLATES for found in MACRO.findall(template.read_text())})
"""The macros that put the token into a form, with whatever else belongs there."""

PARTS = {"question_fieldset.html"}  # put into words once and kept, then put into a page


@pytest.mark.parametrize("template", sorted(RENDERED - PARTS))
def test_every_page_is_laid_out_as_the_others(template: str):
    source = (ROOT / "web" / "templates" / template).read_text()
    room = template.partition("/")[0]
    layout = f"{room}/layout.html" if room in {"console", "portal"} else "layout.html"
    assert f'{{% extends "{layout}" %}}\n' in source


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_no_template_holds_what_the_content_security_policy_forbids(template: Path):
    source = re.sub(r"\{#.*?#\}", "", template.read_text(), flags=re.DOTALL)
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", source) == []
    assert re.findall(r'(?:src|href|action)="https?:', source) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_no_template_trusts_a_text_blindly(template: Path):
    assert re.findall(r"\|\s*safe\b|autoescape\s+false", template.read_text()) == []


@pytest.mark.parametrize("template", TEMPLATES, ids=name)
def test_every_form_that_posts_carries_its_token(template: Path):
    for form in re.findall(r'<form[^>]*method="post".*?</form>', template.read_text(), flags=re.DOTALL):
        assert re.search(rf"\b(csrf|{'|'.join(CARRIERS)})\(", form)
