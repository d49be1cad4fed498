"""Which key a request brought: in its Authorization header alone, never in its address, its body or a cookie."""

from dataclasses import dataclass
from typing import Final

from flask import g, request

from audit.store import measuring_keys
from web.services import services

_FOUND: Final = "held_key"


@dataclass(frozen=True, slots=True)
class HeldKey:
    """A key that holds, and the agreement that it is for."""

    key_id: int
    agreement_id: int


def current_key() -> HeldKey | None:
    """The key in the request's Authorization header; None if there is none that holds."""
    if _FOUND not in g:
        setattr(g, _FOUND, _key_of(request.headers.get("Authorization", "")))
    found = getattr(g, _FOUND)
    return found if isinstance(found, HeldKey) else None


def key() -> HeldKey:
    """The key of the request, where the access rule has asked for one. Raises LookupError anywhere else."""
    found = current_key()
    if found is None:
        raise LookupError("the request brought no key; the address's access rule should have seen to it")
    return found


def _key_of(header: str) -> HeldKey | None:
    scheme, _, secret = header.strip().partition(" ")
    if scheme.lower() != "bearer" or not secret.strip():
        return None
    now = services().clock()
    with services().database.reading() as session:
        found = measuring_keys.holding(session, secret.strip())
    if found is None:
        return None
    if measuring_keys.is_use_to_be_noted(found, now):
        with services().database.writing() as session:
            measuring_keys.note_use(session, found.id, now)
    return HeldKey(found.id, found.agreement_id)
