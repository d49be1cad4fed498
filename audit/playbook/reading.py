"""A folder to its contents: TOML syntax and the shape of each file. Collects every fault before it gives up."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from audit.answering.problems import shown
from audit.playbook.contents import Contents
from audit.playbook.format import (
    BenchmarkFile,
    ChecksFile,
    ExampleFile,
    FixFile,
    LeakFile,
    LoopsFile,
    ModelFile,
    PlaybookFile,
    PresetsFile,
    QuestionsFile,
    ReadinessFile,
    Reading,
)
from audit.playbook.remarks import Remark, error

FILES: Mapping[str, type[BaseModel]] = {
    "playbook.toml": PlaybookFile,
    "questions.toml": QuestionsFile,
    "model.toml": ModelFile,
    "readiness.toml": ReadinessFile,
    "loops.toml": LoopsFile,
    "checks.toml": ChecksFile,
    "presets.toml": PresetsFile,
}
FOLDERS: Mapping[str, type[BaseModel]] = {
    "benchmarks": BenchmarkFile,
    "leaks": LeakFile,
    "fixes": FixFile,
    "examples": ExampleFile,
}
_NEEDED = ("playbook.toml", "questions.toml", "model.toml")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,59}")
_ASSETS = frozenset((".svg", ".png", ".md"))
_NO_READING = (Reading(at_least=0, verdict="Not scored", advice="This playbook does not score this."),)

Entry = TypeVar("Entry", bound=BaseModel)


def read(folder: Path) -> tuple[Contents | None, tuple[Remark, ...]]:
    """Read every file.

    The contents are `None` if a file at the top of the folder is missing or malformed. A malformed file
    elsewhere leaves its name in `unread`, so that the others can still be checked. The remarks say why.
    """
    if not folder.is_dir():
        return None, (error(folder.name, "", f"there is no playbook folder {folder}"),)
    remarks: list[Remark] = []
    files = playbook_files(folder)
    parsed: dict[str, BaseModel] = {}
    for name, path in files.items():
        model = _model_for(name)
        if model is None:
            remarks.extend(_unknown(name, path))
        elif "/" in name and not _KEY.fullmatch(path.stem):
            remarks.append(error(name, "", "name the file with small letters, digits and _: its name is its key"))
        elif (entry := _parse(name, path, model, remarks)) is not None:
            parsed[name] = entry
    remarks.extend(error(name, "", "the file is missing") for name in _NEEDED if name not in files)
    unread = frozenset(Path(name).stem for name in files if name not in parsed and "/" in name)
    if any(name not in parsed for name in (*_NEEDED, *(name for name in FILES if name in files))):
        return None, tuple(remarks)
    return _contents(folder, files, parsed, unread), tuple(remarks)


def playbook_files(folder: Path) -> dict[str, Path]:
    """Every file of a playbook by its name in the folder, sorted; hidden ones and Python's own do not belong to it."""
    every = sorted(path for path in folder.rglob("*") if path.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in every}
    return {name: path for name, path in named.items() if not any(part[0] in "._" for part in name.split("/"))}


def _model_for(name: str) -> type[BaseModel] | None:
    top, _, rest = name.partition("/")
    if not rest:
        return FILES.get(top)
    return FOLDERS.get(top) if "/" not in rest and rest.endswith(".toml") else None


def _unknown(name: str, path: Path) -> Iterator[Remark]:
    if path.suffix not in _ASSETS:
        places = ", ".join((*FILES, *(f"{folder}/*.toml" for folder in FOLDERS)))
        yield error(name, "", f"no such file belongs to a playbook; there are {places}, and SVG or PNG images")


def _parse(name: str, path: Path, model: type[BaseModel], remarks: list[Remark]) -> BaseModel | None:
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as fault:  # bad TOML, bad UTF-8, endless digits, endless brackets
        remarks.append(error(name, "", f"cannot be read as TOML: {fault}"))
        return None
    try:
        return model.model_validate(table)
    except ValidationError as fault:
        remarks.extend(shape_remarks(name, model, fault))
        return None


