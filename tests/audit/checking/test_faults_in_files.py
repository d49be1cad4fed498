"""One fault at a time, in a playbook that is right otherwise: file, key and what was expected are named."""

import re

import pytest

from audit.playbook import Severity
from tests.audit.playbook_folders import SMALL, Edit, remarks_on

Fault = tuple[dict[str, Edit], str, str, str]
# What is edited, and the one remark that must come of it: file, key, a part of the message.
SHAPE: dict[str, Fault] = {
    "an unknown key": (
        {"leaks/typing.toml": ('stage = "Back office"', 'stage = "Back office"\nstagge = "x"')},
        "leaks/typing.toml", "stagge", "there is no such key; did you mean stage?",
    ),
    "an unknown key in a quantity": (
        {"model.toml": ('title = "Jobs won"', 'title = "Jobs won"\nnotes = "x"')},
        "model.toml", "quantity.jobs_won.notes", "there is no such key; did you mean note?",
    ),
    "an unknown key in a list": (
        {"questions.toml": ('key = "few"\n', 'key = "few"\nlo = 1\n')},
        "questions.toml", "question[3].band[1].lo", "there is no such key; did you mean low?",
    ),
    "a missing key": (
        {"fixes/text_back.toml": ('owner = "The office"\n', "")},
        "fixes/text_back.toml", "owner", "is missing",
    ),
    "a number as text": (
        {"benchmarks/hour_cost.toml": ("low = 25", 'low = "25"')},
        "benchmarks/hour_cost.toml", "low", "given: '25'",
    ),
    "a number that is infinite": (
        {"benchmarks/hour_cost.toml": ("high = 50", "high = inf")},
        "benchmarks/hour_cost.toml", "high", "finite",
    ),
    "an estimate in disorder": (
        {"benchmarks/hour_cost.toml": ("low = 25", "low = 36")},
        "benchmarks/hour_cost.toml", "", "low, likely and high must be in rising order",
    ),
    "a curve that goes back": (
        {"benchmarks/lost_while_waiting.toml": ("x = 24", "x = 3")},
        "benchmarks/lost_while_waiting.toml", "", "the points of a curve must have rising x",
    ),
    "a benchmark without a source": (
        {"benchmarks/hour_cost.toml": ('[source]\ntitle = "Ours, for the tests"\nkind = "judgement"\n', "")},
        "benchmarks/hour_cost.toml", "source", "is missing",
    ),
    "a survey without an address": (
        {"benchmarks/hour_cost.toml": ('kind = "judgement"', 'kind = "survey"')},
        "benchmarks/hour_cost.toml", "source", "needs its web address",
    ),
    "a benchmark without a date": (
        {"benchmarks/hour_cost.toml": ("as_of = 2025-06-01\n", "")},
        "benchmarks/hour_cost.toml", "as_of", "is missing",
    ),
    "a file that is not TOML": (
        {"fixes/text_back.toml": "title = "},
        "fixes/text_back.toml", "", "cannot be read as TOML",
    ),
    "a file that is not text": (
        {"fixes/text_back.toml": "\ufeff\0"},
        "fixes/text_back.toml", "", "cannot be read as TOML",
    ),
    "a file in the wrong place": (
        {"leek.toml": "title = 1"},
        "leek.toml", "", "no such file belongs to a playbook",
    ),
    "a file in a folder of no meaning": (
        {"leeks/x.toml": "title = 1"},
        "leeks/x.toml", "", "no such file belongs to a playbook",
    ),
    "a file with a name that formulas cannot hold": (
        {"benchmarks/My-Cost.toml": "title = 1"},
        "benchmarks/My-Cost.toml", "", "small letters",
    ),
    "a missing model": (
        {"model.toml": None},
        "model.toml", "", "the file is missing",
    ),
    "a calendar without months": (
        {"playbook.toml": ("[brand]", "[calendar]\nmonths_per_year = 0\n[brand]")},
        "playbook.toml", "calendar.months_per_year", "greater than 0",
    ),
    "a colour that is none": (
        {"playbook.toml": ('logo = "logo.svg"', 'logo = "logo.svg"\nprimary = "red"')},
        "playbook.toml", "brand.primary", "given: 'red'",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", SHAPE)
def test_a_file_of_the_wrong_shape_is_named_with_its_key(fault, tmp_path):
    edits, file, key, message = SHAPE[fault]
    remarks = remarks_on(tmp_path, edits)
    assert [(remark.severity, remark.file, remark.key) for remark in remarks] == [(Severity.ERROR, file, key)]
    assert message in remarks[0].message


EVIDENCE: dict[str, Fault] = {
    "a share of more than one": (
        {"benchmarks/free_share.toml": ("high = 0.9", "high = 1.9")},
        "benchmarks/free_share.toml", "unit", "a share lies between 0 and 1 (write 15 % as 0.15)",
    ),
    "a share below nothing": (
        {"benchmarks/free_share.toml": ("low = 0.1", "low = -0.1")},
        "benchmarks/free_share.toml", "unit", "a share lies between 0 and 1",
    ),
    "a curve of shares that leaves 0 to 1": (
        {"benchmarks/lost_while_waiting.toml": ("high = 0.5", "high = 5")},
        "benchmarks/lost_while_waiting.toml", "unit", "a share lies between 0 and 1",
    ),
    "a source looked at before its time": (
        {"benchmarks/hour_cost.toml": ("checked_on = 2026-01-01", "checked_on = 2025-01-01")},
        "benchmarks/hour_cost.toml", "checked_on", "was checked before the date it speaks of",
    ),
    "a preset of a benchmark that is not there": (
        {"presets.toml": ("use = { contribution_margin =", "use = { margin =")},
        "presets.toml", "preset.clinic.use.margin", "there is no benchmark 'margin'",
    ),
    "a preset of another unit": (
        {"presets.toml": ("use = { ", 'use = { hour_cost = "usual_wait", ')},
        "presets.toml", "preset.clinic.use.hour_cost", "hour_cost is in USD/hour, usual_wait in elapsed_hour",
    ),
    "an option with a preset that is not there": (
        {"questions.toml": ('preset = "clinic"', 'preset = "clinics"')},
        "questions.toml", "industry", "there is no preset 'clinics' in presets.toml",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", EVIDENCE)
def test_evidence_that_cannot_be_is_named(fault, tmp_path):
    edits, file, key, message = EVIDENCE[fault]
    remarks = remarks_on(tmp_path, edits)
    assert [(remark.severity, remark.file, remark.key) for remark in remarks] == [(Severity.ERROR, file, key)]
    assert message in remarks[0].message


def test_a_source_that_was_not_looked_at_for_long_is_a_warning(tmp_path):
    edit = ("checked_on = 2026-01-01", "checked_on = 2025-06-01\nrecheck_after_months = 11")
    remarks = remarks_on(tmp_path, {"benchmarks/hour_cost.toml": edit})
    assert [(remark.severity, remark.file, remark.key) for remark in remarks] == [
        (Severity.WARNING, "benchmarks/hour_cost.toml", "checked_on")
    ]
    assert "was last checked on 2025-06-01, more than 11 months before 2026-06-01" in remarks[0].message


def test_a_source_that_is_just_within_its_time_is_no_warning(tmp_path):
    edit = ("checked_on = 2026-01-01", "checked_on = 2025-06-01\nrecheck_after_months = 12")
    assert remarks_on(tmp_path, {"benchmarks/hour_cost.toml": edit}) == ()


BRAND: dict[str, Fault] = {
    "a pale colour": (
        {"playbook.toml": ('logo = "logo.svg"', 'logo = "logo.svg"\naccent = "#777777"')},
        "playbook.toml", "brand.accent", "has a contrast of 4.48 to 1 on white; text needs 4.5: take a darker one",
    ),
    "a missing logo": (
        {"logo.svg": None},
        "playbook.toml", "brand.logo", "there is no file 'logo.svg' in the playbook folder",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", BRAND)
def test_a_brand_that_cannot_be_printed_is_named(fault, tmp_path):
    edits, file, key, message = BRAND[fault]
    remarks = remarks_on(tmp_path, edits)
    assert [(remark.severity, remark.file, remark.key) for remark in remarks] == [(Severity.ERROR, file, key)]
    assert message in remarks[0].message


def test_a_logo_outside_of_the_folder_is_refused(tmp_path):
    (tmp_path / "secret.svg").write_text("<svg/>")
    edit = ('logo = "logo.svg"', 'logo = "../secret.svg"')
    remarks = remarks_on(tmp_path / "playbook", {"playbook.toml": edit})
    assert {remark.key for remark in remarks} == {"brand.logo"}
    assert any("must be a file in the playbook folder itself" in remark.message for remark in remarks)


def test_a_factor_such_as_a_load_on_wages_may_be_above_one(tmp_path):
    share = (SMALL / "benchmarks" / "free_share.toml").read_text(encoding="utf-8")
    factor = re.sub(r"^(low|likely|high) = 0", r"\1 = 1", share, flags=re.MULTILINE)
    assert factor != share
    remarks = remarks_on(tmp_path, {"benchmarks/load_on_wages.toml": factor})
    assert [(remark.file, remark.message) for remark in remarks] == [
        ("benchmarks/load_on_wages.toml", "nothing uses this benchmark; use it or remove it")
    ]
