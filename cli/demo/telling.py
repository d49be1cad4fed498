"""Writing the invented month down: through the doors of real visitors and real staff, at the times of the story."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy.orm import Session

from audit.playbook import Playbook
from audit.sales.clock import ClockRules
from audit.sales.statuses import REASONS, Status
from audit.store import accounts, activity, audits, follow_ups, leads, notes, people, tags, tallies
from audit.store.activity import Kind
from audit.store.database import Database
from audit.store.tables import Account, AuditRow, Given, Revision
from cli.demo.cast import STAFF, Prospect
from cli.demo.month import NOTES, Story, Work, stories
from web.quiz.progress import Progress
from web.quiz.scoring import score
from web.results.wish import CONSENT_PURPOSE, consent_wording

NO_FIX = "none"
"""The verdict of an audit that recommends nothing."""


@dataclass(frozen=True, slots=True)
class Told:
    """How many visitors were written down, and how many of them came to a result."""

    visitors: int
    finished: int


def hire(session: Session, now: datetime) -> Sequence[Account]:
    """Return the accounts of the cast, made if there are none. Nobody can sign in with them."""
    found = []
    for colleague in STAFF:
        email = f"{colleague.name.lower().replace(' ', '.')}@plumbline-demo.example"
        account = accounts.by_email(session, email)
        if account is None:
            account = accounts.create(session, email, colleague.name, colleague.role, now)
            account.is_sample, account.wants_alerts = True, False
        account.disabled_at = None
        found.append(account)
    return found


def tell(database: Database, playbook: Playbook, rules: ClockRules, now: datetime, days: int) -> Told:
    """Write the last days of a playbook down, each visitor once, whenever it is told again."""
    with database.writing() as session:
        staff = hire(session, now)
    visitors, finished = 0, 0
    for story in stories(playbook, rules, now, days):
        with database.writing() as session:
            told = _tell_one(session, playbook, story, staff)
        visitors, finished = visitors + told.visitors, finished + told.finished
    return Told(visitors, finished)


def public_id(playbook: Playbook, name: str) -> str:
    """Always the same for the same company, so that it is loaded once. It opens nothing by itself."""
    return f"demo-{sha256(f'{playbook.head.name}/{name}'.encode()).hexdigest()[:16]}"


def _tell_one(session: Session, playbook: Playbook, story: Story, staff: Sequence[Account]) -> Told:
    place = public_id(playbook, f"visitor {story.number} of {story.begun_at.date()}")
    if audits.find(session, place) is not None:
        return Told(0, 0)
    audit = audits.begin(session, place, playbook.content_hash, story.source, story.begun_at)
    audit.is_sample = True
    _count_views(session, playbook, story)
    ended_at = _answer(session, audit, story)
    if not story.quiz.finished:
        return Told(1, 0)
    revision = score(session, audit, story.quiz.progress, ended_at)
    if story.prospect is not None:
        _say_who(session, audit, playbook, story, story.prospect)
    if story.work is not None:
        _work(session, audit, story, _fitting(story.work, revision), staff)
    return Told(1, 1)


def _count_views(session: Session, playbook: Playbook, story: Story) -> None:
    head, source = playbook.head, story.source.get("utm_source", "")
    for _ in range(1 + story.lookers):
        day = story.begun_at.date()
        tallies.count(session, day, tallies.SAMPLE_START_PAGE, head.name, head.version, source)


def _answer(session: Session, audit: AuditRow, story: Story) -> datetime:
    """The quiz, question by question. Returns when it ended."""
    at = story.begun_at
    for reply in story.quiz.replies:
        audits.reach(session, audit, reply.question, at)
        if reply.given is None:
            break
        at += timedelta(seconds=reply.seconds)
        audits.save_answer(session, audit, reply.question, reply.given, at)
        session.refresh(audit)
    return at


def _say_who(session: Session, audit: AuditRow, playbook: Playbook, story: Story, who: Prospect) -> None:
    person = people.remember(session, audit, who.email, who.name, who.company, story.contact_at)
    contact = people.contact_of(session, audit.id)
    if contact is not None:
        contact.role, contact.phone, contact.time_zone = who.role, who.phone, who.time_zone
    if story.agrees:
        wording = consent_wording(playbook.head.brand.name)
        people.agree(session, audit, person, CONSENT_PURPOSE, wording, story.contact_at)
    if story.limits is not None:
        leads.start_clock(session, audit.id, story.limits.clock_from, story.limits.amber_at, story.limits.red_at)


def _fitting(work: Work, revision: Revision) -> tuple[Work, Status, str, str]:
    """The work with the status and the note that the result allows: where the audit says no, so does sales."""
    if revision.verdict != NO_FIX:
        return work, work.status, work.reason, work.note
    return work, Status.NOT_A_FIT, next(iter(REASONS[Status.NOT_A_FIT])), NOTES[Status.NOT_A_FIT][0]


def _work(
    session: Session, audit: AuditRow, story: Story, fitting: tuple[Work, Status, str, str], staff: Sequence[Account]
) -> None:
    work, status, reason, note = fitting
    who, at = staff[work.owner].id, work.touched_at
    lead = leads.find(session, audit.public_id, to_change=True)
    if lead is None:
        raise LookupError(audit.public_id)
    session.refresh(lead)
    follow_ups.assign(session, lead, who, who, at - timedelta(seconds=20))
    follow_ups.touch(session, lead, follow_ups.Touch.CALLED, who, at)
    at += timedelta(minutes=7)
    if story.correction is not None:
        revision = _corrected(session, audit, story.quiz.progress, story.correction, at)
        revision.made_by_id = who
        changes = {"revision": str(revision.number - 1)}, {"revision": str(revision.number)}
        activity.note(session, audit.id, at, who, Kind.CORRECTION, *changes)
        at += timedelta(minutes=6)
        session.refresh(lead)
    follow_ups.choose_status(session, lead, status, reason, who, at)
    if note:
        notes.write(session, lead, note, who, at + timedelta(minutes=1))
    if work.tag:
        tags.put_on(session, lead, work.tag, who, at + timedelta(minutes=1))
    if work.step and work.step_at and status is not Status.NOT_A_FIT:
        follow_ups.plan(session, lead, work.step, work.step_at, who, at + timedelta(minutes=2))


def _corrected(
    session: Session, audit: AuditRow, progress: Progress, correction: Mapping[str, Given], at: datetime
) -> Revision:
    for question, given in correction.items():
        audits.save_answer(session, audit, question, given, at)
        progress = progress.answering(question, given)
    return score(session, audit, progress, at)
