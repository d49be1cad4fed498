"""A file of answers, from TOML text to `AnswersFile`; what is wrong with its shape is said by place."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from audit.answering.problems import AnswersError, Problem, nearest, one_of, shown
from audit.playbook.format import AnswersFile, CompanyEntry, ExampleFile

LONGEST_FILE = 1_000_000
"""Characters of a file of answers; ten answers take about a thousand."""

_ONLY_IN_EXAMPLES = ExampleFile.model_fields.keys() - AnswersFile.model_fields.keys()


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file as far as its shape goes: what is wrong with it, and the rest of it, `None` if none can be read.

    The rest is there so that its answers can be checked too and everything be said at once; it is only
    good to audit when there are no problems.
    """

    file: AnswersFile | None
    problems: tuple[Problem, ...]


def parse_answers(text: str) -> AnswersFile:
    """Read a file of answers; an example of a playbook will do. Raises AnswersError with all problems."""
    parsed = parse_shape(text)
    if parsed.file is None or parsed.problems:
        raise AnswersError(parsed.problems)
    return parsed.file


def parse_shape(text: str) -> Parsed:
    """Read a file of answers as far as it can be read."""
    try:
        tables = _tables(text)
    except (ValueError, RecursionError) as error:
        return Parsed(None, (_syntax_problem(error, text),))
    answers = _shaped(tables)
    try:
        return Parsed(AnswersFile.model_validate(answers), ())
    except ValidationError as error:
        return Parsed(_rest(answers, error), tuple(_problems(error, answers)))


def _rest(answers: Mapping[str, Any], error: ValidationError) -> AnswersFile | None:
    """The file without what does not fit."""
    wrong = {tuple(str(part) for part in item["loc"][:2]) for item in error.errors(include_url=False)}
    kept: dict[str, Any] = {key: value for key, value in answers.items() if (key,) not in wrong}
    for table, value in kept.items():
        if isinstance(value, dict):
            kept[table] = {key: item for key, item in value.items() if (table, key) not in wrong}
    kept["company"] = {"name": "?", **kept.get("company", {})}
    try:
        return AnswersFile.model_validate(kept)
    except ValidationError:
        return None


def _shaped(tables: Mapping[str, Any]) -> dict[str, Any]:
    """The tables of a file of answers, with every value one that could be an answer."""
    answers = {"company": {}, **{key: value for key, value in tables.items() if key not in _ONLY_IN_EXAMPLES}}
    for table in ("company", "answers", "assumptions", "readiness"):
        if isinstance(answers.get(table), dict):
            answers[table] = {key: _as_given(value) for key, value in answers[table].items()}
    if isinstance(answers["company"], dict):
        answers["company"].setdefault("name", "")
    return answers


def _as_given(value: object) -> object:
    """The value, or its text where it is of a kind that answers nothing (a date, a table).

    So it reaches the reader of its own question, which says what is accepted there.
    """
    if isinstance(value, list):
        return [item if isinstance(item, (str, int, float)) else shown(item) for item in value]
    return value if isinstance(value, (str, int, float)) else shown(value)


def _tables(text: str) -> dict[str, Any]:
    if len(text) > LONGEST_FILE:
        raise ValueError(f"more than {LONGEST_FILE:,} characters")
    # An editor on Windows may put a byte-order mark before the text.
    return tomllib.loads(text.removeprefix("\ufeff"))


def _syntax_problem(error: Exception, text: str) -> Problem:
    long_number = str(error).startswith("Exceeds the limit")
    said = "too long or too deep a value" if long_number or isinstance(error, RecursionError) else str(error)
    place = re.search(r" ?\(at (?:line (\d+), column (\d+)|end of document)\)$", said)
    lines = text[:LONGEST_FILE].splitlines() or [""]
    line = int(place[1]) if place and place[1] else len(lines)
    what = said[: place.start()] if place else said
    given = lines[min(line, len(lines)) - 1]
    message = f"This is not TOML ({shown(what).rstrip('.')}); put text in quotes and one answer on each line."
    return Problem(f"line {line}", shown(given), 'key = 120 or key = "text"', message)


def _problems(error: ValidationError, answers: Mapping[str, object]) -> list[Problem]:
    """One problem for each place: pydantic reports each kind of value that did not fit."""
    found: dict[str, Problem] = {}
    for item in error.errors(include_url=False, include_context=False):
        place = [str(part) for part in item["loc"][:2]]
        key = ".".join(place).removeprefix("answers.")
        found.setdefault(key, _problem(key, place, item["type"], answers))
    return list(found.values())


def _problem(key: str, place: list[str], kind: str, answers: Mapping[str, object]) -> Problem:
    if kind == "extra_forbidden":
        return _unknown(key, place)
    given = answers.get(place[0], "")
    if len(place) == 2 and isinstance(given, Mapping):
        given = given.get(place[1], "")
    if key == "company.name":
        return Problem(key, shown(given), "text in quotes", "Write the company's name.")
    is_table = len(place) == 1 and place[0] != "playbook"
    accepted = f"a table, [{place[0]}]" if is_table else "text in quotes"
    return Problem(shown(key), shown(given), accepted, f"Write {accepted}.")


def _unknown(key: str, place: list[str]) -> Problem:
    inside = len(place) > 1
    known = tuple(CompanyEntry.model_fields if inside else AnswersFile.model_fields)
    near = nearest(place[-1], known)
    meant = f"; did you mean {near}?" if near else "."
    message = f"There is no {'key' if inside else 'table'} of that name{meant}"
    return Problem(shown(key), "", one_of(known), message)
