"""Labels in SVG drawn whole.

WeasyPrint lays out SVG text letter by letter, one Pango layout each, for the sake of per-letter
positions that charts do not use. That was more than half of a report's time, loses kerning, and
cuts words into letters for whoever copies them. This draws a plain label in one layout, and leaves
anything with per-letter positions (a logo may have it) to WeasyPrint. A test holds the two to the
same place on the page, so that an upgrade that changes the internals used here is noticed.
"""

from math import inf

import weasyprint.svg
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.draw.text import draw_emojis, draw_first_line
from weasyprint.matrix import Matrix
from weasyprint.svg import SVG, Node
from weasyprint.svg.bounding_box import EMPTY_BOUNDING_BOX, extend_bounding_box
from weasyprint.svg.text import Style, TextBox
from weasyprint.svg.text import text as letter_by_letter
from weasyprint.text.line_break import split_first_line

SPACED = ("dx", "dy", "rotate", "textLength", "letter-spacing", "direction", "dominant-baseline", "alignment-baseline")
"""Attributes that place letters one by one, or by rules that one layout does not know."""
ANCHORS = {"middle": 0.5, "end": 1.0}
WEIGHTS = {"normal": 400, "bold": 700}


def whole_labels(svg: SVG, node: Node, font_size: float) -> None:
    """Draw a text node: in one layout when it is a plain label, as WeasyPrint does otherwise."""
    if _is_plain(node):
        _draw(svg, node, font_size)
    else:
        letter_by_letter(svg, node, font_size)


def install() -> None:
    """Let WeasyPrint draw the labels of every SVG through `whole_labels`. Once a process is enough."""
    weasyprint.svg.text = whole_labels
    for tag in ("text", "tspan", "textPath"):
        weasyprint.svg.TAGS[tag] = whole_labels


def _is_plain(node: Node) -> bool:
    places = node.get("x", "").strip() + node.get("y", "").strip()
    one_place = " " not in places and "," not in places
    childless = next(iter(node), None) is None
    return bool(node.tag == "text" and node.text and one_place and childless) and not any(
        n in node.attrib for n in SPACED
    )


def _draw(svg: SVG, node: Node, font_size: float) -> None:
    style = Style()
    style.update(INITIAL_VALUES)
    style.font_config = svg.font_config
    style["font_family"] = [font.strip(" \"'") for font in node.get("font-family", "sans-serif").split(",")]
    style["font_style"] = node.get("font-style", "normal")
    weight = node.get("font-weight", "400")
    style["font_weight"] = WEIGHTS.get(weight) or (int(weight) if weight.isdigit() else 400)
    style["font_size"] = font_size
    layout, _, _, width, height, baseline = split_first_line(node.text, style, svg.context, inf, 0)
    x, y = svg.point(node.get("x", "0"), node.get("y", "0"), font_size)
    x -= width * ANCHORS.get(node.get("data-anchor", "start"), 0.0)
    node.text_bounding_box = extend_bounding_box(
        node.text_bounding_box or EMPTY_BOUNDING_BOX, ((x, y - baseline), (x + width, y - baseline + height))
    )
    svg.stream.push_state()
    fill, stroke = svg.set_graphical_state(node, font_size)
    svg.stream.begin_text()
    layout.reactivate(style)
    svg.fill_stroke(fill, stroke, text=True)
    box = TextBox(layout, style)
    box.baseline = baseline
    emojis = draw_first_line(svg.stream, box, "none", "none", Matrix(a=1, d=-1, e=x, f=y))
    svg.stream.end_text()
    svg.stream.pop_state()
    draw_emojis(svg.stream, style, x, y, emojis)