def shape_remarks(name: str, model: type[BaseModel], fault: ValidationError) -> Iterator[Remark]:
    """Yield a remark for each place where a file has not the shape it should have."""
    for detail in fault.errors(include_url=False):
        key = _path(detail["loc"])
        if detail["type"] == "extra_forbidden":
            yield error(name, key, _unknown_key(str(detail["loc"][-1]), model, detail["loc"][:-1]))
        elif detail["type"] == "missing":
            yield error(name, key, "is missing")
        else:
            given = "" if isinstance(detail["input"], dict | list) else f" (given: {shown(detail['input'])!r})"
            yield error(name, key, detail["msg"].removeprefix("Value error, ") + given)


def _path(parts: tuple[int | str, ...]) -> str:
    text = ""
    for part in parts:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _unknown_key(key: str, model: type[BaseModel], way: tuple[int | str, ...]) -> str:
    schema: Mapping[str, Any] = model.model_json_schema()
    known = sorted(_keys_at(schema, schema, way))
    near = get_close_matches(key, known, 1, 0.6)
    if near:
        return f"there is no such key; did you mean {near[0]}?"
    return f"there is no such key; there are {', '.join(known)}" if known else "there is no such key"


def _keys_at(root: Mapping[str, Any], schema: Mapping[str, Any], way: tuple[int | str, ...]) -> list[str]:
    """Follow a path of keys through a JSON schema and return the keys allowed there."""
    while "$ref" in schema or "anyOf" in schema:
        options = schema.get("anyOf", [schema])
        target = next((option for option in options if "$ref" in option), None)
        if target is None:
            return []
        schema = root["$defs"][target["$ref"].rsplit("/", 1)[1]]
    if not way:
        return list(schema.get("properties", {}))
    step, rest = way[0], way[1:]
    if isinstance(step, int):
        return _keys_at(root, schema.get("items", {}), rest)
    others = next(iter(schema.get("patternProperties", {}).values()), schema.get("additionalProperties", {}))
    inner = schema.get("properties", {}).get(step, others)
    return _keys_at(root, inner if isinstance(inner, dict) else {}, rest)


def _contents(
    folder: Path, files: Mapping[str, Path], parsed: Mapping[str, BaseModel], unread: frozenset[str]
) -> Contents:
    def one(name: str, kind: type[Entry], otherwise: Entry | None = None) -> Entry:
        entry = parsed.get(name, otherwise)
        assert isinstance(entry, kind)  # noqa: S101 (FILES maps the name to this very type)
        return entry

    def many(kind: type[Entry], folder_name: str) -> dict[str, Entry]:
        found = ((Path(name).stem, entry) for name, entry in parsed.items() if name.startswith(f"{folder_name}/"))
        return {stem: entry for stem, entry in found if isinstance(entry, kind)}

    return Contents(
        folder=folder,
        unread=unread,
        content_hash=_hash(files),
        head=one("playbook.toml", PlaybookFile),
        questions=one("questions.toml", QuestionsFile).question,
        benchmarks=many(BenchmarkFile, "benchmarks"),
        quantities=one("model.toml", ModelFile).quantity,
        leaks=many(LeakFile, "leaks"),
        fixes=many(FixFile, "fixes"),
        readiness=one("readiness.toml", ReadinessFile, ReadinessFile(condition=(), reading=_NO_READING)),
        loops=one("loops.toml", LoopsFile, LoopsFile(reading=_NO_READING)),
        contradictions=one("checks.toml", ChecksFile, ChecksFile()).contradiction,
        presets=one("presets.toml", PresetsFile, PresetsFile()).preset,
        examples=many(ExampleFile, "examples"),
    )


def _hash(files: Mapping[str, Path]) -> str:
    digest = sha256()
    for name, path in files.items():
        body = path.read_bytes()
        digest.update(f"{name}\n{len(body)}\n".encode())
        digest.update(body)
    return digest.hexdigest()
