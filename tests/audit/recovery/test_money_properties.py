"""Whatever the numbers: what holds between a metric's values and their dollars."""

from functools import lru_cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.attribution import gain
from audit.formulas import parse, prepare
from audit.inputs import company_inputs
from audit.metric_model import metric_model
from audit.model import today, wholly
from audit.recovery.money import MetricMoney, metric_money
from tests.audit.generated_models import DRAWS, models, worked_out
from tests.audit.playbook_folders import small
from tests.audit.recovery.exact_companies import answered, money, shipped

FEW_DRAWS = 32
SHARES = st.floats(0, 1)
COUNTS = st.floats(0, 200)
# For each fix what its metric may be. The fewer the better, everywhere.
LOWER_IS_BETTER = {
    "booking_reminders": SHARES,
    "call_cover": COUNTS,
    "entry_checks": COUNTS,
    "inquiry_desk": COUNTS,
    "night_desk": COUNTS,
    "one_entry": COUNTS,
    "quote_builder": COUNTS,
    "quote_reminders": COUNTS,
    "same_day_invoice": COUNTS,
    "status_board": COUNTS,
    "win_back": SHARES,
    "work_log": st.floats(0, 0.9),
}
OF_EVERY_FIX = pytest.mark.parametrize("fix", LOWER_IS_BETTER)
UNSURE = {"contribution_margin": [0.3, 0.5, 0.6], "rebooked_share": [0.4, 0.6, 0.8], "booked_share": [0.2, 0.5, 0.7],
          "never_back_share": [0.4, 0.6, 0.7], "cash_share": [0.2, 0.5, 0.6], "lapsing_share": [0.1, 0.2, 0.3],
          "accepted_share": [0.5, 0.6, 0.8], "phone_share": [0.3, 0.5, 0.6], "win_rate": [0.2, 0.3, 0.4]}  # fmt: skip


@lru_cache(maxsize=32)
def unsure_money(fix):
    """What puts a fix's metric in dollars for a company that knows little of itself exactly."""
    return money(fix, UNSURE, draws=FEW_DRAWS)


def test_every_metric_of_the_larger_playbook_is_looked_at():
    assert LOWER_IS_BETTER.keys() == shipped("mid_market").fixes.keys()


@OF_EVERY_FIX
@settings(max_examples=15)
@given(data=st.data())
def test_the_baseline_against_itself_is_nothing_to_the_last_bit(fix, data):
    baseline = data.draw(LOWER_IS_BETTER[fix])
    assert (unsure_money(fix).per_year(baseline, [baseline]) == 0).all()


@OF_EVERY_FIX
@settings(max_examples=15)
@given(data=st.data())
def test_a_value_is_worth_the_same_whatever_is_asked_along_with_it(fix, data):
    baseline, *values = data.draw(st.lists(LOWER_IS_BETTER[fix], min_size=2, max_size=5))
    together = unsure_money(fix).per_year(baseline, values)
    for row, value in enumerate(values):
        assert (unsure_money(fix).per_year(baseline, [value])[0] == together[row]).all()


@OF_EVERY_FIX
@settings(max_examples=15)
@given(data=st.data())
def test_less_of_what_leaks_is_never_worth_less(fix, data):
    baseline, *values = data.draw(st.lists(LOWER_IS_BETTER[fix], min_size=3, max_size=6))
    gained = unsure_money(fix).per_year(baseline, sorted(values))
    assert (np.diff(gained, axis=0) <= 1e-6).all()


@OF_EVERY_FIX
@settings(max_examples=15)
@given(data=st.data())
def test_less_is_better_from_wherever_it_stands(fix, data):
    assert unsure_money(fix).better(data.draw(LOWER_IS_BETTER[fix])) == "lower"


@settings(max_examples=25)
@given(today_missed=st.floats(0.06, 0.6), good=st.floats(0.01, 0.05))
def test_taking_the_metric_to_where_the_leak_closes_is_worth_the_leak(today_missed, good):
    playbook = shipped("mid_market")
    answers = answered({**UNSURE, "usual_no_show_rate": today_missed, "good_no_show_rate": good})
    drawn = company_inputs(playbook, answers).only(playbook.program.reads).drawn(FEW_DRAWS, 1)
    leak = gain(playbook.program, drawn, today(playbook.program, drawn), wholly(("no_shows",)))
    agreed = metric_money(playbook, answers, "booking_reminders", FEW_DRAWS, 1).per_year(today_missed, [good])[0]
    np.testing.assert_allclose(agreed, np.broadcast_to(leak, FEW_DRAWS), rtol=1e-9, atol=1e-6)


def long_way(model, metric, sets, draw, value, held):
    """Every quantity of a made-up model in one draw, with the metric measured; `held` as they were before."""
    names = {key: values[draw if len(values) > 1 else 0] for key, values in model.inputs.items()}
    for key, text in model.quantities.items():
        if key == metric:
            names[key] = value
        elif key in held:
            names[key] = held[key]
        else:
            names[key] = worked_out(sets.get(key, text), names)
    return names


@settings(max_examples=80)
@given(model=models(), data=st.data())
def test_on_any_model_the_dollars_are_what_working_it_out_line_by_line_gives(model, data):
    keys = list(model.quantities)
    metric = data.draw(st.sampled_from(keys))
    later = [key for key in keys[keys.index(metric) + 1 :] if key not in model.held]
    sets = dict.fromkeys(data.draw(st.lists(st.sampled_from(later), max_size=2)) if later else (), f"{metric} * 2 + 1")
    baseline, value = data.draw(st.tuples(*[st.integers(-8, 8).map(lambda quarters: quarters / 4)] * 2))
    found = metric_model(model.program(), metric, {key: prepare(parse(text)) for key, text in sets.items()})
    priced = MetricMoney(small(), "1", "Made up", found, DRAWS, (), model.given().values, {})
    gained = priced.per_year(baseline, [value])[0].tolist()
    for draw in range(DRAWS):
        before = long_way(model, metric, sets, draw, baseline, {})
        after = long_way(model, metric, sets, draw, value, {key: before[key] for key in model.held if key != metric})
        large = max(1.0, abs(before[model.value]), abs(after[model.value]))
        assert gained[draw] == pytest.approx(after[model.value] - before[model.value], abs=1e-9 * large)
