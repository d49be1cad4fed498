"""The ninety days of a fix, with real dates, fitted to what is missing. What was changed is said, and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import Final

from audit.findings import Readiness
from audit.playbook.format import PlanEntry
from audit.recovery.periods import WEEK, after, day_in_words, first_from, name_of
from audit.recovery.plan_words import WEEKS_OF_A_BLOCK, changes_of, listed, warnings_of, weeks_in_words
from audit.recovery.readiness_views import THE_ONE, ConditionViews, ReadinessOfViews
from audit.recovery.terms import Terms

_DAY: Final = timedelta(days=1)
_TITLES: Final = (
    ("diagnose", "Diagnose and instrument"),
    ("build", "Build into the live workflow"),
    ("launch", "Launch and measure"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do. `key` stays as long as the step does; `added` says why it is not in the usual plan."""

    key: str
    text: str
    who: str
    added: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Some weeks in a row, `ends_on` the last day included. `moved_weeks`: it begins so much later than usual."""

    key: str
    title: str
    first_week: int
    last_week: int
    starts_on: date
    ends_on: date
    moved_weeks: int
    steps: tuple[Step, ...]

    @property
    def weeks(self) -> str:
        """`Weeks 1–4`."""
        return f"Weeks {self.first_week}–{self.last_week}"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A day on which something falls due: measuring, the stop date, the agreed end."""

    key: str
    on: date
    week: int
    text: str
    who: str


@dataclass(frozen=True, slots=True)
class AdaptedPlan:
    """The plan. `changes` are sentences; `warnings` too, about dates that no longer fit what was agreed.

    `milestones` are in the order of their days.
    """

    blocks: tuple[Block, ...]
    milestones: tuple[Milestone, ...]
    changes: tuple[str, ...]
    warnings: tuple[str, ...]
    shift_weeks: int
    finishes_on: date
    stop_rule: str

    @property
    def passes_end(self) -> bool:
        """Whether the work would go on after the agreed end."""
        return any(one.key == "end" and one.on < self.finishes_on for one in self.milestones)


def adapt(
    plan: PlanEntry, terms: Terms, ready: ReadinessOfViews, day: Callable[[date], str] = day_in_words
) -> AdaptedPlan:
    """Return the fix's plan from the agreed start on, with first what is missing.

    What nobody can do without is mended before the usual first four weeks; everything else beside them, so that it
    moves the build only by what does not fit into them. The agreed dates stay as agreed. `day` puts dates into words.
    """
    shift, owner = _shift(ready), terms.owner
    usual = (plan.diagnose, plan.build, plan.launch)
    blocks = []
    for i, (key, title) in enumerate(_TITLES):
        moved = shift if i else 0
        first = 1 + WEEKS_OF_A_BLOCK * i + moved
        last = WEEKS_OF_A_BLOCK * (i + 1) + shift
        steps = tuple(Step(f"{key}-{j}", text, owner) for j, text in enumerate(usual[i], start=1))
        blocks.append(
            Block(
                key=key,
                title=title,
                first_week=first,
                last_week=last,
                starts_on=terms.starts_on + (first - 1) * WEEK,
                ends_on=terms.starts_on + last * WEEK - _DAY,
                moved_weeks=moved,
                steps=steps if i else (*_before_all_else(ready, owner), *steps),
            )
        )
    finishes_on = blocks[-1].ends_on
    return AdaptedPlan(
        blocks=tuple(blocks),
        milestones=_milestones(terms),
        changes=changes_of(ready, shift),
        warnings=warnings_of(terms, finishes_on, blocks[-1].starts_on, day),
        shift_weeks=shift,
        finishes_on=finishes_on,
        stop_rule=terms.stop_rule,
    )


def week_of(day: date, starts_on: date) -> int:
    """Return which week from the start a day is in; the first is 1."""
    return (day - starts_on) // WEEK + 1


def _shift(ready: ReadinessOfViews) -> int:
    """In whole weeks. Conditions are mended side by side."""
    missing = [one for one in ready.conditions if one.missing]
    first = [ceil(one.weeks_to_mend) for one in missing if one.result.weakest_link]
    beside = [ceil(one.weeks_to_mend) - WEEKS_OF_A_BLOCK for one in missing if not one.result.weakest_link]
    return max([0, *first, *beside])


def _before_all_else(ready: ReadinessOfViews, owner: str) -> Sequence[Step]:
    mended = [one for one in ready.conditions if one.result.state in (Readiness.NO, Readiness.PARTLY)]
    steps = [_mending(one, owner) for one in mended]
    if ready.silent:
        whom = listed([THE_ONE[view] for view in ready.silent])
        steps.append(Step("ask", f"Ask {whom} the readiness questions", owner, "Not everybody has answered yet."))
    if ready.answered:
        unknown = [one for one in ready.conditions if one.result.state is Readiness.UNKNOWN]
        steps += [
            Step(f"find-out-{one.result.key}", f"Find out: {one.result.question}", owner, "Nobody knew.")
            for one in unknown
        ]
    return steps


def _mending(one: ConditionViews, owner: str) -> Step:
    title, weeks = one.result.title, ceil(one.weeks_to_mend)
    if not one.missing:
        why = f"“{title}” is there only in part."
    elif weeks:
        why = f"“{title}” is missing; mending it takes about {weeks_in_words(weeks)}."
    else:
        why = f"“{title}” is missing."
    return Step(f"mend-{one.result.key}", one.result.first_step, owner, why)


def _milestones(terms: Terms) -> tuple[Milestone, ...]:
    def at(key: str, on: date, text: str) -> Milestone:
        return Milestone(key, on, week_of(on, terms.starts_on), text, terms.owner)

    start, found = first_from(terms.starts_on, terms.cadence), []
    while (due := after(start, terms.cadence)) <= terms.ends_on + _DAY:
        words = f"Measure: {terms.metric_title}, {name_of(start, terms.cadence)}"
        found.append(at(f"measure-{start.isoformat()}", due, words))
        start = due
    found.append(at("stop", terms.stop_on, f"Stop date. {terms.stop_rule}"))
    found.append(at("end", terms.ends_on, "The agreed end: compare before and after"))
    return tuple(sorted(found, key=lambda one: one.on))
