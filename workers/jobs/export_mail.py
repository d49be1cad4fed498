"""The mail that tells a member of staff that the list they asked for is ready."""

from email.message import EmailMessage

from audit.store import accounts, exports
from audit.store.tables import JobState, Mail
from workers.jobs.working import LostClaimError, NoLongerNeededError
from workers.mail.export_messages import export_mail
from workers.services import WorkerServices


def ready(services: WorkerServices, mail: Mail) -> EmailMessage:
    """The message. Raises LostClaimError where the list is gone, NoLongerNeededError where it can no longer be had."""
    with services.database.reading() as session:
        export = exports.in_hand(session, mail.export_id) if mail.export_id else None
        account = accounts.find(session, mail.account_id) if mail.account_id else None
    if export is None or account is None:
        raise LostClaimError
    if account.disabled_at is not None or export.state != JobState.DONE or export.expires_at <= services.clock():
        raise NoLongerNeededError("Not sent: the list cannot be had any more.")
    zone = services.settings.team_zone
    return export_mail(services.settings, mail, export, f"{export.expires_at.astimezone(zone):%Y-%m-%d %H:%M}")
