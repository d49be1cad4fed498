"""Every example company of every shipped playbook, from its answers to its PDF."""

from datetime import date

import pytest

from audit.answers import read_answers
from audit.checking.gate import load
from audit.findings import Decision
from audit.run import run_audit
from audit.shipped import SHIPPED, shipped_names
from reports.brand import brand_of
from reports.render import render_pdf
from tests.reports.reading import Pdf

PLAYBOOKS = {name: load(SHIPPED / name) for name in shipped_names()}
EXAMPLES = [(name, key) for name, playbook in PLAYBOOKS.items() for key in playbook.examples]


@pytest.mark.parametrize(("name", "key"), EXAMPLES)
def test_the_report_of_an_example_is_valid_and_keeps_to_its_pages(name, key):
    playbook = PLAYBOOKS[name]
    found = run_audit(playbook, read_answers(playbook, playbook.examples[key]), date(2026, 11, 16))
    pdf = Pdf(render_pdf(found, brand_of(playbook), b"{}"))
    assert pdf.failures() == []
    assert pdf.overflowing() == []
    bookmarks = dict(pdf.bookmarks())
    if found.recommendation.decision is not Decision.NONE:
        first = bookmarks[
            "The first fix" if found.recommendation.decision is Decision.FIX else "The leading fix, in a tie"
        ]
        assert bookmarks["The fixes compared"] == first + 1, "the first fix takes one page"
    for finding in found.findings:
        assert finding.title in pdf.text
