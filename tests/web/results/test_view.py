"""The parts of the page that need no browser: formulas in words, charts for a phone, what is said of an outcome."""

import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from audit.findings import Range
from reports.charts import Palette, ranked_leaks
from reports.charts.metrics import text_width
from reports.charts.narrow import LEGEND, ranked_leaks_narrow, total_scale_narrow
from reports.wording import Wording
from tests.journeys.companies import COMPANIES, audit_of, playbook_of
from tests.reports import sample_audits
from tests.web.results.site import record_of, sample_record
from web.results.progress import masked, size_in_words
from web.results.view import make_page
from web.results.view.page import Earlier
from web.results.view.working import spelled_out

SVG = "{http://www.w3.org/2000/svg}"
US = Wording("en_US", "USD")
NAMES = {"missed": "calls missed", "job_value": "price of a job"}


def page_for(audit):
    return make_page(sample_record(audit, playbook_of("mid_market")), "#123c3a", "#b4491f")


def read(formula):
    return "".join(f"[{part.text}]" if part.is_name else part.text for part in spelled_out(formula, NAMES))


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("missed * job_value", "[calls missed] × [price of a job]"),
        ("min(missed, unknown_name) - 12", "min([calls missed], [unknown name]) − 12"),
        ("if_(missed > 0, job_value, 1e5)", "if([calls missed] > 0, [price of a job], 1e5)"),
        ("missed ** 2", "[calls missed] ^ 2"),
        ("0", "0"),
    ],
)
def test_a_formula_is_spelled_out_with_titles(formula, said):
    assert read(formula) == said


@pytest.mark.parametrize(("name", "company"), COMPANIES)
def test_every_name_in_the_working_of_every_example_has_a_title(name, company):
    page = page_for_example(name, company)
    names = {part.text for leak in page.leaks.leaks for step in leak.steps for part in step.formula if part.is_name}
    assert names
    assert not any("_" in one for one in names)


def page_for_example(name, company):
    return make_page(record_of(name, company), "#123c3a", "#b4491f")


def labels(svg):
    """Where each label stands: left, right, baseline, words."""
    for label in ET.fromstring(svg).iter(f"{SVG}text"):  # noqa: S314  # drawn by the code under test
        width = text_width(label.text or "", float(label.get("font-size", 0)), bold=label.get("font-weight") == "600")
        x, end = float(label.get("x", 0)), label.get("text-anchor") == "end"
        yield x - width if end else x, x if end else x + width, float(label.get("y", 0)), label.text


@pytest.mark.parametrize("audit", [sample_audits.full_audit(), sample_audits.many_leaks_audit()], ids=["full", "many"])
def test_labels_of_the_charts_for_a_page_stay_apart_and_inside(audit):
    narrow = ranked_leaks_narrow(audit.findings, US, Palette())
    wide = ranked_leaks(audit.findings, US, Palette(), legend=LEGEND)
    for svg, width in ((narrow, 340), (wide, 640)):
        found = list(labels(svg))
        assert all(left >= 0 and right <= width for left, right, _, _ in found)
        for left, _, y, words in found:
            others = [one for one in found if one[2] == y and one[0] < left]
            assert all(one[1] <= left for one in others), words


@pytest.mark.parametrize(
    "total",
    [
        Range(1, 1, 1),
        Range(-500, 10, 90),
        Range(0, 0, 1e9),
        Range(160_000, 220_000, 290_000),
        Range(970_000, 980_000, 999_000),
        Range(60, 200, 990),
    ],
)
def test_the_scale_draws_any_total_and_names_its_ends(total):
    svg = total_scale_narrow(total, US, Palette())
    found = sorted(labels(svg))
    assert {US.money_short(total.p10), US.money_short(total.p90)} <= {words for *_, words in found}
    assert all(left >= 0 and right <= 340 for left, right, *_ in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found)) or total.p10 == total.p90
    root = ET.fromstring(svg)  # noqa: S314  # drawn by the code under test
    for rect in root.iter(f"{SVG}rect"):
        assert 0 <= float(rect.get("x", -1)) <= float(rect.get("x", -1)) + float(rect.get("width", 999)) <= 340


def test_no_picture_carries_a_style_that_the_policy_would_stop():
    page = page_for(sample_audits.full_audit())
    for svg in (page.headline.scale, page.leaks.chart, page.leaks.chart_narrow):
        assert "style" not in svg
        assert not re.search(r"\son\w+=", svg)


def test_a_result_without_any_gain_says_that_nothing_leaks():
    audit = sample_audits.full_audit()
    page = page_for(replace(audit, total=Range(0, 0, 0)))
    assert page.headline.heading == "No money is leaking where we looked"
    assert page.headline.scale is None


def test_a_measured_result_is_leaking_and_no_longer_at_risk():
    audit = sample_audits.full_audit()
    page = page_for(replace(audit, findings=tuple(replace(one, measured=True) for one in audit.findings)))
    assert page.headline.heading.endswith("a year leaking")
    assert not any("at risk" in sentence for sentence in page.headline.meaning)


def test_a_change_that_moves_nothing_says_so_and_names_at_most_three_answers():
    record = record_of("home_services", "bramble_plumbing")
    keys = tuple(record.answers.answers)
    change = make_page(record, "#123c3a", "#b4491f", earlier=Earlier(record, keys[:5])).change
    assert change.sentence.startswith("It stays at $9,400 to $19,000 a year, although you changed “Jobs a month”, ")
    assert change.sentence.endswith(" and 2 more.")


def test_a_change_of_the_first_fix_is_told():
    before, after = record_of("home_services", "bramble_plumbing"), record_of("home_services", "fenwick_garden_care")
    change = make_page(after, "#123c3a", "#b4491f", earlier=Earlier(before, ("job_value",))).change
    assert change.first_fix == "No fix is worth starting any more; it was “A text to every missed caller”."


def test_readiness_that_was_asked_in_part_gives_no_advice_as_if_it_were_whole():
    standing = page_for_example("home_services", "bramble_plumbing").standing
    assert (standing.asked, standing.all_asked) == ("1 of these 5", False)


@pytest.mark.parametrize(("name", "company"), COMPANIES)
def test_every_input_of_an_example_stands_on_the_page_once(name, company):
    inputs = page_for_example(name, company).inputs
    shown = [one.title for one in (*inputs.answers, *inputs.assumed)]
    not_asked = [entry.title for entry in audit_of(name, company).inputs if f"“{entry.title}”" in inputs.not_asked]
    assert sorted([*shown, *not_asked]) == sorted(entry.title for entry in audit_of(name, company).inputs)


def test_an_address_shows_its_first_letter_and_its_host():
    assert masked("pat.lee@northwind.example") == "p…@northwind.example"


@pytest.mark.parametrize(("size", "said"), [(1, "1 KB"), (640_000, "640 KB"), (1_240_000, "1.2 MB")])
def test_sizes_are_in_words(size, said):
    assert size_in_words(size) == said
