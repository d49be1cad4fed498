"""An audit's results as the pages read them: the newest revision, the one before, the report."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from sqlalchemy.orm import Session

from audit.playbook import Playbook
from audit.store import mails, people, reports, revisions
from audit.store.tables import AuditRow, JobState, Mail, Person, Report, Revision
from web.quiz.opened import opened
from web.results.view import ResultPage, make_page
from web.results.view.page import Earlier


@dataclass(frozen=True, slots=True)
class Held:
    """One audit with a result. `open_question` is a question that a change has opened and nobody has answered yet."""

    audit: AuditRow
    playbook: Playbook
    revision: Revision
    before: Revision | None
    report: Report | None
    company: str
    open_question: str | None

    @property
    def report_is_current(self) -> bool:
        """Whether the report that was asked for last shows the newest result."""
        return self.report is not None and self.report.revision_id == self.revision.id


def held_result(session: Session, public_id: str) -> Held | None:
    """The audit and its newest result; `None` while there is no result.

    Raises NotHeldError if the audit is no longer there.
    """
    found = opened(session, public_id)
    audit = found.audit
    revision = revisions.latest(session, audit.id)
    if revision is None:
        return None
    contact = people.contact_of(session, audit.id)
    return Held(
        audit=audit,
        playbook=found.progress.playbook,
        revision=revision,
        before=revisions.before(session, revision),
        report=reports.latest(session, audit.id),
        company=contact.company if contact else "",
        open_question=found.progress.next,
    )


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a result page is made of; two are the same if their records, and all that is said beside them, are."""

    record: bytes
    before: bytes
    changed: str
    primary: str
    accent: str
    company: str
    newest: Revision = field(compare=False)
    earlier: Revision | None = field(compare=False)


def page_of(held: Held) -> ResultPage:
    """The newest result in words, beside the one before where an answer was changed."""
    brand, newest = held.playbook.head.brand, held.revision
    before = held.before if newest.changed else None
    return _made(
        _Shown(
            record=newest.record,
            before=before.record if before else b"",
            changed=newest.changed,
            primary=brand.primary,
            accent=brand.accent,
            company=held.company,
            newest=newest,
            earlier=before,
        )
    )


@lru_cache(maxsize=32)
def _made(shown: _Shown) -> ResultPage:
    """Records never change, so neither does their page: worded once, it is there when the person comes back to it."""
    keys = tuple(key for key in shown.changed.split(",") if key)
    earlier = Earlier(revisions.record_of(shown.earlier), keys) if shown.earlier else None
    return make_page(revisions.record_of(shown.newest), shown.primary, shown.accent, shown.company, earlier)


@dataclass(frozen=True, slots=True)
class Asked:
    """The report that was asked for last, who asked, and the mail to them; `ready` is the newest finished report."""

    report: Report
    ready: Report | None
    mail: Mail | None
    email: str

    @property
    def older_is_ready(self) -> bool:
        """Whether an earlier result's PDF can be had while the newest is not ready."""
        return self.ready is not None and self.report.state != JobState.DONE


def asked_for(session: Session, audit: AuditRow) -> Asked | None:
    """What is known of the report of an audit; `None` if nobody has asked for one."""
    report = reports.latest(session, audit.id)
    if report is None:
        return None
    contact = people.contact_of(session, audit.id)
    sent: Sequence[Mail] = mails.of_report(session, report.id)
    mine = next((one for one in sent if contact and one.person_id == contact.person_id), None)
    person = session.get(Person, contact.person_id) if contact else None
    return Asked(report, reports.latest_ready(session, audit.id), mine, person.email if person else "")
