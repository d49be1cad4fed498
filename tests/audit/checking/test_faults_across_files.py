"""Faults that only show between files: names, units, circles, leaks, fixes, questions. One at a time."""

import pytest

from audit.playbook import Severity
from tests.audit.playbook_folders import Edit, remarks_on

MODEL = "model.toml"
IDLE = '\n[quantity.idle]\ntitle = "Idle"\nformula = "missed_share"\nunit = "1"\n'

JOB_VALUE = '[[question]]\nkey = "job_value"'
SHOES = """
[[question]]
key = "shoes"
kind = "bands"
title = "Shoes"
text = "How many?"
hint = "We wonder."
unit = "1"
band = [{ key = "a", text = "A", low = 0, high = 1 }, { key = "b", text = "B", low = 1, high = 2 }]
"""

Fault = tuple[dict[str, Edit], dict[tuple[str, str], str]]
NAMES: dict[str, Fault] = {
    "a name that is nowhere": (
        {MODEL: ('formula = "reached * jobs_per_call"', 'formula = "reached * jobs_per_cal"')},
        {
            (MODEL, "quantity.jobs_won.formula"): "there is no 'jobs_per_cal'; did you mean jobs_per_call?",
            ("benchmarks/jobs_per_call.toml", ""): "nothing uses this benchmark",
        },
    ),
    "a name of nothing in a leak": (
        {"leaks/typing.toml": ('"typing * (1 - automatable)"', '"typing * (1 - automatable) * half"')},
        {("leaks/typing.toml", "changes.typing"): "there is no 'half'"},
    ),
    "a curve that is read like a number": (
        {MODEL: ('"curve(lost_while_waiting, wait)"', '"lost_while_waiting * wait"')},
        {(MODEL, "quantity.waiting.formula"): "lost_while_waiting is a curve: write curve(lost_while_waiting, x)"},
    ),
    "a number that is read like a curve": (
        {MODEL: ('"curve(lost_while_waiting, wait)"', '"curve(lost_when_missed, wait)"')},
        {(MODEL, "quantity.waiting.formula"): "there is no benchmark 'lost_when_missed' with points"},
    ),
    "a formula that is none": (
        {MODEL: ('"margin - wages"', '"margin minus wages"')},
        {(MODEL, "quantity.value.formula"): "cannot be read as arithmetic: margin minus wages"},
    ),
    "a quantity that nothing uses": (
        {MODEL: ("[quantity.margin]", f"{IDLE}\n[quantity.margin]")},
        {(MODEL, "quantity.idle"): "nothing uses this quantity; use it or remove it"},
    ),
    "a benchmark that nothing uses": (
        {"presets.toml": ('use = { contribution_margin = "contribution_margin_clinic" }', "")},
        {("benchmarks/contribution_margin_clinic.toml", ""): "nothing uses this benchmark; use it or remove it"},
    ),
    "a question that nothing uses": (
        {"questions.toml": (JOB_VALUE, f"{SHOES}{JOB_VALUE}")},
        {("questions.toml", "shoes"): "no formula reads the answer; use it or do not ask"},
    ),
    "a name given twice": (
        {MODEL: ("[quantity.margin]", f"{IDLE.replace('idle', 'free_share')}\n[quantity.margin]")},
        {(MODEL, "free_share"): "the name is taken by benchmarks/free_share.toml; every name may be given once"},
    ),
    "a name of the calendar": (
        {MODEL: ("[quantity.margin]", f"{IDLE.replace('idle', 'days_per_year')}\n[quantity.margin]")},
        {
            (MODEL, "days_per_year"): "the name is taken by the calendar",
            (MODEL, "quantity.days_per_year"): "nothing uses this quantity",
        },
    ),
    "a reserved name": (
        {MODEL: ("[quantity.margin]", f"{IDLE.replace('idle', 'largest')}\n[quantity.margin]")},
        {
            (MODEL, "largest"): "the name is reserved for results",
            (MODEL, "quantity.largest"): "nothing uses this quantity",
        },
    ),
    "a value that is nowhere": (
        {"playbook.toml": ('value = "value"', 'value = "valu"')},
        {
            ("playbook.toml", "value"): "there is no quantity 'valu'; did you mean value?",
            (MODEL, "quantity.value"): "nothing uses this quantity",
        },
    ),
    "a figure beside that is nowhere": (
        {"playbook.toml": ('quantity = "jobs"', 'quantity = "job"')},
        {("playbook.toml", "beside[1]"): "there is no quantity 'job'; did you mean jobs?"},
    ),
    "a sentence with nothing to fill in": (
        {"leaks/typing.toml": ('sentence = "{typing}', 'sentence = "{tiping}')},
        {("leaks/typing.toml", "sentence"): "there is no 'tiping' to fill in; did you mean typing?"},
    ),
    "a check of what is nowhere": (
        {"checks.toml": ("typing_hours > usual_typing * 4", "typing_hrs > usual_typing * 4")},
        {("checks.toml", "contradiction.too_much_typing.when"): "there is no 'typing_hrs'"},
    ),
    "a check that points to a question that is nowhere": (
        {"checks.toml": ('questions = ["typing_hours"]', 'questions = ["typing"]')},
        {("checks.toml", "contradiction.too_much_typing.questions"): "there is no question 'typing'"},
    ),
    "two checks of one name": (
        {"checks.toml": ('key = "too_much_typing"', 'key = "too_large"')},
        {("checks.toml", "contradiction.too_large"): "two contradictions have the same key"},
    ),
}  # fmt: skip

