"""From a finished quiz to its result, kept as a revision in the transaction of the last answer."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from audit.answers import read_answers
from audit.playbook.format import AnswersFile, CompanyEntry
from audit.record import to_record
from audit.run import run_audit
from audit.store import revisions
from audit.store.tables import AuditRow, Revision
from web.quiz.progress import Progress

UNNAMED_COMPANY = "Your company"
"""What the company is called until somebody says its name, to have it on the PDF."""


def score(session: Session, audit: AuditRow, progress: Progress, now: datetime) -> Revision:
    """The audit's revision for these answers: a new one, or the newest if it came from the same answers.

    The whole way is read again, and only what is on it counts. The caller holds the audit. Raises AnswersError,
    with every problem, if anything on the way cannot be used: then nothing is scored.
    """
    file = _file(progress)
    newest = revisions.latest(session, audit.id)
    same = newest and newest.playbook_hash == progress.playbook.content_hash
    if newest and same and newest.answers_hash == revisions.answers_hash(file):
        return newest
    answers = read_answers(progress.playbook, file)
    record = to_record(run_audit(progress.playbook, answers, now.date()), answers)
    before = revisions.record_of(newest).answers.answers if newest else {}
    return revisions.add(session, audit, record, _changed(before, record.answers.answers) if newest else (), now)


def _file(progress: Progress) -> AnswersFile:
    return AnswersFile(
        company=CompanyEntry(name=UNNAMED_COMPANY),
        playbook=progress.playbook.head.name,
        answers=progress.relevant(),
    )


def _changed(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[str, ...]:
    """The questions that were answered differently, in order; one no longer asked is no change of mind."""
    return tuple(key for key, given in after.items() if before.get(key) != given)
