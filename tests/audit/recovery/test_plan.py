"""The ninety days: what is missing comes first, the build waits for what nothing goes without, and that is said."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.recovery.periods import Cadence
from audit.recovery.plan import AdaptedPlan, adapt, week_of
from audit.recovery.readiness_views import readiness_of
from audit.recovery.views import View
from tests.audit.recovery.conditions import FILE, KEYS, NO, PARTLY, PLAN, UNKNOWN, YES, all_of
from tests.web.portal.operators import terms_of

START = date(2026, 4, 1)
EVERYBODY = tuple(View)


def plan_for(answer, views=EVERYBODY, **terms) -> AdaptedPlan:
    ready = readiness_of(FILE, ("data",), dict.fromkeys(views, answer), {})
    return adapt(PLAN, terms_of(START, **terms), ready)


def texts(block):
    return [step.text for step in block.steps]


def test_when_all_is_in_place_it_is_the_usual_plan_with_dates():
    plan = plan_for(all_of(YES))
    assert [(one.weeks, one.starts_on, one.ends_on, one.moved_weeks) for one in plan.blocks] == [
        ("Weeks 1–4", date(2026, 4, 1), date(2026, 4, 28), 0),
        ("Weeks 5–8", date(2026, 4, 29), date(2026, 5, 26), 0),
        ("Weeks 9–12", date(2026, 5, 27), date(2026, 6, 23), 0),
    ]
    assert [texts(one) for one in plan.blocks] == [["Count", "Ask"], ["Set up"], ["Start", "Report"]]
    assert (plan.changes, plan.warnings, plan.shift_weeks, plan.passes_end) == ((), (), 0, False)
    assert {step.who for one in plan.blocks for step in one.steps} == {"Robin Okafor"}


def test_a_weakest_link_moves_the_build_and_all_after_it_by_the_longest_of_them_in_whole_weeks():
    plan = plan_for(all_of(YES, number=NO, data=NO))  # 2 weeks and 3.5, side by side
    assert plan.shift_weeks == 4
    assert [(one.weeks, one.starts_on, one.moved_weeks) for one in plan.blocks] == [
        ("Weeks 1–8", date(2026, 4, 1), 0),
        ("Weeks 9–12", date(2026, 5, 27), 4),
        ("Weeks 13–16", date(2026, 6, 24), 4),
    ]
    first = plan.blocks[0].steps
    assert [(one.text, one.added) for one in first[:2]] == [
        ("Get the data", "“The data” is missing; mending it takes about 4 weeks."),
        ("Get the number", "“The number” is missing; mending it takes about 2 weeks."),
    ]
    assert plan.changes == (
        "The build begins 4 weeks later than usual, and so does all that follows: “The data” has to be in place first.",
    )


def test_dates_that_were_agreed_stay_and_the_plan_says_plainly_that_they_no_longer_fit():
    plan = plan_for(all_of(YES, data=NO))
    assert plan.passes_end
    assert plan.finishes_on == date(2026, 7, 21)
    assert plan.warnings == (
        (
            "These weeks last until 21 July 2026, but the agreed end is 30 June 2026. "
            "Agree on a new end date before the work begins."
        ),
        (
            "The launch begins on 24 June 2026, after the agreed stop date (10 June 2026): "
            "by then there would be nothing to judge. Agree on a new stop date."
        ),
    )
    assert plan_for(all_of(YES, owner=NO)).warnings == ()  # one week more still fits
    assert not plan_for(all_of(YES, data=NO), ends_on=date(2026, 7, 21), stop_on=date(2026, 7, 20)).warnings


def test_anything_else_that_is_missing_is_mended_beside_the_usual_first_weeks():
    plan = plan_for(all_of(YES, steps=NO, room=NO))
    assert plan.shift_weeks == 0
    assert [one.text for one in plan.blocks[0].steps] == ["Get the steps", "Get the room", "Count", "Ask"]
    assert plan.blocks[0].steps[1].added == "“The room” is missing."
    assert plan.changes == ("“The steps” and “The room” are missing: mended in the first weeks.",)


def test_it_moves_the_build_only_by_what_does_not_fit_into_them():
    plan = plan_for(all_of(YES, budget=NO))  # six weeks to mend, four of them beside the diagnosis
    assert plan.shift_weeks == 2
    assert "The build begins 2 weeks later than usual" in plan.changes[0]


def test_what_is_there_in_part_adds_a_step_and_moves_nothing():
    plan = plan_for(all_of(YES, data=PARTLY))
    assert plan.shift_weeks == 0
    assert plan.blocks[0].steps[0].text == "Get the data"
    assert plan.blocks[0].steps[0].added == "“The data” is there only in part."
    assert plan.changes == ("“The data” is there in part: one more step, and no later date.",)


def test_who_has_not_answered_is_to_be_asked_and_what_nobody_knows_is_to_be_found_out():
    nobody = plan_for(all_of(YES), views=())
    assert texts(nobody.blocks[0])[0] == (
        "Ask the one who will use it, the one who will run it, the one who owns the data and the one who pays "
        "the readiness questions"
    )
    assert not any(one.key.startswith("find-out") for one in nobody.blocks[0].steps)
    some = plan_for(all_of(YES, room=UNKNOWN), views=(View.USES, View.RUNS, View.OWNS_DATA))
    assert texts(some.blocks[0])[:2] == [
        "Ask the one who pays the readiness questions",
        "Find out: Is the room there?",
    ]


@pytest.mark.parametrize(
    ("cadence", "days"),
    [
        (Cadence.MONTH, [date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)]),  # June ends with the agreement
        (Cadence.WEEK, [date(2026, 4, 13) + timedelta(weeks=week) for week in range(12)]),
    ],
)
def test_each_whole_period_until_the_end_is_measured_on_the_day_after_it(cadence, days):
    baseline = [] if cadence is Cadence.WEEK else terms_of(START).baseline_values
    plan = plan_for(all_of(YES), cadence=cadence, baseline_values=baseline)
    assert [one.on for one in plan.milestones if one.key.startswith("measure-")] == days


def test_the_stop_date_and_the_end_are_days_that_matter_in_order():
    plan = plan_for(all_of(YES))
    assert [one.on for one in plan.milestones] == sorted(one.on for one in plan.milestones)
    assert [(one.key, one.on, one.week) for one in plan.milestones if "measure" not in one.key] == [
        ("stop", date(2026, 6, 10), 11),
        ("end", date(2026, 6, 30), 13),
    ]


@pytest.mark.parametrize(("days", "week"), [(0, 1), (6, 1), (7, 2), (83, 12), (84, 13)])
def test_weeks_are_counted_from_the_start(days, week):
    assert week_of(START + timedelta(days=days), START) == week


@given(st.fixed_dictionaries({key: st.sampled_from((YES, PARTLY, NO, UNKNOWN)) for key in KEYS}), st.sampled_from(KEYS))
def test_a_no_never_brings_a_date_forward_and_blocks_follow_each_other_without_a_gap(answer, key):
    before, after = plan_for(answer), plan_for(answer | {key: NO})
    assert after.finishes_on >= before.finishes_on
    for plan in (before, after):
        for one, following in zip(plan.blocks, plan.blocks[1:], strict=False):
            assert following.starts_on == one.ends_on + timedelta(days=1)
            assert following.first_week == one.last_week + 1
        keys = [step.key for one in plan.blocks for step in one.steps] + [one.key for one in plan.milestones]
        assert len(keys) == len(set(keys))
