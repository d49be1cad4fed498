"""Whether a company is ready to ship a fix, and how many of its loops close."""

import pytest

from audit.checking.gate import load
from audit.findings import Readiness
from tests.audit.playbook_folders import GOOD_ANSWERS, audited, edited, small

NO_TYPING = {key: value for key, value in GOOD_ANSWERS.items() if key != "typing_hours"}


def readiness(owner, records="yes"):
    answers = GOOD_ANSWERS if records == "yes" else {**NO_TYPING, "records": records}
    return audited(small(), answers, draws=16, readiness={"owner": owner} if owner else {}).readiness


@pytest.mark.parametrize(
    ("owner", "records", "points", "asked", "verdict"),
    [
        ("yes", "yes", 4, 2, "Ready"),
        ("partly", "yes", 3, 2, "Ready"),
        ("yes", "no", 2, 2, "Not ready"),
        ("partly", "no", 1, 2, "Not ready"),
        # Of two conditions one was asked: its points count for both.
        ("yes", "not sure", 2, 1, "Ready"),
        ("", "yes", 2, 1, "Ready"),
        ("", "no", 0, 1, "Not ready"),
        ("partly", "not sure", 1, 1, "Not ready"),
    ],
)
def test_a_yes_is_two_points_and_a_partly_one(owner, records, points, asked, verdict):
    found = readiness(owner, records)
    assert (found.points, found.asked, found.verdict, found.weakest) == (points, asked, verdict, None)


def test_the_weakest_link_comes_before_all_points():
    found = readiness("no")
    assert (found.verdict, found.weakest, found.advice) == ("Mend this first", "owner", "Name the person.")


def test_what_was_not_asked_is_not_counted():
    found = readiness("", "not sure")
    assert (found.asked, found.points, found.verdict) == (0, 0, "Not asked yet")
    assert {one.state for one in found.conditions} == {Readiness.UNKNOWN}
    assert {one.points for one in found.conditions} == {None}


def test_what_is_stated_counts_before_what_the_quiz_says():
    answers = audited(small(), GOOD_ANSWERS, draws=16, readiness={"typed": "no"}).readiness
    assert {one.key: one.state for one in answers.conditions}["typed"] is Readiness.NO


@pytest.mark.parametrize(
    ("missed", "wait", "low", "high", "verdict"),
    [
        ("few", "within_1h", 5, 5, "Healthy"),
        ("some", "within_1h", 3, 3, "Leaking"),
        ("many", "same_day", 0, 0, "Leaking"),
        ("4 %", "0.5", 5, 5, "Healthy"),
        ("not sure", "within_1h", 2, 5, "Leaking or Healthy"),
        ("not sure", "not sure", 0, 5, "Leaking or Healthy"),
    ],
)
def test_a_loop_has_the_points_of_its_answers_and_a_range_where_they_are_unsure(missed, wait, low, high, verdict):
    found = audited(small(), {**GOOD_ANSWERS, "missed_share": missed, "wait": wait}, draws=16).closed_loops
    assert (found.low, found.high, found.out_of, found.verdict) == (low, high, 5, verdict)
    assert found.lowest == (None if low == 5 else "inbound")


def test_a_score_without_points_brings_none(tmp_path):
    edits = {
        "loops.toml": ("points = { within_1h = 2 }", "points = {}"),
        "examples/corner_clinic.toml": None,
    }
    folder = edited(tmp_path, edits)
    path = folder / "loops.toml"
    path.write_text(path.read_text().replace("few = 3", "few = 5"))
    found = audited(load(folder), {**GOOD_ANSWERS, "wait": "not sure"}, draws=16).closed_loops
    assert (found.low, found.high) == (1, 1)
