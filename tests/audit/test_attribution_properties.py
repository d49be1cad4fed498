"""Whatever the model, alone and shares are what their definitions say, and shares add up to the whole."""

from re import split

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit import attribution
from audit.attribution import gain, shapley_weights
from audit.model import closed, today
from tests.audit.generated_models import DRAWS, LEAKS, Model, models

# A share is a difference of values, so it is as exact as the values are large.
EXACT = 1e-9


def in_every_draw(array):
    return np.broadcast_to(array, (DRAWS,)).tolist()


@settings(max_examples=60)
@given(models())
def test_alone_is_what_the_value_gains_when_just_this_leak_is_closed(model):
    found = model.attributed()
    for leak in model.leaks:
        alone = in_every_draw(found.alone[leak]) if leak in found.alone else [0.0] * DRAWS
        for draw in range(DRAWS):
            assert alone[draw] == pytest.approx(model.alone(leak, draw), abs=EXACT * model.scale(draw))


@settings(max_examples=60)
@given(models())
def test_a_share_is_the_gain_averaged_over_all_orders_of_closing_the_leaks(model):
    found = model.attributed()
    for draw in range(DRAWS):
        expected = model.shares(draw)
        for leak in model.leaks:
            share = in_every_draw(found.share[leak])[draw] if leak in found.share else 0.0
            assert share == pytest.approx(expected[leak], abs=EXACT * model.scale(draw))


@settings(max_examples=15)
@given(models(most_leaks=5, most_quantities=12))
def test_with_five_leaks_too_a_share_is_the_average_over_all_hundred_and_twenty_orders(model):
    found, expected = model.attributed(), model.shares(0)
    for leak, share in found.share.items():
        assert in_every_draw(share)[0] == pytest.approx(expected[leak], abs=EXACT * model.scale(0))


@settings(max_examples=60)
@given(models(most_leaks=5))
def test_shares_add_up_to_closing_everything_in_every_draw(model):
    found = model.attributed()
    whole = in_every_draw(found.joint)
    total = np.sum([in_every_draw(share) for share in found.share.values()] or np.zeros((1, DRAWS)), axis=0)
    for draw in range(DRAWS):
        joint = model.joint(draw)
        assert whole[draw] == pytest.approx(joint, rel=1e-9, abs=1e-12 * model.scale(draw))
        assert total[draw] == pytest.approx(joint, rel=1e-9, abs=1e-12 * model.scale(draw))


@settings(max_examples=60)
@given(models(), st.randoms(use_true_random=False))
def test_the_order_of_leaks_and_quantities_changes_nothing(model, random):
    keys = list(model.quantities)
    # The author may list quantities in any order; the last is only here the value.
    shuffled, leaks = keys[:-1], list(model.leaks)
    random.shuffle(shuffled)
    random.shuffle(leaks)
    names = dict(zip(model.leaks, leaks, strict=True))
    other = Model(
        {key: model.quantities[key] for key in [*shuffled, keys[-1]]},
        {key: model.changes[key] for key in sorted(model.changes, key=lambda key: random.random())},
        model.held,
        {key: model.inputs[key] for key in reversed(model.inputs)},
    )
    found, again = model.attributed(), other.attributed()
    assert again.unpriced == found.unpriced
    for leak in found.alone:
        scale = max(model.scale(draw) for draw in range(DRAWS))
        np.testing.assert_allclose(again.alone[leak], found.alone[leak], rtol=0, atol=1e-12 * scale)
        np.testing.assert_allclose(again.share[leak], found.share[leak], rtol=0, atol=1e-12 * scale)
    renamed = Model(
        model.quantities,
        {key: (names[leak], text) for key, (leak, text) in model.changes.items()},
        model.held,
        model.inputs,
    ).attributed()
    for leak, share in found.share.items():
        scale = max(model.scale(draw) for draw in range(DRAWS))
        np.testing.assert_allclose(renamed.share[names[leak]], share, rtol=0, atol=EXACT * scale)


