"""What the checker says about the metric of a fix, and what it sets once it is measured."""

import pytest

from audit.checking.gate import load
from audit.playbook import Severity
from tests.audit.playbook_folders import edited, remarks_on

FIX = "fixes/text_back.toml"
METRIC = 'quantity = "missed"\nhow = "Count it."'
SHOWN = '[quantity.shown]\ntitle = "Shown"\nformula = "missed * 100"\nunit = "1"\n\n[quantity.margin]'
SHOWN_METRIC = METRIC.replace("missed", "shown")


def setting(sets, metric=METRIC):
    return {FIX: (METRIC, f"{metric}\nsets = {{ {sets} }}")}


def with_shown(sets=""):
    """The metric is a quantity that is only shown, and sets what is given."""
    more = setting(sets, SHOWN_METRIC) if sets else {FIX: (METRIC, SHOWN_METRIC)}
    return {"model.toml": ("[quantity.margin]", SHOWN), **more}


ERRORS = {
    "what is nowhere": ('mised = "missed"', "mised", "there is no quantity 'mised' in model.toml; did you mean missed"),
    "a benchmark": ('free_share = "missed"', "free_share", "there is no quantity 'free_share' in model.toml"),
    "itself": ('missed = "missed_share"', "missed", "is the metric itself; it is measured, so no formula can set it"),
    "what is held": ('capacity = "jobs_won * missed"', "capacity", "the quantity is held at today's value"),
    "by a name of nothing": ('waiting = "mised"', "waiting", "there is no 'mised'; did you mean missed?"),
    "by no formula": ('waiting = "missed minus more"', "waiting", "cannot be read as arithmetic: missed minus more"),
    "by a curve as a number": (
        'waiting = "missed * lost_while_waiting"', "waiting", "lost_while_waiting is a curve: write curve("
    ),
    "another unit": ('waiting = "missed * typing"', "waiting", "comes out in hour/week, but waiting is declared in 1"),
    "a period too many": (
        'typing = "missed * typing_hours * staff_weeks_per_year"', "typing",
        "comes out in hour/year, but typing is declared in hour/week; divide by",
    ),
    "a comparison": ('waiting = "missed > 0.5"', "waiting", "is a comparison; a quantity is a number"),
    "a circle": (
        'waiting = "missed + 0 * reached / calls_per_week / weeks_per_year"', "waiting",
        "goes round in a circle once missed is measured: ",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", ERRORS)
def test_a_metric_that_sets_what_it_cannot_is_refused_and_nothing_else_is_said(fault, tmp_path):
    sets, key, message = ERRORS[fault]
    found = [remark for remark in remarks_on(tmp_path, setting(sets)) if remark.severity is Severity.ERROR]
    assert [(remark.file, remark.key) for remark in found] == [(FIX, f"metric.sets.{key}")]
    assert message in found[0].message


def test_a_key_that_is_no_name_is_refused(tmp_path):
    found = remarks_on(tmp_path, setting('"Waiting Time" = "missed"'))
    assert [remark.file for remark in found] == [FIX]
    assert found[0].key.startswith("metric.sets.Waiting Time")


def test_a_metric_that_moves_no_dollars_is_warned_of_and_still_loads(tmp_path):
    (warning,) = remarks_on(tmp_path, with_shown())
    assert (warning.severity, warning.file, warning.key) == (Severity.WARNING, FIX, "metric.quantity")
    assert "is only shown: nothing that value is worked out from reads shown" in warning.message
    assert "say under [metric.sets] what it changes" in warning.message
    assert not load(tmp_path).metric_models["text_back"].moves_value


def test_a_metric_that_sets_what_the_value_reads_moves_the_dollars(tmp_path):
    assert remarks_on(tmp_path, with_shown('missed = "shown / 100"')) == ()
    assert load(tmp_path).metric_models["text_back"].moves_value


def test_what_does_not_follow_from_the_metric_is_warned_of(tmp_path):
    (warning,) = remarks_on(tmp_path, setting('waiting = "curve(lost_while_waiting, wait)"'))
    assert (warning.severity, warning.file, warning.key) == (Severity.WARNING, FIX, "metric.sets.waiting")
    assert warning.message.startswith("does not follow from missed")


def test_a_metric_that_sets_what_nothing_reads_is_warned_of(tmp_path):
    idle = '[quantity.idle]\ntitle = "Idle"\nformula = "shown"\nunit = "1"\n\n[quantity.margin]'
    edits = with_shown('idle = "shown * 1"')
    edits["model.toml"] = ("[quantity.margin]", SHOWN.replace("[quantity.margin]", idle))
    edits["leaks/missed_calls.toml"] = ('sentence = "', 'sentence = "{idle} ')
    (warning,) = remarks_on(tmp_path, edits)
    assert (warning.severity, warning.key) == (Severity.WARNING, "metric.quantity")


def test_a_metric_that_does_not_give_today_s_value_is_warned_of_once(tmp_path):
    (warning,) = remarks_on(tmp_path, with_shown('missed = "shown / 50"'))
    assert (warning.severity, warning.file, warning.key) == (Severity.WARNING, FIX, "metric.sets")
    assert warning.message.startswith(
        "says otherwise than the model: in examples/corner_clinic.toml shown is 20 today, "
    )
    assert "not to today's" in warning.message


def test_a_metric_that_cannot_be_worked_back_from_is_warned_of(tmp_path):
    (warning,) = remarks_on(tmp_path, with_shown('missed = "shown / 100 + 0 / (shown - 20)"'))
    assert "value cannot be worked out from shown: 0 would be divided by shown" in warning.message


def test_what_only_a_metric_reads_is_used(tmp_path):
    edits = with_shown('missed = "shown / scale"')
    edits["benchmarks/scale.toml"] = (edited(tmp_path / "copy", {}) / "benchmarks/free_share.toml").read_text(
        encoding="utf-8"
    )
    for before, after in (("low = 0.1", "low = 100"), ("likely = 0.5", "likely = 100"), ("high = 0.9", "high = 100")):
        edits["benchmarks/scale.toml"] = edits["benchmarks/scale.toml"].replace(before, after)
    assert remarks_on(tmp_path / "scaled", edits) == ()


def test_a_fix_without_sets_is_as_it_was(tmp_path):
    assert remarks_on(tmp_path, {}) == ()
    assert load(tmp_path).fixes["text_back"].metric.sets == {}
