"""The three companies of the portal's story: one got its money back, one slipped, one was told no. All are invented."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from audit.findings import Readiness
from audit.recovery.series import Series
from audit.recovery.views import View


@dataclass(frozen=True, slots=True)
class Month:
    """A month after the start. `gap` is how far from baseline to target the number had come, 1 for at the target.

    None where nobody wrote it down. `corrected_from` is what was entered first, `days_late` how long after the third
    of the next month it came in, `beside` what else was counted.
    """

    gap: float | None
    corrected_from: float | None = None
    note: str = ""
    days_late: int = 0
    beside: Mapping[Series, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PortalStory:
    """A company, its person, and what became of the fix that it agreed on; `months` is empty where none was.

    `example` names the playbook's example company whose answers it gives. `baseline` are the months before the start,
    each as its distance from the baseline, in parts of the gap to the target. `team` are the four who were asked about
    readiness, in the order of View; `said` is what they said where it was not yes; `loop` the fix in the company's own
    words.
    """

    company: str
    example: str
    person: str
    owner: str
    source: str
    baseline: tuple[float, ...]
    months: tuple[Month, ...]
    team: tuple[str, ...]
    said: Mapping[View, Mapping[str, Readiness]]
    comment: str = ""
    loop: tuple[str, str, str, str] | None = None


def address_of(person: str) -> str:
    """Where nobody is: mail to such an address goes nowhere."""
    return f"{person.lower().replace(' ', '.')}@plumbline-demo.example"


def _counted(adoption: float, errors: float, cost: float) -> Mapping[Series, float]:
    return {Series.ADOPTION: adoption, Series.ERRORS: errors, Series.RUNNING_COST: cost}


ORDINARY: Final = (0.06, -0.08, 0.03, -0.05, 0.09, -0.04, 0.02, -0.03)

RECOVERED: Final = PortalStory(
    company="Quarrystone Heating",
    example="kestrel_heating_and_air",
    person="Dana Whitlock",
    owner="Dana Whitlock",
    source="The list of open quotes in the office software",
    baseline=ORDINARY,
    months=(
        Month(0.05),
        Month(0.38, beside=_counted(0.45, 0.06, 310)),
        Month(0.81, beside=_counted(0.7, 0.05, 290)),
        Month(1.03, beside=_counted(0.84, 0.03, 285)),
        Month(1.09, beside=_counted(0.9, 0.02, 280)),
        Month(1.06, corrected_from=0.7, note="The quotes of the second office were counted twice."),
        Month(
            1.11,
            days_late=34,
            note="Dana was away; counted afterwards from the list.",
            beside=_counted(0.93, 0.02, 300),
        ),
        Month(None),
        Month(1.14, beside=_counted(0.95, 0.02, 280)),
        Month(1.1, beside=_counted(0.94, 0.01, 280)),
    ),
    team=("Lou Ferrante", "Dana Whitlock", "Lou Ferrante", "Marcus Thiele"),
    said={View.PAYS: {"budget_and_date": Readiness.PARTLY}},
    comment="The date is agreed, the budget is for this year only.",
    loop=(
        "A quote is ten days old and silent",
        "The office software drafts a short reminder with the price and two dates",
        "In Dana's list of the day, ready to send",
        "Dana sends it, or picks up the phone for the large ones",
    ),
)

SLIPPED: Final = PortalStory(
    company="Elmhurst Dental",
    example="lindenfield_dental",
    person="Priya Raman",
    owner="Colin Ashby",
    source="The calendar of the practice software",
    baseline=ORDINARY,
    months=(
        Month(0.1),
        Month(0.7),
        Month(1.05),
        Month(1.12),
        Month(1.08),
        Month(1.1),
        Month(0.95),
        Month(0.5, note="The texts stopped when the practice software was updated; nobody noticed for three weeks."),
        Month(0.3),
        Month(0.22),
    ),
    team=("Sofia Lindqvist", "Colin Ashby", "Colin Ashby", "Priya Raman"),
    said={
        View.PAYS: {},
        View.USES: {"owner": Readiness.NO, "steps_agreed": Readiness.PARTLY},
        View.RUNS: {"owner": Readiness.PARTLY},
        View.OWNS_DATA: {"data_reachable": Readiness.PARTLY},
    },
    comment="Colin has his hands full until the second chair is staffed.",
)

TOLD_NO: Final = PortalStory(
    company="Inkwell Signs",
    example="copperline_signs",
    person="Walter Prynne",
    owner="",
    source="",
    baseline=(),
    months=(),
    team=(),
    said={},
)

STORIES: Final = (RECOVERED, SLIPPED, TOLD_NO)
PLAYBOOK: Final = "mid_market"
"""The playbook whose examples these are."""
