"""Readiness for the first fix, and the closed-loop score beside the dollars."""

from dataclasses import dataclass

from markupsafe import Markup

from reports.charts import closed_loops, readiness_strip
from reports.phrases import STATES
from reports.texts import cut
from reports.view.shown import Shown, drawn, title


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """One condition."""

    number: str
    title: str
    state: str
    why: str
    step: str
    weakest: bool


@dataclass(frozen=True, slots=True)
class LoopRow:
    """One loop of the business."""

    title: str
    points: str
    advice: str
    lowest: bool


@dataclass(frozen=True, slots=True)
class ReadinessView:
    """Both scores."""

    strip: Markup | None
    verdict: str
    advice: str
    points: str
    conditions: tuple[ConditionRow, ...]
    loops_chart: Markup | None
    loops_points: str
    loops_verdict: str
    loops: tuple[LoopRow, ...]


def make_readiness(shown: Shown) -> ReadinessView:
    """The states in words beside the shapes, so that neither colour nor shape is needed."""
    result, score = shown.audit.readiness, shown.audit.closed_loops
    conditions = tuple(
        ConditionRow(
            str(i),
            title(c.title),
            STATES[c.state],
            cut(c.why, 240),
            "" if c.state.value == "yes" else cut(c.first_step, 240),
            c.key == result.weakest,
        )
        for i, c in enumerate(result.conditions, 1)
    )
    loops = tuple(
        LoopRow(
            title(one.title),
            f"{one.low}" if one.low == one.high else f"{one.low} to {one.high}",
            cut(one.advice, 240),
            one.key == score.lowest,
        )
        for one in score.loops
    )
    span = str(score.low) if score.low == score.high else f"{score.low} to {score.high}"
    return ReadinessView(
        strip=drawn(readiness_strip(result, shown.palette)) if conditions else None,
        verdict=cut(result.verdict, 200),
        advice=cut(result.advice, 400),
        points=f"{result.points} of {2 * result.asked}",
        conditions=conditions,
        loops_chart=drawn(closed_loops(score, shown.palette)) if loops else None,
        loops_points=f"{span} of {score.out_of}",
        loops_verdict=cut(score.verdict, 200),
        loops=loops,
    )
