"""Two companies with a row of everything that an address of the portal can name. Nothing of one is the other's.

A room that names a new row in its addresses gets it here: in `_rows_of`, for both companies at once.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy.orm import Session

from audit.recovery.series import Series
from audit.recovery.terms import Measured
from audit.recovery.views import View
from audit.store import agreements, companies, operator_links, operator_sessions
from audit.store.tables import (
    Account,
    Agreement,
    AuditRow,
    Company,
    FixPage,
    JobState,
    Measurement,
    MeasuringKey,
    Membership,
    Paper,
    PaperKind,
    Person,
    ReadinessAnswer,
    ReadinessAsk,
    Revision,
)
from tests.web.portal.operators import terms_of

PAPER_FILE: Final = "paper.pdf"
PAPER_BYTES: Final = b"%PDF-1.7 made up"
START: Final = date(2026, 1, 1)
MONTHS: Final = [date(2025, month, 1) for month in range(7, 13)]


@dataclass(frozen=True)
class Theirs:
    """A company as the tests see it: the values of its addresses, its links, and a key for programs."""

    values: Mapping[str, object]
    secrets: Mapping[str, str]
    measuring_secret: str


def company_rows(
    session: Session,
    name: str,
    people: tuple[Person, Person, Person],
    revision: Revision,
    staff: Account,
    now: datetime,
) -> Theirs:
    """A company with its audit, of three people: the first two have joined, the third is only invited."""
    first, second, third = people
    audit = session.get_one(AuditRow, revision.audit_id)
    company = companies.begin(session, name, now)
    companies.take_in(session, company, audit, now)
    companies.join(session, company, first, "Pat Lee", now)
    colleague = companies.join(session, company, second, "Lee Ortiz", now)
    invited = Membership(company_id=company.id, person_id=third.id, name="Max Ode", invited_at=now)
    session.add(invited)
    operator_sessions.start(session, first, "Firefox on Windows", now)
    session.flush()
    enter, join = (secrets.token_urlsafe(32) for _ in range(2))
    operator_links.keep(session, enter, first.id, now, now + timedelta(minutes=30))
    operator_links.keep(session, join, third.id, now, now + timedelta(days=7), to_join=company.id)
    ask, key = (secrets.token_urlsafe(32) for _ in range(2))
    values = _rows_of(session, company, revision, (staff, first), now, (ask, key))
    browser = operator_sessions.of_person(session, first.id, now)[0]
    values |= {"company": company.public_id, "audit": audit.public_id, "revision": revision.number}
    values |= {"colleague": colleague.id, "invitation": invited.id, "browser": browser.id}
    return Theirs(values, {"/portal/enter": enter, "/portal/join": join, "/readiness": ask}, key)


def _rows_of(
    session: Session,
    company: Company,
    revision: Revision,
    sides: tuple[Account, Person],
    now: datetime,
    made: tuple[str, str],
) -> dict[str, object]:
    """An agreement that both sides have signed, with all that hangs on it. Returns the values by argument."""
    terms = terms_of(
        START,
        leak="missed_calls",
        leak_title="Missed calls",
        fix="call_desk",
        fix_title="A call desk",
        metric="missed",
        metric_title="Calls that nobody takes",
        metric_unit="1",
        baseline=0.4,
        baseline_values=[Measured(starts_on=month, value=0.4) for month in MONTHS],
        target=0.1,
    )
    agreement = agreements.draft(session, company, revision, terms, sides[0], now)
    version = agreements.versions(session, agreement.id)[0].row
    agreements.sign(session, version, sides[0], "Ada Lindqvist", "I agree to these terms.", now)
    agreements.sign(session, version, sides[1], "Pat Lee", "I agree to these terms.", now)
    ask_secret, key_secret = made
    key = MeasuringKey(secret_hash=_hash(key_secret), agreement_id=agreement.id, label="Phone system", made_at=now)
    page = FixPage(
        agreement_id=agreement.id,
        number=1,
        trigger="A call",
        work="A text",
        lands="A list",
        acts="You call",
        made_at=now,
    )
    paper = Paper(
        public_id=secrets.token_hex(12),
        key=f"agreement:{version.id}",
        kind=PaperKind.AGREEMENT,
        company_id=company.id,
        agreement_id=agreement.id,
        version_id=version.id,
        as_of=now,
        state=JobState.DONE,
        file_name=PAPER_FILE,
        size_bytes=len(PAPER_BYTES),
        sha256=sha256(PAPER_BYTES).hexdigest(),
        next_attempt_at=now,
        created_at=now,
        finished_at=now,
    )
    ask = _ask(agreement, sides[1], _hash(ask_secret), now)
    answered = _ask(agreement, sides[1], None, now, answered=True)
    session.add_all([key, page, paper, ask, answered, _measured(agreement, sides[1], now)])
    session.flush()
    session.add(ReadinessAnswer(ask_id=answered.id, condition="owner", state="yes"))
    session.flush()
    return {
        "agreement": agreement.public_id,
        "version": version.number,
        "paper": paper.public_id,
        "measuring_key": key.id,
        "ask": ask.id,
    }


def _ask(
    agreement: Agreement, person: Person, token_hash: str | None, now: datetime, *, answered: bool = False
) -> ReadinessAsk:
    return ReadinessAsk(
        agreement_id=agreement.id,
        view=View.PAYS if answered else View.USES,
        person_id=person.id,
        name="Pat Lee",
        token_hash=token_hash,
        asked_at=now,
        expires_at=now + timedelta(days=14),
        answered_at=now if answered else None,
    )


def _measured(agreement: Agreement, person: Person, now: datetime) -> Measurement:
    return Measurement(
        agreement_id=agreement.id,
        series=Series.METRIC,
        starts_on=START,
        number=1,
        value=0.3,
        way="by hand",
        entered_at=now,
        person_id=person.id,
    )


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
