"""Sending one mail. The server's yes and the mark in the row cannot be one step: what lies between is kept short.

The one window in which a mail can go out twice: from the moment the server has the whole message until the row is
marked. Who dies in it, or finds the database away for longer than `Rules.marking`, leaves a row that is sent again,
with the same Message-ID and the same text.
"""

import time
from collections.abc import Callable, Mapping
from email.message import EmailMessage

import structlog

from audit.store import claims, mails, reports, revisions, tokens
from audit.store.claims import Claim
from audit.store.database import Unreachable
from audit.store.shelf import UnknownPlaybookError
from audit.store.tables import JobState, Mail, MailKind, TokenPurpose
from reports.brand import BrandError, brand_of
from workers.jobs import agreement_mail, export_mail, lead_mail, measure_mail, portal_mail, readiness_mail, staff_mail
from workers.jobs.working import HandedBackError, Job, JobError, LostClaimError, NoLongerNeededError
from workers.mail.links import REPORT_LINK_LIVES, report_link, report_secret
from workers.mail.messages import report_mail, report_news, trial_mail
from workers.mail.server import MailError, MailServer
from workers.queue import JobKind
from workers.services import WorkerServices

MARK_AGAIN_SECONDS = 0.5


def send_mail(services: WorkerServices, held: Claim) -> None:
    """Send the mail of a row and mark it; without a mail server, mark it as kept. Raises JobError, LostClaimError."""
    try:
        message = composed(services, held.row_id)
    except NoLongerNeededError as settled:
        _settle(services, held, settled.said)
        raise
    if services.stopping.is_set():
        raise HandedBackError
    url = services.settings.smtp_url.get_secret_value()
    if not url:
        _mark(services, held, message, JobState.KEPT, "")
        return
    try:
        reply = MailServer.from_url(url).deliver(message, lambda: _hold_on(services, held))
    except MailError as error:
        raise JobError(error.said, for_good=error.for_good) from error
    _mark(services, held, message, JobState.DONE, reply)


MAIL_JOB = Job(JobKind.MAIL, Mail, lambda services: services.rules.mail, send_mail)


def composed(services: WorkerServices, mail_id: int) -> EmailMessage:
    """The message of a row, its link good from now on: the same one whenever it is asked for.

    Raises LostClaimError where the row is gone, JobError where its audit cannot be put into words.
    """
    with services.database.reading() as session:
        mail = mails.find(session, mail_id)
    if mail is None:
        raise LostClaimError
    return COMPOSERS[MailKind(mail.kind)](services, mail)


def _about_report(services: WorkerServices, mail: Mail) -> EmailMessage:
    settings = services.settings
    with services.database.reading() as session:
        about = reports.with_revision(session, mail.report_id) if mail.report_id else None
    if about is None:
        raise LostClaimError
    report, revision = about
    secret = report_secret(settings, mail)
    ends = mail.created_at + REPORT_LINK_LIVES
    try:
        audit = revisions.record_of(revision).audit
        brand = brand_of(services.shelf.get(revision.playbook_hash))
    except (BrandError, UnknownPlaybookError) as error:
        raise JobError("The mail could not be put into words.", for_good=True) from error
    news = report_news(audit, brand, report_link(settings, secret), ends.date(), settings.booking_url)
    with services.database.writing() as session:
        purpose = TokenPurpose.REPORT
        tokens.keep(session, secret, purpose, revision.audit_id, services.clock(), ends, report_id=report.id)
    return report_mail(settings, mail, news)


def _trial(services: WorkerServices, mail: Mail) -> EmailMessage:
    return trial_mail(services.settings, mail)


COMPOSERS: Mapping[MailKind, Callable[[WorkerServices, Mail], EmailMessage]] = {
    MailKind.REPORT: _about_report,
    MailKind.TEST: _trial,
    MailKind.INVITATION: staff_mail.invitation,
    MailKind.NEW_PASSWORD: staff_mail.new_password,
    MailKind.ALERT: lead_mail.alert,
    MailKind.REMINDER: lead_mail.reminder,
    MailKind.EXPORT: export_mail.ready,
    MailKind.PORTAL_LINK: portal_mail.sign_in,
    MailKind.PORTAL_INVITATION: portal_mail.invitation,
    MailKind.READINESS: readiness_mail.asked,
    MailKind.MEASURE: measure_mail.due,
    MailKind.TO_SIGN: agreement_mail.to_sign,
    MailKind.CHANGE_WISH: agreement_mail.answered,
}
"""What puts a row of each kind into words; raises as `composed` does."""


def _settle(services: WorkerServices, held: Claim, said: str) -> None:
    """Let the log of mails say why this one was not sent."""
    with services.database.writing() as session:
        claims.finish(session, held, services.clock(), server_reply=said)


def _hold_on(services: WorkerServices, held: Claim) -> None:
    """Just before the message goes out: the row is still ours, and stays so until it can be marked."""
    with services.database.writing() as session:
        if not claims.renew(session, held, services.clock(), services.rules.mail_delivery):
            raise LostClaimError


def _mark(services: WorkerServices, held: Claim, message: EmailMessage, state: JobState, reply: str) -> None:
    """Note that the mail is out, and do not give up at once: a database that is back in a moment is in time."""
    until = time.monotonic() + services.rules.marking.total_seconds()
    while True:
        try:
            with services.database.writing() as session:
                identity = str(message["Message-ID"])
                claims.finish(
                    session, held, services.clock(), state=state, message_id=identity, server_reply=reply or None
                )
        except Unreachable:
            if time.monotonic() > until:
                structlog.get_logger().error("mail sent, not marked")
                raise
            time.sleep(MARK_AGAIN_SECONDS)
        else:
            return
