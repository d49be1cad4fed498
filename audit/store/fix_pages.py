"""The one-page fix in a company's own words. A change is a new row; the highest number counts, none is overwritten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from audit.findings import Loop
from audit.store.tables import Account, Agreement, FixPage, Membership


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: a member of staff or an operator, one of the two."""

    account_id: int | None = None
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A page, and how who wrote it is called; empty where nobody knows any more."""

    row: FixPage
    by: str


def newest(session: Session, agreement_id: int) -> FixPage | None:
    """Return the page that counts; None while the playbook's words do."""
    query = select(FixPage).where(FixPage.agreement_id == agreement_id).order_by(FixPage.number.desc())
    return session.scalar(query.limit(1))


def history(session: Session, agreement: Agreement) -> Sequence[Written]:
    """Return every page with who wrote it, the newest first."""
    query = (
        select(FixPage, Account.name, Membership.name)
        .outerjoin(Account, Account.id == FixPage.account_id)
        .outerjoin(
            Membership,
            (Membership.person_id == FixPage.person_id) & (Membership.company_id == agreement.company_id),
        )
        .where(FixPage.agreement_id == agreement.id)
        .order_by(FixPage.number.desc())
    )
    return [Written(row, staff or operator or "") for row, staff, operator in session.execute(query)]


def write(session: Session, agreement: Agreement, seen: int, loop: Loop, by: Writer, now: datetime) -> FixPage | None:
    """Keep another page. None, and nothing is kept, if `seen` is not the number that counts (0: the playbook's words).

    The agreement must have been read to be changed. Words that stand already make no new row.
    """
    before = newest(session, agreement.id)
    if (before.number if before else 0) != seen:
        return None
    if before and loop_of(before) == loop:
        return before
    row = FixPage(
        agreement_id=agreement.id,
        number=seen + 1,
        trigger=loop.trigger,
        work=loop.work,
        lands=loop.lands,
        acts=loop.acts,
        made_at=now,
        account_id=by.account_id,
        person_id=by.person_id,
    )
    session.add(row)
    session.flush()
    return row


def loop_of(row: FixPage) -> Loop:
    """Return the loop of a page."""
    return Loop(row.trigger, row.work, row.lands, row.acts)
