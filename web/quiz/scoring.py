"""From a finished quiz to its result, kept as a revision in the transaction of the last answer."""

from datetime import datetime

from sqlalchemy.orm import Session

from audit.answers import Assumption, read_answers, read_assumption
from audit.playbook.format import AnswersFile, CompanyEntry
from audit.playbook.format import Given as InFile
from audit.record import to_record
from audit.run import run_audit
from audit.store import assumptions, revisions
from audit.store.tables import AuditRow, Revision
from web.quiz.progress import Progress, hashable

UNNAMED_COMPANY = "Your company"
"""What the company is called until somebody says its name, to have it on the PDF."""


def score(
    session: Session, audit: AuditRow, progress: Progress, now: datetime, made_by_id: int | None = None
) -> Revision:
    """The audit's revision for these answers and own numbers: a new one, or the newest if it came from the same.

    The whole way is read again, and only what is on it counts. The caller holds the audit. Raises AnswersError,
    with every problem, if anything on the way cannot be used: then nothing is scored. `made_by_id` is the account of
    staff who put the answers in, during a call.
    """
    file = _file(progress, _own_numbers(session, audit, progress))
    newest = revisions.latest(session, audit.id)
    same = newest and newest.playbook_hash == progress.playbook.content_hash
    if newest and same and newest.answers_hash == revisions.answers_hash(file):
        return newest
    answers = read_answers(progress.playbook, file)
    record = to_record(run_audit(progress.playbook, answers, now.date()), answers)
    changed = _changed(revisions.record_of(newest).answers, record.answers) if newest else ()
    return revisions.add(session, audit, record, changed, now, made_by_id)


def _own_numbers(session: Session, audit: AuditRow, progress: Progress) -> dict[str, InFile]:
    """The company's own numbers. One that is not understood counts as not given, as with an answer."""
    playbook = progress.playbook
    given = {key: hashable(one) for key, one in assumptions.of_audit(session, audit.id).items()}
    known = {key: one for key, one in given.items() if key in playbook.benchmarks}
    return {key: one for key, one in known.items() if isinstance(read_assumption(playbook, key, one), Assumption)}


def _file(progress: Progress, own_numbers: dict[str, InFile]) -> AnswersFile:
    return AnswersFile(
        company=CompanyEntry(name=UNNAMED_COMPANY),
        playbook=progress.playbook.head.name,
        answers=progress.relevant(),
        assumptions=own_numbers,
    )


def _changed(before: AnswersFile, after: AnswersFile) -> tuple[str, ...]:
    """The questions that were answered differently, in order, and the benchmarks whose own number is another or gone.

    A question that is no longer asked is no change of mind.
    """
    answered = [key for key, given in after.answers.items() if _text(before.answers.get(key)) != _text(given)]
    named = dict.fromkeys([*before.assumptions, *after.assumptions])
    assumed = [key for key in named if _text(before.assumptions.get(key)) != _text(after.assumptions.get(key))]
    return (*answered, *assumed)


def _text(given: InFile | None) -> str | tuple[str, ...] | None:
    """What was given as pages send it: an example company's file may say 120 where a page says "120"."""
    if isinstance(given, tuple):
        return tuple(map(str, given))
    return None if given is None else str(given)
