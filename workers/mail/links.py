"""The link in a mail. Its secret is worked out from the row, so that a second attempt sends the very same mail."""

import hmac
from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256

from audit.store.tables import Mail
from settings import Settings

REPORT_LINK_LIVES = timedelta(days=60)
PURPOSE = "report-link"


def report_secret(settings: Settings, mail: Mail) -> str:
    """256 bits that nobody can guess without SECRET_KEY, as they stand in a link: the same for the same row."""
    about = "\n".join((PURPOSE, str(mail.id), mail.key, mail.created_at.isoformat()))
    digest = hmac.new(settings.secret_key.get_secret_value().encode(), about.encode(), sha256).digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


def report_link(settings: Settings, secret: str) -> str:
    """The address of the page that opens a report."""
    return f"{settings.public_url}/report/{secret}"


def message_id(settings: Settings, mail: Mail) -> str:
    """The mail's Message-ID: one for each row, so that a message that came twice is known for one."""
    digest = sha256(f"{mail.id}\n{mail.key}\n{mail.created_at.isoformat()}".encode()).hexdigest()[:32]
    domain = settings.mail_from.rpartition("@")[2].strip("> ") or "localhost"
    return f"<{digest}@{domain}>"
