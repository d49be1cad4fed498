"""The chart of one number over time: whole, readable without colour, and inside its frame whatever the values."""

import itertools
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from reports.charts.behaviour import NARROW, WIDE, behaviour_chart, behaviour_chart_narrow
from reports.charts.course import Course, Moment
from reports.charts.metrics import text_width
from reports.charts.svg import Palette
from reports.wording import Wording

SVG = "{http://www.w3.org/2000/svg}"
US = Wording("en_US", "USD")
COLOURS = Palette()


def moments(values, **marked):
    """A moment for each value; `marked` gives the places of those with a mark."""
    return [
        Moment(f"Mar {2000 + i}", value, i in marked.get("corrected", ()), marked.get("signals", {}).get(i))
        for i, value in enumerate(values)
    ]


def course(before=(38.0, 42.0, 41.0), since=(35.0, 24.0, None, 13.0), unit="call/month", **changed):
    lines = {"mean": 40.0, "target": 14.0, "lower": 30.0, "upper": 50.0} | changed
    marked = {"corrected": lines.pop("corrected", ()), "signals": lines.pop("signals", {})}
    return Course("Calls over time", "A dot a month", unit, moments(before), moments(since, **marked), "start", **lines)


EXTREMES = {
    "story": course(corrected={1}, signals={1: True, 3: False}),
    "one value": course(before=(), since=(2.5,), lower=None, upper=None),
    "no value": course(before=(), since=(), lower=None, upper=None),
    "sixty weeks": course(
        before=[0.3] * 26,
        since=[0.1 + 0.01 * (i % 7) for i in range(60)],
        unit="1",
        mean=0.3,
        target=0.1,
        lower=0.2,
        upper=0.4,
    ),
    "all equal": course(
        before=[5e6] * 6, since=[5e6] * 3, unit="USD/month", mean=5e6, target=5e6, lower=5e6, upper=5e6
    ),
    "huge": course(before=(1e12, 2e12), since=(1e3, -5e11), mean=1.5e12, target=-1e12, lower=None, upper=None),
    "tiny": course(before=(1e-6, 2e-6), since=(1e-7,), unit="1", mean=1.5e-6, target=1e-8, lower=1e-6, upper=2e-6),
    "zero": course(before=(0.0, 0.0), since=(0.0,), mean=0.0, target=0.0, lower=0.0, upper=0.0),
    "negative": course(before=(-40.0, -38.0), since=(-20.0,), mean=-39.0, target=-10.0, lower=-45.0, upper=-33.0),
    "all missing": course(since=(None, None, None)),
}
SIZES = {"wide": (behaviour_chart, WIDE), "narrow": (behaviour_chart_narrow, NARROW)}
EVERY = [(name, size) for name in EXTREMES for size in SIZES]


def drawn(name, size):
    draw, frame = SIZES[size]
    return ET.fromstring(draw(EXTREMES[name], US, COLOURS, "one")), frame  # noqa: S314  # drawn by the code under test


def texts(tree):
    return list(tree.iter(f"{SVG}text"))


@pytest.mark.parametrize(("name", "size"), EVERY)
def test_every_label_stays_inside_the_picture(name, size):
    tree, frame = drawn(name, size)
    for label in texts(tree):
        width = text_width(label.text, float(label.get("font-size")), bold=label.get("font-weight") is not None)
        before = {"middle": 0.5, "end": 1.0}.get(label.get("text-anchor", "start"), 0.0)
        left = float(label.get("x")) - width * before
        assert left >= -1, label.text
        assert left + width <= frame.width + 1, label.text
        assert 0 <= float(label.get("y")) <= frame.height, label.text


@pytest.mark.parametrize(("name", "size"), EVERY)
def test_every_mark_stays_inside_the_picture(name, size):
    tree, frame = drawn(name, size)
    for dot in tree.iter(f"{SVG}circle"):
        assert 0 <= float(dot.get("cx")) <= frame.width
        assert 0 <= float(dot.get("cy")) <= frame.height


@pytest.mark.parametrize(("name", "size"), EVERY)
def test_names_of_lines_do_not_run_into_each_other(name, size):
    tree, frame = drawn(name, size)
    heights = sorted(float(one.get("y")) for one in texts(tree) if float(one.get("x")) > frame.width - frame.right)
    heights = [y for y in heights if y > frame.letters * 5]
    assert all(low - high >= frame.letters for high, low in itertools.pairwise(heights))


@pytest.mark.parametrize("size", SIZES)
def test_there_is_a_dot_for_each_value_and_none_for_a_missing_one(size):
    tree, _ = drawn("story", size)
    dots = list(tree.iter(f"{SVG}circle"))
    before, since, in_the_legend = 3, 3, 3  # before, since, and the one inside the sample of a corrected value
    assert len(dots) == before + since + in_the_legend


def test_a_missing_period_leaves_a_gap_in_the_line():
    whole = behaviour_chart(course(since=(35.0, 24.0, 18.0, 13.0)), US, COLOURS, "one")
    gap = behaviour_chart(course(since=(35.0, 24.0, None, 13.0)), US, COLOURS, "one")
    assert whole.count(f'stroke="{COLOURS.primary}"') - gap.count(f'stroke="{COLOURS.primary}"') == 2


def test_values_before_the_start_and_since_are_not_joined_and_differ_in_shape():
    svg = behaviour_chart(course(before=(38.0,), since=(35.0,)), US, COLOURS, "one")
    assert f'stroke="{COLOURS.primary}"' not in svg
    tree = ET.fromstring(svg)  # noqa: S314  # as above
    fills = {dot.get("fill") for dot in tree.iter(f"{SVG}circle")}
    assert fills == {COLOURS.paper, COLOURS.primary}


def test_every_mark_that_is_used_is_explained_and_no_other():
    tree, _ = drawn("story", "wide")
    told = [one.text for one in texts(tree)]
    for mark in ("before the start", "since the start", "missing", "corrected", "signal, better", "signal, worse"):
        assert mark in told
    plain = ET.fromstring(behaviour_chart(course(since=(35.0,)), US, COLOURS, "one"))  # noqa: S314  # as above
    told = [one.text for one in texts(plain)]
    assert "ordinary swing" in told
    for mark in ("missing", "corrected", "signal, better", "signal, worse"):
        assert mark not in told


def test_the_target_and_the_baseline_are_named_with_their_values():
    told = [one.text for one in texts(drawn("story", "wide")[0])]
    assert {"target 14", "baseline 40", "upper 50", "lower 30", "calls a month"} <= set(told)


def test_without_limits_there_is_no_band():
    svg = behaviour_chart(replace(course(), lower=None, upper=None), US, COLOURS, "one")
    assert COLOURS.tint not in svg
    assert "upper" not in svg


@pytest.mark.parametrize("size", SIZES)
def test_it_is_named_for_who_cannot_see_it_and_has_no_style(size):
    tree, _ = drawn("story", size)
    assert tree.get("role") == "img"
    assert tree.find(f"{SVG}title").text == "Calls over time"
    assert tree.find(f"{SVG}desc").text == "A dot a month"
    assert all(one.get("style") is None and one.get("class") is None for one in tree.iter())
