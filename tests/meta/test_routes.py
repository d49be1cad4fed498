"""What holds for every page: who may use it is said, a form that posts is our own, looking at it changes nothing."""

import re
import secrets
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from werkzeug.routing import Rule

from audit.store import audits, revisions, tokens
from audit.store.tables import Table, TokenPurpose
from tests.audit.playbook_folders import SMALL
from tests.journeys.companies import COMPANIES
from tests.meta.repository import ROOT, name, python_under
from tests.web.results.site import record_of
from tests.web.security.site import Site, site_on
from web.offered import first_offered
from web.security.access import Access, rule_of

TEMPLATES = sorted((ROOT / "web" / "templates").rglob("*.html"))
RENDERED = {
    found for path in python_under("web") for found in re.findall(r'render_template\(\s*"([^"]+)"', path.read_text())
}
COMPANY = next(company for playbook, company in COMPANIES if playbook == "small")
RESUME, REPORT = secrets.token_urlsafe(32), secrets.token_urlsafe(32)


@pytest.fixture
def site(sqlite_url: str, tmp_path: Path) -> Iterator[Site]:
    """The app with one finished audit, and a link of each kind to it."""
    made = site_on(sqlite_url, tmp_path, playbooks=str(SMALL))
    with made.app.app_context():
        playbook = first_offered()
    with made.services.database.writing() as session:
        audit = audits.begin(session, "mine", playbook.content_hash, {}, made.clock())
        revisions.add(session, audit, record_of("small", COMPANY), (), made.clock())
        for token, purpose in ((RESUME, TokenPurpose.RESUME), (REPORT, TokenPurpose.REPORT)):
            tokens.keep(session, token, purpose, audit.id, made.clock(), made.clock() + timedelta(days=1))
    yield made
    made.services.database.close()


def address(site: Site, rule: Rule) -> str:
    """A page of the route, about the audit that there is."""
    with site.app.app_context():
        playbook = first_offered()
    filled = {
        "public_id": "mine",
        "key": playbook.questions[0].key,
        "name": playbook.head.name,
        "content_hash": playbook.content_hash,
        "token": REPORT if rule.rule.startswith("/report") else RESUME,
        "filename": "plumbline.css",
    }
    with site.app.test_request_context():
        assert rule.arguments <= filled.keys(), f"{rule.rule} needs a value in this test"
        return site.app.url_map.bind("").build(rule.endpoint, {key: filled[key] for key in rule.arguments})


def routes(site: Site, method: str) -> list[Rule]:
    return [rule for rule in site.app.url_map.iter_rules() if rule.methods and method in rule.methods]


def content(site: Site) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the tallies, which count looks at a page and nothing else."""
    with site.services.database.reading() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table))]
            for table in Table.metadata.sorted_tables
            if table.name != "tallies"
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


def test_another_browser_opens_no_page_of_an_audit(site: Site):
    stranger = site.holder_of("another")
    for method in ("GET", "POST"):
        held = [rule for rule in routes(site, method) if rule_of(site.app, rule.endpoint) is Access.HOLDER]
        assert held
        assert {stranger.open(address(site, rule), method=method).status_code for rule in held} == {404}


def test_every_form_that_posts_has_to_be_our_own(site: Site):
    before = content(site)
    client = site.holder_of("mine")
    posted = {rule.rule: client.post(address(site, rule)).status_code for rule in routes(site, "POST")}
    assert posted
    assert {rule: status for rule, status in posted.items() if status != 400} == {}
    assert content(site) == before


def test_looking_at_a_page_changes_nothing(site: Site):
    before = content(site)
    client = site.holder_of("mine")
    for rule in routes(site, "GET"):
        with client.get(address(site, rule)) as answer:
            assert answer.status_code < 500 or rule.rule == "/readyz", rule.rule
        assert content(site) == before, rule.rule
    assert site.queue.nudges == []


def test_whoever_is_refused_is_told_on_a_page_of_ours(site: Site):
    client = site.client()
    for rule in routes(site, "GET"):
        if rule_of(site.app, rule.endpoint) is Access.HOLDER:
            assert "<h1>" in client.get(address(site, rule)).text, rule.rule


PARTS = {"question_fieldset.html"}  # put into words once and kept, then put into a page


@pytest.mark.parametrize("template", sorted(RENDERED - PARTS))
def test_every_page_is_laid_out_as_the_others(template: str):
    source = (ROOT / "web" / "templates" / template).read_text()
    layout = "console/layout.html" if template.startswith("console/") else "layout.html"
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
        assert re.search(r"csrf\(\)|csrf_token", form)
