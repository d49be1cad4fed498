"""The shipped playbooks pass their own checker without a remark, unused and unsourced benchmarks included."""

from datetime import date

import pytest

from audit.checking.gate import check
from tests.meta.repository import PLAYBOOKS

# The day of writing. Benchmarks grow stale while nobody commits; `make playbooks` warns of that, with today's date.
WRITTEN_ON = date(2026, 11, 21)


def test_two_playbooks_are_shipped():
    assert {folder.name for folder in PLAYBOOKS} == {"mid_market", "home_services"}


@pytest.mark.parametrize("folder", PLAYBOOKS, ids=lambda folder: folder.name)
def test_a_shipped_playbook_has_no_remarks(folder):
    assert check(folder, as_of=WRITTEN_ON) == ()
