"""What the mails to staff say about a lead. Company and person may be named: staff have to know whom to call."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import Final
from zoneinfo import ZoneInfo

from audit.sales.calendar_entry import FILE_NAME, MEDIA_TYPE
from audit.sales.clock import Turn
from audit.store.tables import Mail
from reports.wording import shorten
from settings import Settings
from workers.lead_words import HEADINGS, LeadNews, lines_of
from workers.mail.messages import message_of

LONGEST_SUBJECT: Final = 120
LONGEST_STEP: Final = 500
SAID: Final[Mapping[Turn, str]] = {
    Turn.ARRIVED: "Somebody has asked for the PDF of their audit and can be called now.",
    Turn.AMBER: "The response clock has turned amber. Whoever is called soon remembers what they asked.",
    Turn.RED: "The response clock has turned red: they have waited longer than we want anybody to wait.",
}


@dataclass(frozen=True, slots=True)
class StaffLetter:
    """A mail about a lead: all of it text, ready to print. `why` says why it came, and how it stops."""

    heading: str
    said: str
    lines: Mapping[str, str]
    link: str
    why: str
    site: str


@dataclass(frozen=True, slots=True)
class Step:
    """A next step as it stands: what, when (in UTC), and its entry for a calendar."""

    text: str
    due_at: datetime
    calendar: bytes


def alert_mail(settings: Settings, mail: Mail, turn: Turn, news: LeadNews) -> EmailMessage:
    """The mail that tells of a new lead, or of a clock that has turned."""
    heading = HEADINGS[turn].format(company=news.company)
    letter = StaffLetter(
        heading=heading,
        said=SAID[turn],
        lines=lines_of(news, with_person=True),
        link=news.link,
        why="You get this because alerts are turned on for your account. You can turn them off there.",
        site=settings.public_url,
    )
    subject = f"{heading}, {news.figures.total}" if news.figures and news.figures.total else heading
    return message_of(settings, mail, shorten(subject, LONGEST_SUBJECT), "lead", letter=letter)


def reminder_mail(settings: Settings, mail: Mail, step: Step, news: LeadNews) -> EmailMessage:
    """The mail that reminds of a next step, with the step as a calendar's entry."""
    text = shorten(step.text, LONGEST_STEP)
    letter = StaffLetter(
        heading=f"Next step: {news.company}",
        said=text,
        lines={"Due": in_words(step.due_at, settings.business_time_zone), **lines_of(news, with_person=True)},
        link=news.link,
        why="You get this because this next step is yours. Once it is done, or moved, nothing more comes for it.",
        site=settings.public_url,
    )
    message = message_of(
        settings, mail, shorten(f"Next step: {news.company}, {text}", LONGEST_SUBJECT), "lead", letter=letter
    )
    whole, part = MEDIA_TYPE.split("/")
    how = {"charset": "utf-8", "method": "PUBLISH"}
    message.add_attachment(step.calendar, maintype=whole, subtype=part, filename=FILE_NAME, params=how)
    message.set_boundary(f"whole-{mail.id}-{mail.created_at:%Y%m%d%H%M%S}")
    return message


def in_words(moment: datetime, zone: str) -> str:
    """A moment on the team's wall: "Tuesday 2 June 2026, 14:30 (America/New_York)"."""
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local:%A} {local.day} {local:%B %Y, %H:%M} ({zone})"
