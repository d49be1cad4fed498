"""Is this company ready to ship a fix, and how many of its loops close."""

from collections.abc import Mapping, Sequence

from audit.answers import Answer, Answers
from audit.findings import (
    POINTS_PER_LOOP,
    Basis,
    ClosedLoopScore,
    ConditionResult,
    LoopScore,
    Readiness,
    ReadinessResult,
)
from audit.playbook.format import (
    ClosedLoopEntry,
    ConditionEntry,
    LoopPoints,
    LoopsFile,
    QuestionEntry,
    ReadinessFile,
    Reading,
)

_POINTS = {Readiness.YES: 2, Readiness.PARTLY: 1, Readiness.NO: 0, Readiness.UNKNOWN: None}


def condition_states(conditions: Sequence[ConditionEntry], answers: Answers) -> Mapping[str, Readiness]:
    """Return the state of each condition: as stated, else as a quiz answer settles it, else unknown."""
    return {condition.key: _state(condition, answers) for condition in conditions}


def _state(condition: ConditionEntry, answers: Answers) -> Readiness:
    stated = answers.readiness.get(condition.key)
    if stated is not None or condition.answered_by is None:
        return stated or Readiness.UNKNOWN
    by = condition.answered_by
    chosen = set(answers.by_question[by.question].chosen)
    for state, keys in ((Readiness.NO, by.no), (Readiness.PARTLY, by.partly), (Readiness.YES, by.yes)):
        if chosen & set(keys):
            return state
    return Readiness.UNKNOWN


def readiness_result(file: ReadinessFile, states: Mapping[str, Readiness], needs: Sequence[str]) -> ReadinessResult:
    """Return the readiness for a fix with these `needs`; the score is scaled to all conditions by the verdict.

    The weakest link is a `no` on a condition that one cannot do without; among several, the first the fix
    needs. While it is there, it is the advice, whatever the points.
    """
    results = tuple(_condition(condition, states[condition.key]) for condition in file.condition)
    asked = [result for result in results if result.points is not None]
    points = sum(result.points or 0 for result in asked)
    broken = [result for result in results if result.weakest_link and result.state is Readiness.NO]
    broken.sort(key=lambda result: result.key not in needs)
    if not asked:
        return ReadinessResult(results, 0, 0, "Not asked yet", "Answer these before the work begins.", None)
    if broken:
        weakest = broken[0]
        return ReadinessResult(results, len(asked), points, "Mend this first", weakest.first_step, weakest.key)
    reading = _reading(file.reading, round(points * len(results) / len(asked)))
    return ReadinessResult(results, len(asked), points, reading.verdict, reading.advice, None)


def _condition(condition: ConditionEntry, state: Readiness) -> ConditionResult:
    return ConditionResult(
        key=condition.key,
        title=condition.title,
        question=condition.question,
        why=condition.why,
        state=state,
        points=_POINTS[state],
        weakest_link=condition.weakest_link,
        first_step=condition.first_step,
    )


def _reading(readings: Sequence[Reading], points: int) -> Reading:
    return [reading for reading in readings if reading.at_least <= points][-1]


def closed_loop_score(
    file: LoopsFile, questions: Mapping[str, QuestionEntry], answers: Mapping[str, Answer]
) -> ClosedLoopScore:
    """Return the score of every loop, 0 to 5; an unsure answer leaves a range from none to all of its points."""
    loops = tuple(_loop(loop, questions, answers) for loop in file.loop)
    low, high = sum(loop.low for loop in loops), sum(loop.high for loop in loops)
    verdicts = dict.fromkeys((_reading(file.reading, low).verdict, _reading(file.reading, high).verdict))
    lowest = min(loops, key=lambda loop: loop.low + loop.high, default=None)
    return ClosedLoopScore(
        loops=loops,
        low=low,
        high=high,
        out_of=POINTS_PER_LOOP * len(loops),
        verdict=" or ".join(verdicts),
        lowest=lowest.key if lowest and lowest.low < POINTS_PER_LOOP else None,
    )


def _loop(loop: ClosedLoopEntry, questions: Mapping[str, QuestionEntry], answers: Mapping[str, Answer]) -> LoopScore:
    pairs = [_points(score, questions[score.question], answers[score.question]) for score in loop.score]
    return LoopScore(loop.key, loop.title, sum(low for low, _ in pairs), sum(high for _, high in pairs), loop.advice)


def _points(score: LoopPoints, question: QuestionEntry, answer: Answer) -> tuple[int, int]:
    adds_up = question.kind == "checklist"
    if answer.basis is Basis.NOT_SURE:
        return 0, sum(score.points.values()) if adds_up else max(score.points.values(), default=0)
    points = sum(score.points.get(key, 0) for key in answer.chosen)
    return points, points
