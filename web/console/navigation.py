"""Where a member of staff can go from every page of the console: what their role may open."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import current_app, request, url_for

from web.accounts.member import Member
from web.security.access import ROLES, rule_of


@dataclass(frozen=True, slots=True)
class Place:
    """A link of the navigation. `here`: the page that is shown belongs to it."""

    text: str
    url: str
    here: bool


PLACES: Final = (
    ("Queue", "console.queue.show", ("console.queue.", "console.call.", "console.follow_up.", "console.people.")),
    ("Agreements", "console.agreements.everybody", ("console.agreements.",)),
    ("Figures", "console.figures.show", ("console.figures.",)),
    ("Exports", "console.exports.show", ("console.exports.",)),
    ("Accounts", "console.accounts.everybody", ("console.accounts.everybody", "console.accounts.one")),
    ("Access log", "console.accounts.access_log", ("console.accounts.access_log",)),
)


def places_for(member: Member | None) -> Sequence[Place]:
    """The places that somebody may open, in order; none for nobody."""
    if member is None:
        return ()
    now = request.endpoint or ""
    return tuple(
        Place(text, url_for(endpoint), now.startswith(parts))
        for text, endpoint, parts in PLACES
        if _may_open(member, endpoint)
    )


def _may_open(member: Member, endpoint: str) -> bool:
    rule = rule_of(current_app, endpoint) if endpoint in current_app.view_functions else None
    return rule is not None and member.role in ROLES.get(rule, ())
