"""What nobody needs any more goes by itself, a little at a time. Files go after their rows (audit.store.removals)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from audit.store import removals
from audit.store.tables import (
    Activity,
    Agreement,
    AssumptionRow,
    AuditRow,
    AuditState,
    Company,
    CompanyAudit,
    Contact,
    Export,
    JobState,
    Lead,
    Mail,
    Measurement,
    Membership,
    Note,
    OperatorLink,
    OperatorSession,
    Paper,
    Person,
    ReadinessAsk,
    Removal,
    Report,
    Revision,
    SlackPost,
    StaffLink,
    StaffSession,
    Table,
    Token,
)
from audit.store.upserts import changed_rows

OVER_FOR = timedelta(days=30)
"""How long it can be looked up that something is over: a session, a link, an export, a removal."""

SETTLED = (JobState.DONE, JobState.FAILED, JobState.KEPT)


@dataclass(frozen=True, slots=True)
class Keep:
    """For how long; None is for ever."""

    unfinished: timedelta | None
    audits: timedelta | None
    mails: timedelta | None


@dataclass(frozen=True, slots=True)
class Gone:
    """What one batch has removed, by kind, the removals to nudge, and whether there may be more."""

    counts: Mapping[str, int]
    removal_ids: Sequence[int]
    more: bool

    @property
    def detail(self) -> Mapping[str, str]:
        """As the access log keeps it: what there was any of."""
        return {name: str(number) for name, number in self.counts.items() if number}


def remove_old(session: Session, keep: Keep, now: datetime, limit: int) -> Gone:
    """Remove up to `limit` rows of each kind whose time is over."""
    unfinished = _unfinished(session, now - keep.unfinished, limit) if keep.unfinished else []
    old = _old(session, now - keep.audits, limit) if keep.audits else []
    pdfs, lists = _audits(session, [*unfinished, *old]), _expired_lists(session, now, limit)
    zips, companies = _expired_papers(session, now, limit), _empty_companies(session, now - OVER_FOR, limit)
    papers = _companies(session, companies)
    counts = {
        "unfinished audits": len(unfinished),
        "audits": len(old),
        "people": _people(session, limit),
        "exports": len(lists),
        "companies": len(companies),
        "papers": len(zips),
        **(_messages(session, now - keep.mails, limit) if keep.mails else {}),
        **_over(session, now, limit),
    }
    files = [*pdfs, *lists, *zips, *papers]
    due = removals.order(session, files, removals.RETENTION, now, now) if files or old or unfinished else []
    return Gone(counts, due, more=any(number >= limit for number in counts.values()))


def _unfinished(session: Session, before: datetime, limit: int) -> Sequence[int]:
    """Audits that nobody finished or gave an address for, not touched since then."""
    quiet = func.coalesce(AuditRow.last_answer_at, AuditRow.started_at) < before
    alone = ~exists().where(Contact.audit_id == AuditRow.id)
    asked = (AuditRow.started_at < before, AuditRow.state != AuditState.FINISHED, quiet, alone, *_left_alone(before))
    return session.scalars(select(AuditRow.id).where(*asked).order_by(AuditRow.started_at).limit(limit)).all()


def _old(session: Session, before: datetime, limit: int) -> Sequence[int]:
    """Audits in which neither the company nor sales changed anything since then."""
    quiet = (
        AuditRow.started_at < before,
        or_(AuditRow.last_answer_at.is_(None), AuditRow.last_answer_at < before),
        ~exists().where(Contact.audit_id == AuditRow.id, Contact.given_at >= before),
        ~exists().where(Revision.audit_id == AuditRow.id, Revision.made_at >= before),
        ~exists().where(AssumptionRow.audit_id == AuditRow.id, AssumptionRow.changed_at >= before),
    )
    query = select(AuditRow.id).where(*quiet, *_left_alone(before), *_nothing_agreed(before))
    return session.scalars(query.order_by(AuditRow.started_at).limit(limit)).all()


def _left_alone(before: datetime) -> Sequence[ColumnElement[bool]]:
    """Sales has no next step open, and has not changed anything since then."""
    step = and_(Lead.audit_id == AuditRow.id, Lead.next_step_at.is_not(None))
    touched = and_(Note.audit_id == AuditRow.id, or_(Note.made_at >= before, Note.changed_at >= before))
    happened = and_(Activity.audit_id == AuditRow.id, Activity.at >= before)
    return (~exists().where(step), ~exists().where(touched), ~exists().where(happened))


def _nothing_agreed(before: datetime) -> Sequence[ColumnElement[bool]]:
    """What is agreed and not stopped keeps its audit, and what was measured since then does so, too."""
    of_it = and_(Revision.audit_id == AuditRow.id, Agreement.revision_id == Revision.id)
    recent = or_(Agreement.stopped_at.is_(None), Agreement.stopped_at >= before)
    measured = and_(of_it, Measurement.agreement_id == Agreement.id, Measurement.entered_at >= before)
    return (~exists().where(of_it, recent), ~exists().where(measured))


def _audits(session: Session, numbers: Sequence[int]) -> Sequence[str]:
    """Remove audits with all that belongs to them. Returns the names of their files."""
    of_them = select(Report.id).join(Revision, Report.revision_id == Revision.id).where(Revision.audit_id.in_(numbers))
    agreed = select(Agreement.id).join(Revision, Agreement.revision_id == Revision.id)
    papers = select(Paper).where(Paper.agreement_id.in_(agreed.where(Revision.audit_id.in_(numbers))))
    files = [*removals.files_of(session, session.scalars(of_them).all())]
    files += [removals.paper_file(paper) for paper in session.scalars(papers)]
    changed_rows(session, delete(AuditRow).where(AuditRow.id.in_(numbers)))
    return files


def _people(session: Session, limit: int) -> int:
    """Remove people of whom nothing is left: no audit, no company, no question. Not who is just giving an address."""
    known = (Contact.person_id, Membership.person_id, ReadinessAsk.person_id)
    unknown = and_(*(~exists().where(column == Person.id) for column in known))
    query = select(Person.id).where(unknown).order_by(Person.id).limit(limit).with_for_update(skip_locked=True)
    found = session.scalars(query).all()
    return changed_rows(session, delete(Person).where(Person.id.in_(found), unknown))


def _expired_lists(session: Session, now: datetime, limit: int) -> Sequence[str]:
    """Take the files of lists that can no longer be had. Returns their names."""
    over = (Export.expires_at <= now, Export.file_name.is_not(None))
    found = session.execute(select(Export.id, Export.file_name).where(*over).order_by(Export.id).limit(limit)).all()
    numbers = [number for number, _ in found]
    changed_rows(session, update(Export).where(Export.id.in_(numbers)).values(file_name=None))
    return [name for _, name in found if name]


def _empty_companies(session: Session, before: datetime, limit: int) -> Sequence[int]:
    """Companies of the portal that are not new, and of which no audit is left."""
    empty = (Company.made_at < before, ~exists().where(CompanyAudit.company_id == Company.id))
    return session.scalars(select(Company.id).where(*empty).order_by(Company.id).limit(limit)).all()


def _companies(session: Session, numbers: Sequence[int]) -> Sequence[str]:
    """Remove companies with all that belongs to them. Returns the names of their papers' files."""
    files = removals.papers_of(session, numbers)
    changed_rows(session, delete(Company).where(Company.id.in_(numbers)))
    return files


