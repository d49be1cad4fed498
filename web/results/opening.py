"""That a report was opened by the company it is about, so that sales know that it was read."""

from audit.store import openings
from audit.store.database import Unreachable
from web.services import services
from web.visits import counts, is_staff


def note_opening(report_id: int) -> None:
    """Note the first opening. A report is worth more than that note: while nothing can be written, there is none."""
    if not counts() or is_staff():
        return
    try:
        with services().database.writing() as session:
            openings.note(session, report_id, services().clock())
    except Unreachable:
        return
