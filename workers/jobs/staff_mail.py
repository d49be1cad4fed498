"""The mails that bring staff a link to set a password."""

from collections.abc import Callable
from email.message import EmailMessage

from audit.store import accounts, staff_links
from audit.store.tables import Mail, StaffLinkPurpose
from settings import Settings
from workers.jobs.working import JobError, LostClaimError
from workers.mail.links import staff_link_ends, staff_secret
from workers.mail.staff_messages import invitation_mail, new_password_mail
from workers.services import WorkerServices


def invitation(services: WorkerServices, mail: Mail) -> EmailMessage:
    """The message of an invitation, its link good from now on. Raises LostClaimError, JobError."""
    return _with_link(services, mail, StaffLinkPurpose.INVITATION, invitation_mail)


def new_password(services: WorkerServices, mail: Mail) -> EmailMessage:
    """The message that was asked for by who forgot a password, likewise."""
    return _with_link(services, mail, StaffLinkPurpose.NEW_PASSWORD, new_password_mail)


def _with_link(
    services: WorkerServices, mail: Mail, purpose: StaffLinkPurpose, words: Callable[[Settings, Mail], EmailMessage]
) -> EmailMessage:
    secret, now = staff_secret(services.settings, mail), services.clock()
    with services.database.writing() as session:
        account = accounts.find(session, mail.account_id) if mail.account_id else None
        if account is None:
            raise LostClaimError
        if account.disabled_at is not None:
            raise JobError("The account is shut.", for_good=True)
        if staff_links.is_overtaken(session, mail):
            raise JobError("A later mail has brought another link.", for_good=True)
        if account.password_changed_at is not None and account.password_changed_at > mail.created_at:
            raise JobError("The password was changed after this was asked for.", for_good=True)
        staff_links.keep(session, secret, purpose, account.id, now, staff_link_ends(mail))
    return words(services.settings, mail)
