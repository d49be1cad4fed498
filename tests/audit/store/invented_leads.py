"""Companies that do not exist, put straight into the tables that figures are added up from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from audit.store.tables import (
    AnswerRow,
    AuditRow,
    AuditState,
    FindingRow,
    JobState,
    Lead,
    PlaybookVersion,
    Report,
    ReportOpening,
    Revision,
)

FIRST = datetime(2026, 3, 10, 14, tzinfo=UTC)
OLD, NEW = "1" * 64, "2" * 64


@dataclass(frozen=True)
class Invented:
    """One audit. `leaks` are shares of its total by leak, of each result in turn; none: it is not finished.

    `seconds` are those from reading to answering of each question, None for one that was never answered. `touched` is
    after how many minutes of its clock somebody called; `clock`: whether it has one.
    """

    leaks: tuple[Mapping[str, float], ...] = ()
    started: datetime = FIRST
    source: str = ""
    playbook: str = OLD
    name: str = "small"
    currency: str = "USD"
    status: str = "new"
    owner: int | None = None
    mail: bool = False
    opened: bool = False
    clock: bool = False
    touched: float | None = None
    seconds: Mapping[str, float | None] = field(default_factory=dict)
    sample: bool = False


def put_playbook(session: Session, content_hash: str, version: str, name: str = "small", archive: bytes = b"") -> None:
    """A playbook's version, without a playbook."""
    seen = FIRST + timedelta(days=content_hash == NEW)
    row = PlaybookVersion(
        content_hash=content_hash, name=name, title=name, version=version, archive=archive, first_seen_at=seen
    )
    session.add(row)


def put(session: Session, number: int, one: Invented) -> None:
    """The audit of that number with everything that belongs to it."""
    begun = bool(one.seconds or one.leaks)
    arrived = one.started + timedelta(minutes=2)
    audit = AuditRow(
        public_id=f"invented-{number}",
        playbook_hash=one.playbook,
        state=AuditState.FINISHED if one.leaks else AuditState.ANSWERING if begun else AuditState.STARTED,
        source={"utm_source": one.source, "utm_term": "x"} if one.source else {},
        started_at=one.started,
        first_answer_at=one.started if begun else None,
        last_answer_at=one.started if begun else None,
        finished_at=arrived if one.leaks else None,
        is_sample=one.sample,
    )
    session.add(audit)
    session.flush()
    for question, seconds in one.seconds.items():
        session.add(_answer(audit.id, question, one.started, seconds))
    if not begun:
        return
    session.add(_lead(audit, one, arrived))
    for place, leaks in enumerate(one.leaks, 1):
        _result(session, audit, one, place, leaks)


def _answer(audit_id: int, question: str, reached: datetime, seconds: float | None) -> AnswerRow:
    answered = None if seconds is None else reached + timedelta(seconds=seconds)
    given = None if seconds is None else "yes"
    return AnswerRow(
        audit_id=audit_id, question=question, given=given, reached_at=reached, answered_at=answered, changed_at=answered
    )


def _lead(audit: AuditRow, one: Invented, arrived: datetime) -> Lead:
    total = sum(one.leaks[-1].values()) if one.leaks else None
    clock = {
        "clock_from": arrived,
        "amber_at": arrived + timedelta(minutes=5),
        "red_at": arrived + timedelta(minutes=60),
        "first_touch_at": None if one.touched is None else arrived + timedelta(minutes=one.touched),
    }
    return Lead(
        audit_id=audit.id,
        public_id=audit.public_id,
        playbook=one.name,
        source=one.source,
        arrived_at=arrived,
        finished=bool(one.leaks),
        status=one.status,
        owner_id=one.owner,
        email="pat@northwind.example" if one.mail else "",
        company="Northwind Trading" if one.mail else "",
        contact_name="Pat Reyes" if one.mail else "",
        currency=one.currency if one.leaks else "",
        total_p10=total,
        total_p50=total,
        total_p90=total,
        is_sample=one.sample,
        **(clock if one.clock else {}),
    )


def _result(session: Session, audit: AuditRow, one: Invented, place: int, leaks: Mapping[str, float]) -> None:
    total = sum(leaks.values())
    revision = Revision(
        audit_id=audit.id,
        number=place,
        made_at=one.started,
        playbook_hash=one.playbook,
        answers_hash=f"{place}",
        changed="",
        record=b"",
        currency=one.currency,
        total_p10=total,
        total_p50=total,
        total_p90=total,
        verdict="fix",
    )
    session.add(revision)
    session.flush()
    for rank, (leak, share) in enumerate(leaks.items(), 1):
        alone = {"alone_p10": share, "alone_p50": 2 * share, "alone_p90": 3 * share}
        finding = FindingRow(revision_id=revision.id, leak=leak, title=f"The {leak}", rank=rank, share_money=share)
        for name, value in {**alone, "measured": True}.items():
            setattr(finding, name, value)
        session.add(finding)
    if one.opened:
        report = Report(
            revision_id=revision.id, company="", state=JobState.DONE, next_attempt_at=FIRST, created_at=FIRST
        )
        session.add(report)
        session.flush()
        session.add(ReportOpening(report_id=report.id, opened_at=FIRST))


def dozen(ada: int, bram: int) -> tuple[Invented, ...]:
    """Twelve audits whose figures the tests work out by hand; `ada` and `bram` are accounts."""
    quick = {"industry": 10.0, "calls": 30.0}
    february = datetime(2026, 2, 10, 14, tzinfo=UTC)
    return (
        Invented(
            ({"calls": 60_000, "quotes": 40_000},),
            source="letter", status="qualified", owner=ada, mail=True, opened=True, clock=True, touched=3,
            seconds=quick,
        ),
        Invented(
            ({"calls": 50_000},),
            source="letter", status="contacted", owner=ada, mail=True, opened=True, clock=True, touched=30,
            seconds={"industry": 20.0, "calls": 2_000.0}, playbook=NEW,
        ),
        Invented(
            ({"quotes": 30_000},),
            status="contacted", owner=bram, mail=True, clock=True, touched=90,
            seconds={"industry": 30.0, "calls": 50.0},
        ),
        # An answer was corrected: the first result does not count any more, though its PDF was the one that was opened.
        Invented(
            ({"calls": 99_000}, {"calls": 5_000, "quotes": 15_000}),
            mail=True, clock=True, opened=True, seconds={"industry": 40.0, "calls": 0.0},
        ),
        Invented(({"calls": 80_000},), source="letter", currency="EUR", seconds=quick),
        Invented(({"calls": 1_000},), status="not_a_fit", owner=bram, seconds=quick),
        # Not finished: one left at the second question, one at the first of the newer version.
        Invented(source="letter", seconds={"industry": 15.0, "calls": None}),
        Invented(seconds={"industry": 60.0, "calls": None}, playbook=NEW),
        # Begun, and no answer.
        Invented(source="letter"),
        Invented(),
        # Not of these figures: an invented company, and one of the month before.
        Invented(
            ({"calls": 999_999},),
            sample=True, mail=True, opened=True, clock=True, touched=1, status="qualified", seconds=quick,
        ),
        Invented(
            ({"calls": 777_777},),
            started=february, source="fair", mail=True, clock=True, touched=1, status="qualified", seconds=quick,
        ),
    )  # fmt: skip
