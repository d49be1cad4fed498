"""The start form's mark: it makes pressing "Start" twice one audit.

The page carries random bits; the audit's public id is worked out from them with the server's secret. So the same
form names the same audit however often it is sent, and nobody can write a form that names somebody else's.
"""

import re
import secrets

from web.security.keys import fingerprint, purpose_key

MARK_BYTES = 18
_MARK = re.compile(r"[A-Za-z0-9_-]{24}")


def new_mark() -> str:
    """Random bits for one start page."""
    return secrets.token_urlsafe(MARK_BYTES)


def is_mark(text: str) -> bool:
    """Whether this can be the mark of a start page."""
    return _MARK.fullmatch(text) is not None


def public_id_of(mark: str, secret_key: str) -> str:
    """The public id of the audit that this start page begins: 32 letters and digits."""
    return fingerprint(purpose_key(secret_key, "begin an audit"), mark)
