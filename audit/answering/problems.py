"""What a person reads when an answer cannot be used: what was given, what is accepted, how to mend it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

LONGEST_SHOWN = 60
"""Characters of a wrong answer that are repeated back; enough to recognise it, too few to flood a page."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a set of answers.

    `key` is the question's key, or `table.key` outside of the answers, or a place such as `line 3`.
    `given` is what was said, shortened; empty where nothing was. `message` is one sentence that says
    how to mend it, and `accepted` what would have been understood.
    """

    key: str
    given: str
    accepted: str
    message: str

    def __str__(self) -> str:
        """All of it on one line, without the key."""
        given = f" Given: {self.given}." if self.given else ""
        accepted = f" Accepted: {self.accepted}." if self.accepted else ""
        return self.message + given + accepted


class AnswersError(ValueError):
    """Answers that cannot be audited. `problems` holds all that is wrong, in the order of the questions."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{problem.key}: {problem.message}" for problem in self.problems))


def shown(given: object) -> str:
    """What was given, on one printable line and cut to `LONGEST_SHOWN` characters."""
    if isinstance(given, int) and not isinstance(given, bool) and abs(given) >= 10**30:
        return "a whole number of more than 30 digits"
    if isinstance(given, (tuple, list)):
        parts = ", ".join(shown(part) for part in given[:5])
        text = f"[{parts}, …]" if len(given) > 5 else f"[{parts}]"
    elif isinstance(given, bool):
        text = str(given).lower()
    else:
        # Cut before anything else looks at it: an answer may be megabytes long.
        text = str(given)[: 4 * LONGEST_SHOWN]
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= LONGEST_SHOWN else line[: LONGEST_SHOWN - 1] + "…"


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name that `word` was most likely meant to be, or `None` if none is close."""
    matches = get_close_matches(word[:80].lower(), list(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


def one_of(names: Iterable[str]) -> str:
    """A list in words: `a, b or c`."""
    listed = list(names)
    if len(listed) < 2:
        return "".join(listed) or "nothing"
    return f"{', '.join(listed[:-1])} or {listed[-1]}"
