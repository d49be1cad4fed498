"""An audit of the company: every result, what was changed, by whom, and with which playbook."""

import pytest

from audit.store import audits, companies, people
from tests.web.console.counting import questions
from tests.web.portal.company.conftest import AUDIT, EXAMPLE, THEIRS, audits_of, change, row_of
from tests.web.portal.operators import PAT, operating
from tests.web.quiz.browser import Browser
from tests.web.security.site import site_on


def colleague(site, northwind, name):
    """A browser of somebody else who has joined the company."""
    with site.services.database.writing() as session:
        audit = audits.begin(session, "c" * 24, site.services.shelf.get(_hash(site)).content_hash, {}, site.clock())
        person = people.remember(session, audit, "lee@northwind.example", name, "", site.clock())
        companies.join(session, northwind, person, name, site.clock())
    return Browser(operating(site, "lee@northwind.example"))


def _hash(site):
    with site.services.database.reading() as session:
        return row_of(session, AUDIT).playbook_hash


def test_a_result_says_its_range_its_fix_its_playbook_and_who_answered(pat, audit_address):
    page = pat.open(audit_address)
    assert page.h1 == "Audit of March 2, 2026"
    assert "At stake, a year $25,000 to $58,000" in page.words
    assert "First fix Text back" in page.words
    assert "Made with A small check, version 1" in page.words
    assert "Answered by you" in page.words


def test_to_a_colleague_it_says_who_that_was(site, northwind, pat, audit_address):
    assert "Answered by Pat Lee" in colleague(site, northwind, "Lee Ortiz").open(audit_address).words


def test_a_changed_answer_is_named_by_its_question_and_the_newest_result_comes_first(site, pat, audit_address):
    change(site, AUDIT, calls_per_week="90")
    page = pat.open(audit_address)
    assert "Result 2, March 2, 2026" in page.words
    assert "Changed “Calls a week”" in page.words
    assert "Answered by you or a colleague" in page.words
    assert page.words.index("Result 2,") < page.words.index("Result 1,")
    assert "Each changed answer made a new result." in page.words


def test_a_result_of_a_call_says_which_adviser_made_it(site, pat, audit_address):
    change(site, AUDIT, by="sam.vance@consultancy.example", calls_per_week="90")
    assert "Answered by our adviser Sam Vance, during a call" in pat.open(audit_address).words


def test_the_full_result_opens_in_this_browser(pat, audit_address):
    assert pat.open(f"/audit/{AUDIT}/result").status == 404
    page = pat.send(pat.open(audit_address), {}, to=f"{audit_address}/open")
    assert (page.status, page.path) == (200, f"/audit/{AUDIT}/result")


def test_a_colleague_reads_it_here_and_does_not_get_it_into_their_browser_for_good(site, northwind, pat, audit_address):
    lee = colleague(site, northwind, "Lee Ortiz")
    assert "Open the full result" not in lee.open(audit_address).words
    assert lee.send(lee.open(audit_address), {}, to=f"{audit_address}/open").path == audit_address
    assert lee.open(f"/audit/{AUDIT}/result").status == 404


@pytest.mark.parametrize("ending", ["", "/changes", "/revisions/1/report", "/revisions/1/report/state"])
def test_an_audit_of_another_company_is_not_there(pat, home, harbour, ending):
    assert pat.client.get(f"{home}audits/{THEIRS}{ending}").status_code == 404


@pytest.mark.parametrize("ending", ["/open", "/again", "/revisions/1/report"])
def test_nor_can_anything_be_done_with_it(site, pat, home, northwind, harbour, ending):
    form = pat.open(home).hidden() or pat.open(f"{home}data").hidden()
    assert pat.client.post(f"{home}audits/{THEIRS}{ending}", data=form).status_code == 404
    with pat.client.session_transaction() as cookie:
        assert "audits" not in cookie
    assert audits_of(site, northwind) == [AUDIT]


def test_a_quiz_that_is_no_longer_offered_cannot_be_answered_again(site, sqlite_url, tmp_path, pat, audit_address):
    later = site_on(sqlite_url, tmp_path)  # with another playbook
    browser = Browser(operating(later, PAT))
    page = browser.open(audit_address)
    assert "This quiz is no longer offered" in page.words
    assert not [one for one in page.all("form") if one.get("action", "").endswith("/again")]
    page = browser.send(page, {}, to=f"{audit_address}/again")
    assert page.status == 409
    assert "This quiz is no longer offered" in page.words


def test_the_database_is_asked_as_often_for_many_results_as_for_one(site, pat, audit_address):
    pat.open(audit_address)
    with questions(site) as few:
        pat.open(audit_address)
    for number in range(4):
        change(site, AUDIT, calls_per_week=f"{70 + number}")
    with questions(site) as many:
        page = pat.open(audit_address)
    assert "Result 5," in page.words
    assert len(many) == len(few)
    assert EXAMPLE not in page.words


def test_from_the_full_result_a_way_leads_back_but_only_for_the_companys_own_people(site, pat, audit_address):
    page = pat.send(pat.open(audit_address), {}, to=f"{audit_address}/open")
    assert page.links()["Back to your company’s page"] == audit_address
    holder = Browser(site.holder_of(AUDIT))
    assert "Back to your company’s page" not in holder.open(f"/audit/{AUDIT}/result").links()
