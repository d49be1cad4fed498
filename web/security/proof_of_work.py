"""The arithmetic that a browser does by itself: ALTCHA's proof of work, version 2, made and checked here.

The browser looks for the counter below MOST_TRIES whose PBKDF2 key begins as ours does. We know the counter, so
making a challenge costs one derivation (half a millisecond), and checking it one HMAC. The browser tries 350
counters on average, of COST rounds each: about half a second on a phone.
"""

import json
import secrets
from typing import Final

import altcha

from web.security.keys import purpose_key

ALGORITHM: Final = "PBKDF2/SHA-256"
COST: Final = 1_000
LEAST_TRIES: Final = 100
MOST_TRIES: Final = 600
LONGEST_SOLUTION: Final = 4_000
"""Characters; ours have about 900."""


def set_work(secret_key: str, number: str) -> str:
    """Return the challenge of that number as JSON for the browser."""
    challenge = altcha.create_challenge(
        ALGORITHM,
        COST,
        counter=LEAST_TRIES + secrets.randbelow(MOST_TRIES - LEAST_TRIES),
        data={"number": number},
        hmac_secret=purpose_key(secret_key, "proof of work"),
        hmac_key_secret=purpose_key(secret_key, "proof of work key"),
    )
    return json.dumps(challenge.to_dict(), separators=(",", ":"))


def work_is_done(secret_key: str, solution: str, number: str) -> bool:
    """Whether this is the solution of our challenge of that number."""
    if len(solution) > LONGEST_SOLUTION:
        return False
    result = altcha.verify_solution(
        solution,
        purpose_key(secret_key, "proof of work"),
        hmac_key_secret=purpose_key(secret_key, "proof of work key"),
    )
    return bool(result.verified) and _number_of(solution) == number


def _number_of(solution: str) -> object:
    # Only after the signature was found good: what stands there is what we wrote.
    data = altcha.Payload.from_base64(solution).challenge.parameters.data
    return data.get("number") if data else None
