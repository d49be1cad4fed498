import json
import shutil

import pytest
from click.testing import CliRunner

from cli.app import plumbline
from tests.cli.running import EXAMPLE, STARTER, run

IN_STARTER = ("--playbook", str(STARTER))


def invoked(*words: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(plumbline, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def stored(tmp_path):
    file = tmp_path / "audit.json"
    invoked("audit", EXAMPLE, "--as-of", "2026-11-16", "--draws", "256", "--json", file)
    return file


def test_a_stored_audit_comes_out_the_same_in_another_process(stored, tmp_path):
    done = run("recompute", str(stored), *IN_STARTER, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "every number agrees (Corner Joinery, 2026-11-16, 256 draws)" in " ".join(done.stdout.split())


def test_a_changed_cent_is_named_and_ends_with_one(stored):
    audit = json.loads(stored.read_text(encoding="utf-8"))
    audit["audit"]["total"]["p50"] += 0.01
    stored.write_text(json.dumps(audit), encoding="utf-8")
    code, out, _ = invoked("recompute", stored, *IN_STARTER)
    assert code == 1
    assert "one place differs" in out
    assert "total.p50" in out


def test_another_playbook_is_said_to_be_another_one(stored, tmp_path):
    ours = tmp_path / "ours"
    shutil.copytree(STARTER, ours)
    head = ours / "playbook.toml"
    head.write_text(head.read_text(encoding="utf-8") + "# one byte more\n", encoding="utf-8")
    code, _, err = invoked("recompute", stored, "--playbook", ours)
    assert code == 1
    assert "give the playbook as it was then" in err


def test_a_playbook_that_is_not_shipped_is_asked_for(stored):
    code, _, err = invoked("recompute", stored)
    assert code == 1
    assert "give its folder with --playbook" in err


@pytest.mark.parametrize("content", ["", "{}", "[1]", "nonsense", '{"version": 2}'])
def test_what_is_no_stored_audit_is_no_stack_trace(tmp_path, content):
    file = tmp_path / "audit.json"
    file.write_text(content, encoding="utf-8")
    code, _, err = invoked("recompute", file)
    assert code == 1
    assert "this is not a stored audit" in err
