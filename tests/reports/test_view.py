"""The audit in words."""

from dataclasses import fields, is_dataclass, replace

import pytest
from markupsafe import Markup

from audit.findings import Basis, Source
from reports.phrases import BASES
from reports.view import make_view
from tests.reports import sample_audits

PRIMITIVES = (str, int, float, bool, Markup, type(None))


def leaves(value):
    if is_dataclass(value):
        for field in fields(value):
            yield from leaves(getattr(value, field.name))
    elif isinstance(value, dict):
        for inner in value.values():
            yield from leaves(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from leaves(inner)
    else:
        yield value


@pytest.fixture(scope="module")
def view(brand):
    return make_view(sample_audits.full_audit(), brand)


def test_a_view_holds_words_only(view):
    assert {type(leaf) for leaf in leaves(view)} <= set(PRIMITIVES)


def test_only_our_own_charts_and_no_text_of_others_count_as_safe(brand):
    shown = make_view(sample_audits.hostile_audit(), brand)
    safe = [leaf for leaf in leaves(shown) if isinstance(leaf, Markup)]
    assert len(safe) == 8
    assert all(leaf.startswith("<svg ") and "<script" not in leaf for leaf in safe)


def test_the_parts_of_the_total_add_up_to_a_hundred(view):
    assert sum(int(row.percent.rstrip("%")) for row in view.leaks.rows) == 100


def test_a_leak_is_at_risk_until_it_is_measured(view):
    stakes = {row.title: row.stake for row in view.leaks.rows}
    assert stakes["Orders typed by hand"] == "leaking"
    assert stakes["Slow replies to new leads"] == "at risk"


def test_the_fixes_stand_in_order_of_break_even_and_those_without_come_last(view):
    assert view.fixes.groups[0].rows[0].chosen
    assert [group.why_not for group in view.fixes.groups] == ["", "Its net present value over 12 months is below zero."]


def test_the_largest_leak_and_the_first_fix_are_named_beside_each_other(view):
    assert [side.title for side in view.fixes.sides] == [
        "Slow replies to new leads",
        "Read orders from e-mail into the ERP",
    ]
    assert not view.fixes.same


def test_a_formula_is_printed_once(view):
    first, second = view.working.leaks[:2]
    assert [step.formula != "" for step in first.steps] == [True] * 4
    assert [step.title for step in second.steps] == ["Leads a month that are reached in time"]
    assert "Jobs won a month 39.6 → 41.73" in second.carried


def test_every_input_is_listed_once_as_answered_or_assumed(view):
    audit = sample_audits.full_audit()
    rows = [row.title for row in (*view.assumed.answers, *view.assumed.benchmarks)]
    assert sorted(rows) == sorted(entry.title for entry in audit.inputs)


def test_a_benchmark_is_told_with_its_source_dates_and_confidence(view):
    row = next(row for row in view.assumed.benchmarks if row.title == "Wages to full cost of employment")
    assert row.source.startswith("Employer Costs for Employee Compensation")
    assert (row.host, row.about) == ("bls.gov", "official statistics, Jun 2025, checked Oct 2026, confidence high")
    assert row.leaks == "3, 7, 9"


def test_the_value_is_named_once_with_its_year(brand):
    audit = replace(sample_audits.full_audit(), value_label="Contribution margin a year")
    found = make_view(audit, brand).summary.found
    assert "$290,000 to $680,000 a year of contribution margin at risk" in found


def test_an_address_that_is_no_web_page_is_not_linked(brand):
    audit = sample_audits.full_audit()
    sly = replace(audit.inputs[8], source=Source("A page", "javascript:alert(1)", "article"))
    shown = make_view(replace(audit, inputs=(sly,)), brand)
    assert shown.assumed.benchmarks[0].url == ""


def test_every_basis_of_an_input_has_words():
    assert set(BASES) == set(Basis)
    assert {entry.basis for entry in sample_audits.full_audit().inputs} == set(Basis)


def test_a_curve_is_printed_point_by_point(view):
    curve = next(row for row in view.assumed.benchmarks if row.title == "Sales lost by the time to a first reply")
    assert curve.used.startswith("at 0.1 hours 0% (0% to 2%); at 1 hour 7% (2% to 15%)")