UNITS: dict[str, Fault] = {
    "a unit that does not come out": (
        {MODEL: ('"reached * jobs_per_call"', '"reached"')},
        {
            (MODEL, "quantity.jobs_won.formula"): "comes out in call/year, but jobs_won is declared in job/year",
            ("benchmarks/jobs_per_call.toml", ""): "nothing uses this benchmark",
        },
    ),
    "a period too few": (
        {MODEL: ("calls_per_week * weeks_per_year * (1 - missed", "calls_per_week * (1 - missed")},
        {(MODEL, "quantity.reached.formula"):
         "comes out in call/week, but reached is declared in call/year; multiply by weeks_per_year?"},
    ),
    "a period too many": (
        {MODEL: ('"margin - wages"', '"(margin - wages) * months_per_year"')},
        {(MODEL, "quantity.value.formula"): "divide by months_per_year?"},
    ),
    "a sum of two units": (
        {MODEL: ('"margin - wages"', '"margin - typing"')},
        {(MODEL, "quantity.value.formula"): "subtracts margin in USD/year with typing in hour/week",
         (MODEL, "quantity.wages"): "nothing uses this quantity"},
    ),
    "a leak of another unit": (
        {"leaks/typing.toml": ('"typing * (1 - automatable)"', '"automatable"')},
        {("leaks/typing.toml", "changes.typing"): "comes out in 1, but typing is declared in hour/week"},
    ),
    "a unit that is nowhere": (
        {"benchmarks/jobs_per_call.toml": ('unit = "job/call"', 'unit = "jobs/call"')},
        {("benchmarks/jobs_per_call.toml", "unit"): "there is no unit 'jobs'; did you mean job?"},
    ),
    "a thing that is a unit already": (
        {"playbook.toml": ('things = ["call"', 'things = ["hour", "call"')},
        {("playbook.toml", "things"): "'hour' is a unit already"},
    ),
    "a quantity that is a comparison": (
        {MODEL: ('formula = "missed_share"', 'formula = "missed_share > 0.5"')},
        {(MODEL, "quantity.missed.formula"): "is a comparison; a quantity is a number"},
    ),
    "a check that is a number": (
        {"checks.toml": ("total > jobs * job_value * 0.5", "total + jobs * job_value")},
        {("checks.toml", "contradiction.too_large.when"): "must be a comparison"},
    ),
    "a value that is not money a year": (
        {"playbook.toml": ('value = "value"', 'value = "jobs"'), "checks.toml": None},
        {
            ("playbook.toml", "value"): "the value is in job/year; it must be USD/year",
            (MODEL, "quantity.value"): "nothing uses this quantity",
            ("leaks/typing.toml", "changes"): "could never be worth a cent",
        },
    ),
}  # fmt: skip

ORDER: dict[str, Fault] = {
    "a circle": (
        {MODEL: ('"reached * jobs_per_call"', '"reached * jobs_per_call + 0 * value / job_value"')},
        {(MODEL, ""): "goes round in a circle"},
    ),
    "two leaks that change one quantity": (
        {"leaks/slow_answers.toml": ("changes = { waiting = ", 'changes = { missed = "missed * 0.5", waiting = ')},
        {("leaks/slow_answers.toml", "changes.missed"): "missed_calls changes it too; split it into factors"},
    ),
    "a leak that changes what is held": (
        {"leaks/missed_calls.toml": ('changes = { missed = "0" }', 'changes = { missed = "0", capacity = "0" }')},
        {("leaks/missed_calls.toml", "changes.capacity"): "the quantity is held at today's value"},
    ),
    "a leak that changes what is nowhere": (
        {"leaks/missed_calls.toml": ('changes = { missed = "0" }', 'changes = { mised = "0" }')},
        {("leaks/missed_calls.toml", "changes.mised"): "there is no quantity 'mised' in model.toml; did you mean"},
    ),
}  # fmt: skip


def found_in(folder, edits):
    """The remarks by file and key, and that each is an error."""
    remarks = remarks_on(folder, edits)
    assert {remark.severity for remark in remarks} == {Severity.ERROR}
    found = {(remark.file, remark.key): remark.message for remark in remarks}
    assert len(found) == len(remarks), "said twice"
    return found


@pytest.mark.parametrize("fault", NAMES | UNITS)
def test_a_fault_between_files_is_named_and_nothing_else(fault, tmp_path):
    edits, expected = (NAMES | UNITS)[fault]
    found = found_in(tmp_path, edits)
    assert [place for place, message in expected.items() if message not in found.get(place, "")] == [], found
    # A wrong formula or name may also make a worked example fail; nothing else is blamed.
    others = {place for place in found if place not in expected and not place[1].startswith("example")}
    assert others == set()


@pytest.mark.parametrize("fault", ORDER)
def test_a_model_that_cannot_be_put_in_order_is_refused(fault, tmp_path):
    edits, expected = ORDER[fault]
    found = found_in(tmp_path, edits)
    for (file, key), message in expected.items():
        said = [text for place, text in found.items() if place[0] == file and key in {"", place[1]}]
        assert any(message in text for text in said), found


def test_a_circle_names_every_quantity_on_it(tmp_path):
    edit = ('"reached * jobs_per_call"', '"reached * jobs_per_call + jobs * 0"')
    found = found_in(tmp_path, {MODEL: edit})
    message = next(text for text in found.values() if "circle" in text)
    assert [name for name in ("jobs", "jobs_won", "needs") if name not in message] == []


def test_a_leak_that_never_reaches_the_value_is_refused(tmp_path):
    found = found_in(tmp_path, {MODEL: ('"margin - wages"', '"margin"')})
    assert "could never be worth a cent" in found["leaks/typing.toml", "changes"]
