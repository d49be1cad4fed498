"""Keeping to what the settings say about how long things are kept: the sweeper asks for it, batch by batch."""

from datetime import timedelta

from audit.store import access_log, retention, slots
from audit.store.access_log import Actor
from audit.store.retention import Keep
from workers.queue import JobKind, Queue
from workers.services import WorkerServices

AT_ONCE = 50
"""Rows of a kind in one transaction: other writers wait for it no longer than for a page."""

REMOVED = "removed what was too old"
SUBJECT = "retention"


def remove_what_is_old(services: WorkerServices, queue: Queue) -> bool:
    """Remove a batch of what is too old, and note it in the access log. Returns whether there may be more."""
    settings, now = services.settings, services.clock()
    keep = Keep(_days(settings.keep_unfinished_days), _days(settings.keep_audits_days), _days(settings.keep_mails_days))
    with services.database.writing() as session:
        slots.forget_free(session, now)
        gone = retention.remove_old(session, keep, now, AT_ONCE)
        if gone.detail:
            access_log.note(session, now, Actor.SWEEPER, REMOVED, SUBJECT, detail=gone.detail)
    for removal_id in gone.removal_ids:
        queue.nudge(JobKind.REMOVAL, removal_id, "")
    return gone.more


def _days(number: int) -> timedelta | None:
    return timedelta(days=number) if number else None
