"""Hand-made audits of invented companies, so that the report can be tested without the engine."""

from dataclasses import replace
from datetime import date

from audit.findings import (
    Amount,
    Audit,
    Beside,
    ClosedLoopScore,
    Company,
    Contradiction,
    Decision,
    Driver,
    Finding,
    FixResult,
    LoopScore,
    OpenRange,
    PlaybookStamp,
    Question,
    Range,
    Recommendation,
    RoadmapStep,
    Sentence,
    Swing,
    Unpriced,
)
from tests.reports.sample_findings import LEAKS, make_finding, spread
from tests.reports.sample_fixes import make_fix
from tests.reports.sample_inputs import INPUTS
from tests.reports.sample_readiness import READINESS

AS_OF = date(2026, 11, 16)


def _findings() -> tuple[Finding, ...]:
    total = sum(row[4] for row in LEAKS)
    assert abs(total - 1) < 1e-9, total
    return tuple(make_finding(i, *row, measured=row[0] == "manual_entry") for i, row in enumerate(LEAKS, 1))


def _fixes() -> tuple[FixResult, ...]:
    return tuple(
        make_fix(f"fix_{key}", key, title, alone, place, AS_OF)
        for place, (key, title, _, alone, _, _) in enumerate(LEAKS)
    )


def _roadmap(fixes: tuple[FixResult, ...]) -> tuple[RoadmapStep, ...]:
    start = 0.0
    steps = []
    for fix in [f for f in fixes if f.eligible][:4]:
        steps.append(
            RoadmapStep(
                fix.key,
                fix.title,
                start,
                fix.gain_per_month,
                OpenRange(
                    *(
                        None if m is None else m + start / 4.33
                        for m in (fix.break_even_months.p10, fix.break_even_months.p50, fix.break_even_months.p90)
                    )
                ),
                fix.npv,
            )
        )
        start += fix.weeks_to_live.p50
    return tuple(steps)


def full_audit() -> Audit:
    """Twelve leaks, twelve fixes; the first fix does not close the largest leak."""
    findings, fixes = _findings(), _fixes()
    total = round(sum(f.share_money for f in findings), 2)
    return Audit(
        playbook=PlaybookStamp("mid_market", "Mid-market operations", "2026.11", "9f2c" * 16),
        company=Company("Calder & Voss Mechanical", "Ines Calder", "Managing director"),
        as_of=AS_OF,
        currency="USD",
        locale="en_US",
        value_label="contribution margin",
        horizon_months=12,
        discount_rate=0.12,
        draws=2048,
        seed=1,
        total=Range(round(total * 0.63, 2), total, round(total * 1.48, 2)),
        beside=(
            Beside("revenue", "Revenue", "USD/year", False, Range(890_000.0, 1_400_000.0, 2_100_000.0)),
            Beside("hours", "Staff hours freed", "hour/year", False, Range(2_900.0, 4_100.0, 5_600.0)),
            Beside("cash", "Cash released", "USD", True, Range(180_000.0, 260_000.0, 350_000.0)),
        ),
        findings=findings,
        unpriced=(
            Unpriced(
                "abandoned_carts",
                "Abandoned carts",
                "You said that nothing is sold online, so there is no cart to abandon.",
            ),
            Unpriced("stock_outs", "Stock-outs", "No purchases a month were given, so the working divides by zero."),
        ),
        recommendation=Recommendation(
            Decision.FIX,
            "fix_manual_entry",
            0.74,
            ("fix_slow_response",),
            (Driver("entry_hours", "Hours a week of order entry", 0.52),),
            "slow_response",
            "It breaks even first in 74 % of the draws, and its net present value is positive in nearly all of them.",
        ),
        fixes=fixes,
        roadmap=_roadmap(fixes),
        readiness=READINESS,
        closed_loops=ClosedLoopScore(
            (
                LoopScore(
                    "inbound", "Inbound: form to call", 2, 3, "Route every form to one person with a five-minute clock."
                ),
                LoopScore(
                    "qualification",
                    "Qualification: call to CRM to calendar",
                    3,
                    3,
                    "Write the outcome of each call into the CRM.",
                ),
                LoopScore("brand", "Brand: review to reply", 4, 4, "Reply to each review within two days."),
                LoopScore(
                    "operations", "Operations: work to dashboard to decision", 1, 1, "One dashboard, read every Monday."
                ),
                LoopScore(
                    "content", "Content: question to page", 3, 4, "Turn the ten most asked questions into pages."
                ),
            ),
            13,
            15,
            25,
            "Bleeding",
            "operations",
        ),
        tornado=(
            Swing("leads_per_month", "Leads a month", "lead/month", 120, 240, total * 0.66, total * 1.35),
            Swing("lost_when_late", "Sales lost when a reply is late", "1", 0.05, 0.30, total * 0.74, total * 1.31),
            Swing("job_value", "Value of a job", "USD/job", 5_200, 7_900, total * 0.83, total * 1.22),
            Swing("margin", "Contribution margin", "1", 0.31, 0.44, total * 0.84, total * 1.15),
            Swing("entry_hours", "Hours a week of order entry", "hour/week", 38, 66, total * 0.93, total * 1.08),
            Swing("close_rate", "Close rate", "1", 0.18, 0.27, total * 1.03, total * 0.97),
        ),
        firm_up=(
            Question(
                "leads_per_month", "Leads a month", 0.38, "Count the new leads in the CRM over the last three months."
            ),
            Question(
                "lost_when_late",
                "Sales lost when a reply is late",
                0.29,
                "Compare the close rate of leads answered within an hour with the rest, over the last hundred leads.",
            ),
        ),
        contradictions=(
            Contradiction(
                "calls",
                "More calls are missed (260 a month) than come in (240 a month).",
                ("missed_calls", "calls_per_month"),
            ),
        ),
        inputs=INPUTS,
        total_at_likely=total,
        warnings=(
            "The benchmark “Cash-realisation share of freed hours” was last checked in May 2024; it is due again.",
        ),
    )


