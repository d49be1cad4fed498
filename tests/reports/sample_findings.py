"""Invented leaks for the sample audits."""

from audit.findings import Amount, Beside, Confidence, Driver, Finding, Range, Sentence, Step

LEAKS: tuple[tuple[str, str, str, float, float, str], ...] = (
    (
        "slow_response",
        "Slow replies to new leads",
        "Lead intake",
        142_300,
        0.24,
        "{late_leads} wait longer than an hour for a first reply, and about {lost_share} of them buy elsewhere.",
    ),
    (
        "missed_follow_up",
        "Quotes that nobody follows up",
        "Follow-up",
        96_400,
        0.17,
        "{quotes} go out, and {lost_share} of them never get a second call.",
    ),
    (
        "manual_entry",
        "Orders typed by hand",
        "Operations",
        71_800,
        0.15,
        "{hours} go into typing orders from e-mail into the ERP, about {alone}.",
    ),
    ("missed_calls", "Calls that ring out", "Lead intake", 58_200, 0.11, "{late_leads} ring out in working hours."),
    (
        "unbilled_work",
        "Extra work that is never billed",
        "Billing",
        44_900,
        0.09,
        "About {lost_share} of the hours on site never reach an invoice.",
    ),
    (
        "slow_quotes",
        "Quotes that take days",
        "Quoting",
        38_700,
        0.07,
        "A quote takes {days}, and the fastest bidder is back in two.",
    ),
    (
        "rework",
        "Rework after entry errors",
        "Operations",
        27_500,
        0.06,
        "{lost_share} of the orders carry an error that someone finds later.",
    ),
    ("no_shows", "Appointments nobody attends", "Scheduling", 19_600, 0.04, "{late_leads} find nobody at home."),
    (
        "status_chasing",
        "Chasing the status of jobs",
        "Operations",
        16_200,
        0.035,
        "{hours} go into asking where a job stands.",
    ),
    (
        "lapsed_customers",
        "Service contracts that lapse",
        "Retention",
        12_900,
        0.02,
        "{late_leads} run out without a call.",
    ),
    (
        "late_invoicing",
        "Invoices that leave late",
        "Billing",
        5_350,
        0.01,
        "An invoice leaves {days} after the job is done.",
    ),
    (
        "after_hours",
        "Leads that arrive after hours",
        "Lead intake",
        2_180,
        0.005,
        "{late_leads} arrive when the office is closed.",
    ),
)


def _amounts(alone: float) -> tuple[Amount, ...]:
    return (
        Amount("late_leads", "lead/month", 61.4),
        Amount("lost_share", "1", 0.183),
        Amount("quotes", "quote/month", 84.0),
        Amount("hours", "hour/month", 221.0),
        Amount("days", "day", 6.3),
        Amount("alone", "USD/year", alone),
    )


def spread(middle: float, down: float = 0.62, up: float = 1.55) -> Range:
    return Range(round(middle * down, 2), round(middle, 2), round(middle * up, 2))


def _working(key: str, alone: float) -> tuple[Step, ...]:
    return (
        Step(
            "contacted_leads",
            "Leads a month that are reached in time",
            "lead/month",
            "leads_per_month * (1 - late_share)",
            "180 * (1 - 0.34)",
            "leads_per_month",
            "180",
            118.8,
            180.0,
            False,
        ),
        Step(
            "potential_close_rate",
            "Close rate of a lead reached in time",
            "1",
            "close_rate / (1 - late_share * lost_when_late)",
            "0.22 / (1 - 0.34 * 0.15)",
            "",
            "",
            0.2318,
            0.2318,
            True,
        ),
        Step(
            "jobs_won",
            "Jobs won a month",
            "job/month",
            "leads_per_month * (1 - lost_to_delay) * potential_close_rate",
            "180 * (1 - 0.051) * 0.2318",
            "",
            "",
            39.6,
            41.73,
            False,
        ),
        Step(
            "value",
            "Contribution margin a year",
            "USD/year",
            "min(jobs_won, capacity) * job_value * margin * months_per_year",
            "min(39.6, 44.5) * 6400 * 0.38 * 12",
            "",
            "",
            1_155_686.4,
            1_155_686.4 + alone,
            False,
        ),
    )


def make_finding(
    rank: int, key: str, title: str, stage: str, alone: float, part: float, text: str, measured: bool = False
) -> Finding:
    """One leak worth `alone` dollars a year, with `part` of the total as its share."""
    return Finding(
        key=key,
        title=title,
        stage=stage,
        what=f"{title}: the value that is lost between one step and the next because nobody owns the handoff.",
        sentence=Sentence(text, _amounts(alone)),
        rank=rank,
        alone=spread(alone),
        share=spread(alone * 0.86),
        share_of_total=part,
        share_money=round(alone * 0.86, 2),
        beside=(Beside("revenue", "Revenue", "USD/year", False, spread(alone * 2.6)),),
        drivers=(
            Driver("leads_per_month", "Leads a month", 0.41),
            Driver("lost_when_late", "Sales lost when a reply is late", 0.37),
        ),
        working=_working(key, alone),
        inputs=("leads_per_month", "close_rate", "lost_when_late", "job_value"),
        fixes=(f"fix_{key}",),
        confidence=Confidence.MEDIUM,
        measured=measured,
    )
