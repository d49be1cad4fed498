"""The proof of an agreement from what is stored, and its state as lists show it."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from audit.answers import read_answers
from audit.recovery.money import MetricMoney, metric_money
from audit.recovery.proof import Proof, State
from audit.recovery.proving import prove
from audit.recovery.terms import Terms
from audit.store import agreements, measurements, revisions
from audit.store.shelf import Shelf
from audit.store.tables import Agreement, Revision


def money_of(shelf: Shelf, revision: Revision, fix: str) -> MetricMoney:
    """Return what turns a fix's metric into dollars, for the company of a revision.

    Raises NoMoneyError, UnknownPlaybookError or AnswersError.
    """
    record = revisions.record_of(revision)
    playbook = shelf.get(revision.playbook_hash)
    answers = read_answers(playbook, record.answers)
    return metric_money(playbook, answers, fix, record.audit.draws, record.audit.seed)


def proof_of(
    session: Session, shelf: Shelf, agreement: Agreement, as_of: datetime, known_at: datetime | None = None
) -> Proof | None:
    """Return the proof on the day that it is at `as_of` in its own time zone; None before both sides have signed.

    `known_at`: from what was signed, measured and stopped at that moment. Raises as `money_of`.
    """
    version = agreements.in_force(session, agreement.id, known_at)
    if version is None:
        return None
    return _proof(session, shelf, agreement, version.terms, as_of, known_at)


def _proof(
    session: Session, shelf: Shelf, agreement: Agreement, terms: Terms, as_of: datetime, known_at: datetime | None
) -> Proof:
    money = money_of(shelf, session.get_one(Revision, agreement.revision_id), terms.fix)
    found = measurements.readings(session, agreement.id, known_at)
    return prove(terms, found, money, as_of.date(), stopped_on(agreement, as_of, known_at))


def stopped_on(agreement: Agreement, as_of: datetime, known_at: datetime | None = None) -> date | None:
    """Return the day on which an agreement was stopped, in the time zone of `as_of`; None if it was not (yet)."""
    at = agreement.stopped_at
    if at is None or (known_at is not None and at > known_at):
        return None
    return at.astimezone(as_of.tzinfo).date()


def keep_state(session: Session, shelf: Shelf, agreement: Agreement, now: datetime) -> Proof | None:
    """Work an agreement's state out anew and keep it; returns the proof. To be called after every change.

    `now` is in the team's time zone, whose days count. Raises as `money_of`.
    """
    proof = proof_of(session, shelf, agreement, now)
    state = proof.state if proof else State.STOPPED if agreement.stopped_at else State.DRAFT
    if agreement.state != state:
        agreement.state, agreement.state_since = state, now
    return proof