@settings(max_examples=60)
@given(models(), st.lists(st.sampled_from((0.0, 0.25, 0.5, 1.0)), min_size=len(LEAKS), max_size=len(LEAKS)))
def test_a_leak_closed_in_part_moves_its_quantities_part_of_the_way(model, shares):
    coverage = {leak: share for leak, share in zip(LEAKS, shares, strict=True) if leak in model.leaks}
    program, inputs = model.program(), model.given()
    now = today(program, inputs)
    found = in_every_draw(gain(program, inputs, now, {leak: np.array((share,)) for leak, share in coverage.items()}))
    for draw in range(DRAWS):
        expected = model.worth(draw, coverage) - model.worth(draw, {})
        assert found[draw] == pytest.approx(expected, abs=EXACT * max(1.0, model.scale(draw)))


@settings(max_examples=60)
@given(models(), st.lists(st.tuples(st.sets(st.sampled_from(LEAKS)), st.sampled_from((0.25, 1.0))), max_size=5))
def test_what_was_closed_before_does_not_bear_on_what_is_closed_now(model, states):
    program, inputs = model.program(), model.given()
    shared = today(program, inputs)
    attribution.attribute(program, inputs, shared, model.leaks)
    for leaks, share in states:
        coverage = {leak: np.array((share,)) for leak in leaks & set(model.leaks)}
        again = gain(program, inputs, shared, coverage)
        np.testing.assert_allclose(again, gain(program, inputs, today(program, inputs), coverage), rtol=1e-9, atol=1e-9)


@given(models())
def test_what_is_held_stays_whatever_is_closed(model):
    program, inputs = model.program(), model.given()
    now = today(program, inputs)
    then = closed(program, inputs, now, {leak: np.ones(1) for leak in model.leaks})
    for key in model.held:
        np.testing.assert_array_equal(then.values[key], now.values[key])


@settings(max_examples=60)
@given(models(most_leaks=5), st.integers(0, 7))
def test_working_in_blocks_of_draws_changes_nothing(model, cells):
    whole = model.attributed()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(attribution, "_CELLS", 2**cells)
        blocks = model.attributed()
    for leak in whole.alone:
        scale = max(model.scale(draw) for draw in range(DRAWS))
        np.testing.assert_allclose(
            in_every_draw(blocks.alone[leak]), in_every_draw(whole.alone[leak]), rtol=0, atol=1e-12 * scale
        )
        np.testing.assert_allclose(
            in_every_draw(blocks.share[leak]), in_every_draw(whole.share[leak]), rtol=0, atol=1e-12 * scale
        )


@settings(max_examples=30)
@given(models(), models())
def test_leaks_that_never_meet_do_not_bear_on_each_other(one, other):
    def suffixed(text, names):
        return "".join(f"{part}_" if part in names else part for part in split(r"(\w+)", text))

    names = set(other.quantities) | set(other.inputs)
    joined = Model(
        {
            **one.quantities,
            **{f"{key}_": suffixed(text, names) for key, text in other.quantities.items()},
            "sum": "value + value_",
        },
        {
            **one.changes,
            **{f"{key}_": (f"{leak}_", suffixed(text, names)) for key, (leak, text) in other.changes.items()},
        },
        one.held | {f"{key}_" for key in other.held},
        {**one.inputs, **{f"{key}_": values for key, values in other.inputs.items()}},
    )
    first, second, both = one.attributed(), other.attributed(), joined.attributed()
    scale = max(model.scale(draw) for model in (one, other) for draw in range(DRAWS))
    for part, mark in ((first, ""), (second, "_")):
        for leak in part.share:
            np.testing.assert_allclose(both.share[f"{leak}{mark}"], part.share[leak], rtol=0, atol=EXACT * scale)
            np.testing.assert_allclose(both.alone[f"{leak}{mark}"], part.alone[leak], rtol=0, atol=EXACT * scale)


@pytest.mark.parametrize("players", range(1, 9))
def test_weights_share_out_the_whole_and_nothing_else(players):
    weights = shapley_weights(players)
    worth = np.arange(2.0**players) ** 1.5
    assert (weights @ worth).sum() == pytest.approx(worth[-1] - worth[0])
    np.testing.assert_allclose(weights @ np.ones(2**players), 0, atol=1e-12)
