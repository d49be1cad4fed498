"""Charts as SVG strings, made from parts of an audit.

Accessible (`role="img"`, a title that says what the chart shows, a description), without scripts,
style sheets or references to anything outside; all colours come in as a `Palette`. A chart repeats
nothing that only it knows: whoever shows one shows its numbers as a table as well.
"""

from reports.charts.bars import Bar, bar_list
from reports.charts.fixes import break_even_timeline, roadmap
from reports.charts.leaks import ranked_leaks
from reports.charts.loop import loop_diagram
from reports.charts.scale import total_scale
from reports.charts.scores import closed_loops, readiness_strip
from reports.charts.svg import Palette
from reports.charts.tornado import tornado
from reports.charts.weeks import WeekShare, weekly_shares

__all__ = [
    "Bar",
    "Palette",
    "WeekShare",
    "bar_list",
    "break_even_timeline",
    "closed_loops",
    "loop_diagram",
    "ranked_leaks",
    "readiness_strip",
    "roadmap",
    "tornado",
    "total_scale",
    "weekly_shares",
]
