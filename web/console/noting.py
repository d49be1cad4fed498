"""What staff look at and do is written down: the one thing that looking at a page writes, beside counting."""

from audit.store import access_log
from audit.store.access_log import Actor
from web.accounts.member import member
from web.request_log import request_id
from web.services import services


def note_access(action: str, subject: str, **detail: str) -> None:
    """Note what the person who is signed in does, in a transaction of its own.

    `action` is a few words ("looked at a lead"); `subject` and `detail` name no company or person: an audit's public
    id, "person 12", "account 3". Raises LookupError where nobody is signed in.
    """
    with services().database.writing() as session:
        access_log.note(
            session,
            services().clock(),
            Actor.STAFF,
            action,
            subject,
            account_id=member().account_id,
            request_id=request_id(),
            detail=detail,
        )
