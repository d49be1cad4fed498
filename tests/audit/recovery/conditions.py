"""Readiness conditions that the tests make up: three that nothing goes without, three that help."""

from audit.findings import Readiness
from audit.playbook.format import ConditionEntry, PlanEntry, ReadinessFile, Reading

YES, PARTLY, NO, UNKNOWN = Readiness.YES, Readiness.PARTLY, Readiness.NO, Readiness.UNKNOWN


def condition(key: str, weeks: float = 0, *, weakest_link: bool = False) -> ConditionEntry:
    return ConditionEntry(
        key=key,
        title=f"The {key}",
        question=f"Is the {key} there?",
        why="Because.",
        first_step=f"Get the {key}",
        weakest_link=weakest_link,
        weeks_to_mend=weeks,
    )


CONDITIONS = (
    condition("steps", 2),
    condition("number", 2, weakest_link=True),
    condition("data", 3.5, weakest_link=True),
    condition("owner", 1, weakest_link=True),
    condition("budget", 6),
    condition("room"),
)
FILE = ReadinessFile(
    condition=CONDITIONS,
    reading=(
        Reading(at_least=0, verdict="Not yet", advice="Mend it."),
        Reading(at_least=6, verdict="Try it", advice="Begin small."),
        Reading(at_least=10, verdict="Ready", advice="Build it."),
    ),
)
KEYS = tuple(one.key for one in CONDITIONS)
PLAN = PlanEntry(
    diagnose=("Count", "Ask"), build=("Set up",), launch=("Start", "Report"), stop_rule="Stop if nothing moves."
)


def all_of(state: Readiness, **other: Readiness) -> dict[str, Readiness]:
    """The same answer to everything, but for some."""
    return dict.fromkeys(KEYS, state) | other
