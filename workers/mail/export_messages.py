"""What the mail about a finished list says: how many leads, and until when. What is in the list is not in the mail."""

from email.message import EmailMessage

from audit.store.tables import Export, Mail
from settings import Settings
from workers.mail.messages import message_of


def export_mail(settings: Settings, mail: Mail, export: Export, good_until: str) -> EmailMessage:
    """The mail that says that a list is ready. `good_until` is a moment in the team's zone."""
    leads = "one lead" if export.rows_done == 1 else f"{export.rows_done:,} leads"
    return message_of(
        settings,
        mail,
        "Your export is ready",
        "export",
        leads=leads,
        kind="an Excel file" if export.format == "xlsx" else "a CSV file",
        good_until=f"{good_until} ({settings.business_time_zone})",
        link=f"{settings.public_url}/console/exports",
        site=settings.public_url,
    )
