"""Models made up by Hypothesis, and the definition of every result worked out on them the long way.

The long way knows nothing of terms, groups, axes or weights: one company at a time, one set of closed leaks at a
time, one order after the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import permutations
from math import factorial

import numpy as np
from hypothesis import strategies as st

from audit.attribution import Attribution, attribute
from audit.formulas import parse, prepare
from audit.model import Given, today
from audit.program import Change, Program, compile_program

DRAWS = 5
INPUTS = ("a", "b", "c", "d")
LEAKS = ("delay", "missed", "silent", "slow", "wasted")
_PAIRS = ("{0} + {1}", "{0} - {1}", "{0} * {1}", "min({0}, {1})", "max({0}, {1})", "{0} / (1 + {1} * {1})",
          "{0} * 0.5 + {1}", "{0} * (1 - {1})", "({0} + {1}) * ({0} - {1})", "-({0}) + {1}", "{0} * ({1} + 1)",
          "{0} + 0 * {1}")  # fmt: skip
_CHANGES = ("0", "{own} * 0.5", "{own} + 1", "{other}", "max({own}, {other})", "{own} * (1 - {other} * 0.1)", "{own}")


@dataclass(frozen=True)
class Model:
    """A model as an author would write it: quantities in order, of which leaks change some and others are held."""

    quantities: Mapping[str, str]
    changes: Mapping[str, tuple[str, str]]
    held: frozenset[str]
    inputs: Mapping[str, tuple[float, ...]]
    fixed: Mapping[str, float] = field(default_factory=dict)

    @property
    def leaks(self) -> tuple[str, ...]:
        """The leaks that change something."""
        return tuple(sorted({leak for leak, _ in self.changes.values()}))

    @property
    def value(self) -> str:
        """The quantity that everything is worked out for."""
        return list(self.quantities)[-1]

    def program(self) -> Program:
        """The model as the engine has it."""
        formulas = {key: parse(text) for key, text in self.quantities.items()}
        changes = {key: Change(leak, prepare(parse(text))) for key, (leak, text) in self.changes.items()}
        return compile_program(formulas, self.held, changes, self.value)

    def given(self) -> Given:
        """The inputs as the engine has them."""
        return Given({key: np.array(values) for key, values in self.inputs.items()}, {})

    def attributed(self) -> Attribution:
        """What the engine makes of it."""
        program, given = self.program(), self.given()
        return attribute(program, given, today(program, given), self.leaks)

    def worth(self, draw: int, coverage: Mapping[str, float]) -> float:
        """The value in one draw, with each leak closed so far."""
        names = {key: values[draw if len(values) > 1 else 0] for key, values in self.inputs.items()}
        now = self._walk(names, {}, {})
        return self._walk(names, coverage, now)[self.value]

    def _walk(
        self, inputs: Mapping[str, float], coverage: Mapping[str, float], now: Mapping[str, float]
    ) -> dict[str, float]:
        names = dict(inputs)
        for key, text in self.quantities.items():
            if key in self.held and now:
                names[key] = now[key]
                continue
            names[key] = worked_out(text, names)
            leak, changed = self.changes.get(key, ("", ""))
            if leak in coverage:
                names[key] += coverage[leak] * (worked_out(changed, names) - names[key])
        return names

    def alone(self, leak: str, draw: int) -> float:
        """What closing just this leak is worth."""
        return self.worth(draw, {leak: 1.0}) - self.worth(draw, {})

    def joint(self, draw: int) -> float:
        """What closing every leak is worth."""
        return self.worth(draw, dict.fromkeys(self.leaks, 1.0)) - self.worth(draw, {})

    def shares(self, draw: int) -> dict[str, float]:
        """Each leak's gain averaged over all orders of closing them: the definition of the Shapley value."""
        shares = dict.fromkeys(self.leaks, 0.0)
        worth: dict[frozenset[str], float] = {}
        for order in permutations(self.leaks):
            for place, leak in enumerate(order):
                for state in (frozenset(order[:place]), frozenset(order[: place + 1])):
                    if state not in worth:
                        worth[state] = self.worth(draw, dict.fromkeys(state, 1.0))
                gained = worth[frozenset(order[: place + 1])] - worth[frozenset(order[:place])]
                shares[leak] += gained / factorial(len(order))
        return shares

    def scale(self, draw: int) -> float:
        """How large the numbers are that results are differences of."""
        states = [{}, dict.fromkeys(self.leaks, 1.0), *({leak: 1.0} for leak in self.leaks)]
        return max(1.0, *(abs(self.worth(draw, state)) for state in states))


def worked_out(text: str, names: Mapping[str, float]) -> float:
    """The value of a formula by Python itself; these use nothing that Python does not have."""
    return float(eval(text, {"__builtins__": {"min": min, "max": max}}, dict(names)))  # noqa: S307 (made up above)


@st.composite
def models(draw: st.DrawFn, most_leaks: int = 4, most_quantities: int = 9) -> Model:
    """Draw a model whose leaks interact, or not, in every way that formulas allow."""
    numbers = st.integers(-8, 8).map(lambda quarters: quarters / 4)
    inputs = {
        key: tuple(draw(st.lists(numbers, min_size=DRAWS, max_size=DRAWS) | st.lists(numbers, min_size=1, max_size=1)))
        for key in INPUTS
    }
    leaks = LEAKS[: draw(st.integers(1, most_leaks))]
    quantities: dict[str, str] = {}
    changes: dict[str, tuple[str, str]] = {}
    held: set[str] = set()
    for place in range(draw(st.integers(2, most_quantities))):
        known = [*INPUTS, *quantities]
        key = f"q{place}"
        # Late names more often, so that chains grow long.
        name = st.sampled_from(known + known[-3:] * 2)
        quantities[key] = draw(st.sampled_from(_PAIRS)).format(draw(name), draw(name))
        fate = draw(st.sampled_from(("plain", "plain", "changed", "changed", "held")))
        if fate == "changed":
            text = draw(st.sampled_from(_CHANGES)).format(own=key, other=draw(name))
            changes[key] = (draw(st.sampled_from(leaks)), text)
        elif fate == "held":
            held.add(key)
    known = list(quantities)
    parts = draw(st.lists(st.sampled_from(known), min_size=2, max_size=5))
    quantities["value"] = " + ".join([f"{parts[0]} * {parts[1]}", *parts[2:]])
    return Model(quantities, changes, frozenset(held), inputs)
