"""Which inputs move a result: against a linear model, whose shares of variance are known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.estimates import Estimate, Shape, draw, quantile
from audit.inputs import Inputs
from audit.sensitivity import ranked, swung, variance_shares

DRAWS = 2_048


def spread(estimate):
    """The variance of an estimate's distribution."""
    low, peak, high = estimate.low, estimate.likely, estimate.high
    if estimate.shape is Shape.UNIFORM:
        return (high - low) ** 2 / 12
    return (low**2 + peak**2 + high**2 - low * peak - low * high - peak * high) / 18


@settings(max_examples=40)
@given(
    st.lists(st.integers(-20, 20), min_size=2, max_size=6).filter(any),
    st.lists(
        st.sampled_from((Estimate(0, 1, 5), Estimate(2, 3, 3), Estimate(0, 2, 4, Shape.UNIFORM))),
        min_size=6,
        max_size=6,
    ),
)
def test_a_linear_model_has_the_shares_that_its_weights_and_spreads_give_it(weights, estimates):
    names = [f"input_{n}" for n in range(len(weights))]
    pairs = list(zip(names, weights, estimates, strict=False))
    result = sum((weight * draw(name, estimate, DRAWS, 1) for name, weight, estimate in pairs), np.zeros(DRAWS))
    variances = [weight**2 * spread(estimate) for _, weight, estimate in pairs]
    found = variance_shares(result[None, :], names, DRAWS, 1)[:, 0]
    for share, variance in zip(found, variances, strict=True):
        assert share == pytest.approx(variance / sum(variances), abs=0.06)


def test_an_input_that_does_not_matter_explains_next_to_nothing():
    result = draw("matters", Estimate(0, 1, 2), DRAWS, 1)[None, :]
    names = ["matters", *(f"idle_{n}" for n in range(20))]
    found = variance_shares(result, names, DRAWS, 1)[:, 0]
    assert found[0] > 0.98
    assert found[1:].max() < 0.02


def test_what_chance_alone_would_explain_is_taken_out():
    # Sixteen slices of 128 draws differ by chance alone: uncorrected, each idle input would explain 12 %.
    result = draw("matters", Estimate(0, 1, 2), 128, 1)[None, :]
    found = variance_shares(result, [f"idle_{n}" for n in range(60)], 128, 1)[:, 0]
    assert found.mean() < 0.05


def test_inputs_that_only_matter_together_explain_little_by_themselves():
    one, other = (draw(name, Estimate(-1, 0, 1, Shape.UNIFORM), DRAWS, 1) for name in ("one", "other"))
    found = variance_shares((one * other)[None, :], ["one", "other"], DRAWS, 1)[:, 0]
    assert found.max() < 0.03


def test_a_bend_is_seen_too_and_not_just_a_slope():
    bent = draw("bent", Estimate(-1, 0, 1, Shape.UNIFORM), DRAWS, 1) ** 2
    assert variance_shares(bent[None, :], ["bent"], DRAWS, 1)[0, 0] > 0.95


def test_a_result_that_does_not_vary_is_explained_by_nothing():
    assert variance_shares(np.full((1, DRAWS), 7.0), ["any"], DRAWS, 1).tolist() == [[0.0]]


def test_several_results_are_explained_at_once_as_each_by_itself():
    one, other = (draw(name, Estimate(0, 1, 3), DRAWS, 1) for name in ("one", "other"))
    results = np.array([one, one + other, one - 3 * other])
    names = ["one", "other"]
    found = variance_shares(results, names, DRAWS, 1)
    assert found.shape == (2, 3)
    for place in range(3):
        np.testing.assert_allclose(found[:, place], variance_shares(results[[place]], names, DRAWS, 1)[:, 0])


@pytest.mark.parametrize("draws", [8, 64, 100, 500, 1_000, 4_096])
def test_shares_lie_between_none_and_all_however_many_draws(draws):
    one, other = (draw(name, Estimate(0, 1, 3), draws, 1) for name in ("one", "other"))
    found = variance_shares((2 * one + other)[None, :], ["one", "other", "idle"], draws, 1)
    assert ((found >= 0) & (found <= 1)).all()
    assert found[0, 0] > found[2, 0]


CURVE = ((0.0, Estimate(0, 0, 0)), (10.0, Estimate(0.1, 0.2, 0.4)))
INPUTS = Inputs({"leads": Estimate(10, 20, 40), "rate": Estimate(0, 0.5, 1, Shape.UNIFORM)}, {"lost": CURVE})


def test_a_trial_swings_one_input_at_a_time_from_p10_to_p90():
    trial = swung(INPUTS, ["leads", "rate"])
    low, high = quantile(INPUTS.estimates["leads"], np.array((0.1, 0.9)))
    assert trial.given.values["leads"].tolist() == [low, high, 20, 20]
    assert trial.given.values["rate"].tolist() == pytest.approx([0.5, 0.5, 0.1, 0.9])


def test_a_curve_swings_as_a_whole_and_the_others_stay():
    trial = swung(INPUTS, ["leads", "lost"])
    low, high = quantile(CURVE[1][1], np.array((0.1, 0.9)))
    np.testing.assert_allclose(trial.given.curves["lost"].y, [[0, 0, 0, 0], [0.2, 0.2, low, high]])
    assert np.broadcast_to(trial.given.values["rate"], (4,)).tolist() == [0.5] * 4


def test_the_inputs_that_explain_most_come_first_and_the_negligible_are_left_out():
    shares = {"a": 0.2, "b": 0.5, "c": 0.009, "d": 0.2}
    assert ranked(shares, 5) == [("b", 0.5), ("a", 0.2), ("d", 0.2)]
    assert ranked(shares, 2) == [("b", 0.5), ("a", 0.2)]
