"""The mail that reminds somebody of a number that is due."""

from email.message import EmailMessage

from audit.store import due_measurements
from audit.store.tables import Mail, Revision
from workers.jobs.portal_mail import brand_for
from workers.jobs.working import LostClaimError, NoLongerNeededError
from workers.mail.measure_messages import measure_mail
from workers.services import WorkerServices


def due(services: WorkerServices, mail: Mail) -> EmailMessage:
    """The message that names the number and its period, with the page on which it is entered.

    Raises LostClaimError where the agreement is gone, NoLongerNeededError where the number has come in meanwhile, the
    agreement was stopped, or somebody else is to be reminded by now.
    """
    with services.database.reading() as session:
        found = due_measurements.reminder_of(session, mail)
        if found is None:
            raise LostClaimError
        content_hash = session.get_one(Revision, found.agreement.revision_id).playbook_hash
    if found.is_measured:
        raise NoLongerNeededError("Not sent: the number has come in before.")
    if not found.is_asked:
        raise NoLongerNeededError("Not sent: the agreement was stopped, or somebody else looks after it.")
    return measure_mail(services.settings, mail, brand_for(services, content_hash), found)
