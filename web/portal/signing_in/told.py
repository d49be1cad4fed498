"""A sentence about what was just done, shown once on the page that follows. The cookie carries a short code of it."""

from typing import Final

from flask import session

_KEY: Final = "portal_told"

ASKED: Final = "asked"
ENDED: Final = "ended"
OTHERS_ENDED: Final = "others ended"
INVITED: Final = "invited"
NO_MAIL: Final = "no mail"
TOO_SOON: Final = "too soon"
REMOVED: Final = "removed"
TAKEN_BACK: Final = "taken back"
LEFT: Final = "left"
LAST: Final = "last"
JOINED: Final = "joined"

WORDS: Final = {
    ASKED: (
        "If we know this address, a link is on its way. It is good once, for 30 minutes. If no mail comes, look into "
        "the spam folder, or ask again in a few minutes."
    ),
    ENDED: "That browser is signed out.",
    OTHERS_ENDED: "All other browsers are signed out.",
    INVITED: "An invitation is on its way. Its link is good once, for seven days.",
    NO_MAIL: (
        "The invitation is kept, but this site has no mail server, so no mail goes out. Whoever looks after the site "
        "can help."
    ),
    TOO_SOON: (
        "The invitation is kept, but no mail goes out now: this address had one a moment ago, or many were sent today. "
        "Send it again later."
    ),
    REMOVED: "They are no longer part of the company. What they entered and signed stays.",
    TAKEN_BACK: "The invitation is taken back. Its link is closed.",
    LEFT: "You are no longer part of that company.",
    LAST: "Nobody else has joined yet, so the last one cannot go: nobody could see the company then.",
    JOINED: "Welcome. You are part of the company now.",
}


def tell(code: str) -> None:
    """Have the next page say it."""
    session[_KEY] = code


def told() -> str:
    """The sentence to show now, and never again; empty for none."""
    return WORDS.get(str(session.pop(_KEY, "")), "")
