"""What must hold for every company's audit, whoever the company is."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from math import isfinite
from typing import TypeVar

import pytest

from audit.answers import read_answers
from audit.findings import Basis, Decision
from audit.inputs import company_inputs
from audit.record import to_json, to_record
from audit.run import run_audit
from tests.audit.figures import numbers_in
from tests.journeys.companies import AS_OF, COMPANIES, FOLDERS, answers_of, audit_of, playbook_of
from tests.meta.repository import ROOT

Entry = TypeVar("Entry")
PRINT_DIGESTS = """
import hashlib
from audit.record import to_json, to_record
from tests.journeys.companies import answers_of, audit_of
for name, company in {companies!r}:
    print(hashlib.sha256(to_json(to_record(audit_of(name, company), answers_of(name, company)))).hexdigest())
"""


@pytest.mark.parametrize(("name", "company"), COMPANIES)
def test_every_number_is_finite_and_every_range_in_order(name, company):
    audit = audit_of(name, company)
    assert all(isfinite(number) for number in numbers_in(audit))
    ranges = [audit.total, *(finding.alone for finding in audit.findings), *(fix.npv for fix in audit.fixes)]
    assert all(found.p10 <= found.p50 <= found.p90 for found in ranges)


@pytest.mark.parametrize(("name", "company"), COMPANIES)
def test_shares_add_up_to_one_and_their_money_to_the_likely_total(name, company):
    audit = audit_of(name, company)
    assert sum(round(finding.share_of_total * 1_000_000) for finding in audit.findings) == 1_000_000
    assert sum(round(finding.share_money * 100) for finding in audit.findings) == round(audit.total.p50 * 100)


@pytest.mark.parametrize(("name", "company"), COMPANIES)
def test_the_verdict_agrees_with_the_fixes_it_was_reached_from(name, company):
    audit = audit_of(name, company)
    verdict, found = audit.recommendation, {fix.key: fix for fix in audit.fixes}
    worth = [fix for fix in audit.fixes if fix.eligible]
    assert all((fix.npv.p50 > 0) == fix.eligible or fix.why_not for fix in audit.fixes)
    assert sum(fix.chance_of_being_first for fix in audit.fixes) <= 1 + 1e-5
    if verdict.decision is Decision.NONE:
        assert not worth
        assert audit.roadmap == ()
        return
    assert verdict.fix is not None
    earliest = min(fix.break_even_months.p50 for fix in worth if fix.break_even_months.p50 is not None)
    assert found[verdict.fix].break_even_months.p50 == earliest
    assert found[verdict.fix].chance_of_being_first == verdict.chance_of_being_first
    tie_below = playbook_of(name).head.tie_below
    assert (verdict.decision is Decision.TIE) == (len(worth) > 1 and verdict.chance_of_being_first < tie_below)
    assert audit.roadmap[0].fix == verdict.fix
    assert all(step.npv.p50 > 0 for step in audit.roadmap)
    starts = [step.starts_in_weeks for step in audit.roadmap]
    assert starts == sorted(starts)


@pytest.mark.parametrize(("name", "company"), COMPANIES)
def test_the_contradictions_of_a_company_are_those_its_author_expects(name, company):
    expected = playbook_of(name).examples[company].expect.contradictions
    assert {one.key for one in audit_of(name, company).contradictions} == set(expected)


def test_answers_that_cannot_be_true_together_are_named_in_some_company():
    assert any(audit_of(*company).contradictions for company in COMPANIES)


def with_answers(name, company, answers):
    """The company's audit with other answers to some questions, none of its own numbers."""
    playbook = playbook_of(name)
    file = playbook.examples[company]
    given = file.model_copy(update={"answers": {**file.answers, **answers}, "assumptions": {}})
    understood = read_answers(playbook, given)
    return run_audit(playbook, understood, AS_OF, 512), understood


@pytest.mark.parametrize(("name", "company"), COMPANIES)
def test_not_sure_wherever_it_can_be_said_is_wider_than_knowing(name, company):
    playbook = playbook_of(name)
    asked = {key for key, one in answers_of(name, company).by_question.items() if one.basis is not Basis.NOT_ASKED}
    doubtful = [one for one in playbook.numeric_questions if one.not_sure and one.key in asked]
    unsure, understood = with_answers(name, company, {one.key: "not sure" for one in doubtful})
    likely = company_inputs(playbook, understood).estimates
    known, _ = with_answers(
        name,
        company,
        {
            one.key: f"{likely[one.key].likely * 100:.6f} %" if one.unit == "1" else likely[one.key].likely
            for one in doubtful
        },
    )
    assert known.total_at_likely == pytest.approx(unsure.total_at_likely, rel=1e-4)
    assert unsure.total.p90 - unsure.total.p10 > known.total.p90 - known.total.p10


@pytest.mark.parametrize("seed", ["1", "4711"])
def test_a_fresh_process_gives_the_same_bytes_whatever_its_hash_seed(seed):
    chosen = [next(one for one in COMPANIES if one[0] == name) for name in FOLDERS]
    found = subprocess.run(
        [sys.executable, "-c", PRINT_DIGESTS.format(companies=chosen)],
        cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    here = [hashlib.sha256(to_json(to_record(audit_of(*one), answers_of(*one)))).hexdigest() for one in chosen]
    assert found == here


def turned_round(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """The same entries, the last first."""
    return {key: entries[key] for key in reversed(list(entries))}


@pytest.mark.parametrize(("name", "company"), COMPANIES)
def test_the_order_in_which_files_are_read_changes_no_number(name, company):
    playbook = playbook_of(name)
    turned = replace(
        playbook,
        benchmarks=turned_round(playbook.benchmarks),
        quantities=turned_round(playbook.quantities),
        leaks=turned_round(playbook.leaks),
        fixes=turned_round(playbook.fixes),
        inputs_of=turned_round(playbook.inputs_of),
    )
    audit, again = audit_of(name, company), run_audit(turned, answers_of(name, company), AS_OF)
    assert again.total == audit.total
    assert again.recommendation == audit.recommendation
    assert again.roadmap == audit.roadmap
    assert again.tornado == audit.tornado
    assert again.firm_up == audit.firm_up
    assert again.fixes == audit.fixes
    for one, other in zip(audit.findings, again.findings, strict=True):
        assert (one.key, one.alone, one.share, one.share_of_total, one.share_money, one.drivers) == (
            other.key, other.alone, other.share, other.share_of_total, other.share_money, other.drivers
        )  # fmt: skip
        assert one.working == other.working
    assert {line.key: line for line in again.inputs}.keys() == {line.key: line for line in audit.inputs}.keys()
