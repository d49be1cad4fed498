"""A program comes in by its key alone, to its own agreement, and only so often."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from audit.store import measurements
from audit.store.tables import MeasuringKey
from tests.web.portal.measuring.conftest import APRIL, AUDIT, EXAMPLE, KIM, THEIRS, TODAY, calls
from tests.web.portal.operators import agree, company_with
from tests.web.programs.conftest import ADDRESS, MARCH_31, Program, key_of, said


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer plk_wrong"},
        {"Authorization": "Bearer " + "x" * 5000},
        {"Authorization": "Basic cGF0OnBhdA=="},
    ],
)
def test_without_a_key_that_holds_nobody_comes_in(program: Program, header: dict[str, str]):
    for answer in (
        program.site.client().post(ADDRESS, json={"measurements": [MARCH_31]}, headers=header),
        program.site.client().get(ADDRESS, headers=header),
    ):
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert program.stored() == []


def test_a_key_in_the_address_or_the_body_counts_for_nothing(program: Program):
    answer = program.site.client().get(f"{ADDRESS}?key={program.key}&access_token={program.key}")
    assert answer.status_code == 401


def test_a_cookie_counts_for_nothing_and_is_not_needed(program: Program):
    client = program.site.client()
    with client.session_transaction() as cookie:
        cookie["operator"] = "whatever"
    assert client.get(ADDRESS).status_code == 401
    answer = client.post(ADDRESS, json={"measurements": [MARCH_31]}, headers=program.headers)
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers


def test_a_key_opens_its_own_agreement_alone(program: Program):
    theirs = company_with(program.site, "Harbour Repairs", KIM, THEIRS, "small", EXAMPLE)
    agreed = agree(program.site, theirs, THEIRS, calls())
    other = Program(program.site, agreed, key_of(program.site, agreed))
    program.post(MARCH_31)
    assert said(other.get())["measurements"] == []
    assert other.stored() == []


def test_what_counts_can_be_read_back(program: Program):
    program.post(MARCH_31)
    program.post(MARCH_31 | {"value": 0.35, "reason": "Two days were not counted"})
    found = said(program.get())
    assert (found["cadence"], found["currency"], found["missing"]) == ("month", "USD", ["2026-04", "2026-05"])
    assert found["series"][0] == {"series": "metric", "title": "Calls that nobody takes", "unit": "1"}
    assert found["measurements"] == [
        {
            "series": "metric",
            "period": "2026-03",
            "value": 0.35,
            "note": "Two days were not counted",
            "corrections": 1,
            "entered_at": "2026-06-02T10:30:00+00:00",
        }
    ]


def test_what_a_program_sent_is_told_from_what_people_typed(program: Program):
    program.post({"period": "2026-04", "value": 0.25})
    with program.site.services.database.reading() as session:
        entry = measurements.of_period(session, program.row(), APRIL)[0]
    assert (entry.row.way, entry.who, entry.row.person_id) == ("posted", "Call log", None)


def test_before_both_have_signed_nothing_is_taken(site, company):
    agreed = agree(site, company, AUDIT, calls(), signed=False)
    program = Program(site, agreed, key_of(site, agreed))
    assert (program.post(MARCH_31).status_code, program.get().status_code) == (409, 409)


def test_its_last_use_is_noted_every_five_minutes_at_most(program: Program):
    used = []
    for _ in range(3):
        program.get()
        with program.site.services.database.reading() as session:
            used.append(session.scalars(select(MeasuringKey.last_used_at)).one())
        program.site.clock.forward(minutes=3)
    assert used == [TODAY, TODAY, TODAY + timedelta(minutes=6)]


def test_a_key_may_ask_only_so_often_and_others_are_not_kept_waiting(program: Program):
    other = Program(program.site, program.agreed, key_of(program.site, program.agreed))
    statuses = [program.get().status_code for _ in range(121)]
    assert statuses == [200] * 120 + [429]
    answer = program.get()
    assert "Retry-After" in answer.headers
    assert "Too many requests" in said(answer)["error"]
    assert other.get().status_code == 200


def test_no_key_is_logged(program: Program, capsys):
    program.post(MARCH_31)
    program.send("[")
    said = capsys.readouterr().out
    assert ADDRESS in said
    assert program.key not in said
    assert program.key.removeprefix("plk_") not in said