def tie_audit() -> Audit:
    """Two fixes that could each be first."""
    audit = full_audit()
    return replace(
        audit,
        contradictions=(),
        recommendation=replace(
            audit.recommendation,
            decision=Decision.TIE,
            chance_of_being_first=0.47,
            rivals=("fix_slow_response", "fix_missed_calls"),
            reason="No fix breaks even first in six draws of ten; two are close.",
        ),
    )


def no_fix_audit() -> Audit:
    """The audit says no: leaks there are, but none is worth fixing within the horizon."""
    audit = full_audit()
    findings = tuple(
        replace(
            f, alone=spread(f.alone.p50 / 9), share=spread(f.share.p50 / 9), share_money=round(f.share_money / 9, 2)
        )
        for f in audit.findings[:5]
    )
    weight = sum(f.share_of_total for f in findings)
    findings = tuple(replace(f, share_of_total=f.share_of_total / weight) for f in findings)
    total = round(sum(f.share_money for f in findings), 2)
    never = OpenRange(None, None, None)
    fixes = tuple(
        replace(
            f,
            eligible=False,
            why_not="It costs more to run than it brings in.",
            break_even_months=never,
            discounted_break_even_months=never,
            npv=spread(-9_000, 1.6, 0.4),
            chance_of_paying_back=0.06,
            chance_of_being_first=0.0,
        )
        for f in audit.fixes[:5]
    )
    return replace(
        audit,
        company=Company("Tollgate Joinery"),
        findings=findings,
        fixes=fixes,
        roadmap=(),
        contradictions=(),
        total=spread(total),
        unpriced=(),
        warnings=(),
        recommendation=Recommendation(
            Decision.NONE,
            None,
            0.0,
            (),
            (),
            findings[0].key,
            "No fix pays back within 12 months: the leaks are real, but each costs more to close than it brings in.",
        ),
    )


def empty_audit() -> Audit:
    """No leak could be priced at all."""
    audit = no_fix_audit()
    zero = Range(0.0, 0.0, 0.0)
    return replace(
        audit,
        findings=(),
        fixes=(),
        total=zero,
        beside=(),
        tornado=(),
        firm_up=(),
        recommendation=replace(
            audit.recommendation, largest_leak=None, reason="No leak was found that can be put in dollars."
        ),
    )


def one_leak_audit() -> Audit:
    """A single leak and its single fix."""
    audit = full_audit()
    only = replace(
        audit.findings[2],
        rank=1,
        share=audit.findings[2].alone,
        share_of_total=1.0,
        share_money=audit.findings[2].alone.p50,
    )
    fixes = tuple(f for f in audit.fixes if f.key == "fix_manual_entry")
    return replace(
        audit,
        findings=(only,),
        fixes=fixes,
        roadmap=_roadmap(fixes),
        total=only.alone,
        contradictions=(),
        recommendation=replace(audit.recommendation, largest_leak=only.key, rivals=()),
    )


def many_leaks_audit(count: int = 20) -> Audit:
    """`count` leaks with long names, and as many fixes."""
    audit = full_audit()
    rows = [LEAKS[i % len(LEAKS)] for i in range(count)]
    weight = sum(row[4] for row in rows)
    findings = tuple(
        make_finding(
            i + 1,
            f"{key}_{i}",
            f"{title} in the branch that opened last, number {i + 1}",
            stage,
            alone,
            part / weight,
            text,
        )
        for i, (key, title, stage, alone, part, text) in enumerate(rows)
    )
    fixes = tuple(make_fix(f"fix_{f.key}", f.key, f.title, f.alone.p50, i, AS_OF) for i, f in enumerate(findings))
    total = round(sum(f.share_money for f in findings), 2)
    return replace(
        audit,
        findings=findings,
        fixes=fixes,
        roadmap=_roadmap(fixes),
        total=spread(total),
        recommendation=replace(audit.recommendation, fix=fixes[2].key, largest_leak=findings[0].key, rivals=()),
    )


HOSTILE = "<script>alert('x')</script>{{ 7*7 }}{% raw %}\u202e\x0b\x00 ضمان الجودة 🚰 "


def hostile_audit() -> Audit:
    """Names that try to break the page: markup, template syntax, right-to-left, emoji, 2,000 characters."""
    audit = full_audit()
    long = "W" * 2_000
    evil = replace(
        audit.findings[0],
        title=HOSTILE + long,
        what=HOSTILE * 20,
        sentence=Sentence(HOSTILE + "{alone}", (Amount("alone", "USD/year", 1e14),)),
        alone=Range(-1e9, 1e14, 1e15),
    )
    fixes = (replace(audit.fixes[0], title=HOSTILE + long, summary=HOSTILE, owner=long), *audit.fixes[1:])
    return replace(
        audit,
        company=Company(HOSTILE + long, long, HOSTILE),
        findings=(evil, *audit.findings[1:]),
        fixes=fixes,
        inputs=(replace(audit.inputs[0], title=HOSTILE + long, given=long), *audit.inputs[1:]),
        recommendation=replace(audit.recommendation, fix=fixes[0].key, reason=HOSTILE * 10),
        contradictions=(Contradiction("x", HOSTILE + long, ()),),
        warnings=(HOSTILE + long,),
    )
