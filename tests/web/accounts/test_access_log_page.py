"""The access log as an admin reads it."""

from datetime import timedelta

import pytest

from audit.store import access_log
from audit.store.access_log import Actor
from audit.store.tables import Role
from tests.web.console.staff import account_of, signed_in
from tests.web.quiz.browser import Browser
from tests.web.security.site import site_on

PAGE = "/console/access-log"
LEAD = "a1b2c3d4e5f6a7b8c9d0e1"


@pytest.fixture
def admin(site):
    return Browser(signed_in(site, Role.ADMIN, "Root Okafor"))


def note(site, action, subject, at=None, actor=Actor.STAFF, by=None, **detail):
    with site.services.database.writing() as session:
        access_log.note(session, at or site.clock(), actor, action, subject, account_id=by, detail=detail)


def rows(page):
    return [" ".join("".join(row.itertext()).split()) for row in page.all("tr")][1:]


def test_entries_are_in_plain_words_the_newest_first(site, admin):
    ada = account_of(site, Role.SALES)
    note(site, "looked at a lead", LEAD, by=ada)
    note(site, "changed a role", f"account {ada}", by=account_of(site, Role.ADMIN, "Root Okafor"), before="viewer")
    note(site, "removed an audit", "person 12", actor=Actor.SWEEPER)
    note(site, "wrong password", "unknown", actor=Actor.NOBODY)
    assert rows(admin.open(PAGE)) == [
        "2 March 2026, 09:30 Somebody who was not signed in wrong password unknown",
        "2 March 2026, 09:30 The server itself removed an audit person 12",
        f"2 March 2026, 09:30 Root Okafor changed a role Ada Lindqvist (account {ada}) before: viewer",
        f"2 March 2026, 09:30 Ada Lindqvist looked at a lead {LEAD}",
    ]


def test_an_account_a_person_and_a_lead_can_be_gone_to(site, admin):
    ada = account_of(site, Role.SALES)
    note(site, "looked at a lead", LEAD, by=ada)
    note(site, "shut an account", f"account {ada}")
    note(site, "looked at a person", "person 12")
    note(site, "downloaded an export", "export 9f8e7d6c5b4a39281706")
    links = admin.open(PAGE).links()
    assert links[f"Ada Lindqvist (account {ada})"] == f"/console/accounts/{ada}"
    assert links["person 12"] == "/console/people/12"
    assert "export 9f8e7d6c5b4a39281706" not in links
    assert links[LEAD] == f"/console/leads/{LEAD}"


def test_an_account_that_never_was_is_no_link(site, admin):
    note(site, "shut an account", "account 999")
    assert "account 999" not in admin.open(PAGE).links()
    assert rows(admin.open(PAGE)) == ["2 March 2026, 09:30 Somebody of staff shut an account account 999"]


def test_pages_go_on_where_the_one_before_ended_and_keep_the_filter(site, admin):
    for number in range(120):
        note(site, "looked at a lead", f"person {number}", at=site.clock() + timedelta(minutes=number))
        note(site, "downloaded an export", f"person {number}", at=site.clock() + timedelta(minutes=number))
    page, seen = admin.open(f"{PAGE}?action=looked+at+a+lead"), []
    while True:
        seen += rows(page)
        if "Older" not in page.links():
            break
        assert len(rows(page)) == 50
        page = admin.open(page.links()["Older"])
    assert [row.rpartition(" ")[2] for row in seen] == [str(number) for number in reversed(range(120))]
    assert page.links()["The newest"] == f"{PAGE}?action=looked+at+a+lead"


def test_filters_are_kept_in_their_fields(site, admin):
    ada = account_of(site, Role.SALES)
    note(site, "looked at a lead", "person 1", by=ada)
    note(site, "looked at a lead", "person 2")
    note(site, "shut an account", "person 1", by=ada)
    page = admin.open(f"{PAGE}?account={ada}&action=looked+at+a+lead&about=person+1&from=2026-03-02&to=2026-03-02")
    assert rows(page) == ["2 March 2026, 09:30 Ada Lindqvist looked at a lead person 1"]
    chosen = [option.get("value") or option.text for option in page.all("option") if option.get("selected") is not None]
    assert chosen == [str(ada), "looked at a lead"]
    assert [page.by_id(name).get("value") for name in ("about", "from", "to")] == [
        "person 1",
        "2026-03-02",
        "2026-03-02",
    ]
    assert page.links()["Show everything"] == PAGE


@pytest.mark.parametrize(
    ("days", "found"),
    [("from=2026-03-03", "2"), ("to=2026-03-02", "1"), ("from=2026-03-02&to=2026-03-03", "21"), ("from=soon", "21")],
)
def test_days_are_those_of_the_team(sqlite_url, tmp_path, days, found):
    site = site_on(sqlite_url, tmp_path, business_time_zone="America/New_York")
    midnight = site.clock().replace(day=3, hour=5, minute=0)  # in New York
    note(site, "looked at a lead", "person 1", at=midnight - timedelta(seconds=1))
    note(site, "looked at a lead", "person 2", at=midnight)
    page = Browser(signed_in(site, Role.ADMIN)).open(f"{PAGE}?{days}")
    assert [row.rpartition(" ")[2] for row in rows(page)] == list(found)
    site.services.database.close()


def test_nothing_found_says_what_to_do(site, admin):
    assert "Nothing has been written down yet." in admin.open(PAGE).words
    assert "Nothing fits." in admin.open(f"{PAGE}?about=person+9").words


@pytest.mark.parametrize(
    "query",
    [
        "account=x",
        "account=" + "9" * 40,
        "before=x",
        "before=" + "9" * 18,
        "to=9999-12-31",
        "from=0001-01-01",
    ],
)
def test_strange_addresses_are_answered_calmly(site, admin, query):
    note(site, "looked at a lead", "person 1")
    assert admin.open(f"{PAGE}?{query}").status == 200


def test_the_page_has_no_way_to_change_an_entry(site, admin):
    note(site, "looked at a lead", "person 1")
    rules = [rule for rule in site.app.url_map.iter_rules() if "access-log" in rule.rule]
    assert {method for rule in rules for method in rule.methods or ()} == {"GET", "HEAD", "OPTIONS"}
    posting = [form.get("action") for form in admin.open(PAGE).all("form") if form.get("method") == "post"]
    assert posting == ["/console/sign-out"]


@pytest.mark.parametrize("role", [Role.SALES, Role.AUTHOR, Role.VIEWER])
def test_nobody_but_admins_reads_it(site, role):
    assert Browser(signed_in(site, role)).open(PAGE).status == 403
