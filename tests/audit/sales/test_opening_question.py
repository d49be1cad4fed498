"""What to say first: a sentence that can be said aloud, made of nothing but what the company and the playbook say."""

import re
from dataclasses import replace

import pytest

from audit.findings import Basis
from audit.sales.opening_question import (
    about_fix,
    about_input,
    most_unsure,
    opening_question,
    where_they_stopped,
)
from tests.journeys.companies import COMPANIES, audit_of, playbook_of

SHIPPED = ("home_services", "mid_market")
QUOTED = re.compile("“(.*?)”")


def words_of(name: str, company: str) -> set[str]:
    """Everything that may be quoted."""
    playbook, audit = playbook_of(name), audit_of(name, company)
    said = {text for entry in audit.inputs for text in (entry.title, entry.given)}
    return said | {one.text for one in playbook.questions} | {one.metric.title for one in audit.fixes}


@pytest.mark.parametrize(("name", "company"), COMPANIES)
def test_every_company_gets_a_question_that_quotes_only_what_is_there(name, company):
    question = opening_question(audit_of(name, company), playbook_of(name))
    assert question.endswith("?")
    assert "{" not in question
    assert QUOTED.findall(question)
    assert set(QUOTED.findall(question)) <= words_of(name, company)


@pytest.mark.parametrize(("name", "company"), COMPANIES)
def test_every_leak_and_every_fix_has_a_sentence(name, company):
    playbook, audit = playbook_of(name), audit_of(name, company)
    for leak in audit.findings:
        assert about_input(most_unsure(audit, playbook, leak, None), playbook).endswith("?")
        for fix in audit.fixes:
            if leak.key in fix.closes:
                entry = most_unsure(audit, playbook, leak, fix)
                assert entry is not None
                assert not entry.points
                assert about_input(entry, playbook).endswith("?")
                assert fix.metric.title in about_fix(fix)


def test_what_the_first_fix_is_measured_by_is_asked_about():
    question = opening_question(audit_of("mid_market", "alder_row_architects"), playbook_of("mid_market"))
    assert question == (
        "To “Somebody writes to you during the working day. How soon does a person answer?” you said “The same or the "
        "next day”. Did somebody count that, or is it a feeling? And who keeps an eye on “Hours until the first answer "
        "by a person” today?"
    )


def test_what_they_were_not_sure_of_is_asked_as_a_guess():
    question = opening_question(audit_of("home_services", "tern_and_daughter_painting"), playbook_of("home_services"))
    assert question.startswith("You were not sure about this one: “On a normal week, how many calls")
    assert "What would be your best guess?" in question


def test_a_no_is_said_as_one():
    audit = audit_of("home_services", "fenwick_garden_care")
    assert audit.recommendation.fix is None
    assert opening_question(audit, playbook_of("home_services")).startswith(
        "At your numbers nothing pays for itself in time, and I would rather check that. To “"
    )


def test_without_any_leak_there_is_still_something_to_ask():
    audit = replace(audit_of("home_services", "bramble_plumbing"), findings=(), fixes=(), firm_up=())
    audit = replace(audit, recommendation=replace(audit.recommendation, fix=None))
    assert opening_question(audit, playbook_of("home_services")) == (
        "Which number of your business would you most like to know better?"
    )


@pytest.mark.parametrize("name", SHIPPED)
def test_whoever_stopped_is_asked_about_the_question_where_they_did(name):
    for question in playbook_of(name).questions:
        assert where_they_stopped(question.text) == f"You got as far as “{question.text}” What made you stop there?"


def test_a_number_of_their_own_is_asked_where_it_comes_from():
    entry = replace(audit_of("home_services", "bramble_plumbing").inputs[0], basis=Basis.MEASURED)
    assert about_input(entry, playbook_of("home_services")) == (
        "For “Jobs a month” you gave a number of your own. How did you come by it?"
    )
