import math
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.answers import Answer, Answers, AnswersError, Problem, presets_in_force, read_answer, read_answers
from audit.findings import Basis, Readiness
from tests.audit.quizzes import QUESTIONS, file_of, quiz

QUIZ = quiz()
KEYS = [question.key for question in QUIZ.questions]


def answered(changes: dict[str, Any] | None = None, **tables: Any) -> Answers:
    return read_answers(QUIZ, file_of(changes, **tables))


def problems(changes: dict[str, Any] | None = None, **tables: Any) -> list[Problem]:
    with pytest.raises(AnswersError) as caught:
        read_answers(QUIZ, file_of(changes, **tables))
    return list(caught.value.problems)


def numbers(answer: Answer) -> tuple[float, float, float]:
    return (answer.low, answer.likely, answer.high)


def test_every_question_has_an_answer_in_the_order_of_the_playbook():
    assert list(answered().by_question) == KEYS


def test_a_typed_number_is_exact():
    answer = answered({"leads": "1,200"}).by_question["leads"]
    assert answer == Answer("leads", Basis.EXACT, "1,200", 1200, 1200, 1200, ())


def test_a_range_counts_as_a_band_with_its_middle_the_likeliest():
    answer = answered({"leads": "200 to 300"}).by_question["leads"]
    assert (answer.basis, *numbers(answer)) == (Basis.BAND, 200, 250, 300)


def test_a_band_brings_its_own_numbers_and_the_words_that_were_read():
    answer = answered().by_question["response"]
    assert answer == Answer("response", Basis.BAND, "The same day", 1, 6, 24, ("same_day",))


def test_a_band_without_a_likely_number_has_its_middle():
    assert numbers(answered({"response": "within_1h"}).by_question["response"]) == (0, 0.5, 1)


@pytest.mark.parametrize("said", ["Within an hour", "within an hour", "within-1h", "WITHIN_1H", " within 1h "])
def test_a_choice_may_be_given_by_its_text_or_loosely_by_its_key(said):
    assert answered({"response": said}).by_question["response"].chosen == ("within_1h",)


def test_who_knows_the_number_of_a_bands_question_may_give_it():
    answer = answered({"response": 3}).by_question["response"]
    assert (answer.basis, answer.likely, answer.chosen) == (Basis.EXACT, 3, ("same_day",))


def test_a_checklist_is_a_list_in_the_order_of_the_playbook():
    answer = answered({"tools": ["phone_log", "crm", "crm"]}).by_question["tools"]
    assert (answer.given, answer.chosen) == ("A CRM; A log of calls", ("crm", "phone_log"))


@pytest.mark.parametrize("said", [[], "none", "None of these"])
def test_a_checklist_may_be_left_empty(said):
    assert answered({"tools": said, "crm_entry": None}).by_question["tools"].chosen == ()


def test_true_and_false_choose_yes_and_no():
    yes_or_no = QUESTIONS.replace('"trades"', '"yes"', 1).replace('"clinic"', '"no"')
    playbook = quiz(yes_or_no)
    assert read_answers(playbook, file_of({"industry": True})).by_question["industry"].chosen == ("yes",)
    assert read_answers(playbook, file_of({"industry": False})).by_question["industry"].chosen == ("no",)


@pytest.mark.parametrize("said", ["not sure", "Not sure.", "I'm not sure", "I’m not sure", "unsure", "?", "don't know"])
def test_not_sure_reads_the_benchmark(said):
    answer = answered({"close_rate": said}).by_question["close_rate"]
    assert answer == Answer("close_rate", Basis.NOT_SURE, "not sure", 0.1, 0.2, 0.3, ())


def test_not_sure_reads_the_benchmark_of_the_chosen_industry():
    answers = answered({"close_rate": "not sure", "industry": "trades"})
    assert numbers(answers.by_question["close_rate"]) == (0.3, 0.4, 0.5)
    assert presets_in_force(QUIZ, answers) == {"usual_close_rate": "trades_close_rate"}


