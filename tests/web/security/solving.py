"""What a visitor does with the proof: a person reads the words, a browser does the arithmetic."""

import json

import altcha

from web.security.proof import DIGIT_WORDS, SEAL, TYPED, WORK, Challenge


def typed_digits(challenge: Challenge) -> dict[str, str]:
    """The form of a person without JavaScript."""
    digits = "".join(str(DIGIT_WORDS.index(word)) for word in challenge.words.split(", "))
    return {SEAL: challenge.seal, WORK: "", TYPED: digits, "website": ""}


def worked_out(challenge: Challenge) -> dict[str, str]:
    """The form of a browser that has done its arithmetic."""
    asked = altcha.Challenge.from_dict(json.loads(challenge.work))
    solution = altcha.solve_challenge(asked)
    assert solution is not None
    return {SEAL: challenge.seal, WORK: altcha.Payload(asked, solution).to_base64(), TYPED: "", "website": ""}
