"""Undo: the last thing that somebody did themselves."""

from flask import abort

from audit.store import activity, undoing
from web.console.follow_up.acting import Answer, OvertakenError, Turn, act
from web.security.access import Access, access


@access(Access.SELLERS)
def undo(lead: str, done: int) -> Answer:
    """Take back what somebody did themselves, while nothing later has changed the same. Pressed twice, it is once."""

    def work(turn: Turn) -> None:
        row = activity.find(turn.session, turn.lead.audit_id, done) or abort(404)
        if row.account_id != turn.by or row.kind not in undoing.CAN_BE_UNDONE:
            abort(404)
        if row.undone_at is not None:
            return
        if undoing.undo(turn.session, turn.lead, row, turn.by, turn.now) is None:
            turn.check_version()
            raise OvertakenError

    return act(lead, "undo", work)
