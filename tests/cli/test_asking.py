import tomllib
from pathlib import Path

import pytest

from tests.cli.running import STARTER, run
from tests.cli.terminal import Terminal

ASK = ("questions", "--ask", "--playbook", str(STARTER))


def saved(folder: Path) -> dict[str, dict[str, object]]:
    return tomllib.loads((folder / "mine.toml").read_text(encoding="utf-8"))


@pytest.fixture
def asked(tmp_path):
    with Terminal(*ASK, "--out", "mine.toml", cwd=tmp_path) as terminal:
        terminal.wait_for("What is the company called?")
        terminal.type("Harbour Joinery")
        yield terminal


def test_answers_are_chosen_by_number_and_lead_to_the_audit(asked, tmp_path):
    asked.wait_for("Question 1 of 4 at most")
    asked.type("40")
    asked.wait_for("= 40 calls a week")
    asked.wait_for("Question 2 of 4")
    asked.type("3")
    asked.wait_for("Question 3 of 4")
    asked.type("?")
    asked.wait_for("Question 4 of 4")
    asked.type("$900")
    asked.wait_for("Run the audit now?")
    asked.type("")
    asked.wait_for("Missed calls")
    assert asked.ends_with() == 0
    assert saved(tmp_path) == {
        "playbook": str(STARTER),
        "company": {"name": "Harbour Joinery"},
        "answers": {
            "calls_per_week": "40",
            "missed_share": "more",
            "chased_share": "not sure",
            "job_value": "$900",
        },
    }
    assert run("audit", "mine.toml", cwd=tmp_path).returncode == 0


def test_wrong_input_is_explained_and_asked_again(asked):
    asked.wait_for("Question 1")
    for wrong, explained in (("lots", "Write a number in digits."), ("", "Give an answer."), ("-3", "0 or more")):
        asked.type(wrong)
        asked.wait_for(explained)
    asked.type("40")
    asked.wait_for("Question 2")
    for wrong, explained in (("7", "Choose a number from 1 to 3."), ("some", "Choose hardly_any, one_or_two or more")):
        asked.type(wrong)
        asked.wait_for(explained)


def test_back_asks_the_question_before_and_enter_keeps_what_was_said(asked, tmp_path):
    asked.wait_for("Question 1")
    asked.type("<")
    asked.wait_for("This is the first question.")
    asked.type("40")
    asked.wait_for("Question 2")
    asked.type("1")
    asked.wait_for("Question 3")
    asked.type("<")
    asked.wait_for("Question 2")
    asked.wait_for("You said “Hardly any”; Enter keeps it.")
    asked.type("<")
    asked.wait_for("You said “40”")
    asked.type("50")
    asked.wait_for("Question 3")
    asked.type("<")
    asked.wait_for("You said “Hardly any”")
    asked.type("")
    asked.wait_for("Question 3")
    assert saved(tmp_path)["answers"] == {"calls_per_week": "50", "missed_share": "hardly_any"}


def test_control_c_ends_quietly_and_the_same_command_goes_on(asked, tmp_path):
    asked.wait_for("Question 1")
    asked.type("40")
    asked.wait_for("Question 2")
    asked.interrupt()
    assert asked.ends_with() == 130
    assert "Traceback" not in asked.text
    assert saved(tmp_path)["answers"] == {"calls_per_week": "40"}
    with Terminal(*ASK, "--out", "mine.toml", cwd=tmp_path) as again:
        again.wait_for("Going on after one answer")
        again.wait_for("Question 2 of 4")
        assert "What is the company called?" not in again.text


def test_a_form_that_was_filled_in_by_half_is_gone_on_with(tmp_path):
    form = run("questions", "--playbook", str(STARTER), cwd=tmp_path).stdout
    filled = form.replace('calls_per_week = ""', "calls_per_week = 12").replace('playbook = "new_playbook"', "")
    (tmp_path / "mine.toml").write_text(filled, encoding="utf-8")
    with Terminal(*ASK, "--out", "mine.toml", cwd=tmp_path) as terminal:
        terminal.wait_for("What is the company called?")
        terminal.type("Harbour Joinery")
        terminal.wait_for("Question 2 of 4")


def test_answers_may_be_piped_in(tmp_path):
    lines = "Harbour Joinery\n40\n3\n2\n900\nn\n"
    done = run(*ASK, "--out", "mine.toml", cwd=tmp_path, stdin=lines)
    assert done.returncode == 0
    assert "To audit them: plumbline audit mine.toml" in done.stdout
    assert run("audit", "mine.toml", cwd=tmp_path).returncode == 0


def test_input_that_ends_too_soon_is_no_stack_trace(tmp_path):
    done = run(*ASK, "--out", "mine.toml", cwd=tmp_path, stdin="Harbour Joinery\n40\n")
    assert done.returncode == 1
    assert "the input ended before the last question" in done.stderr
    assert "Traceback" not in done.stderr
    assert saved(tmp_path)["answers"] == {"calls_per_week": "40"}


BRANCH = """
[[question]]
key = "tools"
kind = "checklist"
title = "Tools"
text = "What do you use?"
hint = "Some."
[[question.option]]
key = "crm"
text = "A CRM"
[[question.option]]
key = "log"
text = "A log of calls"

[[question]]
key = "kind_of_crm"
kind = "choice"
title = "Kind"
text = "Which kind of CRM?"
hint = "Some."
ask_when = { tools = ["crm"] }
[[question.option]]
key = "own"
text = "Our own"
[[question.option]]
key = "rented"
text = "A rented one"
"""
LOOPS = """
[[loop]]
key = "tools"
title = "Tools"
advice = "Have some."
[[loop.score]]
question = "tools"
points = { crm = 2, log = 1 }
[[loop.score]]
question = "kind_of_crm"
points = { own = 2 }
[[reading]]
at_least = 0
verdict = "Some"
advice = "Have some."
"""


@pytest.fixture
def branching(tmp_path):
    run("playbook", "new", "branching", cwd=tmp_path)
    questions = tmp_path / "branching" / "questions.toml"
    questions.write_text(questions.read_text(encoding="utf-8") + BRANCH, encoding="utf-8")
    (tmp_path / "branching" / "loops.toml").write_text(LOOPS, encoding="utf-8")
    return ("questions", "--ask", "--playbook", "branching", "--out", "mine.toml")


def test_a_branch_is_asked_only_where_it_leads_and_left_answers_are_not_saved(branching, tmp_path):
    with Terminal(*branching, cwd=tmp_path) as terminal:
        for line in ("Harbour Joinery", "40", "3", "2", "900"):
            terminal.type(line)
        terminal.wait_for("Question 5 of 6")
        terminal.type("1, 2")
        terminal.wait_for("Which kind of CRM?")
        terminal.type("2")
        terminal.wait_for("Run the audit now?")
        terminal.interrupt()
        assert terminal.ends_with() == 130
    assert saved(tmp_path)["answers"]["tools"] == ["crm", "log"]
    assert saved(tmp_path)["answers"]["kind_of_crm"] == "rented"

    left = (tmp_path / "mine.toml").read_text(encoding="utf-8").replace('tools = ["crm", "log"]\n', "")
    (tmp_path / "mine.toml").write_text(left, encoding="utf-8")
    done = run(*branching, cwd=tmp_path, stdin="0\nn\n")
    assert done.returncode == 0
    assert "kind_of_crm" not in saved(tmp_path)["answers"]
    assert saved(tmp_path)["answers"]["tools"] == []
