"""Who looks at a page: what is counted of a visit, and what is not."""

from datetime import date

from flask import request

from web.accounts.member import current_member
from web.services import services


def counts() -> bool:
    """Whether this request shows somebody something: no look ahead by a browser, and no mere question for the head."""
    return request.method != "HEAD" and "prefetch" not in request.headers.get("Sec-Purpose", "")


def is_staff() -> bool:
    """Whether a member of staff is looking."""
    return current_member() is not None


def team_day() -> date:
    """The day it is for the team: what is counted by the day is counted by theirs."""
    return services().clock().astimezone(services().settings.team_zone).date()
