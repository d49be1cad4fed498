"""A sentence about what was just done, shown once on the page that follows. The cookie carries a short code of it."""

from collections.abc import Sized
from typing import Final

from flask import session

from web.services import services

_KEY: Final = "planning_told"

ASKED: Final = "asked"
NO_MAIL: Final = "no mail"
A_MOMENT_AGO: Final = "a moment ago"
ENOUGH: Final = "enough"
WITHDRAWN: Final = "withdrawn"
TOO_LATE: Final = "too late"
STOPPED: Final = "stopped"
SAVED: Final = "saved"

WORDS: Final = {
    ASKED: "A mail is on its way. Its link is good for 30 days, and is used up by answering.",
    NO_MAIL: "It is kept, but this site has no mail server: nobody is mailed. Whoever looks after the site can help.",
    A_MOMENT_AGO: "They were asked a moment ago. Wait ten minutes before you ask again.",
    ENOUGH: "Many were asked about this today, and that is enough for one day. Please go on tomorrow.",
    WITHDRAWN: "The link is closed. Whoever has it can no longer answer with it.",
    TOO_LATE: "It was answered or closed before; nothing was changed.",
    STOPPED: "The agreement was stopped, so nobody is asked any more.",
    SAVED: "Saved. The drawing shows the new words.",
}


def tell(code: str) -> None:
    """Have the next page say it."""
    session[_KEY] = code


def sent(mails: Sized) -> str:
    """The code to tell after somebody was to be asked, with the mails that are due."""
    if not mails:
        return A_MOMENT_AGO
    return ASKED if services().settings.sends_mail else NO_MAIL


def told() -> str:
    """The sentence to show now, and never again; empty for none."""
    return WORDS.get(str(session.pop(_KEY, "")), "")
