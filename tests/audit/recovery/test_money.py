"""What turns a fix's metric into dollars: its direction, and what it says where there are none."""

import numpy as np
import pytest

from audit.attribution import gain
from audit.checking.gate import load
from audit.inputs import company_inputs
from audit.model import today, wholly
from audit.recovery.money import NoMoneyError, metric_money
from tests.audit.playbook_folders import EXACT_ANSWERS, GOOD_ANSWERS, UNSURE_ANSWERS, answers_to, edited, small
from tests.audit.recovery.exact_companies import money

DRAWS = 256
METRIC = 'quantity = "missed"\nhow = "Count it."'


def of_small(fix="text_back", answers=GOOD_ANSWERS, playbook=None, **tables):
    playbook = playbook or small()
    return metric_money(playbook, answers_to(playbook, answers, **tables), fix, DRAWS, seed=1)


def test_the_unit_is_the_metric_s():
    assert (of_small("text_back").unit, of_small("typing_tool").unit) == ("1", "hour/week")


def test_every_value_has_its_dollars_in_every_draw_even_where_nothing_is_uncertain():
    assert money("same_day_invoice", draws=DRAWS).per_year(10, [8, 6, 4]).shape == (3, DRAWS)
    assert of_small().per_year(0.2, []).shape == (0, DRAWS)


def test_the_same_draws_are_behind_the_agreed_dollars_and_the_audit():
    answers = answers_to(small(), {**UNSURE_ANSWERS, "missed_share": "20 %"})
    given = company_inputs(small(), answers).only(small().program.reads).drawn(DRAWS, 1)
    audited = gain(small().program, given, today(small().program, given), wholly(("missed_calls",)))
    agreed = metric_money(small(), answers, "text_back", DRAWS, seed=1).per_year(0.2, [0])[0]
    np.testing.assert_allclose(agreed, audited, rtol=1e-9)
    assert len(set(audited.tolist())) > DRAWS / 2


def test_another_seed_has_other_draws():
    answers = answers_to(small(), UNSURE_ANSWERS)
    one, other = (metric_money(small(), answers, "text_back", DRAWS, seed).per_year(0.2, [0.1]) for seed in (1, 2))
    assert (one != other).any()


def test_a_range_is_in_cents():
    found = of_small().range_per_year(0.2, 0.1)
    assert 0 < found.p10 < found.p50 < found.p90
    assert [round(amount, 2) for amount in (found.p10, found.p50, found.p90)] == [found.p10, found.p50, found.p90]


def test_fewer_missed_calls_are_better_and_a_rise_costs():
    found = of_small()
    assert found.better(0.2) == "lower"
    assert (found.per_year(0.2, [0.1]) > 0).all()
    assert (found.per_year(0.2, [0.3]) < 0).all()


def test_where_more_is_better_it_says_so(tmp_path):
    picked_up = '[quantity.picked_up]\ntitle = "Calls picked up"\nformula = "1 - missed"\nunit = "1"\n'
    edits = {
        "model.toml": ("[quantity.margin]", f"{picked_up}\n[quantity.margin]"),
        "fixes/text_back.toml": (
            METRIC,
            METRIC.replace("missed", "picked_up") + '\nsets = { missed = "1 - picked_up" }',
        ),
    }
    found = of_small(playbook=load(edited(tmp_path, edits)))
    assert found.better(0.8) == "higher"
    np.testing.assert_allclose(found.per_year(0.8, [0.9]), of_small().per_year(0.2, [0.1]), rtol=1e-9)


@pytest.mark.parametrize("baseline", [0, 0.01, 0.5, 1])
def test_the_direction_is_the_same_wherever_the_number_stands(baseline):
    assert of_small().better(baseline) == "lower"


def test_the_direction_is_seen_from_a_flat_stretch_of_the_curve():
    # Beyond 36 hours waiting loses no more.
    assert money("inquiry_desk", draws=DRAWS).better(200) == "lower"
    assert money("inquiry_desk", draws=DRAWS).range_per_year(200, 150).p90 == 0


