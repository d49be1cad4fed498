"""Playbook folders on disk: a small one that is right in every way, and copies of it with something changed."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from shutil import copytree

from audit.answers import Answers, read_answers
from audit.checking.gate import check, load
from audit.findings import Audit
from audit.playbook import Playbook, Remark
from audit.playbook.format import AnswersFile
from audit.run import run_audit

SMALL = Path(__file__).parent / "small_playbook"
AS_OF = date(2026, 6, 1)
# A file's edit: text that is there once and what to put instead; or the whole new text; or None to remove the file.
Edit = tuple[str, str] | str | None

GOOD_ANSWERS = {
    "industry": "office",
    "calls_per_week": 60,
    "missed_share": "some",
    "wait": "same_day",
    "job_value": 400,
    "records": "yes",
    "typing_hours": "up_to_10",
}
UNSURE_ANSWERS = {**GOOD_ANSWERS, "missed_share": "not sure", "wait": "not sure", "typing_hours": "not sure"}
EXACT_ANSWERS = {**GOOD_ANSWERS, "missed_share": "20 %", "wait": 6, "typing_hours": 8}
TYPED_ANSWERS = {key: str(given) for key, given in GOOD_ANSWERS.items()}
"""The good ones as a page sends them."""

CHECKLIST = """
[[question]]
key = "tools"
kind = "checklist"
title = "Tools in use"
text = "Which of these do you use?"
hint = "What is there need not be bought."
may_skip = true
[[question.option]]
key = "calendar"
text = "An online calendar"
[[question.option]]
key = "phone_menu"
text = "A phone menu & queue"
"""
CHECKLIST_LOOP = """
[[loop]]
key = "tools"
title = "Tools"
advice = "Use them."
[[loop.score]]
question = "tools"
points = { calendar = 3, phone_menu = 2 }

[[reading]]
at_least = 0
verdict = "Leaking"
"""
WITH_CHECKLIST: Mapping[str, Edit] = {
    "questions.toml": (SMALL / "questions.toml").read_text(encoding="utf-8") + CHECKLIST,
    "loops.toml": ('\n[[reading]]\nat_least = 0\nverdict = "Leaking"\n', CHECKLIST_LOOP),
}
"""Adds a question of the one kind that the small playbook does not ask."""


def edited(folder: Path, edits: Mapping[str, Edit], source: Path = SMALL) -> Path:
    """A copy of a playbook at `folder`, edited."""
    copytree(source, folder, dirs_exist_ok=True)
    for name, edit in edits.items():
        path = folder / name
        if edit is None:
            path.unlink()
        elif isinstance(edit, str):
            path.parent.mkdir(exist_ok=True)
            path.write_text(edit, encoding="utf-8")
        else:
            before, after = edit
            text = path.read_text(encoding="utf-8")
            assert text.count(before) == 1, f"{before!r} is {text.count(before)} times in {name}"
            path.write_text(text.replace(before, after), encoding="utf-8")
    return folder


def remarks_on(folder: Path, edits: Mapping[str, Edit]) -> tuple[Remark, ...]:
    """What the checker says about the small playbook with these edits."""
    return check(edited(folder, edits), AS_OF)


@lru_cache(maxsize=1)
def small() -> Playbook:
    """The small playbook, loaded."""
    return load(SMALL)


def answers_to(playbook: Playbook, answers: Mapping[str, object], **tables: object) -> Answers:
    """A company's answers, understood; it has an owner for whatever is fixed."""
    given = {"company": {"name": "Corner Office"}, "answers": answers, "readiness": {"owner": "yes"}, **tables}
    return read_answers(playbook, AnswersFile.model_validate(given))


def audited(playbook: Playbook, answers: Mapping[str, object], draws: int = 512, **tables: object) -> Audit:
    """The audit of a company with these answers."""
    return run_audit(playbook, answers_to(playbook, answers, **tables), AS_OF, draws)
