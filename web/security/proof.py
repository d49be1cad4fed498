"""A local proof that a person is asking: no third party, no puzzle, at most one plain question.

With JavaScript the browser does a second of arithmetic by itself (web.security.proof_of_work, static/proof.js).
Without, or where the browser has no cryptography because the page came over plain http, the person types five digits
that stand there as words. Either way the challenge is signed, runs out, is good for one audit and once, and nobody
gets through a two-minute quiz in a few seconds. docs/decisions/0025 says what this stops and what it does not.

    challenge = challenge_for(public_id, now)      for the form; the macro in templates/proof.html shows it
    message = check(form, public_id, now)          None, or what to tell the person; beside the field FIELD_ID
    with database.writing() as session:            only then
        first_time = spend(session, form)          False: this very form was sent before
"""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy.orm import Session

from audit.store import audits, proofs
from web.security.keys import purpose_key
from web.security.proof_of_work import set_work, work_is_done
from web.services import services

LIFETIME: Final = timedelta(hours=2)
SHORTEST_QUIZ: Final = timedelta(seconds=15)
"""A person needs a minute at least for the questions."""

DIGIT_WORDS: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
DIGITS: Final = 5

FIELD_ID = "proof-digits"
SEAL = "proof_seal"
WORK = "proof_work"
TYPED = "proof_digits"
TRAP = "website"
"""A field that people do not see; scripts fill it in."""

SEND_AGAIN = "This page was open for too long. Nothing you typed is lost: please send it once more."
TYPE_DIGITS = "Type the five digits that stand there as words, so that we know a person is asking."
WRONG_DIGITS = "Those were not the five digits. Here are new ones: please type these."
NOT_A_PERSON = "Something filled in a field that people cannot see. Please send it once more, without a form filler."
NOT_CHECKED = "Your browser could not show that a person is asking. Please type the five digits instead."


@dataclass(frozen=True, slots=True)
class Challenge:
    """What the form shows: `words` to be typed as digits, `work` for the browser (JSON), `seal` to carry along."""

    words: str
    work: str
    seal: str


@dataclass(frozen=True, slots=True)
class _Seal:
    number: str
    expires_at: datetime


def challenge_for(public_id: str, now: datetime) -> Challenge:
    """Return a new challenge for one audit, good for two hours and once."""
    secret_key = _secret_key()
    number = secrets.token_hex(16)
    expires_at = int((now + LIFETIME).timestamp())
    return Challenge(
        words=", ".join(DIGIT_WORDS[int(digit)] for digit in _digits(secret_key, number)),
        work=set_work(secret_key, number),
        seal=f"{number}.{expires_at}.{_signature(secret_key, number, expires_at, public_id)}",
    )


def check(form: Mapping[str, str], public_id: str, now: datetime) -> str | None:
    """Return what to tell the person, or None if the proof holds. It is used up by `spend` alone."""
    if form.get(TRAP, ""):
        return NOT_A_PERSON
    hurry = _hurry(public_id, now)
    if hurry is not None:
        return hurry
    secret_key = _secret_key()
    seal = _opened(secret_key, form.get(SEAL, ""), public_id)
    if seal is None or seal.expires_at <= now:
        return SEND_AGAIN
    typed = "".join(character for character in form.get(TYPED, "") if character.isdecimal())
    if typed:
        return None if hmac.compare_digest(typed.encode(), _digits(secret_key, seal.number).encode()) else WRONG_DIGITS
    if not form.get(WORK, ""):
        return TYPE_DIGITS
    return None if work_is_done(secret_key, form[WORK], seal.number) else NOT_CHECKED


def spend(session: Session, form: Mapping[str, str]) -> bool:
    """Use the proof of a form up, after `check` has let it pass. False if it was used before: then do nothing else."""
    number, expires_at, _ = form[SEAL].split(".")
    return proofs.use(session, number, datetime.fromtimestamp(int(expires_at), UTC))


def _hurry(public_id: str, now: datetime) -> str | None:
    with services().database.reading() as session:
        audit = audits.find(session, public_id)
    if audit is None:
        return SEND_AGAIN
    seconds = (audit.started_at + SHORTEST_QUIZ - now).total_seconds()
    return f"That was very quick. Please wait {int(seconds) + 1} seconds and send it again." if seconds > 0 else None


def _opened(secret_key: str, seal: str, public_id: str) -> _Seal | None:
    """What a seal says, if it is ours and of this audit."""
    number, _, rest = seal.partition(".")
    expires, _, signature = rest.partition(".")
    if not (expires.isascii() and expires.isdecimal() and len(expires) <= 12):
        return None
    wanted = _signature(secret_key, number, int(expires), public_id)
    if not hmac.compare_digest(signature.encode(), wanted.encode()):
        return None
    return _Seal(number, datetime.fromtimestamp(int(expires), UTC))


def _signature(secret_key: str, number: str, expires_at: int, public_id: str) -> str:
    said = f"{number} {expires_at} {public_id}".encode()
    return hmac.digest(purpose_key(secret_key, "proof seal"), said, sha256).hex()


def _digits(secret_key: str, number: str) -> str:
    """The digits of a challenge: worked out from its number, so that the form need not carry them."""
    drawn = int.from_bytes(hmac.digest(purpose_key(secret_key, "proof digits"), number.encode(), sha256))
    return str(drawn % 10**DIGITS).zfill(DIGITS)


def _secret_key() -> str:
    return services().settings.secret_key.get_secret_value()
