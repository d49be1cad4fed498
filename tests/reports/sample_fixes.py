"""Invented fixes for the sample audits."""

from datetime import date, timedelta

from audit.findings import FixResult, Loop, Metric, OpenRange, Plan, Range

TITLES = {
    "slow_response": "Answer every new lead within five minutes",
    "missed_follow_up": "Follow up every quote on days 2, 5 and 12",
    "manual_entry": "Read orders from e-mail into the ERP",
    "missed_calls": "Call back every missed call within the hour",
    "unbilled_work": "Record extra work on site, bill it the same day",
    "slow_quotes": "Quote standard jobs the same day",
    "rework": "Check orders against the price list on entry",
    "no_shows": "Confirm visits the day before, refill the gaps",
    "status_chasing": "Send job status to customers unasked",
    "lapsed_customers": "Renew service contracts sixty days ahead",
    "late_invoicing": "Invoice on the day the job is signed off",
    "after_hours": "Book after-hours leads into the morning",
}
BREAK_EVEN: tuple[tuple[float | None, float | None, float | None], ...] = (
    (3.4, 4.6, 7.9),
    (3.9, 5.2, 9.6),
    (2.6, 3.3, 4.8),
    (3.1, 4.9, 11.8),
    (5.1, 7.4, None),
    (6.0, 9.3, None),
    (4.4, 6.1, 10.2),
    (6.3, 10.9, None),
    (9.8, None, None),
    (None, None, None),
    (None, None, None),
    (None, None, None),
)


def _plan(as_of: date) -> Plan:
    return Plan(
        diagnose=(
            "Count orders by channel and minutes per order for two weeks.",
            "Agree the steps with both clerks on one page.",
            "Put the hours of entry on a dashboard that the owner sees daily.",
        ),
        build=(
            "Read the twenty most frequent order layouts into drafts.",
            "Clerks confirm each draft in the ERP they use today.",
            "Log every correction, with its reason.",
        ),
        launch=(
            "All e-mail orders arrive as drafts.",
            "Compare hours and errors with the weeks before.",
            "Hand over: who watches it, and what to do when it stops.",
        ),
        starts_on=as_of,
        builds_from=as_of + timedelta(weeks=4),
        launches_from=as_of + timedelta(weeks=8),
        stop_on=as_of + timedelta(days=90),
        stop_rule="Stop if entry takes more than 180 hours a month after four weeks in use.",
    )


def make_fix(key: str, leak: str, title: str, alone: float, place: int, as_of: date) -> FixResult:
    """A fix for `leak`, worth three quarters of its `alone` dollars a year."""
    gain = alone * 0.75 / 12
    early, middle, late = BREAK_EVEN[place % len(BREAK_EVEN)]
    eligible = middle is not None
    worth = gain * 7 - 9_000 if eligible else -4_200.0
    return FixResult(
        key=key,
        title=TITLES.get(leak, f"Close: {title}"),
        summary="Drafts are made where the work already happens; a person confirms each one.",
        closes=(leak,),
        gain_per_month=Range(gain * 0.6, gain, gain * 1.5),
        setup_cost=Range(6_000, 9_500, 14_000),
        running_cost_per_month=Range(250, 400, 700),
        weeks_to_live=Range(4, 6, 9),
        weeks_to_ramp=Range(1, 3, 5),
        chance_of_working=Range(0.55, 0.7, 0.85),
        break_even_months=OpenRange(early, middle, late),
        discounted_break_even_months=OpenRange(early, None if middle is None else middle * 1.04, late),
        npv=Range(worth * 0.3 if eligible else worth * 2, worth, worth * 1.9 if eligible else worth * 0.4),
        chance_of_paying_back=0.93 if eligible else 0.18,
        chance_of_being_first=(0.74, 0.14, 0.06, 0.04, 0.02)[place % 5] if eligible else 0.0,
        eligible=eligible,
        why_not="" if eligible else "Its net present value over 12 months is below zero.",
        owner="Head of operations",
        metric=Metric(
            "entry_hours",
            "Hours of order entry a month",
            "hour/month",
            221.0,
            64.0,
            "The ERP's log of order screens, summed on the first of each month.",
        ),
        loop=Loop(
            "An order arrives by e-mail",
            "Its lines are read and matched to the price list",
            "A draft order waits in the ERP",
            "A clerk confirms or corrects it",
        ),
        plan=_plan(as_of),
        needs=("owner", "steps", "data"),
        unmet=("data",),
        basis="Judgement of the playbook's author from comparable projects; to be replaced by a quote.",
    )
