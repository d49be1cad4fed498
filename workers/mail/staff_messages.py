"""What the mails that let staff in say. No name stands in them: the address is whatever was typed beside it."""

from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from typing import Final

from audit.store.tables import Mail
from settings import Settings
from workers.mail.links import staff_link, staff_link_ends, staff_secret
from workers.mail.messages import message_of

HOUR: Final = timedelta(hours=1)
WHOLE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class StaffNews:
    """What such a mail tells: all of it text, ready to print."""

    heading: str
    why: str
    button: str
    link: str
    good_for: str
    also: str
    site: str


def invitation_mail(settings: Settings, mail: Mail) -> EmailMessage:
    """The mail with which somebody sets their first password, or the first after their account was reset."""
    other_way = f"You can also go to {settings.public_url}/console/sign-in and sign in with {settings.oidc_name}."
    news = StaffNews(
        heading="Your account for Plumbline",
        why="You have an account for the sales console. Choose a password, and you can sign in.",
        button="Choose a password",
        also=other_way if settings.oidc_issuer else "",
        **_link(settings, mail),
    )
    return message_of(settings, mail, news.heading, "staff", news=news)


def new_password_mail(settings: Settings, mail: Mail) -> EmailMessage:
    """The mail with which somebody sets another password."""
    news = StaffNews(
        heading="A new password for Plumbline",
        why="Somebody, most likely you, has asked for a new password. Until you choose one, the old one stays.",
        button="Choose a new password",
        also="",
        **_link(settings, mail),
    )
    return message_of(settings, mail, news.heading, "staff", news=news)


def _link(settings: Settings, mail: Mail) -> dict[str, str]:
    ends = staff_link_ends(mail)
    lives = ends - mail.created_at
    return {
        "link": staff_link(settings, staff_secret(settings, mail)),
        "good_for": f"{lives // WHOLE_DAY} days" if lives > WHOLE_DAY else f"{lives // HOUR} hours",
        "site": settings.public_url,
    }
