"""The link in a mail. Its secret is worked out from the row, so that a second attempt sends the very same mail."""

import hmac
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from hashlib import sha256

from audit.store.tables import Mail, MailKind
from settings import Settings

REPORT_LINK_LIVES = timedelta(days=60)
PURPOSE = "report-link"

INVITATION_LIVES = timedelta(days=7)
NEW_PASSWORD_LIVES = timedelta(hours=2)
PRINTED_LINK_LIVES = timedelta(hours=24)
PRINTED = "printed"
"""What `Mail.about` says of a link that the command line has printed as well."""

STAFF_PURPOSE = "staff-link"

PORTAL_LINK_LIVES = timedelta(minutes=30)
PORTAL_INVITATION_LIVES = timedelta(days=7)
PORTAL_PURPOSES = {MailKind.PORTAL_LINK: "portal-link", MailKind.PORTAL_INVITATION: "portal-invitation"}

READINESS_PURPOSE = "readiness-link"


def report_secret(settings: Settings, mail: Mail) -> str:
    """256 bits that nobody can guess without SECRET_KEY, as they stand in a link: the same for the same row."""
    return _secret(settings, mail, PURPOSE)


def staff_secret(settings: Settings, mail: Mail) -> str:
    """The same for the link with which a member of staff sets a password."""
    return _secret(settings, mail, STAFF_PURPOSE)


def portal_secret(settings: Settings, mail: Mail) -> str:
    """The same for the link with which an operator signs in, or joins a company."""
    return _secret(settings, mail, PORTAL_PURPOSES[MailKind(mail.kind)])


def readiness_secret(settings: Settings, mail: Mail) -> str:
    """The same for the link with which somebody answers about readiness."""
    return _secret(settings, mail, READINESS_PURPOSE)


def report_link(settings: Settings, secret: str) -> str:
    """The address of the page that opens a report."""
    return f"{settings.public_url}/report/{secret}"


def staff_link(settings: Settings, secret: str) -> str:
    """The address of the page on which a member of staff sets a password."""
    return f"{settings.public_url}/console/password/{secret}"


def portal_link(settings: Settings, mail: Mail, secret: str) -> str:
    """The address of the page on which an operator signs in, or joins a company."""
    page = "enter" if mail.kind == MailKind.PORTAL_LINK else "join"
    return f"{settings.public_url}/portal/{page}/{secret}"


def readiness_link(settings: Settings, secret: str) -> str:
    """The address of the page on which somebody answers about readiness."""
    return f"{settings.public_url}/readiness/{secret}"


def portal_link_ends(mail: Mail) -> datetime:
    """Until when the link in a mail to an operator is good."""
    return mail.created_at + (PORTAL_LINK_LIVES if mail.kind == MailKind.PORTAL_LINK else PORTAL_INVITATION_LIVES)


def staff_link_ends(mail: Mail) -> datetime:
    """Until when the link in a mail to staff is good."""
    if mail.about == PRINTED:
        return mail.created_at + PRINTED_LINK_LIVES
    return mail.created_at + (INVITATION_LIVES if mail.kind == MailKind.INVITATION else NEW_PASSWORD_LIVES)


def message_id(settings: Settings, mail: Mail) -> str:
    """The mail's Message-ID: one for each row, so that a message that came twice is known for one."""
    digest = sha256(f"{mail.id}\n{mail.key}\n{mail.created_at.isoformat()}".encode()).hexdigest()[:32]
    domain = settings.mail_from.rpartition("@")[2].strip("> ") or "localhost"
    return f"<{digest}@{domain}>"


def _secret(settings: Settings, mail: Mail, purpose: str) -> str:
    about = "\n".join((purpose, str(mail.id), mail.key, mail.created_at.isoformat()))
    digest = hmac.new(settings.secret_key.get_secret_value().encode(), about.encode(), sha256).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")
