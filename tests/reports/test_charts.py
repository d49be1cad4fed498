"""The charts: accessible, self-contained, and with labels that do not collide."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from audit.findings import OpenRange, Range
from reports import charts
from reports.charts.metrics import fitted, text_width, wrapped
from reports.charts.svg import ticks
from reports.wording import Wording
from tests.reports import sample_audits

SVG = "{http://www.w3.org/2000/svg}"
US = Wording("en_US", "USD")
COLOURS = charts.Palette()


def drawn(audit):
    """Every chart of an audit, by name."""
    fixes = {fix.key: fix for fix in audit.fixes}
    first = audit.recommendation.fix
    return {
        "leaks": charts.ranked_leaks(audit.findings, US, COLOURS),
        "tornado": charts.tornado(audit.tornado, audit.total.p50, US, COLOURS),
        "timeline": charts.break_even_timeline(audit.fixes, first, audit.horizon_months, US, COLOURS),
        "roadmap": charts.roadmap(audit.roadmap, fixes, audit.horizon_months, US, COLOURS),
        "loop": charts.loop_diagram(audit.fixes[0].loop, COLOURS),
        "readiness": charts.readiness_strip(audit.readiness, COLOURS),
        "loops": charts.closed_loops(audit.closed_loops, COLOURS),
        "scale": charts.total_scale(audit.total, US, COLOURS),
    }


def extreme_audit():
    """Numbers that differ by many powers of ten, ranges that touch zero, fixes that never pay."""
    audit = sample_audits.many_leaks_audit(20)
    spans = (Range(0, 0, 0), Range(-5_000, 10, 1e9), Range(1, 1, 1), Range(1e12, 1e13, 1e14))
    findings = tuple(replace(f, alone=spans[i % 4]) for i, f in enumerate(audit.findings))
    times = (OpenRange(None, None, None), OpenRange(0.1, 0.1, 0.1), OpenRange(1, 400, None), OpenRange(11.9, 12, 12.1))
    fixes = tuple(replace(f, break_even_months=times[i % 4]) for i, f in enumerate(audit.fixes))
    swings = tuple(replace(s, total_at_low=0, total_at_high=1e12) for s in audit.tornado)
    return replace(audit, findings=findings, fixes=fixes, tornado=swings, total=spans[3])


AUDITS = {
    "full": sample_audits.full_audit(),
    "many": sample_audits.many_leaks_audit(20),
    "one": sample_audits.one_leak_audit(),
    "hostile": sample_audits.hostile_audit(),
    "extreme": extreme_audit(),
}
ALL = [(name, kind) for name in AUDITS for kind in drawn(AUDITS["full"])]


def parsed(name, kind):
    svg = re.sub("[\x00-\x08\x0b]", "", drawn(AUDITS[name])[kind])
    return ET.fromstring(svg)  # noqa: S314 # drawn by the code under test


@pytest.mark.parametrize(("name", "kind"), ALL)
def test_a_chart_is_an_image_with_a_title_and_a_description(name, kind):
    root = parsed(name, kind)
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert len(title.text) > 20


@pytest.mark.parametrize(("name", "kind"), ALL)
def test_a_chart_refers_to_nothing_and_runs_nothing(name, kind):
    for element in parsed(name, kind).iter():
        assert element.tag.removeprefix(SVG) in {"svg", "title", "desc", "text", "path", "rect", "circle"}
        assert not any("href" in key or key.startswith("on") or "url(" in value for key, value in element.items())


def boxes(root):
    """Where each label stands: left, top, right, bottom, words."""
    found = []
    for label in root.iter(f"{SVG}text"):
        size, x, y = (float(label.get(key)) for key in ("font-size", "x", "y"))
        width = text_width(label.text or "", size, bold=label.get("font-weight") == "600")
        left = x - {"end": width, "middle": width / 2}.get(label.get("text-anchor"), 0.0)
        found.append((left, y - size * 0.72, left + width, y, label.text))
    return found


@pytest.mark.parametrize(("name", "kind"), ALL)
def test_no_label_of_a_chart_runs_into_another_or_off_the_edge(name, kind):
    root = parsed(name, kind)
    width, height = float(root.get("width")), float(root.get("height"))
    labels = boxes(root)
    for left, top, right, bottom, words in labels:
        assert left > -1.5, words
        assert right < width + 1.5, words
        assert top >= 0, words
        assert bottom <= height, words
    for i, one in enumerate(labels):
        for other in labels[i + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one, other)


@pytest.mark.parametrize(("name", "kind"), ALL)
def test_every_shape_stays_inside_the_picture(name, kind):
    root = parsed(name, kind)
    width, height = float(root.get("width")), float(root.get("height"))
    for shape in root.iter(f"{SVG}rect"):
        x, y, w, h = (float(shape.get(key)) for key in ("x", "y", "width", "height"))
        assert x >= -0.6
        assert x + w <= width + 0.6
        assert 0 <= y <= y + h <= height


def test_the_ranked_leaks_carry_the_likely_dollars():
    text = "".join(parsed("full", "leaks").itertext())
    assert "$140K" in text
    assert "Slow replies to new leads" in text


def test_colours_come_from_outside():
    palette = charts.Palette(primary="#abcdef", accent="#fedcba")
    svg = charts.ranked_leaks(AUDITS["full"].findings, US, palette)
    assert "#abcdef" in svg
    assert "#fedcba" in svg
    assert COLOURS.primary not in svg


@pytest.mark.parametrize("span", [(0, 1), (0, 240_000), (-5, 7), (0.1, 0.11), (5, 5), (0, 1e14)])
def test_ticks_are_round_and_cover_the_span(span):
    marks = ticks(*span)
    assert marks[0] <= span[0]
    assert marks[-1] >= span[1]
    assert 2 <= len(marks) <= 12


def test_a_text_that_does_not_fit_is_cut():
    assert fitted("short", 10, 100) == "short"
    cut = fitted("W" * 2_000, 10, 100)
    assert cut.endswith("…")
    assert text_width(cut, 10) <= 100


def test_a_wrapped_text_keeps_to_its_lines():
    lines = wrapped("one two three four five six seven eight nine ten", 10, 60, 3)
    assert len(lines) == 3
    assert all(text_width(line, 10) <= 60 for line in lines)
    assert wrapped("W" * 500, 10, 60, 4)[0].endswith("…")
