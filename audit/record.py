"""The audit as JSON: complete, with a version, and enough to work it out again to the cent."""

from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from audit.answers import Answers, read_answers
from audit.findings import Audit
from audit.playbook import Playbook
from audit.playbook.format import AnswersFile
from audit.run import run_audit

VERSION = 1
SCHEMA_TITLE = "Plumbline audit"


class Record(BaseModel):
    """A stored audit. `answers` are as they were given; with the playbook named in `audit.playbook` they give it again.

    `version` counts up whenever the meaning or the shape of a field changes.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, title=SCHEMA_TITLE, defer_build=True)

    version: Literal[1] = 1
    answers: AnswersFile
    audit: Audit


class RecordError(ValueError):
    """The text is not a stored audit, or the playbook is not the one that made it."""


def to_record(audit: Audit, answers: Answers) -> Record:
    """Return the record of an audit and the answers that it came from."""
    given = AnswersFile.model_validate(answers.given.model_dump(include=set(AnswersFile.model_fields)))
    return Record(answers=given, audit=audit)


def to_json(record: Record) -> bytes:
    """Return the record as JSON, UTF-8, indented; the same record gives the same bytes."""
    return record.model_dump_json(indent=2).encode() + b"\n"


def from_json(text: bytes) -> Record:
    """Read a record. Raises RecordError for anything else, or for a version this program does not know."""
    try:
        return Record.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"])
        raise RecordError(f"this is not a stored audit of version {VERSION}: {place}: {first['msg']}") from error


def schema() -> dict[str, Any]:
    """Return the JSON Schema of a record."""
    return TypeAdapter(Record).json_schema(mode="serialization")


@dataclass(frozen=True, slots=True)
class Difference:
    """A place where a stored audit and its recomputation disagree."""

    place: str
    stored: object
    recomputed: object


def recompute(record: Record, playbook: Playbook) -> tuple[Difference, ...]:
    """Work a stored audit out again and return every difference; none means that every cent agrees.

    Raises RecordError if the playbook is not, to the byte, the one that the audit was made with, or if the stored
    answers or number of draws cannot be what it was made from.
    """
    stamp = record.audit.playbook
    if playbook.content_hash != stamp.content_hash:
        raise RecordError(
            f"the audit was made with {stamp.name} {stamp.version} (content {stamp.content_hash[:12]}); this is "
            f"{playbook.head.name} {playbook.head.version} (content {playbook.content_hash[:12]}); give the playbook "
            "as it was then"
        )
    try:
        answers = read_answers(playbook, record.answers)
        again = run_audit(playbook, answers, record.audit.as_of, record.audit.draws, record.audit.seed)
    except ValueError as error:
        raise RecordError(f"the stored answers can no longer be worked out: {error}") from error
    adapter = TypeAdapter(Audit)
    return tuple(
        _differences("", adapter.dump_python(record.audit, mode="json"), adapter.dump_python(again, mode="json"))
    )


def _differences(place: str, stored: object, found: object) -> list[Difference]:
    if isinstance(stored, dict) and isinstance(found, dict):
        keys = dict.fromkeys([*stored, *found])
        pairs = [(f"{place}.{key}" if place else str(key), stored.get(key), found.get(key)) for key in keys]
        return [one for pair in pairs for one in _differences(*pair)]
    if isinstance(stored, list) and isinstance(found, list) and len(stored) == len(found):
        pairs = [(f"{place}[{at + 1}]", *pair) for at, pair in enumerate(zip(stored, found, strict=True))]
        return [one for pair in pairs for one in _differences(*pair)]
    return [] if stored == found else [Difference(place, stored, found)]
