"""JSON Schemas of a playbook's files and of a stored audit, from the models that read them."""

import json
from collections.abc import Mapping
from typing import Any

from audit import record
from audit.playbook.format import AnswersFile
from audit.playbook.reading import FILES, FOLDERS

_SINGULAR = {"benchmarks": "benchmark", "leaks": "leak", "fixes": "fix", "examples": "example"}
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> Mapping[str, str]:
    """The text of each schema by file name: one for each kind of file, and one for a file of answers."""
    models = {name.removesuffix(".toml"): model for name, model in FILES.items()}
    models |= {_SINGULAR[folder]: model for folder, model in FOLDERS.items()}
    models["answers"] = AnswersFile
    return {f"{name}.schema.json": _text(model.model_json_schema()) for name, model in models.items()}


def audit_schema() -> str:
    """The text of the schema of a stored audit."""
    return _text(record.schema())


def _text(schema: Mapping[str, Any]) -> str:
    return json.dumps({"$schema": DIALECT, **schema}, indent=2) + "\n"
