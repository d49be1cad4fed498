"""Tags: a word or two that sales puts on a lead."""

from audit.store import tags
from web.console.follow_up.acting import Answer, RefusedError, Turn, act, check_length, line
from web.field_errors import FieldError
from web.security.access import Access, access


@access(Access.SELLERS)
def put_on(lead: str) -> Answer:
    """Put a tag on; it is kept in lower case, so that one word is one tag."""
    tag = line("tag").lower()

    def work(turn: Turn) -> None:
        errors = [*check_length("tag", tag, tags.LONGEST_TAG, "the tag")]
        if not tag:
            errors.append(FieldError("tag", "Type a word or two."))
        if errors:
            raise RefusedError(*errors)
        if tag not in tags.of_lead(turn.session, turn.lead.audit_id):
            turn.check_version()
            tags.put_on(turn.session, turn.lead, tag, turn.by, turn.now)

    return act(lead, "tag", work)


@access(Access.SELLERS)
def take_off(lead: str) -> Answer:
    """Take a tag off."""
    tag = line("tag")

    def work(turn: Turn) -> None:
        if tag in tags.of_lead(turn.session, turn.lead.audit_id):
            turn.check_version()
            tags.take_off(turn.session, turn.lead, tag, turn.by, turn.now)

    return act(lead, "tag off", work, again=f"Take off “{tag}” all the same")
