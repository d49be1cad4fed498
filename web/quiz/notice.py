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
    return render_template(
        "privacy.html",
        brand=page_brand(first_offered()),
        privacy_url=services().settings.privacy_url,
        cookie_days=SESSION_DAYS,
        link_days=LINK_DAYS,
    )
