"""A sentence about what was just done, shown once on the page that follows. The cookie carries a short code of it."""

from typing import Final

from flask import session

_KEY: Final = "account_told"

INVITED: Final = "invited"
INVITED_WITHOUT_MAIL: Final = "invited, no mail"
ROLE: Final = "role"
SHUT: Final = "shut"
OPENED: Final = "opened"
ENDED: Final = "ended"
RESET: Final = "reset"
PASSWORD_SET: Final = "password set"  # noqa: S105  # a code, no secret
ASKED: Final = "asked"
PASSWORD_CHANGED: Final = "password changed"  # noqa: S105  # a code, no secret
SELF_CHANGED: Final = "self changed"
SESSION_ENDED: Final = "session ended"
SESSIONS_ENDED: Final = "sessions ended"
FACTOR_OFF: Final = "factor off"
USED_A_RECOVERY_CODE: Final = "used a recovery code"

WORDS: Final = {
    PASSWORD_CHANGED: "Your password is changed. Everywhere else you are signed out.",
    SELF_CHANGED: "Saved.",
    SESSION_ENDED: "That browser is signed out.",
    SESSIONS_ENDED: "All other browsers are signed out.",
    FACTOR_OFF: "Signing in asks for your password alone now.",
    USED_A_RECOVERY_CODE: (
        "You signed in with a recovery code, and it is used up. If your phone is lost, set up the second step anew."
    ),
    INVITED: "An invitation is on its way. Its link is good once, for seven days.",
    INVITED_WITHOUT_MAIL: (
        "No mail server is set, so nothing can be mailed from here. On the server, plumbline account reset, with the "
        "address, prints a link that you can pass on."
    ),
    ROLE: "The role is changed. It counts from the next page they open.",
    SHUT: "The account is shut and signed out everywhere.",
    OPENED: "The account is open again, with the password and second step it had.",
    ENDED: "The account is signed out everywhere.",
    RESET: "Password, second step and single sign-on are taken away. A mail with a link for a new password follows.",
    PASSWORD_SET: "Your password is set. Sign in with it.",
    ASKED: (
        "If this address has an account, a mail with a link is on its way. The link is good for two hours. If no mail "
        "comes, look into the spam folder, or ask whoever looks after the accounts here."
    ),
}


def tell(code: str) -> None:
    """Have the next page say it."""
    session[_KEY] = code


def told() -> str:
    """The sentence to show now, and never again; empty for none."""
    return WORDS.get(str(session.pop(_KEY, "")), "")
