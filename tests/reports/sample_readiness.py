"""An invented readiness result with every state in it."""

from audit.findings import ConditionResult, Readiness, ReadinessResult


def _condition(key: str, title: str, state: Readiness, points: int | None, weakest: bool, step: str) -> ConditionResult:
    return ConditionResult(
        key, title, f"{title}?", "Pilots without it rarely reach production.", state, points, weakest, step
    )


READINESS = ReadinessResult(
    conditions=(
        _condition("tracked", "One number is tracked today", Readiness.YES, 2, True, "Put the number on a dashboard."),
        _condition(
            "volume",
            "The work repeats at least 50 times a month",
            Readiness.YES,
            2,
            False,
            "Pick a more frequent task.",
        ),
        _condition(
            "steps",
            "Two people draw the steps the same way",
            Readiness.PARTLY,
            1,
            False,
            "Draw the steps together, on one page.",
        ),
        _condition(
            "data", "The data can be reached", Readiness.NO, 0, True, "Ask the ERP's vendor for an export or an API."
        ),
        _condition(
            "exceptions", "Exceptions are rare", Readiness.PARTLY, 1, False, "Count the exceptions for two weeks."
        ),
        _condition(
            "owner", "One named person owns it", Readiness.YES, 2, True, "Name one person with time this quarter."
        ),
        _condition(
            "caught",
            "A wrong result is caught before a customer sees it",
            Readiness.UNKNOWN,
            None,
            False,
            "Add a confirmation step.",
        ),
        _condition(
            "budget", "There is a budget and a date", Readiness.UNKNOWN, None, False, "Set a date within 90 days."
        ),
    ),
    asked=6,
    points=8,
    verdict="Pilot with a human check",
    advice="Mend the weakest link first, then pilot with a person confirming every result.",
    weakest="data",
)
