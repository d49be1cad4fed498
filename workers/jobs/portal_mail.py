"""The mails that bring operators a link: to sign in to the portal, or to join a company there."""

from email.message import EmailMessage

from sqlalchemy.orm import Session

from audit.playbook import Playbook
from audit.store import companies, memberships, operator_links
from audit.store.shelf import UnknownPlaybookError
from audit.store.tables import Mail
from reports.brand import BrandError, ReportBrand, brand_of
from workers.jobs.working import LostClaimError, NoLongerNeededError
from workers.mail.links import portal_link_ends, portal_secret
from workers.mail.portal_messages import invitation_mail, sign_in_mail
from workers.services import WorkerServices

PLAIN_BRAND = ReportBrand("Plumbline", None, "", "#1f4f46", "#1f4f46", "")
"""Of a mail to whom no audit was ever sent."""

OVER = "The link would be over before the mail arrives."


def sign_in(services: WorkerServices, mail: Mail) -> EmailMessage:
    """The message that lets an operator in, its link good from now on. Raises LostClaimError, NoLongerNeededError."""
    secret, now = portal_secret(services.settings, mail), services.clock()
    with services.database.writing() as session:
        person_id = _addressed(session, mail)
        _check_timely(services, session, mail)
        operator_links.keep(session, secret, person_id, now, portal_link_ends(mail))
        content_hash = companies.playbook_sent_to(session, person_id)
    return sign_in_mail(services.settings, mail, brand_for(services, content_hash))


def invitation(services: WorkerServices, mail: Mail) -> EmailMessage:
    """The message with which somebody joins a company, likewise.

    Raises NoLongerNeededError if they have joined, or the invitation was taken back.
    """
    secret, now = portal_secret(services.settings, mail), services.clock()
    with services.database.writing() as session:
        person_id, company = _addressed(session, mail), operator_links.company_of(session, mail)
        if company is None:
            raise LostClaimError
        if not memberships.is_invited(session, company.id, person_id):
            raise NoLongerNeededError("The invitation was taken back, or they have joined.")
        _check_timely(services, session, mail)
        operator_links.keep(session, secret, person_id, now, portal_link_ends(mail), to_join=company.id)
        content_hash = companies.playbook_of(session, company.id)
    return invitation_mail(services.settings, mail, brand_for(services, content_hash))


def brand_for(services: WorkerServices, content_hash: str | None) -> ReportBrand:
    """The brand of a playbook, as a mail to its companies carries it; a plain one if it cannot be had."""
    playbook = _playbook(services, content_hash)
    try:
        return brand_of(playbook) if playbook else PLAIN_BRAND
    except BrandError:
        return PLAIN_BRAND


def _playbook(services: WorkerServices, content_hash: str | None) -> Playbook | None:
    try:
        return services.shelf.get(content_hash) if content_hash else None
    except UnknownPlaybookError:
        return None


def _addressed(session: Session, mail: Mail) -> int:
    if mail.person_id is None or companies.person(session, mail.person_id) is None:
        raise LostClaimError
    return mail.person_id


def _check_timely(services: WorkerServices, session: Session, mail: Mail) -> None:
    if operator_links.is_overtaken(session, mail):
        raise NoLongerNeededError("A later mail has brought another link.")
    if portal_link_ends(mail) <= services.clock():
        raise NoLongerNeededError(OVER)
