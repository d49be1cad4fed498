"""What others worked out and published comes out of the engine too, intermediate counts included."""

import pytest

from audit.payback import discounted_payback
from tests.audit.playbook_folders import answers_to, audited
from tests.published.pages import PAGES
from tests.published.small_playbooks import load


def audit_of(page, folder):
    playbook = load(page, folder)
    answers = {page.asked: page.inputs[page.asked][0]}
    return audited(playbook, answers, draws=16, readiness={})


@pytest.mark.parametrize("name", PAGES)
def test_a_published_example_comes_out_to_the_cent(name, tmp_path):
    page = PAGES[name]
    audit = audit_of(page, tmp_path)
    (finding,) = audit.findings
    assert finding.alone.p50 == finding.share.p50 == finding.share_money == audit.total.p50 == page.a_year
    steps = {step.key: step for step in finding.working}
    for quantity, printed in page.published.items():
        assert steps[quantity].today == pytest.approx(printed, abs=page.within), quantity
    assert steps[page.leak].closed == 0


@pytest.mark.parametrize("name", PAGES)
def test_each_number_of_the_page_is_shown_with_the_page_as_its_source(name, tmp_path):
    page = PAGES[name]
    playbook = load(page, tmp_path)
    shown = {line.key: line for line in audited(playbook, {page.asked: 1}, draws=16, readiness={}).inputs}
    assert shown.keys() == page.inputs.keys()
    for key in page.inputs.keys() - {page.asked}:
        source = shown[key].source
        assert source is not None
        assert source.url == page.url
        assert shown[key].likely == page.inputs[key][0]


def test_a_page_that_rounds_on_the_way_differs_from_what_is_worked_out_in_full():
    rounded, full = (PAGES[f"rework of errors, {how}"].a_year for how in ("rounded on the way", "in full"))
    assert rounded != full
    assert rounded == pytest.approx(full, rel=0.01)


def test_the_published_discounted_payback_comes_out():
    flows = (2_800, 3_700, 5_100, 4_300)
    found = [discounted_payback(cost, flows, 0.14) for cost in (5_200, 5_400, 10_400)]
    assert [round(years, 3) for years in found if years is not None] == pytest.approx([1.961, 2.028, 3.65], abs=0.005)


def test_a_page_is_asked_for_one_number_only(tmp_path):
    page = PAGES["no-shows"]
    assert set(answers_to(load(page, tmp_path), {"booked": 150}, readiness={}).by_question) == {"booked"}
