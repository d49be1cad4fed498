"""Every command that a text tells a person to run is there."""

import re
import shlex
import subprocess

import click
import pytest

from cli.app import plumbline
from tests.meta.repository import PYPROJECT, ROOT, name

MAKEFILE = (ROOT / "Makefile").read_text()
PREPARATIONS = {"machine", "test-machine", "bench-machine"}
TARGETS = set(re.findall(r"^([a-z][a-z-]*):(?!=)", MAKEFILE, flags=re.MULTILINE)) - PREPARATIONS
GUIDES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(ROOT.glob("docs/**/*.md"))]


def in_code(text):
    """The fragments of a Markdown text that are set as code."""
    blocks = re.findall(r"^```[a-z]*\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    inline = re.findall(r"(?<!`)`([^`\n]+)`(?!`)", text)
    return [line.strip().removeprefix("$ ") for block in blocks for line in block.splitlines()] + inline


def commands(text, program):
    """The words after a program's name, for each place in the text that tells to run it."""
    return [code.split()[1:] for code in in_code(text) if code.split()[:1] == [program]]


def resolve(words):
    """The innermost click command that the words name; an error if a word names none."""
    command: click.Command = plumbline
    for word in words:
        if not isinstance(command, click.Group) or word.startswith("-"):
            return command
        found = command.get_command(click.Context(command), word)
        assert found is not None, f"plumbline has no command {' '.join(words)!r}"
        command = found
    return command


@pytest.mark.parametrize("guide", GUIDES, ids=name)
def test_every_make_target_in_a_guide_exists(guide):
    named = [words[0] for words in commands(guide.read_text(), "make") if words and "=" not in words[0]]
    assert sorted(set(named) - TARGETS) == []


@pytest.mark.parametrize("guide", GUIDES, ids=name)
def test_every_plumbline_command_in_a_guide_exists_with_its_options(guide):
    for words in commands(guide.read_text(), "plumbline"):
        options = {option for parameter in resolve(words).params for option in parameter.opts} | {"--help"}
        named = {word.strip("[]").partition("=")[0] for word in words if word.strip("[").startswith("--")}
        assert named <= options, f"plumbline {' '.join(words)}"


def test_the_readme_tells_how_to_try_and_how_to_test():
    readme = (ROOT / "README.md").read_text()
    told = {words[0] for words in commands(readme, "make") if words}
    assert {"run", "demo", "test", "bench"} <= told


def test_make_alone_explains_every_target():
    shown = subprocess.run(["make", "-s", "-C", str(ROOT)], check=True, capture_output=True, text=True).stdout
    explained = {line.split()[0] for line in shown.splitlines()[1:] if len(line.split()) > 1}
    assert explained == TARGETS


def test_the_build_server_runs_what_the_readme_tells_people_to_run():
    script = (ROOT / ".ci" / "run").read_text()
    assert re.search(r"^make test\b", script, flags=re.MULTILINE)
    assert "set -euo pipefail" in script


def test_every_process_of_the_procfile_can_be_started():
    processes = [
        line.split(":", 1)[1]
        for line in (ROOT / "Procfile").read_text().splitlines()
        if line and not line.startswith("#")
    ]
    assert processes
    for command in " && ".join(processes).split("&&"):
        program, *words = shlex.split(command)
        assert program in PYPROJECT["project"]["scripts"]
        resolve(words)
        assert all((ROOT / word).exists() for word in words if "/" in word)
