import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cli.app import plumbline
from tests.cli.running import ANSWERS, EXAMPLE, STARTER, environment, run
from tests.cli.terminal import Terminal

IN_STARTER = ("--playbook", str(STARTER))


@pytest.fixture
def answers(tmp_path):
    file = tmp_path / "answers.toml"
    file.write_text(ANSWERS, encoding="utf-8")
    return file


def invoked(*words: object, stdin: str | bytes = "") -> tuple[int, str, str]:
    result = CliRunner().invoke(plumbline, [str(word) for word in words], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def changed(file: Path, old: str, new: str) -> Path:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file


def test_an_audit_prints_the_range_the_ranked_leaks_and_the_first_fix(answers, tmp_path):
    done = run("audit", str(answers), *IN_STARTER, "--as-of", "2026-11-16", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[1] == "Harbour Joinery"
    assert lines[2] == "My leak check 0.1.0, November 16, 2026"
    assert lines[4].endswith("a year at risk")
    ranked = [line for line in lines if line.startswith(("1  ", "2  "))]
    assert [line.split("$")[0].strip() for line in ranked] == ["1  Missed calls", "2  Forgotten quotes"]
    assert sum(int(line.rsplit(" ", 1)[1].removesuffix("%")) for line in ranked) == 100
    assert "Fix first: A text to every caller who rings in vain" in lines
    assert "Breaks even" in done.stdout
    assert "of the cases worked through" in done.stdout
    assert "Largest leak: Missed calls" in lines
    assert "What would firm up the number" in lines


def test_in_a_pipe_there_is_no_colour_no_box_and_no_line_over_eighty_columns(answers, tmp_path):
    out = run("audit", str(answers), *IN_STARTER, cwd=tmp_path).stdout
    assert "\x1b" not in out
    assert not set(out) & set("─│┃━╭╰┌└┏┗")
    assert max(map(len, out.splitlines())) <= 80
    assert not any(line.endswith(" ") for line in out.splitlines())


def test_the_json_and_the_pdf_are_written_and_belong_together(answers, tmp_path):
    files = ("--json", "out.json", "--pdf", "out.pdf")
    done = run("audit", str(answers), *IN_STARTER, *files, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF-")
    stored = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert stored["version"] == 1
    assert stored["audit"]["company"]["name"] == "Harbour Joinery"
    assert stored["answers"]["answers"]["job_value"] == "$900"
    assert "The report is out.pdf" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers.toml", "out.json", "out.pdf"]


def test_json_on_standard_output_is_nothing_but_json(answers):
    code, out, _ = invoked("audit", answers, *IN_STARTER, "--json", "-")
    assert code == 0
    assert json.loads(out)["audit"]["company"]["name"] == "Harbour Joinery"


def test_the_same_answers_and_date_give_the_same_json(answers):
    once, again = (invoked("audit", answers, *IN_STARTER, "--as-of", "2026-11-16", "--json", "-") for _ in range(2))
    assert once == again


def test_draws_and_date_are_taken_from_the_options(answers):
    _, out, _ = invoked("audit", answers, *IN_STARTER, "--as-of", "2024-02-29", "--draws", "128", "--json", "-")
    audit = json.loads(out)["audit"]
    assert (audit["as_of"], audit["draws"]) == ("2024-02-29", 128)


@pytest.mark.parametrize("option", [("--draws", "3"), ("--draws", "lots"), ("--as-of", "yesterday"), ("--nothing",)])
def test_a_wrong_option_is_a_usage_error(answers, option):
    code, _, err = invoked("audit", answers, *option)
    assert code == 2
    assert "Error: " in err


def test_answers_come_from_standard_input_too():
    assert invoked("audit", "-", *IN_STARTER, stdin=ANSWERS)[0] == 0


def test_an_example_of_a_playbook_is_audited_with_that_playbook():
    code, out, _ = invoked("audit", EXAMPLE)
    assert code == 0
    assert "Corner Joinery" in out


def test_the_file_names_its_playbook_by_a_folder_beside_it(answers, tmp_path):
    shutil.copytree(STARTER, tmp_path / "ours")
    changed(answers, "\n[company]", 'playbook = "ours"\n[company]')
    assert invoked("audit", answers)[0] == 0


def test_the_option_wins_over_the_playbook_in_the_file(answers):
    changed(answers, "\n[company]", 'playbook = "nowhere"\n[company]')
    assert invoked("audit", answers, *IN_STARTER)[0] == 0


def test_an_unknown_playbook_is_met_with_the_nearest_one(answers):
    code, _, err = invoked("audit", answers, "--playbook", "mid_markt")
    assert code == 1
    assert "Did you mean mid_market?" in err


def test_bad_answers_are_all_said_at_once_with_exit_code_two(answers, tmp_path):
    changed(answers, 'name = "Harbour Joinery"', 'nmae = "Harbour Joinery"')
    changed(answers, "calls_per_week = 40", 'calls_per_week = "lots"\ncals = 3')
    changed(answers, '"more"', '"moor"')
    done = run("audit", str(answers), *IN_STARTER, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "5 problems" in done.stderr
    for key in ("company.name", "company.nmae", "calls_per_week", "missed_share", "cals"):
        assert f"\n  {key}: " in done.stderr
    assert "given:    lots" in done.stderr
    assert "accepted: a number from 0 to 10,000" in done.stderr
    assert "did you mean more?" in done.stderr


def test_a_toml_mistake_is_named_with_its_line(answers):
    code, _, err = invoked("audit", changed(answers, '"$900"', "$900"), *IN_STARTER)
    assert code == 2
    assert "line 9: This is not TOML" in err


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x00" * 10, b"", b"[[[[", b"x = " + b"[" * 50_000])
def test_a_file_that_is_no_answers_is_no_stack_trace(tmp_path, content):
    file = tmp_path / "answers.toml"
    file.write_bytes(content)
    code, out, err = invoked("audit", file)
    assert code in {1, 2}
    assert out == ""
    assert err.startswith("Error: ")


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=200))
def test_whatever_comes_in_ends_with_an_exit_code_and_words(content):
    code, _, err = invoked("audit", "-", stdin=content)
    assert code in {1, 2}
    assert err.startswith("Error: ")


@pytest.mark.parametrize("name", ["none.toml", "."])
def test_a_file_that_cannot_be_read_is_named(tmp_path, name):
    code, _, err = invoked("audit", tmp_path / name)
    assert code == 1
    assert str(tmp_path / name) in err


@pytest.mark.parametrize("option", ["--pdf", "--json"])
def test_a_missing_folder_is_said_before_any_work(tmp_path, option):
    began = time.perf_counter()
    code, out, err = invoked("audit", "no such file", option, tmp_path / "missing" / "out")
    assert (code, out) == (1, "")
    assert f"there is no folder {tmp_path / 'missing'}" in err
    assert time.perf_counter() - began < 1


def test_a_broken_playbook_ends_with_exit_code_one_and_all_its_errors(answers, tmp_path):
    broken = tmp_path / "broken"
    shutil.copytree(STARTER, broken)
    changed(broken / "model.toml", "jobs_per_caller *", "jobs_per_calle *")
    (broken / "benchmarks" / "lost_when_missed.toml").write_text("title = 3", encoding="utf-8")
    code, _, err = invoked("audit", answers, "--playbook", broken)
    assert code == 1
    assert "model.toml: quantity.jobs" in err
    assert "benchmarks/lost_when_missed.toml: " in err


def test_a_broken_logo_keeps_the_old_pdf_and_says_why(answers, tmp_path):
    ours = tmp_path / "ours"
    shutil.copytree(STARTER, ours)
    changed(ours / "playbook.toml", 'accent = "#b4491f"', 'accent = "#b4491f"\nlogo = "logo.svg"')
    (ours / "logo.svg").write_text("<svg", encoding="utf-8")
    report = tmp_path / "out.pdf"
    report.write_bytes(b"as it was")
    code, _, err = invoked("audit", answers, "--playbook", ours, "--pdf", report)
    assert code == 1
    assert "Error: the PDF cannot be made: " in err
    assert report.read_bytes() == b"as it was"


def test_hostile_names_reach_the_terminal_as_plain_text(answers):
    changed(answers, "Harbour Joinery", "[red]Har\\u001b[31mbour :smile: {x}")
    _, out, _ = invoked("audit", answers, *IN_STARTER)
    assert "\x1b" not in out
    assert "[red]Har [31mbour :smile: {x}" in out


def test_a_terminal_without_the_letters_still_gets_the_audit(answers, tmp_path):
    done = run("audit", str(answers), *IN_STARTER, cwd=tmp_path, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


def test_the_version_is_printed(tmp_path):
    done = run("--version", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("plumbline ")


def test_a_reader_that_has_seen_enough_is_no_error_on_the_screen(tmp_path):
    """As `plumbline audit FILE | head -1`, with a reader that is gone before the first line."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "cli", "audit", str(EXAMPLE)]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment(), stdout=writer, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, "")


def test_the_pdf_shows_its_progress_at_a_terminal_and_nowhere_else(answers, tmp_path):
    with Terminal("audit", "answers.toml", *IN_STARTER, "--pdf", "out.pdf", cwd=tmp_path) as terminal:
        terminal.wait_for("Fix first")
        terminal.wait_for("Making the PDF")
        terminal.wait_for("The report is out.pdf")
        assert terminal.ends_with() == 0
    done = run("audit", str(answers), *IN_STARTER, "--pdf", "out.pdf", cwd=tmp_path)
    assert "Making the PDF" not in done.stdout + done.stderr
