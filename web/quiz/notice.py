"""What is kept, and why."""

from flask import render_template

from web.brand import page_brand
from web.offered import first_offered
from web.quiz.elsewhere import LINK_DAYS
from web.security.access import Access, access
from web.security.cookies import SESSION_DAYS
from web.services import services


@access(Access.PUBLIC)
def privacy() -> str:
    """The page that says what is kept and why, in words that are true of this program."""
    settings = services().settings
    return render_template(
        "privacy.html",
        brand=page_brand(first_offered()),
        privacy_url=settings.privacy_url,
        cookie_days=SESSION_DAYS,
        link_days=LINK_DAYS,
        on_slack=bool(settings.slack_webhook_url.get_secret_value()),
        keep_unfinished=days_in_words(settings.keep_unfinished_days),
        keep_audits=days_in_words(settings.keep_audits_days),
        keep_mails=days_in_words(settings.keep_mails_days),
        keep_exports=days_in_words(settings.keep_exports_days),
    )


def days_in_words(days: int) -> str:
    """How long that is: "90 days", "3 years"; empty for no end."""
    if days == 0:
        return ""
    years, rest = divmod(days, 365)
    if years and not rest:
        return "a year" if years == 1 else f"{years} years"
    return "a day" if days == 1 else f"{days} days"
