"""A company's agreements at a glance: where each stands, and what of it waits for the company."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from audit.recovery.due import missing
from audit.recovery.series import Series
from audit.store.agreements import Version, versions_of
from audit.store.tables import Agreement, JobState, Measurement, Paper, Side


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """An agreement with its newest version and the one in force, which may be the same; None before both have signed.

    `missing` are the first days of the periods that are over and have no number yet, the oldest first.
    """

    agreement: Agreement
    newest: Version
    in_force: Version | None
    missing: tuple[date, ...]

    @property
    def stopped(self) -> bool:
        """Whether nobody works on it any more."""
        return self.agreement.stopped_at is not None

    @property
    def waits_for_signature(self) -> bool:
        """Whether the company has still to sign the newest version."""
        return not self.stopped and Side.COMPANY not in self.newest.signed


def lines(session: Session, company_id: int, today: date) -> Sequence[AgreementLine]:
    """Return a company's agreements, the newest first. Four queries, however many there are."""
    of_it = select(Agreement).where(Agreement.company_id == company_id).order_by(Agreement.id.desc())
    found = session.scalars(of_it).all()
    versions = versions_of(session, [one.id for one in found])
    measured = _measured(session, [one.id for one in found])
    return [_line(one, versions[one.id], measured.get(one.id, set()), today) for one in found if versions[one.id]]


def ready_papers(session: Session, company_id: int, person_id: int, since: datetime, now: datetime) -> Sequence[Paper]:
    """Return the papers that a person has asked for, ready since then and still to be had, the newest first."""
    theirs = (Paper.company_id == company_id, Paper.person_id == person_id, Paper.state == JobState.DONE)
    held = or_(Paper.expires_at.is_(None), Paper.expires_at > now)
    query = select(Paper).where(*theirs, Paper.finished_at >= since, held).order_by(Paper.id.desc())
    return session.scalars(query).all()


def _line(agreement: Agreement, versions: Sequence[Version], measured: set[date], today: date) -> AgreementLine:
    in_force = next((one for one in versions if one.in_force), None)
    running = in_force is not None and agreement.stopped_at is None
    gaps = tuple(missing(in_force.terms, measured, today)) if in_force and running else ()
    return AgreementLine(agreement, versions[0], in_force, gaps)


def _measured(session: Session, agreement_ids: Sequence[int]) -> Mapping[int, set[date]]:
    """The periods of each agreement for which its metric has a number."""
    columns = (Measurement.agreement_id, Measurement.starts_on, Measurement.value)
    of_them = (Measurement.agreement_id.in_(agreement_ids), Measurement.series == Series.METRIC)
    found: dict[int, set[date]] = {}
    for agreement_id, starts_on, value in session.execute(
        select(*columns).where(*of_them).order_by(Measurement.number)
    ):
        theirs = found.setdefault(agreement_id, set())
        theirs.discard(starts_on) if value is None else theirs.add(starts_on)  # the highest number counts
    return found
