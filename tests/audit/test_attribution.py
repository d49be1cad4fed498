"""Leaks in dollars, worked by hand: a few models small enough to do on paper."""

import numpy as np
import pytest

from audit.attribution import MOST_INTERACTING, attribute, gain
from audit.formulas import NotComputableError, parse, prepare
from audit.model import Given, closed, today, wholly
from audit.program import Change, CircularModelError, compile_program


def compiled(quantities, changes=(), held=()):
    """A model whose last quantity is the value; `changes` are (leak, quantity, formula)."""
    formulas = {key: parse(text) for key, text in quantities.items()}
    by_quantity = {key: Change(leak, prepare(parse(text))) for leak, key, text in changes}
    return compile_program(formulas, frozenset(held), by_quantity, list(quantities)[-1])


def inputs(**values):
    return Given({key: np.atleast_1d(np.array(value, dtype=float)) for key, value in values.items()}, {})


def attributed(program, given, leaks):
    return attribute(program, given, today(program, given), leaks)


FUNNEL = compiled(
    {
        "late": "late_share",
        "unasked": "unasked_share",
        "value": "leads * (1 - late) * (1 - unasked) * worth",
    },
    [("delay", "late", "0"), ("silence", "unasked", "0")],
)


def test_thirty_and_twenty_per_cent_of_the_same_leads_make_forty_four_not_fifty():
    given = inputs(leads=1_000, late_share=0.3, unasked_share=0.2, worth=1)
    found = attributed(FUNNEL, given, ("delay", "silence"))
    now = float(today(FUNNEL, given).values["value"][0])
    assert now == pytest.approx(560)
    assert float(found.joint[0]) == pytest.approx(440)
    assert float(found.alone["delay"][0]) == pytest.approx(240)
    assert float(found.alone["silence"][0]) == pytest.approx(140)
    # Half of what the two are worth only together, 60, goes to each.
    assert float(found.share["delay"][0]) == pytest.approx(270)
    assert float(found.share["silence"][0]) == pytest.approx(170)


def test_two_leaks_of_the_same_size_have_the_same_share():
    found = attributed(FUNNEL, inputs(leads=700, late_share=0.3, unasked_share=0.3, worth=1), ("delay", "silence"))
    assert float(found.share["delay"][0]) == pytest.approx(float(found.share["silence"][0]), rel=1e-12)


def test_a_leak_that_changes_nothing_is_worth_nothing_beside_a_large_business():
    given = inputs(leads=1e9, late_share=0.3, unasked_share=0, worth=1)
    found = attributed(FUNNEL, given, ("delay", "silence"))
    assert float(found.alone["silence"][0]) == 0
    assert float(found.share["silence"][0]) == pytest.approx(0, abs=1e-6)
    assert float(found.share["delay"][0]) == pytest.approx(3e8)


def test_a_leak_that_the_value_does_not_depend_on_is_said_to_be_so():
    program = compiled({"idle": "x", "value": "y"}, [("lazy", "idle", "0")])
    found = attributed(program, inputs(x=1, y=2), ("lazy",))
    assert found.unpriced == {"lazy": "it changes nothing that the value depends on"}
    assert found.joint.tolist() == [0]


def test_leaks_that_do_not_meet_are_worth_the_same_alone_and_in_all():
    program = compiled(
        {"late": "late_share", "hours": "typed", "value": "leads * (1 - late) - hours * wage"},
        [("delay", "late", "0"), ("typing", "hours", "hours * 0.5")],
    )
    found = attributed(program, inputs(leads=100, late_share=0.1, typed=10, wage=3), ("delay", "typing"))
    assert program.groups == (("delay",), ("typing",))
    for leak, worth in (("delay", 10), ("typing", 15)):
        assert float(found.alone[leak][0]) == pytest.approx(worth)
        assert float(found.share[leak][0]) == pytest.approx(worth)


FULL = compiled(
    {
        "late": "late_share",
        "won": "leads * (1 - late)",
        "capacity": "won * (1 + free)",
        "done": "min(won, capacity)",
        "value": "done * margin",
    },
    [("delay", "late", "0")],
    held=("capacity",),
)


