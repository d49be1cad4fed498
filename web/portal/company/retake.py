"""Answering the quiz again from one's last answers: a new audit, which begins with what was said before."""

import secrets
from datetime import datetime, timedelta

from flask import make_response, redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from audit.answers import Assumption, read_assumption
from audit.playbook import Playbook
from audit.store import assumptions, audits, companies, company_audits, people, slots
from audit.store.people import Reach
from audit.store.tables import AuditRow, AuditState, Company
from web.offered import offered
from web.portal.company.audit_page import NOT_OFFERED, go_on, page_of
from web.portal.company.found import audit_here
from web.portal.operator import operator, place
from web.quiz.last_time import SOURCE
from web.quiz.progress import hashable, progress_of
from web.security.access import Access, access, hold
from web.security.limits import limit_starts
from web.services import services

BETWEEN = timedelta(minutes=1)
"""A button that is pressed twice begins one audit."""


@access(Access.OPERATORS)
@limit_starts
def begin(company: str, audit: str) -> Response:
    """Begin a new audit from the last answers of one that is finished, and let this browser go through it."""
    with services().database.reading() as session:
        earlier = audit_here(session, audit)
    if earlier.state != AuditState.FINISHED:
        return go_on(company, audit)
    playbook = offered().get(services().shelf.get(earlier.playbook_hash).head.name)
    if playbook is None:
        return make_response(page_of(audit, NOT_OFFERED), 409)
    now = services().clock()
    with services().database.writing() as session:
        retake = _begun(session, audit_here(session, audit), playbook, now)
        public_id, begun_before = retake.public_id, retake.first_answer_at is not None
    hold(public_id)
    first = progress_of(playbook, {}).next
    if first is None or begun_before:
        return redirect(url_for("quiz.here", public_id=public_id), 303)
    return redirect(url_for("quiz.question", public_id=public_id, key=first), 303)


def _begun(session: Session, earlier: AuditRow, playbook: Playbook, now: datetime) -> AuditRow:
    """The new audit; the one that was begun a moment ago, where the button was pressed twice."""
    here, who = place(), operator()
    if not slots.take(session, f"retake {here.company_id} {who.person_id} {earlier.id}", now, now + BETWEEN):
        just_begun = company_audits.newest_retake(session, here.company_id, who.person_id, earlier.id)
        if just_begun is not None:
            return just_begun
    retake = audits.begin(session, secrets.token_hex(16), playbook.content_hash, dict(SOURCE), now)
    retake.is_sample = earlier.is_sample
    companies.take_in(session, session.get_one(Company, here.company_id), retake, now, retake_of=earlier)
    first = progress_of(playbook, {}).next
    if first is not None:
        audits.reach(session, retake, first, now)
    _take_over_own_numbers(session, earlier, retake, playbook, now)
    _remember(session, earlier, retake, now)
    return retake


def _take_over_own_numbers(
    session: Session, earlier: AuditRow, retake: AuditRow, playbook: Playbook, now: datetime
) -> None:
    """Numbers that the company measured itself count again, where the playbook still has a benchmark for them."""
    for key, given in assumptions.of_audit(session, earlier.id).items():
        known = key in playbook.benchmarks
        if known and isinstance(read_assumption(playbook, key, hashable(given)), Assumption):
            assumptions.save(session, retake, key, given, now)


def _remember(session: Session, earlier: AuditRow, retake: AuditRow, now: datetime) -> None:
    """Whose audit it is: the person is known, with what they said of themselves.

    What they agreed to is not taken over: consents are about one audit each. Nor is what anybody else said.
    """
    here, who = place(), operator()
    said = company_audits.contact_of(session, earlier.id, who.person_id)
    name = here.name if here.name != who.email else ""
    reach = Reach(said.role, said.phone, said.time_zone) if said else Reach()
    people.remember(session, retake, who.email, name, here.company, now, reach)
