"""Agreements straight in the tables, as many as a list needs."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from audit.recovery.proof import State
from audit.recovery.series import Series
from audit.recovery.terms import Terms
from audit.store.tables import (
    Agreement,
    AgreementVersion,
    Company,
    Measurement,
    Revision,
    Side,
    SignOff,
)


def promise(
    session: Session, revision: Revision, terms: Terms, since: datetime, state: State, *, name: str = "Northwind"
) -> Agreement:
    """An agreement of a company of its own, signed by both sides unless it is a draft."""
    company = Company(public_id=f"c-{name}-{since:%Y%m%d%H%M%S}"[:32], name=name, made_at=since)
    session.add(company)
    session.flush()
    agreement = Agreement(
        public_id=f"a{company.id}",
        company_id=company.id,
        revision_id=revision.id,
        leak=terms.leak,
        fix=terms.fix,
        state=state,
        state_since=since,
        created_at=since,
        stopped_why="",
    )
    session.add(agreement)
    session.flush()
    add_version(session, agreement, terms, since, signed=state is not State.DRAFT)
    return agreement


def add_version(
    session: Session, agreement: Agreement, terms: Terms, made_at: datetime, *, number: int = 1, signed: bool = True
) -> None:
    version = AgreementVersion(
        agreement_id=agreement.id, number=number, terms=terms.model_dump(mode="json"), why="", made_at=made_at
    )
    session.add(version)
    session.flush()
    for side in Side if signed else ():
        session.add(SignOff(version_id=version.id, side=side, name="Pat", wording="I agree.", signed_at=made_at))
    session.flush()


def measured(session: Session, agreement: Agreement, starts_on: date, *values: float | None) -> None:
    """A value and its corrections; None takes it back."""
    for number, value in enumerate(values, start=1):
        session.add(
            Measurement(
                agreement_id=agreement.id,
                series=Series.METRIC,
                starts_on=starts_on,
                number=number,
                value=value,
                way="sample",
                entered_at=agreement.created_at + timedelta(days=40),
            )
        )
    session.flush()
