from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from audit.findings import Audit
from cli.audit_screen import show_audit
from tests.reports import sample_audits


def shown(audit: Audit, width: int = 80) -> str:
    console = Console(width=width, markup=False, highlight=False, emoji=False, color_system=None)
    with console.capture() as captured:
        show_audit(console, audit)
    return captured.get()


def words(audit: Audit) -> str:
    return " ".join(shown(audit).split())


def test_the_largest_leak_stands_beside_a_first_fix_that_does_not_close_it():
    text = words(sample_audits.full_audit())
    assert "Fix first: Read orders from e-mail into the ERP" in text
    assert "Largest leak: Slow replies to new leads" in text
    assert "It is not the one to start with. The fix for it is “Answer every new lead" in text


def test_a_first_fix_that_closes_the_largest_leak_needs_no_excuse():
    audit = sample_audits.full_audit()
    fix = next(one for one in audit.fixes if one.key == audit.recommendation.fix)
    verdict = replace(audit.recommendation, largest_leak=fix.closes[0])
    assert "not the one to start with" not in words(replace(audit, recommendation=verdict))


def test_the_chance_of_being_first_and_the_break_even_are_printed():
    text = words(sample_audits.full_audit())
    assert "Breaks even 2.6 to 4.8 months from today, half the time by 3.3 months" in text
    assert "First in 74% of the cases worked through; otherwise" in text


def test_a_tie_says_so_and_what_to_measure():
    text = words(sample_audits.tie_audit())
    assert "Too close to call; leading: " in text
    assert "- Measure: Hours a week of order entry" in text


def test_no_is_a_result():
    text = words(sample_audits.no_fix_audit())
    assert "Fix first: nothing, for now" in text
    assert "No fix pays back within 12 months" in text
    assert "Closest: " in text


def test_nothing_priced_is_said_in_words():
    assert "No leak could be put in dollars from these answers." in words(sample_audits.empty_audit())


def test_contradictions_unpriced_leaks_and_warnings_are_listed():
    audit = sample_audits.full_audit()
    text = words(audit)
    for title in ("These answers do not fit together", "What would firm up the number", "Not priced", "Please note"):
        assert title in text
    for one in (*audit.contradictions,):
        assert one.text in text
    for leak in audit.unpriced:
        assert f"{leak.title}: {leak.reason}" in text


@pytest.mark.parametrize("width", [60, 80, 100])
def test_every_line_fits_the_terminal(width):
    for audit in (sample_audits.full_audit(), sample_audits.many_leaks_audit(), sample_audits.hostile_audit()):
        assert max(map(cell_len, shown(audit, width).split("\n"))) <= width


def test_nothing_that_a_file_says_can_drive_the_terminal():
    assert all(character.isprintable() or character == "\n" for character in shown(sample_audits.hostile_audit()))


def test_the_shares_add_up_to_a_hundred():
    lines = [line for line in shown(sample_audits.full_audit()).splitlines() if line.rstrip().endswith("%")]
    assert sum(int(line.split()[-1].removesuffix("%")) for line in lines) == 100
