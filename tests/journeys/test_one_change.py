"""One benchmark, one answer or one formula is changed, and just the numbers that depend on it move."""

from dataclasses import replace

import pytest

from audit.answers import read_answers
from audit.checking.gate import load
from audit.findings import Audit, Basis
from audit.playbook import Playbook
from audit.playbook.format import BenchmarkFile
from audit.run import run_audit
from tests.audit.playbook_folders import EXACT_ANSWERS, GOOD_ANSWERS, answers_to, audited, edited
from tests.journeys.companies import AS_OF, COMPANIES, FOLDERS, playbook_of

DRAWS = 128
NAMES = tuple(FOLDERS)


def scaled(benchmark: BenchmarkFile, factor: float) -> BenchmarkFile:
    """The benchmark with every number of it made smaller: what is a share stays one."""
    points = tuple(
        point.model_copy(update={key: getattr(point, key) * factor for key in ("low", "likely", "high")})
        for point in benchmark.point
    )
    numbers = {} if points else {key: getattr(benchmark, key) * factor for key in ("low", "likely", "high")}
    return benchmark.model_copy(update={"point": points, **numbers})


def run(playbook: Playbook, company: str, **answers: object) -> Audit:
    file = playbook.examples[company]
    given = file.model_copy(update={"answers": {**file.answers, **answers}})
    return run_audit(playbook, read_answers(playbook, given), AS_OF, DRAWS)


def moved(before: Audit, after: Audit, part: str) -> set[str]:
    """The leaks of which this number differs."""
    one, other = ({finding.key: getattr(finding, part) for finding in audit.findings} for audit in (before, after))
    return {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}


def in_group_with(playbook: Playbook, leaks: set[str]) -> set[str]:
    return {leak for group in playbook.program.groups if leaks & set(group) for leak in group}


def read_by(playbook: Playbook, names: set[str]) -> set[str]:
    """The leaks whose dollars depend on any of these inputs."""
    return {leak for leak, inputs in playbook.inputs_of.items() if inputs & names}


@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_moves_the_leaks_that_read_it_and_no_others(name):
    playbook = playbook_of(name)
    company = next(company for owner, company in COMPANIES if owner == name)
    before = run(playbook, company)
    lines = {line.key: line for line in before.inputs}
    for key in playbook.benchmarks:
        changed = replace(playbook, benchmarks={**playbook.benchmarks, key: scaled(playbook.benchmarks[key], 0.9)})
        after = run(changed, company)
        differing = {line.key for line in after.inputs if line != lines[line.key]}
        readers = read_by(playbook, differing)
        assert moved(before, after, "alone") <= readers, key
        assert moved(before, after, "share") <= in_group_with(playbook, readers), key
        assert (after.total == before.total) or differing, key
        for fix in after.fixes:
            same = next(one for one in before.fixes if one.key == fix.key)
            if not set(fix.closes) & in_group_with(playbook, readers):
                assert (fix.gain_per_month, fix.break_even_months, fix.npv) == (
                    same.gain_per_month, same.break_even_months, same.npv
                ), key  # fmt: skip


def test_a_benchmark_that_is_read_moves_every_leak_that_reads_it():
    playbook = playbook_of("small")
    before = audited(playbook, GOOD_ANSWERS)
    for line in before.inputs:
        if line.key in playbook.benchmarks:
            benchmarks = {**playbook.benchmarks, line.key: scaled(playbook.benchmarks[line.key], 0.9)}
            after = audited(replace(playbook, benchmarks=benchmarks), GOOD_ANSWERS)
            assert moved(before, after, "alone") == set(line.used_by), line.key


@pytest.mark.parametrize(("name", "company"), COMPANIES)
def test_an_answer_moves_the_leaks_that_read_it_and_no_others(name, company):
    playbook = playbook_of(name)
    before = run(playbook, company)
    lines = {line.key: line for line in before.inputs}
    for question in playbook.numeric_questions:
        line = lines[question.key]
        if line.basis is Basis.NOT_ASKED or line.likely == 0:
            continue
        number = line.likely * 0.8
        after = run(playbook, company, **{question.key: f"{number * 100:.4f} %" if question.unit == "1" else number})
        differing = {one.key for one in after.inputs if one != lines[one.key]}
        assert moved(before, after, "alone") <= read_by(playbook, differing)
        assert differing == {question.key}


