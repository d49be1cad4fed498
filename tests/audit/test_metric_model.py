"""The model with one quantity measured: what is left of it, and in which order."""

import numpy as np
import pytest

from audit.formulas import parse, prepare
from audit.metric_model import metric_model
from audit.model import Given, today
from audit.program import Change, CircularModelError, compile_program

MODEL = {
    "calls": "calls_a_week * weeks",
    "lost": "calls * missed",
    "lost_a_month": "lost / 12",
    "best": "jobs / (1 - missed)",
    "won": "best * (1 - missed)",
    "hours": "usual_hours",
    "value": "won * price - hours",
}
GIVEN = {"calls_a_week": 10.0, "weeks": 52.0, "missed": 0.2, "jobs": 80.0, "usual_hours": 5.0, "price": 100.0}


def program(formulas=MODEL, held=("best",)):
    changes = {"hours": Change("typing", prepare(parse("0")))}
    return compile_program({key: parse(text) for key, text in formulas.items()}, frozenset(held), changes, "value")


def measured(metric, sets=(), formulas=MODEL):
    return metric_model(program(formulas), metric, {key: prepare(parse(text)) for key, text in dict(sets).items()})


def value_of(model, number, **held):
    given = {key: np.array((amount,)) for key, amount in {**GIVEN, model.metric: number, **held}.items()}
    return float(today(model.program, Given(given, {})).values["value"][0])


def test_only_what_the_value_is_worked_out_from_is_kept():
    model = measured("won")
    assert set(model.program.lines) == {"value", "hours"}
    assert model.program.reads == {"price", "usual_hours"}


def test_a_measured_quantity_is_taken_as_it_is():
    assert value_of(measured("won"), 70.0) == 70 * 100 - 5


def test_what_leaks_would_change_is_as_today():
    assert value_of(measured("hours"), 3.0) == pytest.approx(80 * 100 - 3)
    assert all(line.change is None and not line.leaks for line in measured("won").program.lines.values())


def test_what_is_held_stays_marked_as_held():
    model = measured("lost_a_month", {"won": "best - lost_a_month"})
    assert model.program.lines["best"].held
    assert value_of(model, 10.0, best=100.0) == 90 * 100 - 5


def test_a_quantity_that_is_set_takes_the_place_of_its_own_formula():
    model = measured("lost_a_month", {"won": "jobs - lost_a_month"})
    assert set(model.program.lines) == {"won", "hours", "value"}
    assert value_of(model, 10.0) == 70 * 100 - 5


def test_it_is_said_what_depends_on_the_metric():
    assert measured("lost").moved == {"lost_a_month"}
    assert not measured("lost").moves_value
    model = measured("lost_a_month", {"won": "jobs - lost_a_month"})
    assert model.moved == {"won", "value"}
    assert model.moves_value


def test_the_value_itself_can_be_measured():
    assert measured("value").moves_value
    assert value_of(measured("value"), 7.0) == 7


def test_quantities_that_would_need_each_other_are_a_circle():
    with pytest.raises(CircularModelError, match="needs") as circle:
        measured("lost_a_month", {"calls": "won * lost_a_month", "best": "calls"})
    assert measured("lost_a_month", {"calls": "won * lost_a_month"}).moved == {"calls", "lost"}
    assert set(circle.value.names) == {"best", "calls", "won"}


def test_a_circle_through_the_metric_is_cut_by_measuring_it():
    assert measured("lost_a_month", {"lost": "lost_a_month * 12"}).moved == {"lost"}