def test_a_fix_that_is_nowhere_has_no_money():
    with pytest.raises(NoMoneyError, match=r"The playbook “.+” has no fix called tex_back"):
        of_small("tex_back")


def test_a_metric_that_is_only_shown_has_no_money(tmp_path):
    model = '\n[quantity.shown]\ntitle = "Shown"\nformula = "missed"\nunit = "1"\n\n[quantity.margin]'
    edits = {
        "model.toml": ("\n[quantity.margin]", model),
        "fixes/text_back.toml": ('quantity = "missed"', 'quantity = "shown"'),
    }
    with pytest.raises(NoMoneyError, match="“The number” is only shown: it has no part in the dollars"):
        of_small(playbook=load(edited(tmp_path, edits)))


def test_a_company_that_the_metric_does_not_touch_has_no_money():
    with pytest.raises(NoMoneyError, match="“The number” makes no difference to this company's dollars"):
        of_small(answers={**GOOD_ANSWERS, "calls_per_week": 0})


def test_a_number_that_cannot_be_worked_out_says_why(tmp_path):
    sets = '\nsets = { waiting = "curve(lost_while_waiting, wait) * (1 - missed) / (1 - missed)" }'
    found = of_small(playbook=load(edited(tmp_path, {"fixes/text_back.toml": (METRIC, METRIC + sets)})))
    why = "With 1 for “The number” the dollars cannot be worked out: .+ would be divided by 1 . missed, which is zero"
    with pytest.raises(NoMoneyError, match=why):
        found.per_year(1, [0.5])
    with pytest.raises(NoMoneyError, match=why):
        found.per_year(0.5, [0.2, 1])
    assert found.better(0.5) == "lower"


def test_a_company_whose_dollars_cannot_be_worked_out_at_all_has_no_money(tmp_path):
    sets = '\nsets = { waiting = "missed / calls_per_week * calls_per_week / 2" }'
    playbook = load(edited(tmp_path, {"fixes/text_back.toml": (METRIC, METRIC + sets)}))
    with pytest.raises(
        NoMoneyError, match="the dollars cannot be worked out: missed would be divided by calls_per_week"
    ):
        of_small(answers={**GOOD_ANSWERS, "calls_per_week": 0}, playbook=playbook)


@pytest.mark.parametrize("nonsense", [float("nan"), float("inf"), -float("inf"), 1e16])
def test_what_is_no_number_has_no_dollars(nonsense):
    with pytest.raises(NoMoneyError, match="is no number that “The number” could be"):
        of_small().per_year(0.2, [nonsense])
    with pytest.raises(NoMoneyError, match="is no number"):
        of_small().per_year(nonsense, [0.2])


def test_dollars_beyond_all_bounds_are_refused():
    with pytest.raises(NoMoneyError, match="With 1e\\+15 for “The number” the dollars grow beyond all bounds"):
        of_small("typing_tool").per_year(8, [1e15])


def test_what_is_held_is_held_at_the_baseline_that_was_measured():
    # The team of the small playbook can do a quarter more than today's jobs: measured today, not answered today.
    exact = {"lost_when_missed": 0.5, "jobs_per_call": 0.2, "free_share": 0.25, "contribution_margin": 0.4}
    answers = {**EXACT_ANSWERS, "missed_share": "10 %", "wait": 0}
    found = of_small(answers=answers, assumptions=exact)
    # 3,120 calls, 80 % missed: 40 % lost, 374.4 jobs won; with none missed 624, of which 468 can be done.
    assert found.range_per_year(0.8, 0).p50 == pytest.approx((468 - 374.4) * 400 * 0.4)
    # 20 % missed: 10 % lost, 561.6 won; 62.4 more can be done.
    assert found.range_per_year(0.2, 0).p50 == pytest.approx(62.4 * 400 * 0.4)
