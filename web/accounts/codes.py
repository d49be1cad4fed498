"""Codes of an authenticator app (TOTP, RFC 6238): the secret, its picture to scan, and which step a code belongs to."""

import hmac
import io
import secrets
from datetime import datetime
from typing import Final

import pyotp
import segno
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from markupsafe import Markup

from web.security.keys import purpose_key
from web.services import services

STEP_SECONDS: Final = 30
WINDOW_STEPS: Final = 1
"""Clocks may differ by one step, and people take a moment to type."""

NONCE_BYTES: Final = 12
PURPOSE: Final = "second factor"


def new_secret() -> str:
    """Return a fresh secret, 160 random bits as base32."""
    return pyotp.random_base32()


def step_of(secret: str, typed: str, now: datetime) -> int | None:
    """Return the 30-second step that a code belongs to; None if it is of none near `now`."""
    code = "".join(typed.split())
    current = int(now.timestamp()) // STEP_SECONDS
    made = pyotp.TOTP(secret, interval=STEP_SECONDS)
    found = None
    for step in range(current - WINDOW_STEPS, current + WINDOW_STEPS + 1):
        if hmac.compare_digest(made.at(step * STEP_SECONDS).encode(), code.encode()):
            found = step
    return found


def encrypt(secret: str, account_id: int) -> bytes:
    """Return the secret as it is stored: readable with SECRET_KEY alone, and for this account alone."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + _cipher().encrypt(nonce, secret.encode(), _bound_to(account_id))


def decrypt(stored: bytes, account_id: int) -> str | None:
    """Return the secret; None if it was stored under another SECRET_KEY or for another account."""
    try:
        return _cipher().decrypt(stored[:NONCE_BYTES], stored[NONCE_BYTES:], _bound_to(account_id)).decode()
    except (InvalidTag, ValueError):
        return None


def picture(secret: str, email: str, issuer: str) -> Markup:
    """Return the QR code that an authenticator app scans, as SVG."""
    address = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=issuer)
    written = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        written, kind="svg", scale=5, border=4, light="#fff", xmldecl=False, svgns=True, nl=False
    )
    return Markup(written.getvalue().decode())  # noqa: S704  # drawn by segno: shapes alone, no text of anybody's


def in_groups(secret: str) -> str:
    """The secret as people type it: in groups of four."""
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def _cipher() -> AESGCM:
    return AESGCM(purpose_key(services().settings.secret_key.get_secret_value(), PURPOSE))


def _bound_to(account_id: int) -> bytes:
    return f"account {account_id}".encode()
