"""What the mails about an agreement say. To the company no name stands in them; staff have to know whose it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final

from audit.recovery.terms import Terms
from audit.store.agreement_mails import Wish
from audit.store.agreements import Version
from audit.store.tables import Agreement, Company, Mail, Side
from reports.brand import ReportBrand
from reports.wording import shorten
from settings import Settings
from workers.mail.messages import message_of

LONGEST_SUBJECT: Final = 120
SAID: Final[Mapping[Wish, tuple[str, str]]] = {
    Wish.SIGNED: ("Signed by {company}", "The company has signed the agreement."),
    Wish.CHANGE: ("{company} asks for a change", "The company asks for a change of the agreement, in its own words."),
}
"""The heading and the sentence of each."""


@dataclass(frozen=True, slots=True)
class About:
    """What a mail is about."""

    company: Company
    agreement: Agreement
    version: Version


@dataclass(frozen=True, slots=True)
class AgreementNews:
    """What such a mail tells: all of it text, ready to print."""

    heading: str
    what: str
    terms: str
    button: str
    link: str
    why: str
    site: str


def to_sign_mail(settings: Settings, mail: Mail, brand: ReportBrand, about: About) -> EmailMessage:
    """The mail that says that a version waits for the company's signature. Its link holds no secret."""
    version = about.version
    signed = Side.CONSULTANCY in version.signed
    news = AgreementNews(
        heading="An agreement waits for you" if version.row.number == 1 else "A changed agreement waits for you",
        what=f"{'We have signed' if signed else 'We propose'} version {version.row.number} of the agreement about one "
        "leak, one number and one owner. Read it in a minute; sign it, or say what should be changed.",
        terms=_about(version.terms),
        button="Read the agreement",
        link=f"{settings.public_url}/portal/{about.company.public_id}/agreements/{about.agreement.public_id}",
        why="You get this because you are part of the company in the portal, or own the number. Nothing binds you "
        "before you sign.",
        site=settings.public_url,
    )
    return message_of(settings, mail, news.heading, "agreement", news=news, brand=brand)


def answered_mail(settings: Settings, mail: Mail, wish: Wish, about: About) -> EmailMessage:
    """The mail that tells staff what the company did. What was typed is on the page, not in the mail."""
    heading, what = SAID[wish]
    news = AgreementNews(
        heading=heading.format(company=about.company.name),
        what=what,
        terms=_about(about.version.terms),
        button="Open the agreement",
        link=f"{settings.public_url}/console/agreements/{about.agreement.public_id}",
        why="You get this because you drafted the agreement.",
        site=settings.public_url,
    )
    return message_of(settings, mail, shorten(news.heading, LONGEST_SUBJECT), "agreement_staff", news=news)


def _about(terms: Terms) -> str:
    return f"{terms.fix_title}: {terms.metric_title}"
