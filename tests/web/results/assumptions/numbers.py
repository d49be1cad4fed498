"""What is stored of own numbers and their results, and what a person does on the page of one."""

from sqlalchemy import delete, select

from audit.store import assumptions
from audit.store.revisions import record_of
from audit.store.tables import AnswerRow, AssumptionRow, AuditRow, Revision

MARGIN = "contribution_margin"


def revisions_in(database):
    with database.reading() as session:
        return list(session.scalars(select(Revision).order_by(Revision.number)))


def results_in(database):
    return [record_of(one).audit for one in revisions_in(database)]


def own_numbers_in(database):
    with database.reading() as session:
        return {row.benchmark: row.given for row in session.scalars(select(AssumptionRow))}


def line(audit, key=MARGIN):
    return next(one for one in audit.inputs if one.key == key)


def save(browser, page, typed):
    return browser.send(page, {"number": typed, "use": ""})


def take_back(browser, page):
    return browser.send(page, {"use": "published"})


def keep(database, benchmark, given):
    """Put an own number straight into the database."""
    with database.writing() as session:
        audit = session.scalars(select(AuditRow)).one()
        assumptions.save(session, audit, benchmark, given, audit.started_at)


def forget(database, question):
    """As if nobody had ever answered that question."""
    with database.writing() as session:
        session.execute(delete(AnswerRow).where(AnswerRow.question == question))
