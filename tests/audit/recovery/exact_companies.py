"""Companies of which everything is known exactly, so that every dollar can be worked out by hand."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from audit.answers import Answers, read_answers
from audit.checking.gate import load
from audit.playbook import Playbook
from audit.playbook.format import AnswersFile
from audit.recovery.money import MetricMoney, metric_money

PLAYBOOKS = Path(__file__).parents[3] / "audit" / "playbooks"
STARTER = Path(__file__).parents[3] / "audit" / "playbooks_starter"

MID_MARKET: Mapping[str, object] = {
    "industry": "other",
    "inquiries_per_month": 100,
    "missed_calls_per_week": 10,
    "response_time": 0.05,
    "quiet_share": 0.5,
    "quote_days": 0.5,
    "hours_lost_per_week": 50,
    "retyping_share": 0.5,
    "free_capacity": "100 %",
    "revenue": 1_000_000,
}
# Half of the revenue comes from new customers, and half of what comes in is left.
MID_MARKET_NUMBERS: Mapping[str, object] = {
    "new_business_share": 0.5,
    "contribution_margin": 0.5,
    "booked_share": 0,
    "error_share": 0.01,
}

TRADE: Mapping[str, object] = {
    "jobs_per_month": 100,
    "missed_calls_per_week": "daily",
    "quote_days": 0.5,
    "wasted_visits": 0.1,
    "invoice_days": 10,
    "free_jobs_per_week": 30,
    "job_value": 400,
}

COMPANIES: Mapping[str, tuple[Mapping[str, object], Mapping[str, object]]] = {
    "mid_market": (MID_MARKET, MID_MARKET_NUMBERS),
    "home_services": (TRADE, {}),
}


@lru_cache(maxsize=2)
def shipped(name: str) -> Playbook:
    """A playbook that comes with the program, loaded."""
    return load(PLAYBOOKS / name)


def answered(
    numbers: Mapping[str, object] | None = None,
    answers: Mapping[str, object] | None = None,
    playbook: str = "mid_market",
) -> Answers:
    """The answers of the company above, with some of its numbers, or answers, changed.

    Every benchmark that is one number is taken at its likely value; curves stay as uncertain as they are.
    """
    found = shipped(playbook)
    plain, own = COMPANIES[playbook]
    exact = {key: one.likely for key, one in found.benchmarks.items() if not one.point}
    table = {
        "company": {"name": "Corner Office"},
        "answers": {**plain, **(answers or {})},
        "assumptions": {**exact, **own, **(numbers or {})},
    }
    return read_answers(found, AnswersFile.model_validate(table))


def money(
    fix: str,
    numbers: Mapping[str, object] | None = None,
    answers: Mapping[str, object] | None = None,
    draws: int = 2_048,
    playbook: str = "mid_market",
) -> MetricMoney:
    """What puts a fix's metric in dollars for that company."""
    return metric_money(shipped(playbook), answered(numbers, answers, playbook), fix, draws, seed=1)
