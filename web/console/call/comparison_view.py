"""Two results side by side, in words."""

from dataclasses import dataclass

from audit.findings import Audit, Basis, Input, Range
from audit.playbook import Playbook
from audit.sales.comparing import Comparison, LeakPair, MovedInput
from audit.sales.effects import Method
from reports.phrases import used
from reports.wording import Wording
from web.console.call.background import title_of

NOTHING = "–"
SMALLEST_MOVE = 1.0
"""In the audit's currency, a year."""


@dataclass(frozen=True, slots=True)
class Move:
    """A figure before and after; `moved` says by how much, and `way` is "up", "down" or "same"."""

    title: str
    before: str
    after: str
    moved: str
    way: str


@dataclass(frozen=True, slots=True)
class LeakMove:
    """A leak before and after: what fixing only it is worth, and its share of the total."""

    title: str
    alone: Move
    share: Move


@dataclass(frozen=True, slots=True)
class WhyLine:
    """What a change did to the likely total."""

    title: str
    moved: str
    way: str


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """`sentence` says it in one line. `why` is empty where only figures can be compared; `method` says how it is found.

    `along` names the numbers that are read otherwise because of a changed answer.
    """

    sentence: str
    total: Move
    likely: Move
    fix: Move
    why: tuple[WhyLine, ...]
    method: str
    answered: tuple[Move, ...]
    along: tuple[Move, ...]
    leaks: tuple[LeakMove, ...]
    same_terms: bool


METHODS = {
    Method.SHAPLEY: (
        "Changes that meet share what they do together: each line is what that change adds on average, over every "
        "order in which the changes could have been made (Shapley values). The lines add up to the difference."
    ),
    Method.ONE_AT_A_TIME: (
        "More than four things have changed, so each line is that change made by itself; what they only do together "
        "is a line of its own. The lines add up to the difference."
    ),
}
ONE_CHANGE = "One change, so all of the difference is its doing."


def make_view(comparison: Comparison, playbook: Playbook) -> ComparisonView:
    """Put a comparison into words. `playbook` is that of the newer result."""
    then, now = comparison.before.audit, comparison.after.audit
    words = Wording(now.locale, now.currency)
    likely = _money(words, "Most likely", then.total.p50, now.total.p50)
    fix = Move("First fix", _verdict(then), _verdict(now), "", "same" if not comparison.verdict_moved else "other")
    return ComparisonView(
        sentence=_sentence(words, comparison, likely),
        total=_range(words, "Range", then.total, now.total),
        likely=likely,
        fix=fix,
        why=_why(words, comparison, playbook),
        method=_method(comparison),
        answered=tuple(_input(words, one) for one in comparison.answered),
        along=tuple(_input(words, one) for one in comparison.along),
        leaks=tuple(_leak(words, one) for one in comparison.leaks),
        same_terms=comparison.why is not None,
    )


def _sentence(words: Wording, comparison: Comparison, likely: Move) -> str:
    moved = comparison.total_moved
    if way(moved) == "same":
        return f"The likely total stays at {likely.after} a year."
    return f"The likely total is {words.money(abs(moved))} a year {'higher' if moved > 0 else 'lower'} than before."


def _why(words: Wording, comparison: Comparison, playbook: Playbook) -> tuple[WhyLine, ...]:
    if comparison.why is None:
        return ()
    lines = [
        WhyLine(_named(playbook, effect.keys), signed(words, effect.money), way(effect.money))
        for effect in comparison.why.effects
    ]
    together = comparison.why.together
    if comparison.why.method is Method.ONE_AT_A_TIME:
        lines.append(WhyLine("What they do only together", signed(words, together), way(together)))
    return tuple(lines)


def _named(playbook: Playbook, keys: tuple[str, ...]) -> str:
    titles = [title_of(playbook, key) for key in keys]
    return titles[0] if len(titles) == 1 else f"{titles[0]}, with {', '.join(titles[1:])}"


def _method(comparison: Comparison) -> str:
    if comparison.why is None or not comparison.why.effects:
        return ""
    return ONE_CHANGE if len(comparison.why.effects) == 1 else METHODS[comparison.why.method]


def _verdict(audit: Audit) -> str:
    fix = next((one.title for one in audit.fixes if one.key == audit.recommendation.fix), None)
    return fix or "None: the audit says no"


def _input(words: Wording, moved: MovedInput) -> Move:
    return Move(moved.title, _read(words, moved.before), _read(words, moved.after), "", "other")


def _read(words: Wording, entry: Input | None) -> str:
    if entry is None or entry.basis is Basis.NOT_ASKED:
        return "not asked"
    if entry.basis is Basis.CHOSEN:
        return entry.given
    if entry.points:
        return "a curve"
    read = used(words, entry) if entry.unit else ""
    match entry.basis:
        case Basis.BAND:
            return f"{entry.given} ({read})"
        case Basis.NOT_SURE:
            return f"not sure: {read}" if read else "not sure"
        case Basis.MEASURED:
            return f"own number: {read}"
        case _:
            return read


def _leak(words: Wording, pair: LeakPair) -> LeakMove:
    before, after = pair.before, pair.after
    return LeakMove(
        pair.title,
        Move(
            "alone",
            words.money_range_short(before.alone) if before else NOTHING,
            words.money_range_short(after.alone) if after else NOTHING,
            *_shown(words, before.alone.p50 if before else 0.0, after.alone.p50 if after else 0.0, pair.alone_moved),
        ),
        Move(
            "share",
            words.money(before.share_money) if before else NOTHING,
            words.money(after.share_money) if after else NOTHING,
            *_shown(
                words, before.share_money if before else 0.0, after.share_money if after else 0.0, pair.share_moved
            ),
        ),
    )


def _shown(words: Wording, before: float, after: float, moved: float) -> tuple[str, str]:
    """By how much a figure moved, and which way. Two figures that read the same have not moved."""
    seen = 0.0 if words.money(before) == words.money(after) else moved
    return signed(words, seen), way(seen)


def _money(words: Wording, title: str, before: float, after: float) -> Move:
    moved = after - before
    return Move(title, words.money(before), words.money(after), signed(words, moved), way(moved))


def _range(words: Wording, title: str, before: Range, after: Range) -> Move:
    return Move(title, words.money_range(before), words.money_range(after), "", way(after.p50 - before.p50))


def signed(words: Wording, money: float) -> str:
    """`+$1,200`, `−$340`, `no change`. Less than a dollar a year is no change: nobody would see it in the figures."""
    if way(money) == "same":
        return "no change"
    return f"+{words.money(money)}" if money > 0 else words.money(money)


def way(money: float) -> str:
    """Which way a figure went; less than a dollar is no way at all."""
    if abs(money) < SMALLEST_MOVE:
        return "same"
    return "up" if money > 0 else "down"