def test_an_industry_changes_no_answer_that_was_given():
    assert answered({"industry": "trades"}).by_question["close_rate"].likely == 0.25


@pytest.mark.parametrize("benchmark", ["usual_close_rate", "trades_close_rate"])
def test_an_assumption_wins_over_the_benchmark_and_its_preset(benchmark):
    changes = {"close_rate": "not sure", "industry": "trades"}
    answers = answered(changes, assumptions={benchmark: ["5 %", 0.06, "7 %"]})
    assert numbers(answers.by_question["close_rate"]) == (0.05, 0.06, 0.07)


def test_an_assumption_on_a_benchmark_that_the_preset_swapped_in_waits_for_that_preset():
    answers = answered({"close_rate": "not sure"}, assumptions={"trades_close_rate": 0.9})
    assert numbers(answers.by_question["close_rate"]) == (0.1, 0.2, 0.3)


def test_not_sure_is_refused_where_it_is_not_offered():
    (problem,) = problems({"leads": "not sure"})
    assert problem.key == "leads"
    assert "not one of them here" in problem.message
    assert "not sure" not in problem.accepted


def test_a_choice_that_may_be_skipped_takes_not_sure_and_leaves_its_branch():
    answers = answered({"tools": "not sure", "crm_entry": None})
    assert answers.by_question["tools"].basis is Basis.NOT_SURE
    assert answers.by_question["crm_entry"].basis is Basis.NOT_ASKED


def test_an_answer_on_a_branch_that_was_left_never_scores_and_is_warned_of():
    answers = answered({"tools": ["phone_log"], "crm_entry": "long"})
    entry = answers.by_question["crm_entry"]
    assert (entry.basis, *numbers(entry), entry.chosen) == (Basis.NOT_ASKED, 0, 0, 0, ())
    (warning,) = answers.warnings
    assert warning.startswith("The answer on “Minutes to enter a lead” was left out")


def test_a_wrong_answer_on_a_branch_that_was_left_is_no_problem():
    assert answered({"tools": [], "crm_entry": "nonsense"}).by_question["crm_entry"].basis is Basis.NOT_ASKED


def test_every_problem_is_said_at_once_in_the_order_of_the_questions():
    found = problems(
        {"crm_entry": "medium", "leads": "lots", "industry": None, "leeds": 5},
        assumptions={"usual_close_rat": 1, "usual_response": "soon"},
        readiness={"owner": "maybe", "onwer": "yes"},
    )
    assert [problem.key for problem in found] == [
        "industry",
        "leads",
        "crm_entry",
        "leeds",
        "assumptions.usual_close_rat",
        "assumptions.usual_response",
        "readiness.owner",
        "readiness.onwer",
    ]


def test_a_problem_says_what_was_given_what_is_accepted_and_how_to_mend_it():
    (problem,) = problems({"leads": "200000"})
    assert problem.given == "200000"
    assert problem.accepted == 'a number from 0 to 100,000, or a range such as "200 to 300"'
    assert problem.message == "Write a number of 100,000 or less."


def test_a_missing_answer_is_a_problem_that_offers_not_sure_where_it_may():
    close_rate, response = problems({"close_rate": None, "response": ""})
    assert close_rate.message == response.message == "Answer this question, or write “not sure”."


def test_a_question_behind_a_wrong_answer_is_not_missed():
    assert [problem.key for problem in problems({"tools": ["crn"], "crm_entry": None})] == ["tools"]


def test_a_misspelt_choice_is_met_with_the_nearest_one():
    (problem,) = problems({"tools": ["phone_logs"]})
    assert problem.message == "Choose crm or phone_log; did you mean phone_log?"


def test_an_unknown_question_is_met_with_the_nearest_one():
    (problem,) = problems({"leed": 5})
    assert problem.message == "There is no question of that name; did you mean leads?"


