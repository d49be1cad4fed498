"""Stopping an agreement, with the reason."""

from typing import Final

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from audit.one_line import one_line
from audit.store import agreements
from web.agreements.keeping import keep_standing
from web.agreements.tried import Tried
from web.console.agreements.said import say_next
from web.console.agreements.show import found, render_show
from web.console.noting import note_access
from web.field_errors import FieldError
from web.security.access import Access, access
from web.services import services

WHY_FIELD: Final = "stop-why"
LONGEST_WHY: Final = 500


@access(Access.SELLERS)
def stop(agreement: str) -> Response | tuple[str, int]:
    """Stop it. One that is stopped already stays as it is."""
    why, now = one_line(request.form.get("why", "")), services().clock()
    with services().database.writing() as session:
        row = found(session, agreement, to_change=True)
        if row.stopped_at is None:
            said = "" if why else "Say why; both sides will read it."
            said = said or (f"Shorten this to {LONGEST_WHY} letters." if len(why) > LONGEST_WHY else "")
            if said:
                return render_show(session, row, Tried(text=why, errors=[FieldError(WHY_FIELD, said)])), 422
            agreements.stop(row, why, now)
            keep_standing(session, row, now)
    note_access("stopped an agreement", agreement)
    say_next("stopped")
    return redirect(url_for("console.agreements.show", agreement=agreement), 303)
