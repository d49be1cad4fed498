"""The invented companies of the shipped playbooks, and of the tests' own small one, with their audits."""

from datetime import date
from functools import lru_cache

from audit.answers import Answers, read_answers
from audit.checking.gate import load
from audit.findings import Audit
from audit.playbook import Playbook
from audit.run import run_audit
from tests.audit.playbook_folders import SMALL
from tests.meta.repository import PLAYBOOKS

AS_OF = date(2026, 6, 1)
FOLDERS = {folder.name: folder for folder in PLAYBOOKS} | {"small": SMALL}
COMPANIES = tuple(
    (name, path.stem) for name, folder in FOLDERS.items() for path in sorted(folder.glob("examples/*.toml"))
)


@lru_cache(maxsize=8)
def playbook_of(name: str) -> Playbook:
    """A playbook, loaded once for all tests."""
    return load(FOLDERS[name])


def answers_of(name: str, company: str) -> Answers:
    """A company's answers, understood."""
    playbook = playbook_of(name)
    return read_answers(playbook, playbook.examples[company])


@lru_cache(maxsize=64)
def audit_of(name: str, company: str) -> Audit:
    """A company's audit."""
    return run_audit(playbook_of(name), answers_of(name, company), AS_OF)
