"""The process behaviour chart of an agreement: its limits, its signals, and what they say in words.

Limits come from the baseline alone. The rules by which signals are seen: a value beyond a limit (Shewhart 1931), eight
in a row on one side of the mean (Western Electric 1956, Statistical Quality Control Handbook), three of four nearer to
a limit than to the mean (Wheeler 1993, Understanding Variation), and a row at the target, which is ours.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Final

from audit.recovery.counting import measured_in_words, number_in_words, periods_in_words
from audit.recovery.judging import TALLIES, Bar
from audit.recovery.periods import Cadence, at_beginning, in_sentence
from audit.recovery.proof import Behaviour, Signal, SignalRule
from audit.recovery.swing import LEAST_VALUES, Swing
from audit.recovery.terms import Terms

_ONE_SIDE: Final = 8
_NEARER: Final = 3
_NEARER_OF: Final = 4
_COUNTS: Final = frozenset((SignalRule.BEYOND, SignalRule.AT_TARGET))

Measured = Sequence[tuple[date, float]]


def behaviour_of(terms: Terms, bar: Bar, measured: Measured) -> Behaviour:
    """Return the chart of the measured values, oldest first, by the first days of their periods."""
    swing = bar.swing
    if swing is None:
        return Behaviour(
            enough=False, mean=terms.baseline, lower=None, upper=None, signals=(), words=_too_few(terms, bar.cadence)
        )
    signals = tuple(_signals(bar, swing, measured))
    lower, upper = swing.mean - swing.width, swing.mean + swing.width
    return Behaviour(
        enough=True,
        mean=swing.mean,
        lower=max(lower, 0.0) if _never_negative(terms, measured) else lower,
        upper=upper,
        signals=signals,
        words=_words(terms, bar.cadence, swing, signals, measured),
        moving_range=swing.moving_range,
        factor=swing.factor,
    )


def _never_negative(terms: Terms, measured: Measured) -> bool:
    """Whether a limit below zero would be nonsense: counts, times and shares have none; money can be lost."""
    values = [one.value for one in terms.baseline_values] + [value for _, value in measured]
    return terms.currency not in terms.metric_unit and min(values) >= 0


def _signals(bar: Bar, swing: Swing, measured: Measured) -> Iterator[Signal]:
    values = [value for _, value in measured]
    for place, (starts_on, _) in enumerate(measured):
        name = at_beginning(starts_on, bar.cadence)
        until = values[: place + 1]
        for rule, is_above, words in _seen(bar, swing, until):
            better = is_above is (bar.better == "higher")
            side = "better" if better else "worse"
            yield Signal(starts_on, better, f"{name}: {words.format(side=side)}.", rule)
        run = TALLIES[bar.cadence].run
        if _row(until, bar.clear) == run:
            words = f"{name}: {measured_in_words(run, bar.cadence)} in a row at the target."
            yield Signal(starts_on, better=True, words=words, rule=SignalRule.AT_TARGET)


def _seen(bar: Bar, swing: Swing, until: Sequence[float]) -> Iterator[tuple[SignalRule, bool, str]]:
    """Give each rule that the newest of the values completes, whether above the mean, and what to say."""
    period = bar.cadence
    for is_above in (True, False):
        beyond = swing.above if is_above else swing.below
        if beyond(until[-1]):
            words = f"a {{side}} {period} than the ordinary swing of the old numbers explains"
            yield SignalRule.BEYOND, is_above, words
        if _row(until, _above(swing.mean) if is_above else _below(swing.mean)) == _ONE_SIDE:
            words = f"{measured_in_words(_ONE_SIDE, period)} in a row on the {{side}} side of the old average"
            yield SignalRule.ONE_SIDE, is_above, words
        if _is_nearer(swing, until, is_above=is_above) and not _is_nearer(swing, until[:-1], is_above=is_above):
            words = (
                f"{number_in_words(_NEARER)} of {measured_in_words(_NEARER_OF, period)} nearer to the limit on the "
                "{side} side than to the old average"
            )
            yield SignalRule.NEARER, is_above, words


def _row(values: Sequence[float], holds: Callable[[float], bool]) -> int:
    """How many of the newest values in a row it holds for."""
    count = 0
    for value in reversed(values):
        if not holds(value):
            break
        count += 1
    return count


def _above(mean: float) -> Callable[[float], bool]:
    return lambda value: value > mean


def _below(mean: float) -> Callable[[float], bool]:
    return lambda value: value < mean


def _is_nearer(swing: Swing, values: Sequence[float], *, is_above: bool) -> bool:
    half = swing.width / 2
    sign = 1 if is_above else -1
    return sum(sign * (value - swing.mean) > half for value in values[-_NEARER_OF:]) >= _NEARER


def _too_few(terms: Terms, cadence: Cadence) -> str:
    count = len(terms.baseline_values)
    return (
        f"The agreement has {number_in_words(count)} single value{'' if count == 1 else 's'} from before the start: "
        "too few to tell a change from the ordinary ups and downs, so it cannot be called reached. Add the values of "
        f"at least {periods_in_words(LEAST_VALUES, cadence)} before the start, in a new version of the agreement."
    )


def _words(terms: Terms, cadence: Cadence, swing: Swing, signals: Sequence[Signal], measured: Measured) -> str:
    if not measured:
        return "The numbers from before the start show how much it swings by itself. There is none since to compare."
    strong = [signal for signal in signals if signal.rule in _COUNTS]
    if swing.moving_range == 0:
        said = (
            "All numbers from before the start are the same, so every other number counts as a change. Please check "
            "that they were measured, not guessed."
        )
    elif strong and strong[-1].better:
        said = "The change is larger than the ordinary swing of the old numbers"
        said += f": first seen in {_when(strong, cadence)}."
    elif strong:
        said = "The number got worse by more than the ordinary swing of the old numbers"
        said += f": last seen in {_when(strong[-1:], cadence)}."
    elif signals and signals[-1].better:
        said = "The numbers lean the right way, but not yet by more than the ordinary swing of the old ones explains."
    else:
        said = "So far the difference may be chance: the numbers are within the ordinary swing of the old ones."
    few = len(terms.baseline_values) < 2 * LEAST_VALUES and not (strong or swing.moving_range == 0)
    return said + (" More values from before the start would make it easier to tell." if few else "")


def _when(strong: Sequence[Signal], cadence: Cadence) -> str:
    first = next(signal for signal in strong if signal.better is strong[-1].better)
    return in_sentence(first.starts_on, cadence)
