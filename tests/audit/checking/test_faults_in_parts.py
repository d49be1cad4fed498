"""Faults of the quiz, the leaks' worked examples, the fixes, the readiness, the loops and the companies."""

import pytest

from audit.playbook import Severity
from tests.audit.playbook_folders import SMALL, Edit, remarks_on

QUIZ = "questions.toml"
LONG = "".join(
    f'[[question]]\nkey = "q{n}"\nkind = "checklist"\ntitle = "Q"\ntext = "Q"\nhint = "Q"\n'
    'option = [{ key = "a", text = "A" }, { key = "b", text = "B" }]\n'
    for n in range(3)
)
LONG_READINESS = "".join(
    f'[[condition]]\nkey = "c{n}"\ntitle = "C"\nquestion = "C"\nwhy = "C"\nfirst_step = "C"\n'
    f'answered_by = {{ question = "q{n}", yes = ["a"] }}\n'
    for n in range(3)
)
ASK_WHEN = 'ask_when = { records = ["yes"] }'
TYPED = '[[condition]]\nkey = "typed"'
NOTHING_TYPED = '[[example]]\nnote = "Nothing is typed."\ngiven = { typing_hours = 0 }\nalone = 0\n'
FAULTS: dict[str, tuple[dict[str, Edit], dict[tuple[str, str], str] | None]] = {
    "a condition on a later question": (
        {QUIZ: ('unit = "elapsed_hour"', f'unit = "elapsed_hour"\n{ASK_WHEN}\nwhen_not_asked = 0')},
        {(QUIZ, "wait.ask_when"): "'records' is asked later"},
    ),
    "a condition on no question": (
        {QUIZ: ('ask_when = { records = ["yes"] }', 'ask_when = { recrds = ["yes"] }')},
        {(QUIZ, "typing_hours.ask_when"): "there is no question 'recrds'"},
    ),
    "a condition on no answer": (
        {QUIZ: ('ask_when = { records = ["yes"] }', 'ask_when = { records = ["often"] }')},
        {(QUIZ, "typing_hours.ask_when"): "records has no answer 'often'; there are yes, no"},
    ),
    "no number for when it is not asked": (
        {QUIZ: ("when_not_asked = 0\n", "")},
        {(QUIZ, "typing_hours.when_not_asked"): "the number to use when it is not asked"},
    ),
    "a fallback that is nowhere": (
        {QUIZ: ('not_sure = "usual_wait"', 'not_sure = "usual_weight"')},
        {(QUIZ, "wait.not_sure"): "there is no benchmark 'usual_weight'",
         ("benchmarks/usual_wait.toml", ""): "nothing uses this benchmark",
         ("leaks/missed_calls.toml", "example[2]"): "give a number for wait too",
         ("leaks/missed_calls.toml", "example[3]"): "give a number for wait too"},
    ),
    "a fallback of another unit": (
        {QUIZ: ('not_sure = "usual_wait"', 'not_sure = "hour_cost"')},
        {(QUIZ, "wait.not_sure"): "the benchmark is in USD/hour, the question in elapsed_hour",
         ("benchmarks/usual_wait.toml", ""): "nothing uses this benchmark"},
    ),
    "a fallback that is exact": (
        {"benchmarks/usual_wait.toml": ("low = 1\nlikely = 5\nhigh = 40", "low = 5\nlikely = 5\nhigh = 5")},
        {(QUIZ, "wait.not_sure"): "must widen the range"},
    ),
    "a number without a unit": (
        {QUIZ: ('unit = "elapsed_hour"\n', "")},
        {(QUIZ, "wait.unit"): "is missing", (QUIZ, "wait.not_sure"): "the question in "},
    ),
    "a choice with one option": (
        {QUIZ: ('[[question.option]]\nkey = "no"\ntext = "No"\n', "")},
        {(QUIZ, "records.option"): "needs at least two", ("readiness.toml", "typed.answered_by"): "no answer 'no'"},
    ),
    "two bands of one key": (
        {QUIZ: ('key = "many"', 'key = "some"')},
        {(QUIZ, "missed_share.some"): "two answers of one question have the same key"},
    ),
    "two questions of one key": (
        {QUIZ: ('key = "wait"', 'key = "missed_share"')},
        None,
    ),
    "a quiz over its time": (
        {QUIZ: ('[[question]]\nkey = "job_value"', f'{LONG}[[question]]\nkey = "job_value"'),
         "readiness.toml": (TYPED, f"{LONG_READINESS}{TYPED}")},
        {(QUIZ, ""): "the longest way takes about 130 seconds; 120 are allowed"},
    ),
    "too many typed numbers": (
        {"playbook.toml": ("least_gain_per_month = 20", "least_gain_per_month = 20\ntyped_numbers = 1")},
        {(QUIZ, ""): "2 numbers are typed; 1 are allowed"},
    ),
    "two worked examples": (
        {"leaks/typing.toml": (NOTHING_TYPED, "")},
        {("leaks/typing.toml", "example"): "has 2 worked examples; every leak needs three"},
    ),
    "an example that does not hold": (
        {"leaks/typing.toml": ("alone = 7200", "alone = 7200.01")},
        {("leaks/typing.toml", "example[1]"): "comes to 7,200.00 a year, not 7,200.01: 10 hours a week"},
    ),
    "an example of what is nowhere": (
        {"leaks/typing.toml": ("given = { typing_hours = 0 }", "given = { typing_hrs = 0 }")},
        {("leaks/typing.toml", "example[2]"): "there is no 'typing_hrs' to give a number to"},
    ),
    "an example that leaves a number open": (
        {"leaks/missed_calls.toml": ("given = { calls_per_week = 10, missed = 0, job_value = 500 }",
                                     "given = { calls_per_week = 10, missed = 0 }")},
        {("leaks/missed_calls.toml", "example[2]"): "give a number for job_value too"},
    ),
    "an example that leaves a divisor open": (
        {"model.toml": ('"reached * jobs_per_call"', '"reached * jobs_per_call * job_value / job_value"'),
         "leaks/missed_calls.toml": ("given = { calls_per_week = 10, missed = 0, job_value = 500 }",
                                     "given = { calls_per_week = 10, missed = 0 }")},
        {("leaks/missed_calls.toml", "example[2]"): "give a number for job_value too"},
    ),
    "an example that cannot be computed": (
        {"model.toml": ('"reached * jobs_per_call"', '"reached * jobs_per_call / calls_per_week * calls_per_week"'),
         "leaks/missed_calls.toml": ("given = { calls_per_week = 10, missed = 0, job_value = 500 }",
                                     "given = { calls_per_week = 0, missed = 0, job_value = 500 }")},
        {("leaks/missed_calls.toml", "example[2]"): "calls_per_week, which is zero"},
    ),
    "a fix for what is nowhere": (
        {"fixes/text_back.toml": ("closes = { missed_calls", "closes = { mised_calls")},
        {("fixes/text_back.toml", "closes.mised_calls"): "there is no leak 'mised_calls'"},
    ),
    "a need that is nowhere": (
        {"fixes/text_back.toml": ('needs = ["owner"]', 'needs = ["money"]')},
        {("fixes/text_back.toml", "needs"): "there is no readiness condition 'money'"},
    ),
    "a fix that closes more than all": (
        {"fixes/typing_tool.toml": ("high = 0.7 } }", "high = 1.7 } }")},
        {("fixes/typing_tool.toml", "closes.typing"): "lies between 0 (nothing) and 1 (everything)"},
    ),
    "a chance of more than one": (
        {"fixes/typing_tool.toml": ("chance_of_working = { low = 0.6, likely = 0.8, high = 0.9 }",
                                    "chance_of_working = { low = 0.6, likely = 0.8, high = 9 }")},
        {("fixes/typing_tool.toml", "chance_of_working"): "lies between 0 (nothing) and 1 (everything)"},
    ),
    "a cost below nothing": (
        {"fixes/typing_tool.toml": ("setup_cost = { low = 500", "setup_cost = { low = -500")},
        {("fixes/typing_tool.toml", "setup_cost"): "cannot be negative"},
    ),
    "a metric that does not move": (
        {"fixes/typing_tool.toml": ('quantity = "typing"', 'quantity = "missed"')},
        {("fixes/typing_tool.toml", "metric.quantity"): "closing typing does not move missed, so it cannot prove"},
    ),
    "a metric that is nowhere": (
        {"fixes/typing_tool.toml": ('quantity = "typing"', 'quantity = "tiping"')},
        {("fixes/typing_tool.toml", "metric.quantity"): "there is no 'tiping'; did you mean typing?"},
    ),
    "readiness by no question": (
        {"readiness.toml": ('question = "records", yes', 'question = "recrds", yes')},
        {("readiness.toml", "typed.answered_by"): "there is no question 'recrds'"},
    ),
    "readiness by no answer": (
        {"readiness.toml": ('yes = ["yes"]', 'yes = ["yess"]')},
        {("readiness.toml", "typed.answered_by"): "records has no answer 'yess'; there are yes, no"},
    ),
    "readings that begin above nothing": (
        {"readiness.toml": ("at_least = 0", "at_least = 1")},
        {("readiness.toml", "reading"): "the first reading must begin at 0"},
    ),
    "readings in disorder": (
        {"readiness.toml": ("at_least = 3", "at_least = 0")},
        {("readiness.toml", "reading"): "at_least must rise"},
    ),
    "two conditions of one key": (
        {"readiness.toml": ('key = "typed"', 'key = "owner"')},
        {("readiness.toml", "owner"): "the key is there twice"},
    ),
    "a loop of four points": (
        {"loops.toml": ("few = 3", "few = 2")},
        {("loops.toml", "inbound.score"): "the best answers bring 4 points; they must bring 5"},
    ),
    "a loop by no answer": (
        {"loops.toml": ("few = 3", "fewer = 3")},
        {("loops.toml", "inbound.score"): "missed_share has no answer 'fewer'; there are few, some, many"},
    ),
    "a company whose answers are not understood": (
        {"examples/corner_clinic.toml": ('wait = "same_day"', 'wait = "same_dya"')},
        {("examples/corner_clinic.toml", "wait"): "did you mean same_day?"},
    ),
    "a company with another first fix": (
        {"examples/corner_clinic.toml": ('first_fix = "text_back"', 'first_fix = "none"')},
        {("examples/corner_clinic.toml", "expect.first_fix"):
         "the audit says 'text_back', the example expects 'none'"},
    ),
    "a company with another total": (
        {"examples/corner_clinic.toml": ("total = 39_547.13", "total = 39_000")},
        {("examples/corner_clinic.toml", "expect.total"):
         "the audit comes to 39,547.13, the example expects 39,000.00"},
    ),
    "a company with a contradiction that is not there": (
        {"examples/corner_clinic.toml": ('decision = "fix"', 'decision = "fix"\ncontradictions = ["too_large"]')},
        {("examples/corner_clinic.toml", "expect.contradictions"): "the example expects ('too_large',)"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_named_with_its_file_and_key(fault, tmp_path):
    edits, expected = FAULTS[fault]
    remarks = remarks_on(tmp_path, edits)
    assert any(remark.severity is Severity.ERROR for remark in remarks)
    found = {(remark.file, remark.key): remark.message for remark in remarks if remark.severity is Severity.ERROR}
    if expected is not None:
        assert [place for place, message in expected.items() if message not in found.get(place, "")] == [], found
        assert found.keys() - expected.keys() == set()


def test_numbers_typed_on_branches_that_exclude_each_other_count_once(tmp_path):
    typed = 'kind = "number"\ntitle = "Hours"\ntext = "How many?"\nhint = "H"\nunit = "hour/week"\nwhen_not_asked = 0\n'
    either = (
        f'[[question]]\nkey = "typing_hours"\n{typed}ask_when = {{ records = ["yes"] }}\nnot_sure = "usual_typing"\n'
        f'[[question]]\nkey = "other_hours"\n{typed}ask_when = {{ records = ["no"] }}\n'
    )
    questions = (SMALL / QUIZ).read_text()
    edits = {
        QUIZ: questions[: questions.index('[[question]]\nkey = "typing_hours"')] + either,
        "model.toml": ('formula = "typing_hours"', 'formula = "typing_hours + other_hours"'),
        "examples/corner_clinic.toml": None,
    }
    assert remarks_on(tmp_path, edits) == ()
