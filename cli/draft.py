"""A file of answers that grows: opened if it is there, written whole after each answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from audit.answering.files import parse_shape
from audit.playbook.format import AnswersFile, CompanyEntry, Given
from cli.ends import BadAnswersError
from cli.files import read_text, write_whole


@dataclass(frozen=True, slots=True)
class Draft:
    """What has been said so far. `company` is `None` until the company's name has been given."""

    company: CompanyEntry | None
    playbook: str
    answers: Mapping[str, Given]
    assumptions: Mapping[str, Given]
    readiness: Mapping[str, Given]

    def named(self, name: str) -> "Draft":
        """The same with the company's name."""
        return replace(self, company=CompanyEntry(name=name))

    def answering(self, answers: Mapping[str, Given]) -> "Draft":
        """The same with these answers instead."""
        return replace(self, answers=answers)

    def file(self) -> AnswersFile:
        """The file of answers that it makes; the company must have its name."""
        return AnswersFile(
            company=self.company or CompanyEntry(name="?"),
            playbook=self.playbook,
            answers=dict(self.answers),
            assumptions=dict(self.assumptions),
            readiness=dict(self.readiness),
        )


def opened(name: str) -> Draft:
    """What the file holds; an empty draft where there is none yet. Raises CommandError."""
    if not name or not Path(name).exists():
        return Draft(None, "", {}, {}, {})
    parsed = parse_shape(read_text(name))
    unnamed = any(problem.key == "company.name" for problem in parsed.problems)
    others = [problem for problem in parsed.problems if problem.key != "company.name"]
    if parsed.file is None or others:
        raise BadAnswersError(others or parsed.problems, name)
    file = parsed.file
    said = {key: given for key, given in file.answers.items() if given != ""}
    return Draft(None if unnamed else file.company, file.playbook, said, file.assumptions, file.readiness)


def save(name: str, draft: Draft) -> None:
    """Write the draft as it is, if it has a file to go to. Raises CommandError."""
    if name:
        write_whole(name, toml_of(draft.file()).encode())


def toml_of(file: AnswersFile) -> str:
    """A file of answers as TOML."""
    tables: list[tuple[str, Mapping[str, Given]]] = [
        ("company", {key: text for key, text in file.company.model_dump().items() if text}),
        ("answers", file.answers),
        ("assumptions", file.assumptions),
        ("readiness", file.readiness),
    ]
    parts = [f"playbook = {_value(file.playbook)}\n"] if file.playbook else []
    parts += [_table(name, values) for name, values in tables if values]
    return "\n".join(parts)


def _table(name: str, values: Mapping[str, Given]) -> str:
    lines = [f"{_key(key)} = {_value(value)}" for key, value in values.items()]
    return "\n".join([f"[{name}]", *lines, ""])


def _key(key: str) -> str:
    return key if key.isidentifier() and key.isascii() else _value(key)


def _value(value: Given) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_value(item) for item in value)}]"
    if isinstance(value, str):
        # JSON's escapes are TOML's too, but for the delete character, which JSON leaves as it is.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value).lower() if isinstance(value, bool) else repr(value)
