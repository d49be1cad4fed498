"""What the mails say: a text and an HTML part from one template each.

Nothing that somebody typed into a form stands in a mail: it goes to whatever address was typed beside it.
"""

from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.utils import format_datetime
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from audit.findings import Audit
from audit.store.tables import Mail
from reports.brand import ReportBrand
from reports.phrases import total_stake
from reports.wording import Wording
from settings import Settings
from workers.mail.links import message_id


@dataclass(frozen=True, slots=True)
class ReportNews:
    """What the mail about a finished report tells: all of it text, ready to print."""

    brand: str
    contact: str
    primary: str
    language: str
    total: str
    stake: str
    as_of: str
    link: str
    link_ends: str
    booking_url: str


def report_news(audit: Audit, brand: ReportBrand, link: str, link_ends: date, booking_url: str) -> ReportNews:
    """The news of an audit in its own locale and currency."""
    words = Wording(audit.locale, audit.currency)
    return ReportNews(
        brand=brand.name,
        contact=brand.contact,
        primary=brand.primary_ink,
        language=words.language,
        total=words.money_range(audit.total) if audit.findings else "",
        stake=total_stake(audit),
        as_of=words.day(audit.as_of),
        link=link,
        link_ends=words.day(link_ends),
        booking_url=booking_url,
    )


def report_mail(settings: Settings, mail: Mail, news: ReportNews) -> EmailMessage:
    """The mail with the link to a report."""
    portal = f"{settings.public_url}/portal/sign-in"
    return message_of(settings, mail, f"Your audit from {news.brand} is ready", "report", news=news, portal=portal)


def trial_mail(settings: Settings, mail: Mail) -> EmailMessage:
    """The mail that `plumbline mail test` sends."""
    return message_of(settings, mail, "Plumbline can send mail", "trial", public_url=settings.public_url)


def message_of(settings: Settings, mail: Mail, subject: str, template: str, **context: object) -> EmailMessage:
    """The message of a row, from the templates of that name. The same row gives the same bytes each time."""
    identity = message_id(settings, mail)
    message = EmailMessage()
    message["From"] = settings.mail_from
    message["To"] = mail.recipient
    message["Subject"] = subject
    message["Date"] = format_datetime(mail.created_at)
    message["Message-ID"] = identity
    # No holiday replies, and no loop between two machines.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(_templates().get_template(f"{template}.txt").render(context))
    message.add_alternative(_templates().get_template(f"{template}.html").render(context), subtype="html")
    message.set_boundary(f"part-{identity.strip('<').partition('@')[0]}")
    return message


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("workers.mail"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
