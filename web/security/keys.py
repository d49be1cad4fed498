"""Keys derived from the one secret: what is signed for one purpose is worthless for another."""

import hmac
from hashlib import sha256


def purpose_key(secret_key: str, purpose: str) -> bytes:
    """Return the 256-bit key of a purpose."""
    return hmac.digest(secret_key.encode(), f"plumbline {purpose}".encode(), sha256)


def fingerprint(key: bytes, text: str) -> str:
    """Return 128 bits, in hex, that stand for a text and do not give it away without the key."""
    return hmac.digest(key, text.encode(), sha256).hex()[:32]
