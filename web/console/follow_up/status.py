"""What sales did, who has the lead, and that somebody tried to reach them."""

from datetime import timedelta
from typing import Final

from flask import request

from audit.sales.statuses import Status, reason_is_right
from audit.store import accounts, activity, follow_ups
from audit.store.accounts import SELLERS
from audit.store.activity import Kind
from audit.store.follow_ups import Touch
from web.console.follow_up.acting import Answer, RefusedError, Turn, act
from web.console.follow_up.wording import status_words
from web.field_errors import FieldError
from web.security.access import Access, access

PRESSED_TWICE: Final = timedelta(minutes=1)
"""The same button pressed by the same person within this time was pressed once."""

TRIED: Final = {Touch.CALLED: "I called", Touch.WROTE: "I wrote"}


@access(Access.SELLERS)
def choose(lead: str) -> Answer:
    """Set the status; why, where it asks for that."""
    status, _, reason = request.form.get("choice", "").partition(":")
    known = status in set(Status) and reason_is_right(Status(status), reason)
    again = f"Set it to {status_words(status, reason)} all the same" if known else ""

    def work(turn: Turn) -> None:
        if not known:
            raise RefusedError(FieldError("ending", "Choose why this lead ends."))
        if (turn.lead.status, turn.lead.reason) != (status, reason):
            turn.check_version()
            follow_ups.choose_status(turn.session, turn.lead, Status(status), reason, turn.by, turn.now)

    return act(lead, "status", work, again=again)


@access(Access.SELLERS)
def give(lead: str) -> Answer:
    """Give the lead to somebody who can work on it, or to nobody."""
    chosen = request.form.get("owner", "")

    def work(turn: Turn) -> None:
        owner_id = _owner(turn, chosen)
        if turn.lead.owner_id != owner_id:
            turn.check_version()
            follow_ups.assign(turn.session, turn.lead, owner_id, turn.by, turn.now)

    return act(lead, "owner", work)


@access(Access.SELLERS)
def touch(lead: str) -> Answer:
    """Note that somebody called or wrote; the first time stops the response clock."""
    how = request.form.get("how", "")
    known = how in set(Touch)

    def work(turn: Turn) -> None:
        if not known:
            raise RefusedError(FieldError("follow-up", "Press one of the buttons: called, or wrote."))
        if not _just_pressed(turn, how):
            turn.check_version()
            follow_ups.touch(turn.session, turn.lead, Touch(how), turn.by, turn.now)

    return act(lead, "touch", work, again=f"{TRIED[Touch(how)]} all the same" if known else "")


def _owner(turn: Turn, chosen: str) -> int | None:
    """The number of the account that was chosen, None for nobody. Raises RefusedError."""
    if not chosen:
        return None
    able = accounts.everybody(turn.session, able_to_work=True)
    found = next((one.id for one in able if str(one.id) == chosen and one.role in SELLERS), None)
    if found is None:
        raise RefusedError(FieldError("owner", "Choose somebody who can work on leads."))
    return found


def _just_pressed(turn: Turn, how: str) -> bool:
    newest = activity.newest_changes(turn.session, turn.lead.audit_id, 1)
    return any(
        row.kind == Kind.TOUCH
        and row.undone_at is None
        and (row.account_id, row.after.get("how")) == (turn.by, how)
        and turn.now - row.at < PRESSED_TWICE
        for row in newest
    )
