import tomllib

import pytest
from click.testing import CliRunner

from audit.answering.files import parse_answers
from audit.playbook.contents import choices
from audit.shipped import SHIPPED, shipped_names
from cli.app import plumbline
from cli.draft import toml_of
from cli.playbooks import load_playbook
from tests.cli.running import STARTER, run


def invoked(*words: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(plumbline, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


PLAYBOOKS = [STARTER, *(SHIPPED / name for name in shipped_names())]


@pytest.mark.parametrize("folder", PLAYBOOKS, ids=lambda path: path.name)
def test_the_form_is_a_file_of_answers_with_every_question_in_it(folder):
    code, out, _ = invoked("questions", "--playbook", folder)
    assert code == 0
    form = tomllib.loads(out)
    questions = load_playbook(folder).questions
    assert list(form["answers"]) == [question.key for question in questions if not question.ask_when]
    for question in questions:
        assert f"{question.key} = " in out
        assert question.hint[:30] in out
        assert all(key in out for key in choices(question))
    assert max(map(len, out.splitlines())) <= 80


def test_a_form_left_empty_is_told_what_is_missing(tmp_path):
    form = tmp_path / "form.toml"
    form.write_text(invoked("questions", "--playbook", STARTER)[1], encoding="utf-8")
    code, _, err = invoked("audit", form, "--playbook", STARTER)
    assert code == 2
    for key in ("company.name", "calls_per_week", "missed_share", "chased_share", "job_value"):
        assert f"\n  {key}: " in err


def test_out_without_ask_is_a_usage_error(tmp_path):
    code, _, err = invoked("questions", "--out", tmp_path / "x.toml")
    assert code == 2
    assert "--out goes with --ask" in err


def test_a_missing_folder_is_said_before_the_first_question(tmp_path):
    done = run("questions", "--ask", "--out", "missing/mine.toml", cwd=tmp_path)
    assert done.returncode == 1
    assert "there is no folder" in done.stderr
    assert "What is the company called?" not in done.stdout


def test_a_file_that_is_no_answers_is_not_overwritten(tmp_path):
    mine = tmp_path / "mine.toml"
    mine.write_text("precious = 1\n", encoding="utf-8")
    done = run("questions", "--ask", "--out", "mine.toml", cwd=tmp_path, stdin="x\n")
    assert done.returncode == 2
    assert mine.read_text(encoding="utf-8") == "precious = 1\n"


def test_what_is_saved_reads_back_as_it_was():
    text = (
        'playbook = "x"\n[company]\nname = "A \\"B\\" \\\\ ü 🚰"\nrole = "Boss"\n'
        '[answers]\na = 1\nb = 0.5\nc = ["d", "e"]\nf = true\n"odd key" = "\\u007f\\n"\n'
        '[assumptions]\ng = [0.1, 0.2, 0.3]\n[readiness]\nh = "yes"\n'
    )
    file = parse_answers(text)
    assert parse_answers(toml_of(file)) == file
