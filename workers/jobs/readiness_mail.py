"""The mail that asks somebody about readiness, with a link of their own."""

from email.message import EmailMessage

from audit.recovery.views import View
from audit.store import readiness_answers, readiness_asks
from audit.store.tables import Mail, Revision
from workers.jobs.portal_mail import brand_for
from workers.jobs.working import LostClaimError, NoLongerNeededError
from workers.mail.links import readiness_secret
from workers.mail.readiness_messages import readiness_mail
from workers.services import WorkerServices


def asked(services: WorkerServices, mail: Mail) -> EmailMessage:
    """The message that asks, its link good from now on: the same one whenever it is asked for.

    Raises LostClaimError where what it asks is gone, NoLongerNeededError where it was answered, closed, or is over.
    """
    with services.database.writing() as session:
        found = readiness_asks.of_mail(session, mail)
        if found is None:
            raise LostClaimError
        ask, agreement = found
        if not readiness_answers.can_be_answered(ask, services.clock()):
            raise NoLongerNeededError("Not sent: it was answered or taken back before, or its time was over.")
        readiness_asks.keep_link(session, ask.id, readiness_secret(services.settings, mail))
        content_hash = session.get_one(Revision, agreement.revision_id).playbook_hash
    return readiness_mail(services.settings, mail, brand_for(services, content_hash), View(ask.view))
