"""The first page of a company: what to do next, what was agreed, its audits."""

from datetime import timedelta

from flask import render_template

from audit.recovery.proof import State
from audit.store import company_agreements, company_audits
from reports.papers.words import STATES
from web.portal.company.audit_words import audit_words
from web.portal.company.waiting import waiting_for
from web.portal.operator import operator, place
from web.security.access import Access, access
from web.services import services

PAPERS_FOR = timedelta(days=7)
"""How long a paper that is ready stands among what is to be done."""


@access(Access.OPERATORS)
def show(company: str) -> str:
    """The page."""
    now, here = services().clock(), place()
    today = now.astimezone(services().settings.team_zone).date()  # the same that the proof counts by
    with services().database.reading() as session:
        found = company_audits.lines(session, here.company_id, operator().person_id)
        agreed = company_agreements.lines(session, here.company_id, today)
        papers = company_agreements.ready_papers(session, here.company_id, operator().person_id, now - PAPERS_FOR, now)
    audits = [audit_words(line) for line in found]
    return render_template(
        "portal/home.html",
        audits=audits,
        agreed=[(one, STATES[State(one.agreement.state)]) for one in agreed],
        waiting=waiting_for(company, agreed, papers, audits),
        booking_url=services().settings.booking_url,
    )