def test_a_formula_moves_the_leaks_that_go_through_it_and_no_others(tmp_path):
    before = audited(playbook_of("small"), GOOD_ANSWERS)
    edits = {
        "model.toml": (
            '"typing * staff_weeks_per_year * hour_cost"',
            '"typing * staff_weeks_per_year * hour_cost * 0.5"',
        ),
        "leaks/typing.toml": ("alone = 7200", "alone = 3600"),
        "examples/corner_clinic.toml": None,
    }
    folder = edited(tmp_path, edits)
    path = folder / "leaks/typing.toml"
    path.write_text(path.read_text().replace("alone = 2400", "alone = 1200"))
    after = audited(load(folder), GOOD_ANSWERS)
    assert moved(before, after, "alone") == moved(before, after, "share") == {"typing"}
    one, other = (next(f.alone for f in audit.findings if f.key == "typing") for audit in (before, after))
    assert (other.p10, other.p50, other.p90) == pytest.approx((one.p10 / 2, one.p50 / 2, one.p90 / 2), abs=0.01)
    assert after.total.p50 < before.total.p50
    assert {line.key: line for line in after.inputs} == {line.key: line for line in before.inputs}


def test_what_a_leak_changes_moves_just_that_leak_alone(tmp_path):
    edits = {
        "leaks/slow_answers.toml": ('waiting = "curve(lost_while_waiting, 0)"', 'waiting = "waiting * 0.5"'),
        "examples/corner_clinic.toml": None,
    }  # fmt: skip
    folder = edited(tmp_path, edits)
    path = folder / "leaks/slow_answers.toml"
    path.write_text(path.read_text().replace("alone = 3250", "alone = 1625").replace("alone = 6500", "alone = 3250"))
    before, after = audited(playbook_of("small"), GOOD_ANSWERS), audited(load(folder), GOOD_ANSWERS)
    assert moved(before, after, "alone") == {"slow_answers"}
    # What the two calls leaks are worth only together is less now, so the other's share moves as well.
    assert moved(before, after, "share") == {"slow_answers", "missed_calls"}


def test_a_dollar_more_a_job_is_in_proportion_everywhere():
    playbook = playbook_of("small")
    before = audited(playbook, EXACT_ANSWERS)
    after = audited(playbook, {**EXACT_ANSWERS, "job_value": 800})
    for key in ("missed_calls", "slow_answers"):
        one, other = (next(f for f in audit.findings if f.key == key) for audit in (before, after))
        assert other.alone.p50 == pytest.approx(2 * one.alone.p50, abs=0.02)
        assert other.share.p50 == pytest.approx(2 * one.share.p50, abs=0.02)
    assert moved(before, after, "alone") == {"missed_calls", "slow_answers"}


def test_what_a_fix_costs_moves_that_fix_and_no_leak(tmp_path):
    edit = (
        "setup_cost = { low = 500, likely = 1500, high = 4000 }",
        "setup_cost = { low = 600, likely = 1600, high = 4100 }",
    )
    playbook = load(edited(tmp_path, {"fixes/typing_tool.toml": edit}))
    before, after = (audited(one, GOOD_ANSWERS) for one in (playbook_of("small"), playbook))
    assert before.findings == after.findings
    differing = {fix.key for fix in after.fixes if fix.npv != next(f.npv for f in before.fixes if f.key == fix.key)}
    assert differing == {"typing_tool"}
    tool = next(fix for fix in after.fixes if fix.key == "typing_tool")
    assert tool.setup_cost.p50 == pytest.approx(
        next(fix.setup_cost.p50 for fix in before.fixes if fix.key == "typing_tool") + 100, abs=0.01
    )


def test_another_company_name_changes_no_number():
    playbook = playbook_of("small")
    one = audited(playbook, GOOD_ANSWERS)
    answers = answers_to(playbook, GOOD_ANSWERS, company={"name": "Another"})
    other = run_audit(playbook, answers, AS_OF, 512)
    assert replace(other, company=one.company) == one
