"""An audit goes to JSON and back, and is worked out again to the same cent; what was tampered with is found."""

import json
from dataclasses import replace

import pytest
from pydantic import TypeAdapter

from audit.checking.gate import load
from audit.findings import Audit
from audit.record import Record, RecordError, from_json, recompute, schema, to_json, to_record
from tests.audit.playbook_folders import answers_to, audited, edited
from tests.journeys.companies import COMPANIES, FOLDERS, answers_of, audit_of, playbook_of

ONE = ("home_services", "bramble_plumbing")


def record_of(name, company):
    return to_record(audit_of(name, company), answers_of(name, company))


@pytest.mark.parametrize(("name", "company"), COMPANIES)
def test_a_company_is_the_same_after_json_and_back_and_worked_out_again(name, company):
    text = to_json(record_of(name, company))
    again = from_json(text)
    assert to_json(again) == text
    assert again.audit == audit_of(name, company)
    assert recompute(again, playbook_of(name)) == ()


def test_a_changed_cent_is_found_with_its_place():
    stored = json.loads(to_json(record_of(*ONE)))
    stored["audit"]["total"]["p50"] += 0.01
    stored["audit"]["findings"][1]["alone"]["p10"] -= 0.01
    (one, other) = recompute(from_json(json.dumps(stored).encode()), playbook_of(ONE[0]))
    assert (one.place, other.place) == ("total.p50", "findings[2].alone.p10")
    assert one.recomputed == audit_of(*ONE).total.p50 != one.stored


def test_a_changed_answer_moves_the_numbers_that_are_worked_out_again():
    stored = json.loads(to_json(record_of(*ONE)))
    key = next(key for key, value in stored["answers"]["answers"].items() if isinstance(value, int))
    stored["answers"]["answers"][key] += 1
    places = {one.place for one in recompute(from_json(json.dumps(stored).encode()), playbook_of(ONE[0]))}
    assert "total.p50" in places


def test_a_finding_that_was_taken_out_is_missed():
    stored = json.loads(to_json(record_of(*ONE)))
    stored["audit"]["findings"].pop()
    assert [one.place for one in recompute(from_json(json.dumps(stored).encode()), playbook_of(ONE[0]))] == ["findings"]


def test_a_playbook_that_differs_in_a_byte_is_refused(tmp_path):
    name = "model.toml"
    text = (FOLDERS["small"] / name).read_text()
    edited(tmp_path, {name: f"{text}# a note\n"})
    changed = load(tmp_path)
    with pytest.raises(RecordError, match="give the playbook as it was then"):
        recompute(record_of("small", "corner_clinic"), changed)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (b"", ""),
        (b"null", ""),
        (b"[]", ""),
        (b"{}", "answers"),
        (b"\xff\x00", ""),
        (b'{"version": 2}', "version"),
        (b'{"extra": 1}', ""),
    ],
)
def test_what_is_no_stored_audit_is_refused(text, place):
    with pytest.raises(RecordError, match="this is not a stored audit of version 1") as refusal:
        from_json(text)
    assert place in str(refusal.value)


def test_a_number_of_ones_own_and_a_list_survive_the_record():
    playbook = playbook_of("small")
    stated = {"hour_cost": [20, 30.5, 40], "contribution_margin": "45 %"}
    answers = {"industry": "office", "calls_per_week": 60, "missed_share": "20 %", "wait": 6.5, "job_value": "$1.5k",
               "records": True, "typing_hours": "not sure"}  # fmt: skip
    audit = audited(playbook, answers, draws=64, assumptions=stated)
    record = to_record(audit, answers_to(playbook, answers, assumptions=stated))
    again = from_json(to_json(record))
    assert again.answers == record.answers
    assert recompute(again, playbook) == ()


def test_the_record_keeps_to_its_own_schema():
    fields = schema()["properties"]
    assert set(fields) == {"version", "answers", "audit"}
    assert TypeAdapter(Audit).validate_json(TypeAdapter(Audit).dump_json(audit_of(*ONE))) == audit_of(*ONE)
    assert Record.model_validate_json(to_json(record_of(*ONE))).version == 1


@pytest.mark.parametrize("draws", [0, 15, 65_537, 10**9])
def test_a_record_that_asks_for_an_impossible_number_of_draws_is_refused_at_once(draws):
    record = record_of(*ONE)
    tampered = record.model_copy(update={"audit": replace(record.audit, draws=draws)})
    with pytest.raises(RecordError, match=f"{draws} draws"):
        recompute(tampered, playbook_of(ONE[0]))


def test_a_record_whose_answers_no_longer_read_is_refused_in_words():
    record = record_of(*ONE)
    tampered = record.model_copy(update={"answers": record.answers.model_copy(update={"answers": {"gone": "yes"}})})
    with pytest.raises(RecordError, match="can no longer be worked out"):
        recompute(tampered, playbook_of(ONE[0]))