@pytest.mark.parametrize(
    ("free", "worth"),
    # Of 100 leads 80 are won; 20 more could be, if there is room for them.
    [(0, 0), (0.1, 80), (0.25, 200), (1, 200)],
)
def test_a_job_won_back_is_worth_something_only_where_there_is_room_for_it(free, worth):
    found = attributed(FULL, inputs(leads=100, late_share=0.2, free=free, margin=10), ("delay",))
    assert float(found.alone["delay"][0]) == pytest.approx(worth)


def test_what_is_held_keeps_todays_value_while_a_leak_is_closed():
    given = inputs(leads=100, late_share=0.2, free=0.1, margin=10)
    now = today(FULL, given)
    then = closed(FULL, given, now, wholly(("delay",)))
    assert float(then.values["won"][0]) == pytest.approx(100)
    assert float(then.values["capacity"][0]) == float(now.values["capacity"][0]) == pytest.approx(88)


def test_an_observed_close_rate_that_holds_the_delay_already_is_worked_back_once():
    program = compiled(
        {
            "late": "late_share",
            "potential": "observed / (1 - late)",
            "value": "leads * potential * (1 - late)",
        },
        [("delay", "late", "0")],
        held=("potential",),
    )
    found = attributed(program, inputs(leads=100, observed=0.2, late_share=0.3), ("delay",))
    # Won are 20. The potential is 20 / 0.7 = 28.57, so 8.57 are lost, not 6.
    assert float(found.alone["delay"][0]) == pytest.approx(20 * 0.3 / 0.7)


def test_a_half_closed_leak_moves_its_quantity_half_of_the_way():
    given = inputs(leads=100, late_share=0.2, unasked_share=0, worth=1)
    now = today(FUNNEL, given)
    assert float(gain(FUNNEL, given, now, {"delay": np.array((0.5,))})[0]) == pytest.approx(10)
    assert float(gain(FUNNEL, given, now, {"delay": np.array((0.0,))})[0]) == 0


def test_a_change_may_read_what_its_quantity_would_be_without_it():
    program = compiled(
        {"visits": "jobs * per_job", "value": "-visits * cost"},
        [("detours", "visits", "visits * 0.8")],
    )
    found = attributed(program, inputs(jobs=10, per_job=3, cost=2), ("detours",))
    assert float(found.alone["detours"][0]) == pytest.approx(12)


def test_a_leak_may_change_several_quantities():
    program = compiled(
        {"late": "late_share", "calls": "leads * 2", "value": "leads * (1 - late) - calls"},
        [("delay", "late", "0"), ("delay", "calls", "leads")],
    )
    found = attributed(program, inputs(leads=100, late_share=0.2), ("delay",))
    assert float(found.alone["delay"][0]) == pytest.approx(120)
    assert float(found.share["delay"][0]) == pytest.approx(120)


SPLIT = compiled(
    {"late": "late_share", "rate": "sales / calls", "missed": "missed_share", "hours": "typed",
     "value": "leads * (1 - late) + rate * (1 - missed) - hours"},
    [("delay", "late", "0"), ("missing", "missed", "0"), ("typing", "hours", "0")],
)  # fmt: skip


def test_a_leak_that_cannot_be_computed_says_why_and_leaves_the_others_alone():
    given = inputs(leads=100, late_share=0.2, sales=10, calls=0, missed_share=0.5, typed=7)
    found = attributed(SPLIT, given, ("delay", "missing", "typing"))
    assert found.unpriced == {"missing": "sales would be divided by calls, which is zero"}
    assert {leak: float(worth[0]) for leak, worth in found.share.items()} == pytest.approx({"delay": 20, "typing": 7})
    assert float(found.joint[0]) == pytest.approx(27)


def test_one_draw_that_cannot_be_computed_is_enough_to_leave_a_leak_unpriced():
    given = inputs(leads=100, late_share=0.2, sales=10, calls=[1, 0, 2], missed_share=0.5, typed=7)
    assert set(attributed(SPLIT, given, ("delay", "missing", "typing")).unpriced) == {"missing"}


