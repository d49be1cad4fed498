"""Proofs made by hand: every state, gaps, corrections, long ones and short ones."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from audit.findings import Loop, Range, Readiness
from audit.recovery.periods import Cadence, after, name_of, start_of
from audit.recovery.proof import Behaviour, Beside, Period, Proof, Signal, State
from audit.recovery.series import BESIDE, Series
from audit.recovery.terms import Measured, Terms
from reports.papers.contents import AgreementPaper, Condition, FixPaper, Origin, ProofPaper, Signature

START = date(2026, 7, 1)
AS_OF = datetime(2027, 7, 5, 9, 30, tzinfo=UTC)
YEAR = (35.0, 24.0, 15.0, None, 13.0, 12.0, 14.0, 13.0, 22.0, 25.0, 14.0, 12.0)
BASELINE = (38.0, 42.0, 41.0, 39.0, 43.0, 37.0)
ORIGIN = Origin("Northwind Heating", "en_US", "Home services", "1.4.0", 2, date(2026, 6, 20), "ab" * 32)


def terms(**changed: object) -> Terms:
    """Missed inquiries, from 40 to 14 a month."""
    months = [date(2026, month, 1) for month in range(1, 7)]
    given = {
        "leak": "missed_calls",
        "leak_title": "Missed calls",
        "fix": "call_cover",
        "fix_title": "Cover every call",
        "metric": "missed_inquiries",
        "metric_title": "New inquiries a month that reach nobody",
        "metric_unit": "inquiry/month",
        "how": "From the call log: first-time numbers without a conversation within an hour.",
        "source": "The call log of the phone system",
        "cadence": Cadence.MONTH,
        "better": "lower",
        "baseline": 40.0,
        "baseline_from": months[0],
        "baseline_until": START - timedelta(days=1),
        "baseline_values": [Measured(starts_on=m, value=v) for m, v in zip(months, BASELINE, strict=True)],
        "target": 14.0,
        "target_per_year": Range(18_000.0, 31_000.0, 52_000.0),
        "currency": "USD",
        "owner": "Robin Okafor",
        "starts_on": START,
        "ends_on": START + timedelta(days=90),
        "stop_on": START + timedelta(days=70),
        "stop_rule": "Stop if missed first-time callers have not fallen by half by week 10.",
        "setup_cost": 9_000.0,
        "running_cost_per_month": 800.0,
    }
    return Terms.model_validate(given | changed)


def period(start: date, value: float | None, cadence: Cadence = Cadence.MONTH, **changed: object) -> Period:
    """A period whose value is worth a hundred dollars for each inquiry below forty."""
    gain = None if value is None else (40.0 - value) * 100
    span = None if gain is None else Range(gain * 0.6, gain, gain * 1.7)
    net = None if span is None else Range(span.p10 - 800, span.p50 - 800, span.p90 - 800)
    one = Period(
        starts_on=start,
        name=name_of(start, cadence),
        value=value,
        corrections=0,
        late=False,
        note="",
        meets_target=value is not None and value <= 14,
        recovered=span,
        running_cost=800.0,
        running_cost_measured=False,
        net=net,
    )
    return replace(one, **changed)  # type: ignore[arg-type]  # names are the fields' own


def proof(values: tuple[float | None, ...] = YEAR, agreed: Terms | None = None, **changed: object) -> Proof:
    """A proof of these values, a period each from the start."""
    given = agreed or terms()
    cadence, start, periods = Cadence(given.cadence), start_of(given.starts_on, Cadence(given.cadence)), []
    for value in values:
        periods.append(period(start, value, cadence))
        start = after(start, cadence)
    measured = [one for one in periods if one.net and one.recovered]
    recovered = [one.recovered.p50 for one in measured if one.recovered]
    cost = 800.0 * len(periods)
    total = sum(recovered)
    made = Proof(
        as_of=AS_OF.date(),
        terms=given,
        state=State.REACHED if measured else State.ON_TRACK,
        words="The number has been at the target for three months in a row, and the change is larger than its swing.",
        advice="",
        drift="",
        reached_on=None,
        slipped_on=None,
        periods=tuple(periods),
        missing=tuple(one.starts_on for one in periods if one.value is None),
        behaviour=Behaviour(
            enough=True,
            mean=40.0,
            lower=30.4,
            upper=49.6,
            signals=tuple(
                Signal(one.starts_on, True, f"{one.name}: a better month than the ordinary swing explains.")
                for one in measured[1:3]
            ),
            words="The change is larger than the ordinary swing of the number.",
        ),
        beside=(),
        share_of_gap=1.08 if measured else None,
        recovered=Range(total * 0.6, total, total * 1.7),
        running_cost=cost,
        net=Range(total * 0.6 - cost, total - cost, total * 1.7 - cost),
        paid_back_on=periods[5].starts_on if len(periods) > 5 else None,
        false_alarm_rate=0.05,
    )
    return replace(made, **changed)  # type: ignore[arg-type]  # names are the fields' own


def story() -> Proof:
    """A year with a gap, a correction, a late value, a relapse, and series beside the metric."""
    made = proof(
        drift="Since it was reached, the number was short of the target for two months, and came back.",
        advice="Enter the value of October 2026.",
    )
    periods = list(made.periods)
    periods[4] = replace(periods[4], corrections=2, note="Two calls were counted twice.")
    periods[6] = replace(periods[6], late=True, running_cost=950.0, running_cost_measured=True)
    starts = [one.starts_on for one in periods]
    beside = tuple(
        Beside(series, BESIDE[series].title, BESIDE[series].definition, BESIDE[series].unit, values)
        for series, values in (
            (Series.ADOPTION, tuple((start, 0.4 + 0.04 * i) for i, start in enumerate(starts))),
            (Series.TIME_TO_DECISION, ((starts[2], 0.5), (starts[3], 3.25))),
            (Series.RUNNING_COST, ((starts[6], 950.0),)),
        )
    )
    worse = Signal(starts[9], False, "April 2027: a worse month than the ordinary swing explains.")
    swing = replace(made.behaviour, signals=(*made.behaviour.signals, worse))
    return replace(made, periods=tuple(periods), beside=beside, behaviour=swing)


def weekly(weeks: int = 60) -> Proof:
    """Many weeks since the start, and half a year of them before it."""
    start = date(2026, 7, 6)
    before = [Measured(starts_on=start - timedelta(weeks=26 - i), value=0.3 + 0.02 * (i % 3)) for i in range(26)]
    agreed = terms(
        cadence=Cadence.WEEK,
        metric_unit="1",
        metric_title="Share of first-time callers who reach nobody",
        baseline=0.32,
        baseline_values=before,
        baseline_from=before[0].starts_on,
        baseline_until=start - timedelta(days=1),
        starts_on=start,
        ends_on=start + timedelta(days=90),
        stop_on=start + timedelta(days=70),
        target=0.1,
    )
    values = tuple(None if i % 17 == 9 else max(0.31 - 0.01 * i, 0.08 + 0.01 * (i % 4)) for i in range(weeks))
    made = proof(values, agreed)
    swing = Behaviour(True, 0.32, 0.26, 0.38, (), "The change is larger than the ordinary swing of the number.")
    return replace(made, behaviour=swing)


def proof_paper(made: Proof | None = None, **origin: object) -> ProofPaper:
    """A proof with where it comes from."""
    return ProofPaper(replace(ORIGIN, **origin), "Northgate Partners", 1, made or story(), AS_OF)  # type: ignore[arg-type]  # names are the fields' own


def agreement_paper(*, signed: bool = True, changed: bool = False, **given: object) -> AgreementPaper:
    """The terms, signed or not, the first version or a change of it."""
    at = datetime(2026, 6, 28, 14, 5, tzinfo=UTC)
    words = "I agree to these terms: the number, how it is measured, the target and the stop rule."
    signatures = (
        Signature("Northgate Partners", "Sam Vance" if signed else "", words if signed else "", at if signed else None),
        Signature("Northwind Heating", "Pat Lee" if signed else "", words if signed else "", at if signed else None),
    )
    return AgreementPaper(
        origin=ORIGIN,
        consultancy="Northgate Partners",
        number=2 if changed else 1,
        made_at=at - timedelta(days=2),
        terms=terms(**given),
        before=terms(target=20.0, owner="Alex Kim") if changed else None,
        why="The owner changed, and the target with it." if changed else "",
        signatures=signatures,
        as_of=at + timedelta(hours=1),
    )


def fix_paper(**given: object) -> FixPaper:
    """The one-page fix."""
    return FixPaper(
        origin=ORIGIN,
        consultancy="Northgate Partners",
        terms=terms(**given),
        sentence="About 40 first-time callers a month reach nobody, and $31,000 a year goes with them.",
        summary="Every call is answered by a person within four rings, or called back within the hour.",
        loop=Loop(
            trigger="A new number calls and nobody picks up within four rings.",
            work="The cover service answers, and writes down the name, the number and the reason.",
            lands="A line in the day's call list, with a callback time.",
            acts="The dispatcher calls back within the hour and books or declines.",
        ),
        conditions=(
            Condition("One person owns the number", Readiness.YES, ""),
            Condition("The call log can be read by machine", Readiness.PARTLY, "Ask the provider for the daily file."),
            Condition("Somebody has an hour a week for it", Readiness.NO, "Block the hour in the calendar."),
            Condition("The work is repeatable", Readiness.UNKNOWN, "Write down the last ten calls."),
        ),
        as_of=AS_OF,
    )
