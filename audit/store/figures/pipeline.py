"""What sales has in hand: finished audits by status and owner, and their leaks, with likely dollars a year."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from audit.store.figures.scope import Scope
from audit.store.tables import Account, FindingRow, Lead, Revision


@dataclass(frozen=True, slots=True)
class InHand:
    """Finished audits of one currency, status and owner. `likely` adds up their likely totals, money a year."""

    currency: str
    status: str
    owner_id: int | None
    owner: str
    audits: int
    likely: float


@dataclass(frozen=True, slots=True)
class LeakSum:
    """A leak over all audits in which it was found. `likely` adds up its shares of their totals, money a year.

    A share is what a leak brings where all are closed; unlike what closing it alone would bring, shares add up.
    """

    currency: str
    leak: str
    title: str
    audits: int
    likely: float


def in_hand(session: Session, scope: Scope) -> Sequence[InHand]:
    """Return what the finished audits that arrived in that time add up to, as they stand today."""
    query = (
        select(
            Lead.currency,
            Lead.status,
            Lead.owner_id,
            func.coalesce(func.max(Account.name), ""),
            func.count(),
            func.sum(Lead.total_p50),
        )
        .outerjoin(Account, Account.id == Lead.owner_id)
        .where(Lead.finished, *scope.of_leads(Lead.arrived_at))
        .group_by(Lead.currency, Lead.status, Lead.owner_id)
    )
    rows = session.execute(query)
    return [
        InHand(currency, status, owner_id, owner, audits, likely or 0.0)
        for currency, status, owner_id, owner, audits, likely in rows
    ]


def leaks(session: Session, scope: Scope) -> Sequence[LeakSum]:
    """Return the leaks of the same audits, by their newest result; the largest of a currency first."""
    newest = select(func.max(Revision.number)).where(Revision.audit_id == Lead.audit_id).correlate(Lead)
    likely = func.sum(FindingRow.share_money)
    query = (
        select(Lead.currency, FindingRow.leak, func.max(FindingRow.title), func.count(), likely)
        .join(Revision, Revision.audit_id == Lead.audit_id)
        .join(FindingRow, FindingRow.revision_id == Revision.id)
        .where(Lead.finished, Revision.number == newest.scalar_subquery(), *scope.of_leads(Lead.arrived_at))
        .group_by(Lead.currency, FindingRow.leak)
        .order_by(Lead.currency, likely.desc(), FindingRow.leak)
    )
    return [LeakSum(*row) for row in session.execute(query)]
