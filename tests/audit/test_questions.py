import copy
import tomllib
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from audit.playbook.format import QuestionEntry, QuestionsFile
from audit.questions import MOST_PATHS, estimated_seconds, most_asked, most_typed_numbers, walk
from tests.audit.quizzes import QUESTIONS

QUIZ = QuestionsFile.model_validate(tomllib.loads(QUESTIONS)).question
KEYS = tuple(question.key for question in QUIZ)


@dataclass(frozen=True)
class Said:
    chosen: tuple[str, ...] = ()


def question(key: str, kind: str = "choice", **more: object) -> QuestionEntry:
    words = {"text": key, "hint": key, "title": key}
    return QuestionEntry.model_validate({"key": key, "kind": kind, **words, **more})


def test_a_walk_without_answers_begins_with_the_first_question():
    nothing: dict[str, Said] = {}
    walked = walk(QUIZ, nothing)
    assert walked.next == "industry"
    assert walked.relevant == {}


def test_a_question_behind_an_unanswered_one_is_not_on_the_path():
    assert "crm_entry" not in walk(QUIZ, {}).path


def test_the_next_question_is_the_first_one_without_an_answer():
    assert walk(QUIZ, {"industry": Said(("clinic",)), "close_rate": Said()}).next == "leads"


def test_a_chosen_option_brings_its_question():
    assert walk(QUIZ, {"tools": Said(("phone_log", "crm"))}).path == KEYS
    assert "crm_entry" not in walk(QUIZ, {"tools": Said(("phone_log",))}).path


def test_answers_of_an_abandoned_branch_are_not_relevant():
    answers = {key: Said() for key in KEYS}
    walked = walk(QUIZ, answers)
    assert "crm_entry" not in walked.relevant
    assert walked.next is None


def test_a_branch_off_an_abandoned_branch_is_abandoned_too():
    chain = (
        question("first"),
        question("second", ask_when={"first": ["yes"]}),
        question("third", ask_when={"second": ["yes"]}),
    )
    yes = Said(("yes",))
    assert walk(chain, {"first": yes, "second": yes}).path == ("first", "second", "third")
    assert walk(chain, {"first": Said(("no",)), "second": yes, "third": yes}).path == ("first",)


def test_all_conditions_must_be_met_by_one_key_each():
    both = (question("a"), question("b"), question("c", ask_when={"a": ["x", "y"], "b": ["x"]}))
    assert "c" in walk(both, {"a": Said(("y",)), "b": Said(("x",))}).path
    assert "c" not in walk(both, {"a": Said(("y",)), "b": Said(("y",))}).path


@given(st.dictionaries(st.sampled_from([*KEYS, "stranger"]), st.builds(Said, st.tuples(st.sampled_from(["crm", "x"])))))
def test_a_walk_changes_nothing_and_says_the_same_again(answers):
    before = copy.deepcopy(answers)
    walked = walk(QUIZ, answers)
    assert answers == before
    assert walk(QUIZ, walked.relevant) == walked
    assert set(walked.relevant) <= set(walked.path) <= set(KEYS)
    assert (walked.next is None) == (set(walked.relevant) == set(walked.path))


def test_the_estimate_adds_up_the_longest_way():
    # choice 8 + number 27 + number 27 + bands 8 + checklist 12 + bands 8
    assert estimated_seconds(QUIZ) == 90


def test_branches_that_exclude_each_other_are_not_added_up():
    fork = (
        question("fork"),
        question("left", "number", ask_when={"fork": ["left"]}),
        question("right", "number", ask_when={"fork": ["right"]}),
    )
    assert estimated_seconds(fork) == 8 + 27
    assert most_typed_numbers(fork) == 1
    assert most_asked(fork) == 2


def test_a_checklist_can_lead_down_all_its_branches():
    fork = (
        question("fork", "checklist"),
        question("left", "number", ask_when={"fork": ["left"]}),
        question("right", "number", ask_when={"fork": ["right"]}),
    )
    assert estimated_seconds(fork) == 12 + 27 + 27


def test_a_quiz_with_countless_branches_is_estimated_from_above():
    forks = [question(f"fork_{number}") for number in range(20)]
    keys = [f"option_{number}" for number in range(8)]
    leaves = [question(f"leaf_{n}", ask_when={f"fork_{n}": keys}) for n in range(20)]
    assert MOST_PATHS < 8**20
    assert estimated_seconds([*forks, *leaves]) == 8 * 40
