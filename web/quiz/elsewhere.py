"""Going on with an audit on another device, by a link that is shown once."""

from datetime import timedelta

from flask import redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from audit.playbook import Playbook
from audit.store import tokens
from audit.store.tables import AuditRow, TokenPurpose
from web.brand import page_brand
from web.offered import first_offered
from web.quiz.opened import opened
from web.security.access import Access, access, hold
from web.security.limits import limit_token_pages
from web.services import services

LINK_DAYS = 30
_ONCE = "resume_link"


@access(Access.HOLDER)
def show(public_id: str) -> str:
    """What the link is for, with a button that makes one; right after that, the link itself."""
    with services().database.reading() as reading:
        found = opened(reading, public_id)
    # The cookie that carries the token is this browser's own; after this answer it is in it no more.
    kept = session.pop(_ONCE, None)
    token = kept["token"] if isinstance(kept, dict) and kept.get("audit") == public_id else ""
    return render_template(
        "resume_link.html",
        brand=page_brand(found.progress.playbook),
        public_id=public_id,
        link=_address(token) if token else "",
        days=LINK_DAYS,
    )


@access(Access.HOLDER)
@limit_token_pages
def make_link(public_id: str) -> Response:
    """Make a link that is good for 30 days, and close those made before."""
    now, token = services().clock(), tokens.new_token()
    with services().database.writing() as writing:
        audit = opened(writing, public_id, to_change=True).audit
        tokens.revoke(writing, audit.id, TokenPurpose.RESUME, now)
        tokens.keep(writing, token, TokenPurpose.RESUME, audit.id, now, now + timedelta(days=LINK_DAYS))
    session[_ONCE] = {"audit": public_id, "token": token}
    return redirect(url_for("quiz.elsewhere", public_id=public_id), 303)


@access(Access.TOKEN)
@limit_token_pages
def landing(token: str) -> str | tuple[str, int]:
    """Where the link leads: a button, so that a program that only looks at links opens nothing."""
    found = _audit_of(token)
    if found is None:
        return _closed()
    audit, playbook = found
    return render_template(
        "resume_landing.html",
        brand=page_brand(playbook),
        title=playbook.head.title,
        finished=audit.finished_at is not None,
    )


@access(Access.TOKEN)
@limit_token_pages
def resume(token: str) -> Response | tuple[str, int]:
    """Let this browser open the audit, and go on where it stands."""
    found = _audit_of(token)
    if found is None:
        return _closed()
    public_id = found[0].public_id
    hold(public_id)
    return redirect(url_for("quiz.here", public_id=public_id), 303)


def _audit_of(token: str) -> tuple[AuditRow, Playbook] | None:
    with services().database.reading() as reading:
        row = tokens.find(reading, token, TokenPurpose.RESUME, services().clock())
        audit = reading.get(AuditRow, row.audit_id) if row else None
    return (audit, services().shelf.get(audit.playbook_hash)) if audit else None


def _address(token: str) -> str:
    return services().settings.public_url + url_for("quiz.landing", token=token)


def _closed() -> tuple[str, int]:
    words = render_template(
        "message.html",
        brand=page_brand(first_offered()),
        heading="This link is closed",
        paragraphs=(
            f"Links to go on elsewhere are good for {LINK_DAYS} days, and a new one closes the one before.",
            "On the device where you began, everything is still there: open the page again and make a new link.",
        ),
        link_url=url_for("quiz.home"),
        link_text="Begin a new one",
    )
    return words, 404
