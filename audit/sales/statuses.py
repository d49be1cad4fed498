"""What sales did with a lead, and why. How far the company has come with the quiz is another matter."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Status(StrEnum):
    """What sales did."""

    NEW = "new"
    ATTEMPTING = "attempting"
    CONTACTED = "contacted"
    QUALIFIED = "qualified"
    UNQUALIFIED = "unqualified"
    NOT_A_FIT = "not_a_fit"  # the audit itself recommends nothing


LABELS: Final[Mapping[Status, str]] = {
    Status.NEW: "New",
    Status.ATTEMPTING: "Attempting",
    Status.CONTACTED: "Contacted",
    Status.QUALIFIED: "Qualified",
    Status.UNQUALIFIED: "Unqualified",
    Status.NOT_A_FIT: "Not a fit: the audit said no",
}

REASONS: Final[Mapping[Status, Mapping[str, str]]] = {
    Status.UNQUALIFIED: {
        "no_reply": "Never answered",
        "no_budget": "No budget",
        "no_decision_maker": "Cannot decide",
        "bad_timing": "Not now",
        "went_elsewhere": "Went with somebody else",
        "solved_itself": "Already being fixed",
        "not_real": "Not a real inquiry",
    },
    Status.NOT_A_FIT: {
        "no_fix_pays": "No fix pays back in time",
        "too_small": "The leaks are too small",
        "not_ready": "Not ready for the first fix",
        "out_of_scope": "Not what we do",
    },
}
"""The reason codes of each status that asks for one, with what the screen says."""

ENDED: Final = frozenset({Status.UNQUALIFIED, Status.NOT_A_FIT})
"""No reminder comes after these."""


def reason_is_right(status: Status, reason: str) -> bool:
    """Whether the reason belongs to the status: one of its codes, or none where it asks for none."""
    return reason in REASONS[status] if status in REASONS else not reason