def test_a_leak_that_cannot_be_computed_leaves_those_it_would_have_met_alone():
    program = compiled(
        {"late": "late_share", "asked": "1", "value": "leads * (1 - late) * asked"},
        [("delay", "late", "0"), ("silence", "asked", "1 / zero")],
    )
    found = attributed(program, inputs(leads=100, late_share=0.2, zero=0), ("delay", "silence"))
    assert found.unpriced == {"silence": "1 would be divided by zero, which is zero"}
    assert float(found.share["delay"][0]) == pytest.approx(20)


def test_leaks_that_cannot_be_computed_together_are_both_unpriced():
    program = compiled(
        {"one": "a", "other": "b", "value": "1 / (one + other)"},
        [("first", "one", "0"), ("second", "other", "0")],
    )
    found = attributed(program, inputs(a=1, b=1), ("first", "second"))
    assert set(found.unpriced) == {"first", "second"}
    assert found.joint.tolist() == [0]


def test_a_value_beyond_what_numbers_hold_is_not_computable():
    program = compiled({"many": "x", "value": "many ** 99 * many ** 99"}, [("growth", "many", "many * 1000")])
    found = attributed(program, inputs(x=1e3), ("growth",))
    assert "grows beyond what a number can hold" in found.unpriced["growth"]


def test_a_gain_that_cannot_be_computed_is_refused_with_the_reason():
    program = compiled({"calls": "x", "value": "1 / calls"}, [("leak", "calls", "0")])
    given = inputs(x=2)
    with pytest.raises(NotComputableError, match="1 would be divided by calls, which is zero"):
        gain(program, given, today(program, given), wholly(("leak",)))


def test_a_quantity_that_is_given_is_taken_and_not_worked_out():
    program = compiled(
        {"late": "late_share", "won": "leads * (1 - late)", "more": "won + 5", "value": "more * 2"},
        [("delay", "late", "0")],
    )
    given = inputs(leads=100, late_share=0.2, won=50)
    assert float(today(program, given).values["value"][0]) == 110
    assert attributed(program, given, ("delay",)).alone["delay"].tolist() == [0]


def test_many_leaks_in_one_product_are_still_shared_out_exactly():
    leaks = [f"leak_{n}" for n in range(MOST_INTERACTING)]
    quantities = {f"q_{n}": f"s_{n}" for n in range(MOST_INTERACTING)}
    program = compiled(
        {**quantities, "value": "leads * " + " * ".join(f"(1 - {key})" for key in quantities)},
        [(leak, key, "0") for leak, key in zip(leaks, quantities, strict=True)],
    )
    lost = {f"s_{n}": np.linspace(0.01 * n, 0.05 * n, 64) for n in range(MOST_INTERACTING)}
    found = attributed(program, inputs(leads=1_000, **lost), leaks)
    kept = np.prod([1 - share for share in lost.values()], axis=0)
    np.testing.assert_allclose(found.joint, 1_000 * (1 - kept), rtol=1e-9)
    assert found.share["leak_0"] == pytest.approx(np.zeros(64), abs=1e-9)


def test_a_circle_is_refused_with_the_names_on_it():
    with pytest.raises(CircularModelError) as refusal:
        compiled({"a": "b + 1", "b": "c * 2", "c": "a", "value": "a"})
    assert set(refusal.value.names) == {"a", "b", "c"}
    assert " needs " in str(refusal.value)


def test_a_circle_through_what_a_leak_changes_is_refused():
    with pytest.raises(CircularModelError):
        compiled({"a": "x", "b": "a * 2", "value": "b"}, [("leak", "a", "b")])


def test_the_inputs_of_a_leak_are_those_its_dollars_depend_on():
    assert SPLIT.inputs("delay") == {"leads", "late_share"}
    assert SPLIT.inputs("typing") == {"typed"}
    assert SPLIT.inputs("missing") == {"sales", "calls", "missed_share"}
