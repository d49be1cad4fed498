"""A standing in words for the owner of a business, and what to do about it. No dollars: those stand beside it."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from audit.recovery.counting import measured_in_words, number_in_words, periods_in_words
from audit.recovery.judging import TALLIES, Bar, Tally, Turn, Why
from audit.recovery.periods import Cadence, at_beginning, day_in_words, first_from, in_sentence, name_of
from audit.recovery.plan_words import listed
from audit.recovery.proof import Behaviour, State
from audit.recovery.slots import Slot
from audit.recovery.standing import UNTIL_LAUNCH, Pace, Standing
from audit.recovery.swing import LEAST_VALUES
from audit.recovery.terms import Terms

_MOST_NAMED: Final = 3


def words_of(terms: Terms, bar: Bar, standing: Standing) -> str:
    """Return the state with its reason in one to three sentences."""
    if standing.state is State.STOPPED:
        return "The agreement was stopped. What was measured until then is kept."
    if standing.turns:
        said = _reached(bar, standing) if standing.state is State.REACHED else _slipped(bar, standing)
        return _and(said, _since(bar, standing))
    return _underway(terms, bar, standing)


def advice_of(terms: Terms, standing: Standing, slots: Sequence[Slot], behaviour: Behaviour, as_of: date) -> str:
    """Return what to do now; empty where there is nothing to say."""
    if standing.state is State.STOPPED:
        return ""
    said = []
    if as_of >= terms.stop_on and not standing.turns and not any(signal.better for signal in behaviour.signals):
        seen = "the number has not moved" if standing.measured and behaviour.enough else "nobody can tell if it moved"
        said.append(
            f"The day to stop has come ({day_in_words(terms.stop_on)}), and {seen}. "
            f"What both sides agreed: “{terms.stop_rule}”"
        )
    missing = [slot.starts_on for slot in slots if slot.value is None]
    if missing:
        said.append(_to_enter(missing, terms.cadence))
    if standing.state is State.SLIPPED:
        said.append(f"{terms.owner} should find out what has changed since it was reached, before any new work.")
    elif standing.state is State.REACHED and not terms.meets_target(standing.values[-1]):
        last = at_beginning(standing.measured[-1][0], terms.cadence)
        said.append(f"{last} was short of the target: look into it before it slips.")
    return " ".join(said)


def _underway(terms: Terms, bar: Bar, standing: Standing) -> str:
    match standing.pace:
        case Pace.SILENT:
            return f"Nobody can say where it stands: the last {periods_in_words(2, bar.cadence)} have no number."
        case Pace.OVER:
            said = f"The agreed end ({day_in_words(terms.ends_on)}) has passed, and the target is not reached."
            return _and(said, _since(bar, standing) or _still_needed(bar, standing) or _on_its_way(bar, standing))
        case Pace.BEHIND:
            return "The number has come less of the way to the target than the time that has gone."
        case Pace.AHEAD:
            said = "The number has come at least as much of the way to the target as the time that has gone."
            return _and(said, _still_needed(bar, standing))
    if not standing.measured:
        first = first_from(terms.starts_on, terms.cadence)
        return f"It is early. The first number will be that of {in_sentence(first, bar.cadence)}."
    launch = terms.starts_on + UNTIL_LAUNCH
    return f"It is early. By the plan the new way of working starts on {day_in_words(launch)}."


def _since(bar: Bar, standing: Standing) -> str:
    if not (standing.silent and standing.measured):
        return ""
    return f"There has been no number since {in_sentence(standing.measured[-1][0], bar.cadence)}."


def _on_its_way(bar: Bar, standing: Standing) -> str:
    if not standing.values:
        return "No number is in yet."
    if bar.beyond(standing.values[-1]):
        return "The number has moved the right way by more than its ordinary swing, but not far enough."
    return ""


def _still_needed(bar: Bar, standing: Standing) -> str:
    """What is missing to call it reached, once the newest value is at the target; empty before."""
    if not standing.values or not bar.at_target(standing.values[-1]):
        return ""
    tally = TALLIES[bar.cadence]
    if bar.swing is None:
        return (
            f"The newest number is at the target, but with fewer than {periods_in_words(LEAST_VALUES, bar.cadence)} "
            "measured before the start it cannot be told from chance."
        )
    newest = standing.values[-tally.of :]
    if not bar.clear(bar.target):
        return (
            "The newest number is at the target, but the target is so near to the old average that chance meets it: "
            "only numbers clearly past it count."
        )
    if sum(bar.at_target(value) for value in newest) < tally.needed:
        outside = "" if any(bar.beyond(value) for value in newest) else ", one of them outside their ordinary swing"
        return f"The newest number is at the target. It is called reached after {_row(tally, bar.cadence)}{outside}."
    return (
        f"There are {_row(tally, bar.cadence)}, but they are still within the ordinary swing of the old numbers. It is "
        f"called reached when one of them lies outside it, or after {measured_in_words(tally.run, bar.cadence)} in a "
        "row at the target."
    )


def _reached(bar: Bar, standing: Standing) -> str:
    turn = _turn(standing, reached=True)
    again = " again" if standing.last_turn(reached=False) else ""
    said = f"The target was reached{again} in {in_sentence(standing.measured[turn.place][0], bar.cadence)}: "
    tally = TALLIES[bar.cadence]
    if turn.why is Why.RUN:
        return f"{said}{measured_in_words(tally.run, bar.cadence)} in a row were at the target."
    return f"{said}{_row(tally, bar.cadence)}, and the change is larger than the ordinary swing of the old numbers."


def _slipped(bar: Bar, standing: Standing) -> str:
    turn, before = _turn(standing, reached=False), _turn(standing, reached=True)
    reached = in_sentence(standing.measured[before.place][0], bar.cadence)
    slipped = in_sentence(standing.measured[turn.place][0], bar.cadence)
    said = f"The target was reached in {reached}, but the number slipped in {slipped}: "
    tally = TALLIES[bar.cadence]
    if turn.why is Why.FAR:
        return f"{said}it was short of the target by more than the ordinary swing of the old numbers."
    if tally.needed == tally.of:
        return f"{said}{measured_in_words(tally.needed, bar.cadence)} in a row were short of the target."
    return f"{said}{_of(tally, bar.cadence)} were short of the target."


def _turn(standing: Standing, *, reached: bool) -> Turn:
    turn = standing.last_turn(reached=reached)
    if turn is None:
        raise ValueError("there was no such turn")
    return turn


def _row(tally: Tally, cadence: Cadence) -> str:
    """`three months in a row at the target`, or `six of the last eight weeks at the target`."""
    if tally.needed == tally.of:
        return f"{measured_in_words(tally.needed, cadence)} in a row at the target"
    return f"{_of(tally, cadence)} at the target"


def _of(tally: Tally, cadence: Cadence) -> str:
    return f"{number_in_words(tally.needed)} of {measured_in_words(tally.of, cadence)}"


def _to_enter(missing: Sequence[date], cadence: Cadence) -> str:
    names = [name_of(starts_on, cadence) for starts_on in missing[:_MOST_NAMED]]
    more = len(missing) - len(names)
    if more:
        names.append(f"{more} more")
    one = len(missing) == 1
    return f"Please enter the number{'' if one else 's'} of {listed(names)}: missing ones count as nothing recovered."


def _and(said: str, more: str) -> str:
    return f"{said} {more}".strip()
