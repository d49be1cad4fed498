"""Passwords of staff: hashed with argon2, checked in the same time whether there is an account or not."""

import re
from collections.abc import Iterable
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from audit.store.accounts import Account
from web.accounts.password_rules import problem_with
from web.brand import page_brand
from web.offered import first_offered

HASHER = PasswordHasher()
"""Argon2id as RFC 9106 recommends for a shared machine: 64 MiB, three passes."""


def hash_password(password: str) -> str:
    """Return what is stored of a password."""
    return HASHER.hash(password)


def is_right(password_hash: str | None, password: str) -> bool:
    """Whether this is the password. Without a hash it takes as long, and is always wrong."""
    against = _nobodys_hash(HASHER)
    try:
        HASHER.verify(password_hash or against, password)
    except (VerificationError, InvalidHashError):
        return False
    return password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with other costs than today's, so that it should be made again."""
    return HASHER.check_needs_rehash(password_hash)


def check_password(password: str, account: Account) -> str | None:
    """Say in one sentence what is wrong with a new password for the account; None if nothing is."""
    return problem_with(password, _known(account))


def _known(account: Account) -> Iterable[str]:
    """What anybody can look up: their name and address, and what this site is called."""
    brand = page_brand(first_offered()).name
    local, _, domain = account.email.partition("@")
    for text in (account.name, local, domain, domain.rpartition(".")[0], account.email, brand, "plumbline"):
        yield text
        yield re.sub(r"[\W_]+", "", text)
        yield from re.split(r"[\W_]+", text)


@cache
def _nobodys_hash(hasher: PasswordHasher) -> str:
    return hasher.hash("what a wrong address is checked against")
