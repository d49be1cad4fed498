"""The mails about an agreement: to the company, that a version waits; to staff, that the company has answered."""

from email.message import EmailMessage

from sqlalchemy.orm import Session

from audit.store import accounts, agreement_mails, agreements
from audit.store.agreement_mails import Wish
from audit.store.tables import Mail, Revision, Side
from workers.jobs.portal_mail import brand_for
from workers.jobs.working import LostClaimError, NoLongerNeededError
from workers.mail.agreement_messages import About, answered_mail, to_sign_mail
from workers.services import WorkerServices


def to_sign(services: WorkerServices, mail: Mail) -> EmailMessage:
    """The message that asks for a signature.

    Raises LostClaimError where the agreement is gone, NoLongerNeededError where the version is signed, was followed by
    another, or the agreement was stopped; also where the person is no longer part of the company.
    """
    with services.database.reading() as session:
        about, newest = _about(session, mail)
        if mail.person_id is None:
            raise LostClaimError
        _check_that_it_waits(about, newest)
        if not agreement_mails.has_joined(session, about.company.id, mail.person_id):
            raise NoLongerNeededError("Not sent: they are no longer part of the company.")
        content_hash = session.get_one(Revision, about.agreement.revision_id).playbook_hash
    return to_sign_mail(services.settings, mail, brand_for(services, content_hash), about)


def answered(services: WorkerServices, mail: Mail) -> EmailMessage:
    """The message that tells staff that a company has signed or asks for a change; `mail.about` says which.

    Raises LostClaimError where the agreement is gone, NoLongerNeededError where the account is shut.
    """
    with services.database.reading() as session:
        about, _ = _about(session, mail)
        account = accounts.find(session, mail.account_id) if mail.account_id else None
    if account is None:
        raise LostClaimError
    if account.disabled_at is not None:
        raise NoLongerNeededError("Not sent: the account is shut.")
    return answered_mail(services.settings, mail, Wish(mail.about), about)


def _about(session: Session, mail: Mail) -> tuple[About, int]:
    """What a mail is about, and the number of the newest version. Raises LostClaimError where it is gone."""
    subject = agreement_mails.subject_of(session, mail.id)
    if subject is None:
        raise LostClaimError
    company, agreement, row = subject
    versions = agreements.versions(session, agreement.id)
    version = next(one for one in versions if one.row.number == row.number)
    return About(company, agreement, version), versions[0].row.number


def _check_that_it_waits(about: About, newest: int) -> None:
    if about.agreement.stopped_at is not None:
        raise NoLongerNeededError("Not sent: the agreement was stopped.")
    if about.version.row.number != newest or Side.COMPANY in about.version.signed:
        raise NoLongerNeededError("Not sent: it is signed, or a newer version followed.")
