"""How the company stands: is it ready for the first fix, and how many of its loops close."""

from dataclasses import dataclass

from audit.findings import POINTS_PER_LOOP, LoopScore, Readiness
from reports.phrases import STATES
from web.results.view.told import Told


@dataclass(frozen=True, slots=True)
class ConditionView:
    """One condition. `words` say why it matters and, where it is not there, how to begin."""

    title: str
    state: str
    words: str
    weakest: bool


@dataclass(frozen=True, slots=True)
class LoopView:
    """One loop of the business: `squares` are its points, each "full", "maybe" or "empty"."""

    title: str
    points: str
    squares: tuple[str, ...]
    advice: str
    lowest: bool


@dataclass(frozen=True, slots=True)
class StandingView:
    """Both scores. `loops_open`: "not sure" leaves open which of two verdicts it is.

    `asked` says how many conditions were asked about, empty for none; `all_asked` whether all were.
    """

    asked: str
    all_asked: bool
    verdict: str
    advice: str
    points: str
    conditions: tuple[ConditionView, ...]
    loops_points: str
    loops_verdict: str
    loops_open: bool
    loops: tuple[LoopView, ...]


def make_standing(told: Told) -> StandingView:
    """Readiness and closed loops in words."""
    result, score = told.audit.readiness, told.audit.closed_loops
    span = _span(score.low, score.high)
    return StandingView(
        asked=f"{result.asked} of these {len(result.conditions)}" if result.asked else "",
        all_asked=result.asked == len(result.conditions) or result.weakest is not None,
        verdict=result.verdict,
        advice=result.advice,
        points=f"{result.points} of {2 * result.asked}",
        conditions=tuple(
            ConditionView(
                title=one.title,
                state=STATES[one.state],
                words=one.question
                if one.state is Readiness.UNKNOWN
                else _why_and_how(one.state, one.why, one.first_step),
                weakest=one.key == result.weakest,
            )
            for one in result.conditions
        ),
        loops_points=f"{span} of {score.out_of}",
        loops_verdict=score.verdict,
        loops_open=score.low != score.high and " or " in score.verdict,
        loops=tuple(_loop(one, lowest=one.key == score.lowest) for one in score.loops),
    )


def _why_and_how(state: Readiness, why: str, first_step: str) -> str:
    return why if state is Readiness.YES else f"{why} {first_step}".strip()


def _loop(loop: LoopScore, *, lowest: bool) -> LoopView:
    squares = ["full" if i < loop.low else "maybe" if i < loop.high else "empty" for i in range(POINTS_PER_LOOP)]
    points = f"{_span(loop.low, loop.high)} of {POINTS_PER_LOOP}"
    advice = "" if loop.low == POINTS_PER_LOOP else loop.advice
    return LoopView(loop.title, points, tuple(squares), advice, lowest)


def _span(low: int, high: int) -> str:
    return str(low) if low == high else f"{low} to {high}"
