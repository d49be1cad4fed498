"""readiness.toml and loops.toml."""

from typing import Annotated

from pydantic import Field

from audit.playbook.format.parts import Key, Part, Text


class AnsweredBy(Part):
    """The quiz question that settles a readiness condition, by the keys of its options or bands."""

    question: Key
    yes: tuple[Key, ...] = ()
    partly: tuple[Key, ...] = ()
    no: tuple[Key, ...] = ()


class ConditionEntry(Part):
    """One readiness condition. `no` delays a fix that needs it; `no` and `partly` lower its chance of working."""

    key: Key
    title: Text
    question: Text
    why: Text
    first_step: Text
    weakest_link: bool = False
    weeks_to_mend: Annotated[float, Field(ge=0, le=104)] = 0
    chance_if_no: Annotated[float, Field(ge=0, le=1)] = 1
    chance_if_partly: Annotated[float, Field(ge=0, le=1)] = 1
    answered_by: AnsweredBy | None = None


class Reading(Part):
    """What a score means from `at_least` points up."""

    at_least: int
    verdict: Text
    advice: Text


class ReadinessFile(Part):
    """readiness.toml: the conditions, and what their points (two for a yes, one for a partly) add up to."""

    condition: tuple[ConditionEntry, ...]
    reading: Annotated[tuple[Reading, ...], Field(min_length=1)]


class LoopPoints(Part):
    """Points that an answer brings, by the key of the option or band."""

    question: Key
    points: dict[Key, Annotated[int, Field(ge=0, le=5)]]


class ClosedLoopEntry(Part):
    """One of the business's loops, scored 0 to 5 by the answers."""

    key: Key
    title: Text
    advice: Text
    score: Annotated[tuple[LoopPoints, ...], Field(min_length=1)]


class LoopsFile(Part):
    """loops.toml: the closed-loop score that stands beside the dollars."""

    loop: tuple[ClosedLoopEntry, ...] = ()
    reading: Annotated[tuple[Reading, ...], Field(min_length=1)]
