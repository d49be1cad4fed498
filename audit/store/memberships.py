"""The people of a company: invited, joined, gone again. Nobody is part of a company who has not joined it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from audit.store import operator_links
from audit.store.tables import Company, Membership, OperatorLinkPurpose, Person


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who is part of a company, or is invited to be (`membership.joined_at` is None)."""

    membership: Membership
    person: Person

    @property
    def called(self) -> str:
        """Their name, else their address."""
        return self.membership.name or self.person.email


def of_company(session: Session, company_id: int) -> Sequence[Member]:
    """Return who is part of a company, then who is invited, each in the order in which they came."""
    query = select(Membership, Person).join(Person, Person.id == Membership.person_id)
    query = query.where(Membership.company_id == company_id, Membership.ended_at.is_(None))
    order = (Membership.joined_at.is_(None), Membership.joined_at, Membership.invited_at, Membership.id)
    return [Member(membership, person) for membership, person in session.execute(query.order_by(*order))]


def find(session: Session, company_id: int, membership_id: int) -> Member | None:
    """Return one of a company's people or invitations; None for one of another company, or one that is over."""
    return next((one for one in of_company(session, company_id) if one.membership.id == membership_id), None)


def of_person(session: Session, company_id: int, person_id: int) -> Membership | None:
    """Return what a person is or was to a company: joined, invited or over."""
    query = select(Membership).where(Membership.company_id == company_id, Membership.person_id == person_id)
    return session.scalar(query)


def invitations_of(session: Session, person_id: int) -> Sequence[tuple[Membership, Company]]:
    """Return the companies that a person may join, the newest invitation first."""
    query = select(Membership, Company).join(Company, Company.id == Membership.company_id)
    open_ones = (Membership.person_id == person_id, Membership.joined_at.is_(None), Membership.ended_at.is_(None))
    rows = session.execute(query.where(*open_ones).order_by(Membership.invited_at.desc(), Membership.id.desc()))
    return [(membership, company) for membership, company in rows]


def is_invited(session: Session, company_id: int, person_id: int) -> bool:
    """Whether an invitation of that person to that company is open."""
    found = of_person(session, company_id, person_id)
    return found is not None and found.joined_at is None and found.ended_at is None


def invite(
    session: Session, company: Company, person: Person, name: str, now: datetime, *, by: int | None = None
) -> Membership:
    """Invite a person to join a company, once more if they were; `by` is the person who does, None for staff.

    Nothing changes for who has joined already.
    """
    hold(session, company.id)
    found = of_person(session, company.id, person.id)
    if found is None:
        found = Membership(company_id=company.id, person_id=person.id, name=name, invited_at=now, invited_by_id=by)
        session.add(found)
    elif found.joined_at is None or found.ended_at is not None:
        found.name, found.invited_at, found.invited_by_id = name or found.name, now, by
        found.joined_at, found.ended_at = None, None
    session.flush()
    return found


def accept(session: Session, company: Company, person: Person, name: str, now: datetime) -> Membership | None:
    """Have an invited person be part of the company. None if the invitation was taken back."""
    hold(session, company.id)
    found = of_person(session, company.id, person.id)
    if found is None or found.ended_at is not None:
        return None
    found.name, found.joined_at = name or found.name, found.joined_at or now
    operator_links.close_all(session, person.id, OperatorLinkPurpose.INVITATION, now, company.id)
    session.flush()
    return found


def end(session: Session, company_id: int, membership_id: int, now: datetime) -> bool:
    """End somebody's part in a company, or take an invitation back. False if they are the last who has joined.

    It counts from the next page that they open. Raises LookupError if there is no such person in that company.
    """
    hold(session, company_id)
    found = find(session, company_id, membership_id)
    if found is None:
        raise LookupError("nobody of that number is part of the company")
    if found.membership.joined_at is not None and _joined(session, company_id) < 2:
        return False
    found.membership.ended_at = now
    operator_links.close_all(session, found.person.id, OperatorLinkPurpose.INVITATION, now, company_id)
    session.flush()
    return True


def hold(session: Session, company_id: int) -> None:
    """Keep others from changing who is part of a company, until the end of the transaction."""
    session.scalar(select(Company.id).where(Company.id == company_id).with_for_update())


def _joined(session: Session, company_id: int) -> int:
    joined = (Membership.joined_at.is_not(None), Membership.ended_at.is_(None))
    count = select(func.count(Membership.id)).where(Membership.company_id == company_id, *joined)
    return session.scalar(count) or 0
