"""How far the PDF is: shown, asked for by the script of the page, and ready to be downloaded."""

from flask import jsonify, redirect, render_template, url_for
from werkzeug.wrappers import Response

from web.brand import page_brand
from web.results.held import Asked, asked_for, held_result
from web.results.progress import Progress, mail_words, progress_of, size_in_words
from web.security.access import Access, NotHeldError, access
from web.services import services


@access(Access.HOLDER)
def show(public_id: str) -> Response | str:
    """The report that was asked for last; before anybody has, back to the form."""
    with services().database.reading() as session:
        held = held_result(session, public_id)
        asked = asked_for(session, held.audit) if held else None
    if held is None or asked is None:
        return redirect(url_for("results.result", public_id=public_id, _anchor="pdf"), 303)
    progress, mail = _told(asked)
    size_bytes = asked.ready.size_bytes if asked.ready else None
    return render_template(
        "report.html",
        brand=page_brand(held.playbook),
        public_id=public_id,
        progress=progress,
        mail=mail,
        is_current=held.report_is_current,
        older_is_ready=asked.older_is_ready,
        size=size_in_words(size_bytes) if size_bytes else "",
        booking_url=services().settings.booking_url,
    )


@access(Access.HOLDER)
def state(public_id: str) -> Response:
    """The same for a script: where the report stands, and the sentences to show."""
    with services().database.reading() as session:
        held = held_result(session, public_id)
        asked = asked_for(session, held.audit) if held else None
    if asked is None:
        raise NotHeldError
    progress, mail = _told(asked)
    return jsonify(
        state=progress.state,
        heading=progress.heading,
        sentence=progress.sentence,
        percent=progress.percent,
        again_at=progress.again_at.isoformat() if progress.again_at else None,
        settled=progress.settled,
        mail=mail,
    )


def _told(asked: Asked) -> tuple[Progress, str]:
    progress = progress_of(asked.report, services().clock())
    if not asked.email:
        return progress, ""
    words = mail_words(asked.mail, asked.email, sends_mail=services().settings.sends_mail)
    return progress, words if progress.state != "failed" else ""
