"""What changed: two results side by side, of one audit, or of an audit and the one it was begun from."""

import pytest

from tests.web.console.counting import questions
from tests.web.portal.company.conftest import AUDIT, audits_of, change, newer
from tests.web.portal.company.test_retake import begin, go_through
from tests.web.portal.operators import PAT, operating
from tests.web.quiz.browser import Browser


@pytest.fixture
def address(audit_address):
    return f"{audit_address}/changes"


def chosen(page):
    return [one.get("value") for one in page.all("option") if one.get("selected") is not None]


def test_with_one_result_there_is_nothing_to_compare(pat, address):
    page = pat.open(address)
    assert (page.status, page.h1) == (200, "What changed?")
    assert "There is one result, so there is nothing to compare." in page.words


def test_an_answer_is_shown_as_it_was_and_as_it_is(site, pat, address):
    change(site, AUDIT, calls_per_week="90")
    page = pat.open(address)
    assert "Calls a week before: 60 calls a week → now: 90 calls a week" in page.words
    assert "higher than before." in page.words
    assert "One change, so all of the difference is its doing." in page.words


def test_a_choice_is_shown_in_the_words_that_were_chosen(site, pat, address):
    change(site, AUDIT, industry="office")
    assert "Industry before: A clinic → now: An office" in pat.open(address).words


def test_what_each_change_did_adds_up_to_the_difference(site, pat, address):
    change(site, AUDIT, calls_per_week="90", job_value="300")
    words = pat.open(address).words
    assert "Shapley values" in words
    assert "A typical job −" in words


def test_each_leak_is_shown_before_and_after(site, pat, address):
    change(site, AUDIT, calls_per_week="90")
    page = pat.open(address)
    leaks = [one for one in page.all("table") if one.get("aria-labelledby") == "leaks"]
    assert len(list(leaks[0].iter("tr"))) == 1 + 3


def test_the_newest_stands_beside_the_one_before_unless_others_are_asked_for(site, pat, address):
    change(site, AUDIT, calls_per_week="90")
    change(site, AUDIT, calls_per_week="120")
    assert chosen(pat.open(address)) == ["2", "3"]
    page = pat.open(f"{address}?from=1&to=3")
    assert chosen(page) == ["1", "3"]
    assert "before: 60 calls a week → now: 120 calls a week" in page.words


@pytest.mark.parametrize("query", ["?from=9", "?to=9", "?from=before-1", "?from=<b>", "?from=1&to=-1"])
def test_a_result_that_is_not_there_is_said_at_the_field(site, pat, address, query):
    change(site, AUDIT, calls_per_week="90")
    page = pat.open(f"{address}{query}")
    assert page.status == 422
    assert page.by_class("error-summary")
    assert page.by_id("from-error") is not None


def test_an_audit_that_was_answered_again_is_compared_with_the_one_before(site, pat, northwind, home, audit_address):
    go_through(pat, begin(pat, audit_address), calls_per_week="90")
    page = pat.open(f"{home}audits/{audits_of(site, northwind)[0]}/changes")
    assert chosen(page) == ["before-1", "1"]
    assert "Calls a week before: 60 calls a week → now: 90 calls a week" in page.words
    assert "The playbook changed too" not in page.words


def test_with_another_version_of_the_playbook_it_says_what_cannot_be_told_apart(site, pat, northwind, home):
    later = Browser(operating(newer(site), PAT))
    go_through(later, begin(later, f"{home}audits/{AUDIT}"), calls_per_week="40")
    page = later.open(f"{home}audits/{audits_of(site, northwind)[0]}/changes")
    assert "made with A small check, version 1, the second with A small check, version 2" in page.words
    assert "cannot be told apart" in page.words
    assert "Calls a week before: 60 calls a week → now: 40 calls a week" in page.words
    assert "Shapley" not in page.words


def test_nothing_that_counts_may_have_changed(site, pat, northwind, home, audit_address):
    go_through(pat, begin(pat, audit_address))
    words = pat.open(f"{home}audits/{audits_of(site, northwind)[0]}/changes").words
    assert "The likely total stays at" in words
    assert "No answer is another one." in words


def test_comparing_writes_nothing(site, pat, address):
    change(site, AUDIT, calls_per_week="90")
    pat.open(address)
    with questions(site) as asked:
        pat.open(address)
    assert asked
    assert not [one for one in asked if not one.startswith(("SELECT", "BEGIN"))]
