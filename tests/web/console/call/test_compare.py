"""Two results side by side: the newest and the one before, or any two by their numbers."""

import pytest

from audit.store.tables import AccessEntry
from reports.wording import Wording
from tests.web.quiz.browser import words
from tests.web.results.site import record_of

US = Wording("en_US", "USD")
COMPARE = "/console/leads/plumber/compare"


def plumbing(**changes: str):
    return record_of("home_services", "bramble_plumbing", **changes)


@pytest.fixture
def changed(plumber, store):
    """Three results: the price of a job was changed, then the calls and the quotes too."""
    store.changed("plumber", plumbing(job_value="520"), "job_value")
    more = plumbing(job_value="520", missed_calls_per_week="many", quote_days="longer")
    store.changed("plumber", more, "missed_calls_per_week", "quote_days")
    return more


def rows(page, heading: str) -> list[str]:
    part = next(one for one in page.all("section") if any(words(h) == heading for h in one.iter("h2")))
    return [words(row) for row in part.iter("tr")]


def test_the_newest_stands_beside_the_one_before(rep, changed):
    page = rep.open(COMPARE)
    before, after = plumbing(job_value="520").audit.total, changed.audit.total
    moved = US.money(after.p50 - before.p50)
    assert page.h1 == "What moved, and why"
    assert f"The likely total is {moved} a year higher than before." in page.words
    assert rows(page, "The result")[1:3] == [
        f"Range, a year{US.money_range(before)}{US.money_range(after)}",
        f"Most likely, a year{US.money(before.p50)}{US.money(after.p50)}+{moved}",
    ]


def test_why_is_a_line_for_each_change(rep, changed):
    lines = rows(rep.open(COMPARE), "Why it moved")
    assert len(lines) == 4
    assert lines[1].startswith("Calls a week that nobody takes+$")
    assert lines[2].startswith("Days until the customer has a price+$")
    assert lines[3].startswith("Together+$")


def test_every_leak_stands_with_both_of_its_figures(rep, changed):
    lines = rows(rep.open(COMPARE), "Each leak, dollars a year")
    findings = changed.audit.findings
    assert len(lines) == 2 + len(findings)
    assert all(line.startswith(finding.title) for line, finding in zip(lines[2:], findings, strict=True))


def test_any_two_can_be_chosen_by_their_numbers(rep, changed):
    page = rep.open(f"{COMPARE}?from=1&to=3")
    part = next(one for one in page.all("section") if one.get("aria-labelledby") == "changed")
    assert "Price of a typical job before: $420 a job → now: $520 a job" in words(part)
    assert "Calls a week that nobody takes before: One or two a day" in words(part)


def test_the_same_result_twice_has_not_moved(rep, changed):
    page = rep.open(f"{COMPARE}?from=2&to=2")
    assert "The likely total stays at" in page.words
    assert "No answer and no number is another one." in page.words


@pytest.mark.parametrize("chosen", ["9", "0", "-1", "²", "one", "99999999999999999999"])
def test_a_result_that_is_not_there_is_said_so(rep, changed, chosen):
    page = rep.open(f"{COMPARE}?from={chosen}&to=3")
    assert page.status == 422
    assert "from 1 to 3" in words(page.by_class("error-summary")[0])


def test_one_result_has_nothing_beside_it(rep, plumber):
    assert "There is one result, so there is nothing to compare." in rep.open(COMPARE).words


def test_who_may_only_look_may_compare_and_it_is_noted(viewer, changed, store):
    assert viewer.open(COMPARE).status == 200
    assert store.row(AccessEntry).action == "compared results of a lead"
