import json
import tomllib

import jsonschema
import pytest
from click.testing import CliRunner

from audit.checking.gate import check, load
from audit.playbook.reading import FILES, FOLDERS
from audit.shipped import SHIPPED, shipped_names
from cli.app import plumbline
from cli.audit_command import today
from cli.schemas import audit_schema, schemas
from tests.cli.running import EXAMPLE, ROOT, STARTER, run


def invoked(*words: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(plumbline, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_a_new_playbook_passes_the_checker_and_audits_its_example(tmp_path):
    begun = run("playbook", "new", "our_checks", cwd=tmp_path)
    assert begun.returncode == 0, begun.stderr
    assert check(tmp_path / "our_checks", today()) == ()
    assert load(tmp_path / "our_checks").head.name == "our_checks"
    done = run("audit", "our_checks/examples/corner_joinery.toml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Corner Joinery" in done.stdout


def test_the_new_playbook_names_the_commands_that_come_next(tmp_path):
    _, out, _ = invoked("playbook", "new", "ours", "--into", tmp_path)
    assert "plumbline playbook check" in out
    assert "plumbline audit" in out


def test_every_file_of_a_new_playbook_that_is_long_explains_itself():
    for name in ("playbook", "questions", "model", "readiness", "leaks/missed_calls", "fixes/text_back"):
        text = (STARTER / f"{name}.toml").read_text(encoding="utf-8")
        assert text.startswith("# "), name


@pytest.mark.parametrize("name", ["Ours", "our checks", "../ours", "/ours", "", "1st", "a" * 61])
def test_a_name_that_cannot_be_one_is_refused(tmp_path, name):
    code, _, err = invoked("playbook", "new", "--into", tmp_path, "--", name)
    assert code == 1
    assert "cannot name a playbook" in err
    assert list(tmp_path.iterdir()) == []


def test_a_new_playbook_overwrites_nothing(tmp_path):
    (tmp_path / "ours").mkdir()
    code, _, err = invoked("playbook", "new", "ours", "--into", tmp_path)
    assert code == 1
    assert "is there already" in err


def test_a_new_playbook_needs_a_folder_to_go_to(tmp_path):
    code, _, err = invoked("playbook", "new", "ours", "--into", tmp_path / "missing")
    assert code == 1
    assert "there is no folder" in err


@pytest.fixture
def ours(tmp_path):
    invoked("playbook", "new", "ours", "--into", tmp_path)
    return tmp_path / "ours"


def test_check_says_all_errors_and_ends_with_one(ours):
    (ours / "leaks" / "missed_calls.toml").write_text("titel = 3", encoding="utf-8")
    (ours / "benchmarks" / "lost_when_missed.toml").write_text("[", encoding="utf-8")
    code, out, _ = invoked("playbook", "check", ours)
    assert code == 1
    assert out.index("Errors") < out.index("leaks/missed_calls.toml: titel")
    assert "benchmarks/lost_when_missed.toml" in out
    assert "no warnings" in out


def test_warnings_alone_are_said_and_end_with_zero(ours):
    file = ours / "benchmarks" / "lost_when_missed.toml"
    old = file.read_text(encoding="utf-8").replace("checked_on = 2026-01-01", "checked_on = 2019-01-01")
    file.write_text(old.replace("as_of = 2026-01-01", "as_of = 2019-01-01"), encoding="utf-8")
    code, out, _ = invoked("playbook", "check", ours)
    assert code == 0
    assert "Warnings" in out
    assert "Errors" not in out
    assert "no errors, 1 warning" in out


def test_a_playbook_without_remarks_says_so(ours):
    code, out, _ = invoked("playbook", "check", ours)
    assert code == 0
    assert "nothing to remark" in out


def test_the_list_names_every_shipped_playbook():
    code, out, _ = invoked("playbook", "list")
    assert code == 0
    assert shipped_names()
    assert all(name in out for name in shipped_names())


def test_schemas_are_written_for_every_kind_of_file(tmp_path):
    code, _, _ = invoked("playbook", "schema", tmp_path / "made" / "here")
    assert code == 0
    assert len(list((tmp_path / "made" / "here").glob("*.schema.json"))) == len(FILES) + len(FOLDERS) + 1


def test_the_published_schemas_are_current():
    published = {file.name: file.read_text(encoding="utf-8") for file in (ROOT / "docs" / "playbook-schema").iterdir()}
    assert published == schemas(), "run: plumbline playbook schema docs/playbook-schema"


def test_the_published_schema_of_an_audit_is_current():
    published = (ROOT / "docs" / "audit-schema.json").read_text(encoding="utf-8")
    assert published == audit_schema(), "run: plumbline schema > docs/audit-schema.json"
    assert invoked("schema")[1] == published


@pytest.mark.parametrize("folder", [STARTER, *(SHIPPED / name for name in shipped_names())], ids=lambda path: path.name)
def test_the_schemas_accept_every_file_that_is_shipped(folder):
    singular = {"benchmarks": "benchmark", "leaks": "leak", "fixes": "fix", "examples": "example"}
    for file in folder.rglob("*.toml"):
        kind = singular.get(file.parent.name, file.stem)
        # Dates are strings in JSON.
        content = json.loads(json.dumps(tomllib.loads(file.read_text(encoding="utf-8")), default=str))
        jsonschema.validate(content, json.loads(schemas()[f"{kind}.schema.json"]))


def test_a_stored_audit_fits_its_schema():
    _, out, _ = invoked("audit", EXAMPLE, "--json", "-")
    jsonschema.validate(json.loads(out), json.loads(audit_schema()))


def test_the_schema_refuses_a_misspelt_key():
    schema = json.loads(schemas()["benchmark.schema.json"])
    with pytest.raises(jsonschema.ValidationError, match="titel"):
        jsonschema.validate({"titel": "x"}, schema)
