"""Readiness from four points of view: the worst counts, disagreement is said, the weakest link stands first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.findings import Readiness
from audit.readiness import readiness_result
from audit.recovery.readiness_views import ReadinessOfViews, readiness_of
from audit.recovery.views import View
from tests.audit.recovery.conditions import FILE, KEYS, NO, PARTLY, UNKNOWN, YES, all_of

USES, RUNS, OWNS, PAYS = View
WORSE = {YES: PARTLY, PARTLY: NO}
SAID = st.dictionaries(st.sampled_from(View), st.fixed_dictionaries({key: st.sampled_from(Readiness) for key in KEYS}))
QUIZ = st.dictionaries(st.sampled_from(KEYS), st.sampled_from((YES, PARTLY, NO)))
POINTS = {YES: 2, PARTLY: 1, NO: 0}


def found(said, quiz=None, needs=()) -> ReadinessOfViews:
    return readiness_of(FILE, needs, said, quiz or {})


def one(key, said, quiz=None):
    return next(each for each in found(said, quiz).conditions if each.result.key == key)


@pytest.mark.parametrize(
    ("states", "counts"),
    [
        ({USES: YES}, YES),
        ({USES: YES, RUNS: PARTLY}, PARTLY),
        ({USES: YES, RUNS: PARTLY, OWNS: NO, PAYS: YES}, NO),
        ({USES: UNKNOWN, RUNS: YES}, YES),
        ({USES: UNKNOWN, RUNS: UNKNOWN}, UNKNOWN),
        ({}, UNKNOWN),
    ],
)
def test_the_worst_answer_counts_and_who_does_not_know_changes_nothing(states, counts):
    assert one("steps", {view: all_of(YES, steps=state) for view, state in states.items()}).result.state is counts


@pytest.mark.parametrize(
    ("states", "quiz", "sentence"),
    [
        (
            {PAYS: YES, USES: NO},
            None,
            "The one who pays says yes, the one who will use it says no.",
        ),
        (
            {USES: YES, RUNS: YES, OWNS: PARTLY, PAYS: NO},
            None,
            (
                "The one who will use it and the one who will run it say yes, the one who owns the data says partly, "
                "the one who pays says no."
            ),
        ),
        ({USES: YES, PAYS: YES}, None, ""),
        ({USES: YES, PAYS: UNKNOWN}, None, ""),
        ({USES: YES}, NO, "The one who will use it says yes, the quiz said no."),
        ({USES: NO, RUNS: YES}, YES, "The one who will run it and the quiz say yes, the one who will use it says no."),
        ({}, NO, ""),
    ],
)
def test_where_they_disagree_is_said_in_words(states, quiz, sentence):
    said = {view: all_of(YES, steps=state) for view, state in states.items()}
    assert one("steps", said, {"steps": quiz} if quiz else None).disagreement == sentence


def test_the_quiz_counts_until_somebody_says_anything_else_than_that_they_do_not_know():
    alone = one("steps", {}, {"steps": NO})
    assert (alone.result.state, alone.rests_on_quiz) == (NO, True)
    unsure = one("steps", {USES: all_of(UNKNOWN)}, {"steps": NO})
    assert (unsure.result.state, unsure.rests_on_quiz) == (NO, True)
    answered = one("steps", {USES: all_of(YES)}, {"steps": NO})
    assert (answered.result.state, answered.rests_on_quiz) == (YES, False)
    assert answered.quiz is NO


def test_the_weakest_link_that_the_fix_needs_stands_first_then_the_others_then_what_is_missing_and_so_on():
    states = all_of(YES, number=NO, data=NO, steps=NO, budget=PARTLY, room=UNKNOWN)
    ready = found({USES: states}, needs=("data", "steps"))
    assert [each.result.key for each in ready.conditions] == ["data", "number", "steps", "budget", "room", "owner"]
    assert ready.result.weakest == "data"
    assert ready.weakest is ready.conditions[0]
    assert (ready.result.verdict, ready.result.advice) == ("Mend this first", "Get the data")


def test_the_reading_is_the_playbooks_own_scaled_to_what_is_known():
    ready = found({USES: all_of(YES, steps=PARTLY, room=UNKNOWN)})
    assert (ready.result.asked, ready.result.points, ready.result.verdict) == (5, 9, "Ready")  # 9 of 10: 11 of 12
    assert found({}).result.verdict == "Not asked yet"


def test_who_has_not_answered_is_named_in_order():
    ready = found({PAYS: all_of(YES), RUNS: all_of(YES)})
    assert (ready.answered, ready.silent) == ((RUNS, PAYS), (USES, OWNS))


def test_a_condition_that_was_not_there_when_somebody_answered_is_unknown_to_them():
    assert one("room", {USES: {"steps": YES}}).said == {USES: UNKNOWN}


def scaled(ready):
    return ready.result.points * len(KEYS) / ready.result.asked if ready.result.asked else None


@given(SAID, QUIZ, st.sampled_from(View), st.sampled_from(KEYS))
def test_a_worse_answer_never_improves_anything(said, quiz, view, key):
    before = found(said, quiz)
    answer = said.get(view, {}).get(key, UNKNOWN)
    if answer in WORSE:
        after = found(said | {view: said[view] | {key: WORSE[answer]}}, quiz)
        assert after.result.points <= before.result.points
        assert scaled(after) <= scaled(before)
        assert before.result.weakest is None or after.result.weakest is not None


@given(SAID, QUIZ, st.fixed_dictionaries({key: st.sampled_from(Readiness) for key in KEYS}))
def test_one_more_who_answers_worsens_each_condition_or_leaves_it_once_anybody_has_said_it(said, quiz, new):
    free = next((view for view in View if view not in said), None)
    if free is None:
        return
    after = {each.result.key: each.result.state for each in found(said | {free: new}, quiz).conditions}
    for before in found(said, quiz).conditions:
        if not before.rests_on_quiz and before.result.state is not UNKNOWN:
            assert POINTS[after[before.result.key]] <= POINTS[before.result.state]


@given(SAID, QUIZ, st.permutations(list(View)))
def test_the_order_in_which_they_answered_is_of_no_matter(said, quiz, order):
    shuffled = {view: said[view] for view in order if view in said}
    assert found(shuffled, quiz) == found(said, quiz)


@given(SAID, QUIZ, st.sets(st.sampled_from(KEYS)))
def test_it_is_the_engines_reading_of_the_states_that_count_with_its_weakest_link_first(said, quiz, needs):
    ready = found(said, quiz, sorted(needs))
    states = {each.result.key: each.result.state for each in ready.conditions}
    assert ready.result == readiness_result(FILE, states, sorted(needs))
    assert ready.result.weakest in (None, ready.conditions[0].result.key)
    assert (ready.weakest is None) == (ready.result.weakest is None)
