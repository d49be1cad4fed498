"""All agreements as a list, by state: what a consultancy has promised, and how it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from audit.recovery.periods import before, first_from, start_of
from audit.recovery.proof import State
from audit.recovery.series import Series
from audit.recovery.terms import Terms
from audit.store import agreements
from audit.store.agreements import Version
from audit.store.tables import Agreement, Company, CompanyAudit, Measurement

AT_ONCE: Final = 50
_MEASURED_IN: Final = frozenset({State.ON_TRACK, State.NOT_YET, State.REACHED, State.SLIPPED})


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest value of the metric that counts, and the first day of its period."""

    starts_on: date
    value: float


@dataclass(frozen=True, slots=True)
class Line:
    """An agreement in the list. `version` is the one in force, or the newest where none is; `newest` its last number.

    `missing` is the first day of the newest period that is over and has no value; None where none is missing.
    """

    agreement: Agreement
    company: str
    is_sample: bool
    version: Version
    newest: int
    latest: Latest | None
    missing: date | None

    @property
    def terms(self) -> Terms:
        """What was agreed, or is proposed."""
        return self.version.terms


@dataclass(frozen=True, slots=True)
class Page:
    """Lines in order, and whether there are any before and behind them."""

    lines: Sequence[Line]
    has_newer: bool
    has_older: bool


def counts(session: Session) -> Mapping[State, int]:
    """Return how many agreements are in each state."""
    rows = session.execute(select(Agreement.state, func.count()).group_by(Agreement.state))
    found: dict[str, int] = {state: number for state, number in rows}  # noqa: C416  # rows are no pairs for dict()
    return {state: found.get(state, 0) for state in State}


def page(session: Session, state: State | None, number: int, today: date, at_once: int = AT_ONCE) -> Page:
    """Return a page, numbered from 1, of the agreements in a state: who came into it last on top. None: all, by age.

    Pages are counted, not remembered by a place: even ten thousand agreements make two hundred of them.
    """
    rows = session.execute(_ordered(state).offset((number - 1) * at_once).limit(at_once + 1)).all()
    shown = [(agreement, name, is_sample) for agreement, name, is_sample in rows[:at_once]]
    ids = [agreement.id for agreement, _, _ in shown]
    versions, latest = agreements.versions_of(session, ids), _latest(session, ids)
    lines = [
        _line(agreement, name, versions[agreement.id], latest.get(agreement.id), today, is_sample=is_sample)
        for agreement, name, is_sample in shown
    ]
    return Page(lines, number > 1, len(rows) > at_once)


def newest_of(session: Session, audit_ids: Sequence[int]) -> Mapping[int, Agreement]:
    """Return the newest agreement with the company of each audit; of an audit whose company has none, nothing."""
    query = select(CompanyAudit.audit_id, Agreement).join(Agreement, Agreement.company_id == CompanyAudit.company_id)
    rows = session.execute(query.where(CompanyAudit.audit_id.in_(audit_ids)).order_by(Agreement.id))
    return {audit_id: agreement for audit_id, agreement in rows}  # noqa: C416  # rows are no pairs for dict()


def _ordered(state: State | None) -> Select[Agreement, str, bool]:
    query = select(Agreement, Company.name, Company.is_sample).join(Company, Company.id == Agreement.company_id)
    if state is None:
        return query.order_by(Agreement.id.desc())
    return query.where(Agreement.state == state).order_by(Agreement.state_since.desc(), Agreement.id.desc())


def _latest(session: Session, agreement_ids: Sequence[int]) -> Mapping[int, Latest]:
    """The newest value of each metric: of a period its last correction counts, one that was taken back does not."""
    place = (Measurement.agreement_id, Measurement.starts_on)
    rank = func.row_number().over(partition_by=place, order_by=Measurement.number.desc()).label("rank")
    columns = (*place, Measurement.value, rank)
    of_metric = (Measurement.agreement_id.in_(agreement_ids), Measurement.series == Series.METRIC)
    counted = select(*columns).where(*of_metric).subquery()
    standing = (counted.c.rank == 1, counted.c.value.is_not(None))
    rows = session.execute(
        select(counted.c.agreement_id, counted.c.starts_on, counted.c.value)
        .where(*standing)
        .order_by(counted.c.starts_on)
    )
    return {agreement_id: Latest(starts_on, value) for agreement_id, starts_on, value in rows}


def _line(
    agreement: Agreement,
    company: str,
    versions: Sequence[Version],
    latest: Latest | None,
    today: date,
    *,
    is_sample: bool,
) -> Line:
    version = next((one for one in versions if one.in_force), versions[0])
    measured = agreement.state in _MEASURED_IN
    missing = _missing(version.terms, latest, today) if measured else None
    return Line(agreement, company, is_sample, version, versions[0].row.number, latest, missing)


def _missing(terms: Terms, latest: Latest | None, today: date) -> date | None:
    newest = before(start_of(today, terms.cadence), terms.cadence)
    expected = newest >= first_from(terms.starts_on, terms.cadence)
    return newest if expected and (latest is None or latest.starts_on < newest) else None
