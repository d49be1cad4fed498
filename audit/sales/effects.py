"""Why a total moved: what each changed answer did to it, in dollars that add up to the whole difference.

Changes meet: a new price per job counts for more where more calls are missed. Up to four changes are therefore
looked at in every combination, and each gets its Shapley value (Shapley 1953): what it adds on average over all
orders in which the changes could have been made. With more of them each is looked at by itself, and what they only
do together is a line of its own. Either way the lines add up to the difference, to the cent.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from math import comb

from audit.answers import AnswersError, read_answers
from audit.attribution import attribute
from audit.estimates import cents, money_range
from audit.inputs import company_inputs
from audit.model import today
from audit.playbook import Playbook
from audit.playbook.format import AnswersFile, Given

MOST_EXACT = 4
"""Changes that are looked at in every combination: 16 totals for four."""

Total = Callable[[AnswersFile], float]


class Method(StrEnum):
    """How the effects were worked out."""

    SHAPLEY = "shapley"
    ONE_AT_A_TIME = "one at a time"


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change did to the likely total, dollars a year. `keys` are the questions and benchmarks it consists of.

    They are several where one answer opens or shuts the questions behind it.
    """

    keys: tuple[str, ...]
    money: float


@dataclass(frozen=True, slots=True)
class Effects:
    """The effects in the order of the changes; with `together`, they add up to the difference exactly."""

    method: Method
    effects: tuple[Effect, ...]
    together: float


def changed_keys(before: AnswersFile, after: AnswersFile) -> tuple[str, ...]:
    """Return the questions and benchmarks for which the two say different things, also where one says nothing."""
    answers = _differing(before.answers, after.answers)
    return (*answers, *_differing(before.assumptions, after.assumptions))


def likely_total(playbook: Playbook, answers: AnswersFile, draws: int, seed: int) -> float:
    """Return `run_audit(...).total.p50` without the rest of the audit. Raises AnswersError."""
    inputs = company_inputs(playbook, read_answers(playbook, answers))
    given = inputs.only(playbook.program.reads).drawn(draws, seed)
    return money_range(
        attribute(playbook.program, given, today(playbook.program, given), tuple(playbook.leaks)).joint
    ).p50


def effects_of(playbook: Playbook, before: AnswersFile, after: AnswersFile, total: Total) -> Effects:
    """Return what each change from `before` to `after` did; both are whole sets of answers to this playbook.

    `total` gives the likely total of a set of answers. A combination that is no whole set (one that leads to a question
    nobody answered) makes all changes one.
    """
    changes = _changes(playbook, before, after)
    worth = _Worth(total, before, after, changes)
    method = Method.SHAPLEY if len(changes) <= MOST_EXACT else Method.ONE_AT_A_TIME
    try:
        exact = _shapley(worth, len(changes)) if method is Method.SHAPLEY else _each_alone(worth, len(changes))
    except AnswersError:
        changes, method = (tuple(key for change in changes for key in change),), Method.SHAPLEY
        exact = [worth.all() - worth.none()]
    whole = cents(worth.all() - worth.none())
    money = [cents(value) for value in exact]
    if method is Method.SHAPLEY and money:
        # What rounding leaves over goes where it is noticed least.
        largest = max(range(len(money)), key=lambda place: abs(money[place]))
        money[largest] = cents(money[largest] + whole - sum(money))
    together = 0.0 if method is Method.SHAPLEY else cents(whole - sum(money))
    return Effects(method, tuple(map(Effect, changes, money)), together)


class _Worth:
    """The likely total with some of the changes made, each combination worked out once."""

    def __init__(
        self, total: Total, before: AnswersFile, after: AnswersFile, changes: Sequence[tuple[str, ...]]
    ) -> None:
        self._total, self._before, self._after, self._changes = total, before, after, changes
        self._known: dict[frozenset[int], float] = {}

    def of(self, made: frozenset[int]) -> float:
        if made not in self._known:
            keys = {key for place in made for key in self._changes[place]}
            self._known[made] = self._total(_mixed(self._before, self._after, keys))
        return self._known[made]

    def none(self) -> float:
        return self.of(frozenset())

    def all(self) -> float:
        return self.of(frozenset(range(len(self._changes))))


def _shapley(worth: _Worth, count: int) -> list[float]:
    values = []
    for change in range(count):
        others = [place for place in range(count) if place != change]
        values.append(
            sum(
                (worth.of(frozenset((*made, change))) - worth.of(frozenset(made))) / (count * comb(count - 1, size))
                for size in range(count)
                for made in combinations(others, size)
            )
        )
    return values


def _each_alone(worth: _Worth, count: int) -> list[float]:
    return [worth.of(frozenset((place,))) - worth.none() for place in range(count)]


def _changes(playbook: Playbook, before: AnswersFile, after: AnswersFile) -> tuple[tuple[str, ...], ...]:
    """The changed keys, those that cannot change by themselves put together.

    A question that only one of the two was asked goes with the changed answers that open it.
    """
    keys = changed_keys(before, after)
    group = {key: {key} for key in keys}
    for question in playbook.questions:
        if question.key not in group or (question.key in before.answers and question.key in after.answers):
            continue
        for opener in question.ask_when:
            if opener in group and group[opener] is not group[question.key]:
                group[opener] |= group[question.key]
                for key in group[opener]:
                    group[key] = group[opener]
    distinct = dict.fromkeys(tuple(key for key in keys if key in group[first]) for first in keys)
    return tuple(distinct)


def _mixed(before: AnswersFile, after: AnswersFile, keys: set[str]) -> AnswersFile:
    """The answers of `before`, but for these keys what `after` says, which may be nothing."""
    return after.model_copy(
        update={
            "answers": _taken(before.answers, after.answers, keys),
            "assumptions": _taken(before.assumptions, after.assumptions, keys),
        }
    )


def _taken(before: Mapping[str, Given], after: Mapping[str, Given], keys: set[str]) -> dict[str, Given]:
    kept = {key: given for key, given in before.items() if key not in keys}
    return kept | {key: given for key, given in after.items() if key in keys}


def _differing(before: Mapping[str, Given], after: Mapping[str, Given]) -> list[str]:
    both = dict.fromkeys((*after, *before))
    return [key for key in both if _said(before.get(key)) != _said(after.get(key))]


def _said(given: Given | None) -> str | tuple[str, ...] | None:
    """What was given as text: an example company's file may say 120 where a page says "120"."""
    if isinstance(given, tuple):
        return tuple(map(str, given))
    return None if given is None else str(given)