def test_readiness_is_yes_partly_no_or_unknown():
    assert answered(readiness={"owner": "Partly"}).readiness == {"owner": Readiness.PARTLY}
    assert answered(readiness={"owner": True}).readiness == {"owner": Readiness.YES}
    assert answered(readiness={"owner": "not sure"}).readiness == {"owner": Readiness.UNKNOWN}
    assert answered().readiness == {}


def test_the_company_is_one_printable_line():
    answers = answered(company={"name": " Harbour\nDental \x07 "})
    assert answers.company.name == "Harbour Dental"


@pytest.mark.parametrize("name", ["\x00", "x" * 201])
def test_a_company_without_a_usable_name_is_a_problem(name):
    assert [problem.key for problem in problems(company={"name": name})] == ["company.name"]


def test_the_file_is_kept_as_it_came():
    file = file_of({"leads": " 1,200 "})
    assert read_answers(QUIZ, file).given is file


def test_a_german_playbook_reads_german_numbers():
    answers = read_answers(quiz(locale="de_DE"), file_of({"leads": "1.200", "close_rate": "12,5 %"}))
    assert answers.by_question["leads"].likely == 1200
    assert answers.by_question["close_rate"].likely == 0.125


def test_an_assumption_may_not_leave_what_a_share_can_be():
    (problem,) = problems(assumptions={"usual_close_rate": "140 %"})
    assert problem.message == "Write a number of 100 % or less."


def test_a_thousand_wrong_keys_are_refused_at_once():
    wrong = {f"wrong_{number}" * 20: number for number in range(1_000)}
    began = time.perf_counter()
    assert len(problems(wrong)) == 1_000
    assert time.perf_counter() - began < 1


ANYTHING = st.one_of(
    st.text(max_size=200),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.lists(st.one_of(st.text(max_size=20), st.integers(), st.floats()), max_size=5).map(tuple),
)
LIKE_A_NUMBER = "0123456789.,-+ '%$k€m tobetwnadhlsr/²\u0661\uff11\u202f\u2212\u200b"
NUMBER_LIKE = st.text(alphabet=LIKE_A_NUMBER, max_size=25)


@given(st.sampled_from(QUIZ.questions), st.one_of(ANYTHING, NUMBER_LIKE))
def test_whatever_is_said_is_an_answer_within_bounds_or_a_problem(question, said):
    read = read_answer(QUIZ, question, said)
    if isinstance(read, Problem):
        assert read.key == question.key
        assert read.accepted
        assert read.message.endswith((".", "?"))
        assert len(read.given) <= 60
        return
    assert all(math.isfinite(value) and math.copysign(1, value) == 1 for value in numbers(read))
    assert read.low <= read.likely <= read.high
    assert question.lowest <= read.low
    assert read.high <= question.highest
    assert len(read.given) <= 60


@given(st.sampled_from(KEYS), ANYTHING)
def test_whatever_a_file_says_it_is_answers_or_problems(key, said):
    try:
        read = read_answers(QUIZ, file_of({key: said}))
    except AnswersError as error:
        found: tuple[object, ...] = error.problems
    else:
        found = tuple(read.by_question)
    assert found


@pytest.mark.parametrize(
    "said", ["9" * 10_000, "a" * 10_000, "1," * 5_000, "- " * 5_000, "\u0661" * 10_000, "%" * 10_000]
)
@pytest.mark.parametrize("question", QUIZ.questions, ids=KEYS)
def test_long_text_is_refused_in_milliseconds(question, said):
    began = time.perf_counter()
    read = read_answer(QUIZ, question, said)
    assert isinstance(read, Problem)
    assert time.perf_counter() - began < 0.1


def test_a_number_beyond_the_last_band_counts_and_takes_that_band():
    answer = answered({"response": 72}).by_question["response"]
    assert (answer.likely, answer.chosen) == (72, ("same_day",))


def test_an_answer_behind_a_wrong_answer_is_looked_at_all_the_same():
    assert [problem.key for problem in problems({"tools": ["crn"], "crm_entry": "nonsense"})] == ["tools", "crm_entry"]
