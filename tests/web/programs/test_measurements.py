"""Measurements that a program sends: all or nothing, and harmless twice."""

import json
from datetime import UTC, datetime

import pytest

from tests.web.portal.measuring.conftest import MARCH
from tests.web.programs.conftest import ADDRESS, MARCH_31, Program, said


def test_what_is_sent_is_kept_and_told_item_by_item(program: Program):
    answer = program.post(MARCH_31, {"series": "running_cost", "period": "March 2026", "value": 900, "note": "Est."})
    assert answer.status_code == 200
    assert said(answer) == {
        "measurements": [
            {"series": "metric", "period": "2026-03", "result": "stored"},
            {"series": "running_cost", "period": "March 2026", "result": "stored"},
        ]
    }
    assert program.stored() == [("metric", MARCH, 1, 0.31), ("running_cost", MARCH, 1, 900.0)]
    assert program.row().state != "draft"
    assert program.row().next_look_at == datetime(2026, 6, 3, 9, tzinfo=UTC)


def test_sending_it_twice_is_harmless(program: Program):
    program.post(MARCH_31)
    answer = program.post(MARCH_31)
    assert answer.status_code == 200
    assert said(answer) == {"measurements": [{"series": "metric", "period": "2026-03", "result": "unchanged"}]}
    assert len(program.stored()) == 1


@pytest.mark.parametrize(
    "body",
    [
        '{"measurements": [{"period": "2026-03", "value": 0.3, "value": 0.4}]}',
        '{"measurements": [], "measurements": [{"period": "2026-03", "value": 0.3}]}',
    ],
)
def test_a_field_that_is_there_twice_is_not_guessed_at(program: Program, body: str):
    answer = program.send(body)
    assert answer.status_code == 422
    assert "twice in one object" in said(answer)["error"]
    assert program.stored() == []


def test_a_correction_needs_a_reason(program: Program):
    program.post(MARCH_31)
    refused = program.post(MARCH_31 | {"value": 0.35, "note": "no reason"})
    assert refused.status_code == 422
    assert "Send a reason" in said(refused)["measurements"][0]["message"]
    answer = program.post(MARCH_31 | {"value": 0.35, "reason": "Two days were not counted"})
    assert said(answer)["measurements"][0]["result"] == "corrected"
    assert program.stored() == [("metric", MARCH, 1, 0.31), ("metric", MARCH, 2, 0.35)]


def test_null_takes_a_value_back(program: Program):
    program.post(MARCH_31)
    assert program.post(MARCH_31 | {"value": None, "reason": "It was April's"}).status_code == 200
    assert program.stored()[-1] == ("metric", MARCH, 2, None)


def test_if_one_is_wrong_none_is_kept(program: Program):
    answer = program.post(MARCH_31, {"period": "2026-09", "value": 0.2})
    assert answer.status_code == 422
    assert said(answer)["error"] == "Nothing was stored, because some of it is wrong."
    assert [one["result"] for one in said(answer)["measurements"]] == ["not stored", "error"]
    assert "not over yet" in said(answer)["measurements"][1]["message"]
    assert program.stored() == []


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ({"period": "2026-03"}, "Send a value"),
        ({"period": "2026-03", "value": "0.3"}, "as a number, not as text"),
        ({"period": "2026-03", "value": True}, "as a number, not as text"),
        ({"period": "2026-03", "value": 31}, "between 0 and 1"),
        ({"period": "2026-03", "value": -0.1}, "between 0 and 1"),
        ({"period": "2026-03", "value": 10**400}, "ordinary number"),
        ({"period": "2026-03", "value": 0.3, "unit": "%"}, "no field unit"),
        ({"period": "2026-03", "value": 0.3, "series": "money"}, "no such series"),
        ({"period": "2026-03", "value": 0.3, "series": 7}, "Send series as text"),
        ({"period": 202603, "value": 0.3}, "Send period as text"),
        ({"value": 0.3}, "Write the month as"),
        ({"period": "2026-02", "value": 0.3}, "belongs to the baseline"),
        ({"period": "2026-03", "value": 0.3, "note": "x" * 501}, "Shorten note to 500 letters"),
        ("2026-03", "Send a JSON object"),
    ],
)
def test_an_item_that_is_wrong_says_how_to_mend_it(program: Program, item: object, words: str):
    answer = program.post(item)
    assert answer.status_code == 422
    assert words in said(answer)["measurements"][0]["message"]
    assert program.stored() == []


def test_the_same_period_twice_is_wrong(program: Program):
    answer = program.post(MARCH_31, MARCH_31)
    assert answer.status_code == 422
    assert "there twice" in said(answer)["measurements"][1]["message"]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[",
        "[]",
        "{}",
        '{"measurements": []}',
        '{"measurements": {}}',
        '{"measurements": [NaN]}',
        '{"measurements": [], "more": 1}',
        "[" * 60_000,
        b"\xff\xfe",
        json.dumps({"measurements": [1] * 1001}),
    ],
)
def test_a_body_that_is_none_is_refused_with_its_shape(program: Program, body: str | bytes):
    answer = program.send(body)
    assert answer.status_code == 422
    assert "measurements" in said(answer)["error"]


def test_it_has_to_be_sent_as_json(program: Program):
    assert program.send(json.dumps({"measurements": [MARCH_31]}), "text/plain").status_code == 415
    assert program.stored() == []


def test_a_body_may_be_so_large_and_no_larger(program: Program):
    answer = program.send("x" * (64 * 1024 + 1))
    assert (answer.status_code, said(answer)) == (413, {"error": "Send at most 64 KB at a time."})


def test_any_other_error_is_json_too(program: Program):
    for answer, status in ((program.site.client().put(ADDRESS), 405), (program.site.client().get("/api/x"), 404)):
        assert answer.status_code == status
        assert set(said(answer)) == {"error"}
