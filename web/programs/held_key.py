"""Which key a request brought."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HeldKey:
    """A key that holds, and the agreement that it is for."""

    key_id: int
    agreement_id: int


def current_key() -> HeldKey | None:
    """The key in the request's Authorization header; None if there is none that holds."""
    return None