def _expired_papers(session: Session, now: datetime, limit: int) -> Sequence[str]:
    """Remove what was made to be taken away once, when its time is over. Returns the names of files."""
    over = (Paper.expires_at.is_not(None), Paper.expires_at <= now, Paper.state.in_(SETTLED))
    found = session.scalars(select(Paper).where(*over).order_by(Paper.id).limit(limit)).all()
    files = [removals.paper_file(paper) for paper in found]
    changed_rows(session, delete(Paper).where(Paper.id.in_([paper.id for paper in found])))
    return files


def _messages(session: Session, before: datetime, limit: int) -> Mapping[str, int]:
    return {
        "mails": _some(session, Mail, Mail.id, and_(Mail.created_at < before, Mail.state.in_(SETTLED)), limit),
        "Slack messages": _some(
            session,
            SlackPost,
            SlackPost.id,
            and_(SlackPost.created_at < before, SlackPost.state.in_(SETTLED)),
            limit,
        ),
    }


def _over(session: Session, now: datetime, limit: int) -> Mapping[str, int]:
    """What only lets somebody in, or says that something is over."""
    then = now - OVER_FOR
    session_over = func.coalesce(StaffSession.ended_at, StaffSession.expires_at) < then
    link_over = or_(StaffLink.used_at < then, StaffLink.expires_at < then)
    portal_over = func.coalesce(OperatorSession.ended_at, OperatorSession.expires_at) < then
    portal_link_over = or_(OperatorLink.used_at < then, OperatorLink.expires_at < then)
    removed = and_(Removal.state == JobState.DONE, Removal.finished_at < then)
    _some(session, Removal, Removal.id, removed, limit)  # without a word: what they removed was told when it was
    expired = and_(Export.expires_at < then, Export.state.in_(SETTLED))
    return {
        "lines in the list of exports": _some(session, Export, Export.id, expired, limit),
        "sessions": _some(session, StaffSession, StaffSession.id, session_over, limit),
        "sessions of the portal": _some(session, OperatorSession, OperatorSession.id, portal_over, limit),
        "links of the portal": _some(session, OperatorLink, OperatorLink.token_hash, portal_link_over, limit),
        "links of staff": _some(session, StaffLink, StaffLink.token_hash, link_over, limit),
        "links": _some(session, Token, Token.token_hash, Token.expires_at <= now, limit),
    }


def _some(
    session: Session, table: type[Table], key: InstrumentedAttribute[Any], over: ColumnElement[bool], limit: int
) -> int:
    """Remove up to `limit` rows. Returns how many."""
    found = select(key).where(over).order_by(key).limit(limit)
    return changed_rows(session, delete(table).where(key.in_(session.scalars(found).all())))
