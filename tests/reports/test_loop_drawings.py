"""The loop on a page: for a desk and for a phone, with boxes that grow, and words that are measured beforehand."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.findings import Loop
from reports.charts import Palette, loop_diagram
from reports.charts.loop import LINES, MOST_LINES, lines_needed, too_wide_word
from reports.charts.loop_narrow import loop_narrow
from reports.charts.metrics import text_width
from reports.charts.narrow import WIDER_LETTERS

SHORT = Loop("A call comes in", "A text goes out", "On the list", "Ann calls back")
LONG = Loop(
    "A call rings four times at the desk in the hall, and neither Ann nor Bo nor Max from the yard has a hand free",
    "A stand-in takes it",
    "On the list",
    "Ann calls back",
)
SVG = "{http://www.w3.org/2000/svg}"
WORD = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=12)
PHRASE = st.lists(WORD, min_size=1, max_size=14).map(" ".join)


def boxes(svg):
    return [
        tuple(float(one.attrib[key]) for key in ("x", "y", "width", "height"))
        for one in ET.fromstring(svg).iter(f"{SVG}rect")  # noqa: S314  # our own drawing
    ]


def texts(svg):
    return [
        (float(one.attrib["x"]), float(one.attrib["y"]), float(one.attrib["font-size"]), one.text or "")
        for one in ET.fromstring(svg).iter(f"{SVG}text")  # noqa: S314  # our own drawing
        if one.get("text-anchor") != "middle"
    ]


def inside(box, x, y):
    return box[0] <= x <= box[0] + box[2] and box[1] <= y <= box[1] + box[3]


def sticks_out(svg, letters):
    """The words that reach over the edge of their box."""
    found = []
    for x, y, size, words in texts(svg):
        box = next((one for one in boxes(svg) if inside(one, x, y)), None)
        if box is not None and x + text_width(words, size) * letters > box[0] + box[2]:
            found.append(words)
    return found


DRAWINGS = {
    "wide": lambda loop: loop_diagram(loop, Palette(), letters=WIDER_LETTERS),
    "narrow": lambda loop: loop_narrow(loop, Palette()),
}


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_a_drawing_has_four_boxes_and_says_the_loop_to_who_cannot_see_it(draw):
    svg = draw(SHORT)
    assert len(boxes(svg)) == 4
    assert "<title" in svg
    assert "Trigger: A call comes in. Work: A text goes out." in svg
    assert [words for *_, words in texts(svg) if words in ("A call comes in", "Ann calls back")] == [
        "A call comes in",
        "Ann calls back",
    ]


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
def test_a_box_grows_with_its_words_and_nothing_is_cut(draw):
    assert max(height for *_, height in boxes(draw(LONG))) > max(height for *_, height in boxes(draw(SHORT)))
    said = " ".join(words for *_, words in texts(draw(LONG)))
    assert LONG.trigger in said
    assert "…" not in said


@pytest.mark.parametrize("draw", DRAWINGS.values(), ids=DRAWINGS)
@given(words=PHRASE)
def test_no_word_reaches_over_the_edge_of_its_box_whatever_is_typed(draw, words):
    assert sticks_out(draw(Loop(words, words, words, words)), WIDER_LETTERS) == []


def test_the_reports_drawing_stays_as_high_as_it_was():
    for loop in (SHORT, LONG):
        assert 'viewBox="0 0 640 128"' in loop_diagram(loop, Palette())


@given(words=PHRASE)
def test_words_that_are_said_to_fit_are_drawn_whole_in_the_report_too(words):
    if lines_needed(words) <= LINES and not too_wide_word(words, WIDER_LETTERS):
        for svg in (loop_diagram(Loop(words, "b", "c", "d"), Palette()), DRAWINGS["wide"](Loop(words, "b", "c", "d"))):
            said = " ".join(part for *_, part in texts(svg))
            assert " ".join(words.split()) in said


def test_how_many_lines_and_which_word_is_too_wide():
    assert lines_needed("A call comes in") == 1
    assert lines_needed("word and " * 40) == MOST_LINES
    assert too_wide_word("a call", 1.0) == ""
    assert too_wide_word("a Donaudampfschifffahrtsgesellschaft calls", 1.0) == "Donaudampfschifffahrtsgesellschaft"
