"""How the secret of a link, a session or a key is stored: never itself, so that a stolen database opens nothing."""

from hashlib import sha256


def hash_of(secret: str) -> str:
    """Return what is stored in the place of a secret."""
    # A plain hash is enough: 256 random bits cannot be tried out, unlike a password.
    return sha256(secret.encode()).hexdigest()
