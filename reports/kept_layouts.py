"""Lines of text shaped once for layout and drawing.

WeasyPrint forgets the Pango layout of each line after measuring it, to save memory on books of a thousand pages, and
shapes the same text again to draw it. A report is short, so its lines are kept until they are drawn: a twelfth of
its time less for some ten megabytes, given back as the pages are drawn. A test holds what is drawn to what WeasyPrint
draws by itself, so that an upgrade that changes the internals used here is noticed.
"""

from typing import Any

from weasyprint.text.ffi import pango
from weasyprint.text.line_break import Layout

ORIGINALS = {name: getattr(Layout, name) for name in ("set_text", "deactivate", "reactivate")}
"""WeasyPrint's own methods, which ours fall back on."""


def install() -> None:
    """Let WeasyPrint keep the layouts of lines until they are drawn. Once a process is enough."""
    Layout.set_text, Layout.deactivate, Layout.reactivate = _one_line, _keep_until_drawn, _drawn


def _one_line(layout: Any, text: str, justify: bool = False) -> None:  # noqa: ANN401, FBT001, FBT002 # WeasyPrint's
    """Set the text, in the mode that drawing asks for, so that asking for it does not undo the shaping.

    The mode differs only for text with a line break in it, which keeps to WeasyPrint's way.
    """
    pango.pango_layout_set_single_paragraph_mode(layout.layout, "\n" not in text)
    ORIGINALS["set_text"](layout, text, justify)


def _keep_until_drawn(layout: Any) -> None:  # noqa: ANN401 # WeasyPrint ships no types
    if getattr(layout, "is_drawn", False) or "\n" in layout.text:
        ORIGINALS["deactivate"](layout)


def _drawn(layout: Any, style: Any) -> None:  # noqa: ANN401 # WeasyPrint ships no types
    layout.is_drawn = True
    if not hasattr(layout, "layout") or layout.justification_spacing:
        ORIGINALS["reactivate"](layout, style)
