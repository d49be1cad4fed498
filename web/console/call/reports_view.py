"""The PDFs of a lead: which there are, how far the newest is, what became of its mail."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from audit.store import calls, mails
from audit.store.tables import JobState, Report
from web.console.call.case import Case, stamp
from web.results.progress import mail_words, progress_of, size_in_words


@dataclass(frozen=True, slots=True)
class ReportLine:
    """The PDF of one result. `state` is waiting, working, again, failed or ready; `words` say the same."""

    report_id: int
    number: int
    state: str
    words: str
    percent: int
    size: str


@dataclass(frozen=True, slots=True)
class Reports:
    """`newest` is of the newest result, None while nobody has asked for it; `ready` the newest that can be had.

    `mail` says what became of the mail with the link, empty for none. `on_its_way`: it changes by itself.
    """

    newest: ReportLine | None
    ready: ReportLine | None
    mail: str

    @property
    def on_its_way(self) -> bool:
        """Whether it is worth looking again in a moment."""
        return self.newest is not None and self.newest.state not in {"ready", "failed"}


def reports_of(session: Session, case: Case, now: datetime, *, sends_mail: bool) -> Reports:
    """The PDFs of a lead as they stand now."""
    found = calls.reports(session, case.audit.id)
    newest = next((one for one in found if one[1] == case.number), None)
    ready = next((one for one in found if one[0].state == JobState.DONE), None)
    return Reports(
        newest=_line(*newest, now) if newest else None,
        ready=_line(*ready, now) if ready else None,
        mail=_mail(session, case, sends_mail=sends_mail),
    )


def _line(report: Report, number: int, now: datetime) -> ReportLine:
    progress = progress_of(report, now)
    size = size_in_words(report.size_bytes) if report.size_bytes else ""
    words = {
        "ready": "ready",
        "failed": "could not be made: every try failed",
        "working": f"is being made: {progress.percent} %",
        "waiting": "is waiting for its turn",
    }.get(progress.state, "")
    if progress.state == "again":
        at = f", tried again {stamp(progress.again_at, now)}" if progress.again_at else ""
        words = f"went wrong{at}"
    return ReportLine(report.id, number, progress.state, words, progress.percent, size)


def _mail(session: Session, case: Case, *, sends_mail: bool) -> str:
    """What became of the newest mail to the person who is shown."""
    mail = mails.newest_to(session, case.audit.id, case.contact.person_id) if case.contact else None
    return mail_words(mail, case.lead.email, sends_mail=sends_mail) if mail else ""
