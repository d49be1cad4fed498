"""Searching the queue. The words are kept in the session: they name people, and addresses end up in logs."""

from flask import redirect, request
from werkzeug.wrappers import Response

from audit.one_line import one_line
from audit.store.queue_filters import LONGEST_WORDS
from web.console.queue.asked import address, asked_before, remember_words
from web.security.access import Access, access
from web.services import services


@access(Access.READERS)
def search() -> Response:
    """Search within the view that is shown; nothing typed ends the search."""
    remember_words(one_line(request.form.get("words", ""))[:LONGEST_WORDS])
    with services().database.reading() as session:
        asked = asked_before(session)
    # A saved view has words of its own, which would stand in the way.
    return redirect(address(asked.filters), 303)
