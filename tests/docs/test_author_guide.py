"""The author's guide is followed to the letter: what it tells an author to write must pass the checker."""

import re
from datetime import date
from pathlib import Path

import pytest

from audit.answers import read_answers
from audit.checking.gate import check, load
from audit.run import run_audit
from cli.starter import begin

GUIDE = Path(__file__).parents[2] / "docs" / "authors.md"
AS_OF = date(2026, 11, 21)
BLOCK = re.compile(r"^```toml (file|replace|by)=(\S+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def followed(tmp_path: Path) -> Path:
    """A new playbook with every step of the guide carried out, but for the example company's answer."""
    folder = begin("workshop", tmp_path)
    replaced = ""
    for verb, name, text in BLOCK.findall(GUIDE.read_text(encoding="utf-8")):
        file = folder / name
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        if verb == "replace":
            assert before.count(text) == 1
            replaced = text
        else:
            file.write_text(before.replace(replaced, text) if verb == "by" else f"{before}\n{text}", encoding="utf-8")
    for name in ("missed_calls", "forgotten_quotes"):
        leak = folder / "leaks" / f"{name}.toml"
        leak.write_text(
            leak.read_text(encoding="utf-8").replace("given = {", "given = { cancelled = 0,"), encoding="utf-8"
        )
    return folder


def test_the_guide_walks_through_a_whole_leak() -> None:
    names = {name.split("/")[0] for _, name, _ in BLOCK.findall(GUIDE.read_text(encoding="utf-8"))}

    assert names == {"questions.toml", "benchmarks", "model.toml", "leaks", "fixes"}


def test_following_the_guide_leaves_only_the_remark_that_it_foretells(followed: Path) -> None:
    remarks = check(followed, AS_OF)

    assert [(remark.file, remark.key) for remark in remarks] == [("examples/corner_joinery.toml", "cancelled_share")]


def test_the_leak_of_the_guide_is_found_in_the_example_company(followed: Path) -> None:
    playbook = load(followed)
    example = playbook.examples["corner_joinery"]
    answers = read_answers(
        playbook, example.model_copy(update={"answers": example.answers | {"cancelled_share": "one"}})
    )

    audit = run_audit(playbook, answers, AS_OF)

    found = {finding.key: finding for finding in audit.findings}
    assert found["short_notice"].alone.p50 > 0
    assert found["short_notice"].fixes == ("day_before_text",)


def test_every_message_that_the_guide_explains_is_one_that_the_checker_can_say() -> None:
    table = GUIDE.read_text(encoding="utf-8").split("## What the checker says")[1]
    said = [
        re.split(r"[…;'0-9]|there is no such key|call/week", cell)[0].strip()
        for cell in re.findall(r"^\| `(.+?)` \|", table, re.MULTILINE)
    ]
    sources = "".join(path.read_text(encoding="utf-8") for path in (GUIDE.parents[1] / "audit").rglob("*.py"))

    assert len(said) >= 10
    assert [words for words in said if words and words not in sources] == []
