"""Every fix of every playbook that comes with the program: its metric moves the dollars of every example company."""

from functools import lru_cache

import pytest

from audit.answers import Answers, read_answers
from audit.checking.gate import load
from audit.playbook import Playbook
from audit.recovery.money import NoMoneyError, metric_money
from audit.run import run_audit
from tests.audit.playbook_folders import AS_OF
from tests.audit.recovery.exact_companies import PLAYBOOKS, STARTER

DRAWS = 256
FOLDERS = (*sorted(PLAYBOOKS.iterdir()), STARTER)
COMPANIES = [(folder, file.stem) for folder in FOLDERS for file in sorted((folder / "examples").iterdir())]
FIXES = [(folder, file.stem) for folder in FOLDERS for file in sorted((folder / "fixes").iterdir())]


@lru_cache(maxsize=len(FOLDERS))
def playbook_in(folder) -> Playbook:
    return load(folder)


@lru_cache(maxsize=len(COMPANIES))
def audited(folder, company):
    """A company's answers and its audit."""
    playbook = playbook_in(folder)
    answers: Answers = read_answers(playbook, playbook.examples[company])
    return answers, run_audit(playbook, answers, AS_OF, DRAWS)


def behind_the_metric(playbook, fix):
    """The leaks that the fix closes and that move its metric: of some fixes the metric shows only a part."""
    return playbook.program.lines[fix.metric.key].leaks & set(fix.closes)


def agreed(playbook, answers, audit, fix):
    """The direction in which the metric is better, and what its target of the audit is worth a year."""
    money = metric_money(playbook, answers, fix.key, audit.draws, audit.seed)
    better = money.better(fix.metric.before)
    return better, money.range_per_year(fix.metric.before, fix.metric.target)


def agreed_or_why_not(playbook, answers, audit, fix):
    """What the target is worth, or why that cannot be said."""
    try:
        return agreed(playbook, answers, audit, fix)[1], ""
    except NoMoneyError as why:
        return None, str(why)


@pytest.mark.parametrize(("folder", "company"), COMPANIES, ids=lambda part: getattr(part, "name", part))
def test_where_a_leak_has_a_price_the_target_of_its_fix_is_worth_dollars(folder, company):
    playbook, (answers, audit) = playbook_in(folder), audited(folder, company)
    alone = {finding.key: finding.alone for finding in audit.findings}
    for fix in audit.fixes:
        priced = sum(alone[leak].p50 for leak in behind_the_metric(playbook, fix)) >= 1
        if not priced or fix.metric.before == fix.metric.target:
            continue
        better, worth = agreed(playbook, answers, audit, fix)
        assert better == ("lower" if fix.metric.target < fix.metric.before else "higher"), fix.key
        assert worth.p50 > 0, fix.key
        assert worth.p10 >= 0, fix.key


@pytest.mark.parametrize(("folder", "company"), COMPANIES, ids=lambda part: getattr(part, "name", part))
def test_where_a_metric_is_worth_nothing_it_is_said_or_the_leak_is_worth_nothing(folder, company):
    playbook, (answers, audit) = playbook_in(folder), audited(folder, company)
    alone = {finding.key: finding.alone for finding in audit.findings}
    for fix in audit.fixes:
        at_most = sum(alone[leak].p90 for leak in behind_the_metric(playbook, fix))
        worth, why = agreed_or_why_not(playbook, answers, audit, fix)
        if worth is None:
            assert "makes no difference to this company's dollars" in why, fix.key
            assert at_most == 0, fix.key
        elif fix.metric.before != fix.metric.target and worth.p50 == 0:
            assert at_most < 1, fix.key


@pytest.mark.parametrize(("folder", "key"), FIXES, ids=lambda part: getattr(part, "name", part))
def test_every_fix_has_a_company_whose_dollars_its_metric_moves(folder, key):
    playbook = playbook_in(folder)
    found = []
    for company in playbook.examples:
        answers, audit = audited(folder, company)
        fix = next(one for one in audit.fixes if one.key == key)
        found.append(agreed_or_why_not(playbook, answers, audit, fix)[0])
    assert max(worth.p50 for worth in found if worth is not None) > 0
