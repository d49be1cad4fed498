"""What the mails that let operators in say. No name that somebody typed stands in them: not the company's either."""

from dataclasses import dataclass
from email.message import EmailMessage

from audit.store.tables import Mail
from reports.brand import ReportBrand
from settings import Settings
from workers.mail.links import portal_link, portal_secret
from workers.mail.messages import message_of


@dataclass(frozen=True, slots=True)
class PortalNews:
    """What such a mail tells: all of it text, ready to print."""

    heading: str
    what: str
    button: str
    link: str
    good_for: str
    why: str


def sign_in_mail(settings: Settings, mail: Mail, brand: ReportBrand) -> EmailMessage:
    """The mail with which an operator signs in."""
    news = PortalNews(
        heading="Your link to sign in",
        what="Here is your link to your audits, and to what was agreed and measured since.",
        button="Sign in",
        link=portal_link(settings, mail, portal_secret(settings, mail)),
        good_for="30 minutes",
        why="You get this because somebody asked for a link to this address. If that was not you, ignore it: without "
        "the link nobody gets in.",
    )
    return message_of(settings, mail, f"Sign in to your audits at {brand.name}", "portal", news=news, brand=brand)


def invitation_mail(settings: Settings, mail: Mail, brand: ReportBrand) -> EmailMessage:
    """The mail with which somebody joins a company."""
    news = PortalNews(
        heading="You are invited",
        what="You are invited to see the audits of a company: where it loses money, what to fix first, and whether the "
        "fix has worked. The page behind the link says which company it is, before you decide.",
        button="See the invitation",
        link=portal_link(settings, mail, portal_secret(settings, mail)),
        good_for="7 days",
        why="You get this because somebody of that company, or one of us, gave this address. If you did not expect it, "
        "ignore it: without the link nothing changes.",
    )
    return message_of(settings, mail, f"An invitation from {brand.name}", "portal", news=news, brand=brand)
