"""What the mail says that asks about readiness. No name that somebody typed stands in it: the page has those."""

from email.message import EmailMessage

from audit.recovery.readiness_views import THE_ONE
from audit.recovery.views import View
from audit.store.tables import Mail
from reports.brand import ReportBrand
from settings import Settings
from workers.mail.links import readiness_link, readiness_secret
from workers.mail.messages import message_of
from workers.mail.portal_messages import PortalNews


def readiness_mail(settings: Settings, mail: Mail, brand: ReportBrand, view: View) -> EmailMessage:
    """The mail with somebody's own link to the questions, asked from that point of view."""
    news = PortalNews(
        heading="Are you ready for the change?",
        what=f"You are asked a few short questions, as {THE_ONE[view]}: is everything in place that a planned change "
        "needs? It takes about three minutes and no password. The page says who asks, and about which change.",
        button="See the questions",
        link=readiness_link(settings, readiness_secret(settings, mail)),
        good_for="30 days",
        why="You get this because somebody of your company, or one of us, gave this address. If you did not expect it, "
        "ignore it: nobody writes again unless they ask you anew.",
    )
    return message_of(settings, mail, f"A few questions from {brand.name}", "readiness", news=news, brand=brand)
