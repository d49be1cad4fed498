"""Two results of one company side by side: what moved, by how much, and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol, TypeVar

from audit.estimates import cents
from audit.findings import Finding, Input
from audit.playbook import Playbook
from audit.record import Record
from audit.sales.effects import Effects, changed_keys, effects_of, likely_total


class Keyed(Protocol):
    """A part of an audit that has a name in it."""

    @property
    def key(self) -> str: ...


Part = TypeVar("Part", bound=Keyed)


@dataclass(frozen=True, slots=True)
class MovedInput:
    """An answer or a benchmark that is read otherwise than before; None where it was not read at all."""

    key: str
    title: str
    before: Input | None
    after: Input | None


@dataclass(frozen=True, slots=True)
class LeakPair:
    """A leak in both results; None where it had no price."""

    key: str
    title: str
    before: Finding | None
    after: Finding | None

    @property
    def alone_moved(self) -> float:
        """By how many dollars a year fixing only this leak is worth more now (likely values)."""
        return cents((self.after.alone.p50 if self.after else 0.0) - (self.before.alone.p50 if self.before else 0.0))

    @property
    def share_moved(self) -> float:
        """By how many dollars a year its share of the likely total has grown. Over all leaks: by what the total has."""
        return cents(
            (self.after.share_money if self.after else 0.0) - (self.before.share_money if self.before else 0.0)
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is different between two results.

    `answered` are the answers and own numbers that were given differently, `along` the numbers that are read otherwise
    because of them. `why` is None where the two come from different versions of a playbook: then the questions and the
    sources may be others, and only the figures can be set side by side.
    """

    before: Record
    after: Record
    answered: tuple[MovedInput, ...]
    along: tuple[MovedInput, ...]
    leaks: tuple[LeakPair, ...]
    why: Effects | None

    @property
    def total_moved(self) -> float:
        """By how many dollars a year the likely total has grown."""
        return cents(self.after.audit.total.p50 - self.before.audit.total.p50)

    @property
    def verdict_moved(self) -> bool:
        """Whether the audit recommends something else now."""
        then, now = self.before.audit.recommendation, self.after.audit.recommendation
        return (then.decision, then.fix) != (now.decision, now.fix)


def compare(before: Record, after: Record, playbook_of: Callable[[str], Playbook]) -> Comparison:
    """Return what is different. `playbook_of` gives a playbook by its content hash; it is asked for one at most."""
    moved = _moved_inputs(before, after)
    given = set(changed_keys(before.answers, after.answers))
    return Comparison(
        before=before,
        after=after,
        answered=tuple(one for one in moved if one.key in given),
        along=tuple(one for one in moved if one.key not in given),
        leaks=_leaks(before.audit.findings, after.audit.findings),
        why=_why(before, after, playbook_of),
    )


def same_terms(before: Record, after: Record) -> bool:
    """Whether both were worked out by the same playbook with the same draws, so that only answers differ."""
    then, now = before.audit, after.audit
    return (then.playbook.content_hash, then.draws, then.seed) == (now.playbook.content_hash, now.draws, now.seed)


def _why(before: Record, after: Record, playbook_of: Callable[[str], Playbook]) -> Effects | None:
    if not same_terms(before, after):
        return None
    audit = after.audit
    playbook = playbook_of(audit.playbook.content_hash)
    total = partial(likely_total, playbook, draws=audit.draws, seed=audit.seed)
    return effects_of(playbook, before.answers, after.answers, total)


def _moved_inputs(before: Record, after: Record) -> tuple[MovedInput, ...]:
    pairs = _paired(before.audit.inputs, after.audit.inputs)
    return tuple(
        MovedInput(key, (now or then).title, then, now)  # type: ignore[union-attr]  # one of the two is there
        for key, then, now in pairs
        if _read(then) != _read(now)
    )


def _read(entry: Input | None) -> object:
    return entry and (entry.basis, entry.given, entry.unit, entry.low, entry.likely, entry.high, entry.points)


def _leaks(before: Sequence[Finding], after: Sequence[Finding]) -> tuple[LeakPair, ...]:
    """All leaks of both, in the order of the newer result; those that it no longer prices last."""
    return tuple(
        LeakPair(key, (now or then).title, then, now)  # type: ignore[union-attr]  # one of the two is there
        for key, then, now in _paired(before, after)
    )


def _paired(before: Sequence[Part], after: Sequence[Part]) -> list[tuple[str, Part | None, Part | None]]:
    then, now = {one.key: one for one in before}, {one.key: one for one in after}
    return [(key, then.get(key), now.get(key)) for key in dict.fromkeys((*now, *then))]
