"""The gate as a whole: what is right passes, what is wrong is all said at once, and nothing raises."""

import pytest

from audit.checking.gate import check, load
from audit.playbook import PlaybookError, Severity
from tests.audit.playbook_folders import AS_OF, SMALL, edited, remarks_on

FIVE_FAULTS = {
    "playbook.toml": ('primary = "x"', ""),
}


def test_a_playbook_that_is_right_has_no_remarks():
    assert check(SMALL, AS_OF) == ()


def test_loading_gives_what_the_files_say():
    playbook = load(SMALL)
    assert set(playbook.leaks) == {"missed_calls", "slow_answers", "typing"}
    assert set(playbook.fixes) == {"text_back", "call_desk", "typing_tool"}
    assert playbook.unit_texts["reached"] == "call/year"
    assert playbook.inputs_of["typing"] == {"typing_hours", "staff_weeks_per_year", "hour_cost", "automatable"}
    assert playbook.program.groups == (("missed_calls", "slow_answers"), ("typing",))


def test_faults_of_every_kind_are_all_reported_together(tmp_path):
    remarks = remarks_on(
        tmp_path,
        {
            "benchmarks/hour_cost.toml": ('region = "US"', 'region = "US"\ncolour = "red"'),
            "model.toml": ('formula = "margin - wages"', 'formula = "margin - wages * weeks_per_year"'),
            "benchmarks/free_share.toml": ("high = 0.9", "high = 1.9"),
            "leaks/typing.toml": ("alone = 7200", "alone = 7300"),
            "questions.toml": ('ask_when = { records = ["yes"] }', 'ask_when = { nowhere = ["yes"] }'),
            "fixes/text_back.toml": ('needs = ["owner"]', 'needs = ["money"]'),
            "benchmarks/usual_wait.toml": (
                "checked_on = 2026-01-01",
                "checked_on = 2025-06-01\nrecheck_after_months = 3",
            ),
        },
    )
    places = {(remark.file, remark.key) for remark in remarks}
    assert places >= {
        ("benchmarks/hour_cost.toml", "colour"),
        ("model.toml", "quantity.value.formula"),
        ("benchmarks/free_share.toml", "unit"),
        ("questions.toml", "typing_hours.ask_when"),
        ("fixes/text_back.toml", "needs"),
        ("benchmarks/usual_wait.toml", "checked_on"),
    }


def test_a_circle_and_a_wrong_unit_and_a_wrong_example_are_reported_together(tmp_path):
    remarks = remarks_on(
        tmp_path,
        {
            "leaks/typing.toml": ("alone = 7200", "alone = 7300"),
            "leaks/missed_calls.toml": ('changes = { missed = "0" }', 'changes = { missed = "calls_per_week" }'),
            "benchmarks/free_share.toml": ("high = 0.9", "high = 1.9"),
        },
    )
    places = {(remark.file, remark.key) for remark in remarks}
    assert places >= {
        ("leaks/typing.toml", "example[1]"),
        ("leaks/missed_calls.toml", "changes.missed"),
        ("benchmarks/free_share.toml", "unit"),
    }


def test_loading_fails_with_every_error_that_checking_finds(tmp_path):
    folder = edited(
        tmp_path,
        {
            "playbook.toml": ('logo = "logo.svg"', 'logo = "none.svg"\nprimary = "#dddddd"'),
            "benchmarks/free_share.toml": ("high = 0.9", "high = 1.9"),
            "model.toml": ('"margin - wages"', '"margin - wage"'),
            "fixes/text_back.toml": ('needs = ["owner"]', 'needs = ["money"]'),
            "leaks/typing.toml": ('sentence = "{typing}', 'sentence = "{typng}'),
        },
    )
    with pytest.raises(PlaybookError) as refusal:
        load(folder)
    found = refusal.value.remarks
    assert {str(remark) for remark in found} == {str(remark) for remark in check(folder, AS_OF)}
    assert {(remark.file, remark.key) for remark in found} == {
        ("playbook.toml", "brand.logo"),
        ("playbook.toml", "brand.primary"),
        ("benchmarks/free_share.toml", "unit"),
        ("model.toml", "quantity.value.formula"),
        ("model.toml", "quantity.wages"),
        ("fixes/text_back.toml", "needs"),
        ("leaks/typing.toml", "sentence"),
    }
    assert all(str(remark) in str(refusal.value) for remark in found)


def test_a_warning_does_not_keep_a_playbook_from_loading(tmp_path):
    edits = {"fixes/typing_tool.toml": None}
    remarks = remarks_on(tmp_path, edits)
    assert [(remark.severity, remark.file) for remark in remarks] == [(Severity.WARNING, "leaks/typing.toml")]
    assert "no fix closes this leak" in remarks[0].message
    assert set(load(tmp_path).fixes) == {"text_back", "call_desk"}


def test_errors_come_before_warnings(tmp_path):
    remarks = remarks_on(
        tmp_path,
        {
            "fixes/typing_tool.toml": None,
            "examples/corner_clinic.toml": ("total = 39_547.13", "total = 1"),
        },
    )
    assert [remark.severity for remark in remarks] == sorted(remark.severity for remark in remarks)
    assert remarks[0].severity is Severity.ERROR


def test_a_file_that_is_malformed_does_not_hide_the_faults_of_the_others(tmp_path):
    remarks = remarks_on(
        tmp_path,
        {
            "leaks/typing.toml": "title = ",
            "benchmarks/free_share.toml": ("high = 0.9", "high = 1.9"),
        },
    )
    assert {remark.file for remark in remarks} == {"leaks/typing.toml", "benchmarks/free_share.toml"}


def test_a_folder_that_is_not_there_is_said_to_be_missing(tmp_path):
    remarks = check(tmp_path / "nowhere", AS_OF)
    assert [remark.file for remark in remarks] == ["nowhere"]
    assert "there is no playbook folder" in remarks[0].message


def test_an_empty_folder_lacks_its_three_files(tmp_path):
    found = {remark.file: remark.message for remark in check(tmp_path, AS_OF)}
    assert found == dict.fromkeys(("playbook.toml", "questions.toml", "model.toml"), "the file is missing")


def test_the_content_hash_changes_with_every_byte_and_with_nothing_else(tmp_path):
    one = load(edited(tmp_path / "one", {}))
    same = load(edited(tmp_path / "same", {".notes": "hidden", "_draft.toml": "hidden"}))
    other = load(edited(tmp_path / "other", {"model.toml": ('"Jobs won"', '"Jobs  won"')}))
    assert one.content_hash == same.content_hash == load(SMALL).content_hash
    assert other.content_hash != one.content_hash
