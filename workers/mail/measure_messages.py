"""What the mail says that reminds of a number. The number's title is the consultancy's; no name stands in it."""

from dataclasses import dataclass
from email.message import EmailMessage

from audit.recovery.periods import in_sentence
from audit.store.due_measurements import Reminder
from audit.store.tables import Mail
from reports.brand import ReportBrand
from settings import Settings
from workers.mail.messages import message_of


@dataclass(frozen=True, slots=True)
class MeasureNews:
    """What such a mail tells: all of it text, ready to print. `others` is empty where no more is missing."""

    heading: str
    what: str
    source: str
    others: str
    button: str
    link: str
    why: str


def measure_mail(settings: Settings, mail: Mail, brand: ReportBrand, about: Reminder) -> EmailMessage:
    """The mail that reminds of the number of one period."""
    spoken = in_sentence(about.period, about.terms.cadence)
    news = MeasureNews(
        heading=f"The number of {spoken} is due",
        what=f"{about.terms.metric_title}: what was it in {spoken}?",
        source=about.terms.source,
        others=_others(about),
        button="Enter the number",
        link=page_of(settings, about),
        why=f"You get this because your company agreed to measure this number each {about.terms.cadence}. Nothing more "
        f"comes for this {about.terms.cadence}, whether or not you enter it.",
    )
    return message_of(settings, mail, f"Due: the number of {spoken}", "measure", news=news, brand=brand)


def page_of(settings: Settings, about: Reminder) -> str:
    """The address of the page on which it is entered. It holds no secret: whoever opens it has to sign in."""
    company, agreement = about.company.public_id, about.agreement.public_id
    return f"{settings.public_url}/portal/{company}/agreements/{agreement}/measurements"


def _others(about: Reminder) -> str:
    if not about.others:
        return ""
    return f"{about.others} earlier {'one is' if about.others == 1 else 'ones are'} missing too."
