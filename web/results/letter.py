"""Where the link in the mail leads: a page with a button, so that a program that only looks at links opens nothing."""

from dataclasses import dataclass

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from audit.playbook import Playbook
from audit.store import reports, tokens
from audit.store.tables import AuditRow, JobState, Report, Revision, TokenPurpose
from reports.wording import Wording
from web.brand import page_brand
from web.offered import first_offered
from web.results.opening import note_opening
from web.results.progress import size_in_words
from web.security.access import Access, access, hold
from web.security.limits import limit_token_pages
from web.services import services


@dataclass(frozen=True, slots=True)
class Linked:
    """What a link in a mail opens."""

    audit: AuditRow
    report: Report
    revision: Revision
    playbook: Playbook


@access(Access.TOKEN)
@limit_token_pages
def landing(token: str) -> str | tuple[str, int]:
    """What the link opens, and a button. A link that is unknown, too old or taken back gets one and the same page."""
    found = _linked(token)
    if found is None:
        return _closed()
    head = found.playbook.head
    size_bytes = found.report.size_bytes
    return render_template(
        "report_landing.html",
        brand=page_brand(found.playbook),
        title=head.title,
        day=Wording(head.locale, head.currency).day(found.revision.made_at.date()),
        size=size_in_words(size_bytes) if size_bytes else "",
    )


@access(Access.TOKEN)
@limit_token_pages
def open_report(token: str) -> Response | tuple[str, int]:
    """Let this browser open the audit, and go to its PDF."""
    found = _linked(token)
    if found is None:
        return _closed()
    hold(found.audit.public_id)
    note_opening(found.report.id)
    return redirect(url_for("results.report", public_id=found.audit.public_id), 303)


def _linked(token: str) -> Linked | None:
    with services().database.reading() as session:
        row = tokens.find(session, token, TokenPurpose.REPORT, services().clock())
        pair = reports.with_revision(session, row.report_id) if row and row.report_id else None
        audit = session.get(AuditRow, row.audit_id) if row else None
    if pair is None or audit is None or pair[0].state != JobState.DONE:
        return None
    return Linked(audit, *pair, services().shelf.get(pair[1].playbook_hash))


def _closed() -> tuple[str, int]:
    page = render_template(
        "message.html",
        brand=page_brand(first_offered()),
        heading="This link is closed",
        paragraphs=(
            "The link to a report works for a limited time, and can be taken back.",
            "On the device where you did the quiz, everything is still there: open the page again and ask for the PDF.",
        ),
        link_url=url_for("quiz.home"),
        link_text="Begin a new one",
    )
    return page, 404
