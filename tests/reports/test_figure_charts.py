"""The pictures of the console's figures: names and values that keep apart at the width of a phone."""

import re
from xml.etree import ElementTree as ET

import pytest

from reports.charts import Bar, Palette, WeekShare, bar_list, weekly_shares
from reports.charts.metrics import text_width

SVG = "{http://www.w3.org/2000/svg}"
COLOURS = Palette()
LONG = "Days until a customer who asked for a price in writing has it in their hands, as a rule"
MARKS = ((0.0, "0%"), (0.5, "50%"), (1.0, "100%"))

BARS = {
    "usual": [Bar("New", 150.0, "$150M"), Bar("Contacted", 60.0, "$60M"), Bar("Qualified", 0.0, "$0")],
    "one": [Bar("Nobody yet", 1.0, "1")],
    "nothing": [Bar("New", 0.0, "0"), Bar("Contacted", 0.0, "0")],
    "long": [Bar(LONG, 9e15, "$9,000,000,000,000"), Bar("W" * 400, 1e-9, "100%"), Bar("", 3.0, "3")],
    "below": [Bar("Costs more than it brings", -50.0, "−$50"), Bar("Fine", 10.0, "$10")],
    "hostile": [Bar('"><script>alert(1)</script>&amp;', 2.0, "<b>2</b>")],
    "none": [],
}


def weeks(count, *, every=1):
    shares = [None if week % every else week / max(count - 1, 1) for week in range(count)]
    return [
        WeekShare(f"Mar {week % 28 + 1}", share, "–" if share is None else f"{share:.0%}")
        for week, share in enumerate(shares)
    ]


WEEKS = {f"{count} weeks": weeks(count) for count in (0, 1, 2, 5, 14, 53, 106)} | {"gaps": weeks(9, every=2)}
ALL = {name: ("bars", name) for name in BARS} | {name: ("weeks", name) for name in WEEKS}


def drawn(kind, name):
    title, description = "What the picture comes to, in words.", "One bar a row."
    if kind == "bars":
        return bar_list(BARS[name], title, description, COLOURS, "key")
    return weekly_shares(WEEKS[name], title, description, MARKS, COLOURS, "key")


@pytest.fixture(params=[pytest.param(drawing, id=name) for name, drawing in ALL.items()])
def picture(request):
    return ET.fromstring(drawn(*request.param))  # noqa: S314  # drawn by the code under test


def test_it_is_an_image_with_a_title_and_a_description(picture):
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == "key-title key-desc"
    assert picture.find(f"{SVG}title").text == "What the picture comes to, in words."


def test_it_refers_to_nothing_and_has_no_style(picture):
    for element in picture.iter():
        assert element.tag.removeprefix(SVG) in {"svg", "title", "desc", "text", "path", "rect"}
        assert not any(re.match("style|on|.*href", key) or "url(" in value for key, value in element.items())


def test_no_label_runs_into_another_or_off_the_edge(picture):
    width, height = float(picture.get("width")), float(picture.get("height"))
    boxes = [box(label) for label in picture.iter(f"{SVG}text")]
    for left, top, right, bottom, words in boxes:
        assert -1 < left <= right < width + 1, words
        assert 0 <= top <= bottom <= height, words
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one, other)


def box(label):
    size, x, y = (float(label.get(key, "")) for key in ("font-size", "x", "y"))
    width = text_width(label.text or "", size, bold=label.get("font-weight") == "600")
    left = x - {"end": width, "middle": width / 2}.get(label.get("text-anchor"), 0.0)
    return left, y - size * 0.72, left + width, y, label.text


def test_every_bar_stays_inside_the_picture(picture):
    width, height = float(picture.get("width")), float(picture.get("height"))
    for bar in picture.iter(f"{SVG}rect"):
        x, y, w, h = (float(bar.get(key, "")) for key in ("x", "y", "width", "height"))
        assert 0 <= x <= x + w <= width
        assert 0 <= y <= y + h <= height


def lengths(bars, **options):
    found = ET.fromstring(bar_list(bars, "Title", "Description", COLOURS, "key", **options))  # noqa: S314  # as above
    return [float(bar.get("width", "")) for bar in found.iter(f"{SVG}rect")]


def test_bars_are_as_long_as_their_values():
    assert lengths(BARS["usual"]) == [340, 136]  # nothing has no bar
    assert lengths([Bar("a", 25.0, "25%")], full=100.0) == [85]


def test_a_week_is_as_high_as_its_share_and_one_without_a_share_has_no_bar():
    found = ET.fromstring(drawn("weeks", "gaps"))  # noqa: S314  # as above
    heights = [float(bar.get("height", "")) for bar in found.iter(f"{SVG}rect")]
    assert heights == [0, 36.5, 73, 109.5, 146]


def test_a_name_with_markup_is_escaped():
    assert "<script" not in drawn("bars", "hostile")
    assert "&lt;script&gt;" in drawn("bars", "hostile")
