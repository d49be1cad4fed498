import re
from pathlib import Path

import pytest
from pydantic import SecretStr

from settings import Settings

GUIDE = Path("docs/hosting.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `([A-Z0-9_]+)`(?: \(secret\))? \| (.+?) \|", GUIDE, re.MULTILINE))
SECRETS = set(re.findall(r"^\| `([A-Z0-9_]+)` \(secret\)", GUIDE, re.MULTILINE))


def test_every_setting_is_documented_and_no_other() -> None:
    assert set(ROWS) == {name.upper() for name in Settings.model_fields}


def test_the_guide_says_which_settings_are_secrets() -> None:
    secret = {name.upper() for name, field in Settings.model_fields.items() if field.annotation is SecretStr}
    assert secret == SECRETS


@pytest.mark.parametrize("name", [name for name, default in ROWS.items() if default.startswith("`")])
def test_the_guide_gives_the_real_default(name: str) -> None:
    default = Settings.model_fields[name.lower()].default
    said = ROWS[name].strip("`")

    if name != "REPORTS_URL":
        assert said == (",".join(default) if isinstance(default, tuple) else str(default))


@pytest.mark.parametrize("variable", ["MODE", "PUBLIC_URL", "SECRET_KEY_FILE", "DATABASE_URL_FILE", "BROKER_URL"])
def test_the_compose_file_sets_only_what_there_is(variable: str) -> None:
    compose = Path("compose.yaml").read_text(encoding="utf-8")

    assert f"{variable}:" in compose
    assert variable.removesuffix("_FILE").lower() in Settings.model_fields
