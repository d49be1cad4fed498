"""The PDF: cold, warm, and what a long life does to the memory."""

import statistics
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from audit.answers import read_answers
from audit.checking.gate import load
from audit.record import to_json, to_record
from audit.run import run_audit
from reports.brand import brand_of
from reports.render import render_pdf
from tests.bench.clock import heading, in_new_process, line, timed

AS_OF = date(2026, 11, 21)
PLAYBOOK = Path("audit/playbooks/mid_market")

# Five hundred of the shorter report take some ten minutes, of the longer twice that.
SHORTER = Path("audit/playbooks/home_services")

_SET_UP = """
import resource, time
started = time.perf_counter()
from tests.bench.report import one_report
render = one_report({playbook!r})
"""
# In the child of a parent that has warmed up, as a worker's children are: the first report, beside the fifth.
_FORKED = (
    _SET_UP.format(playbook=str(PLAYBOOK))
    + """
import gc, os
from reports.warm import warm_up
warm_up(); gc.collect(); gc.freeze()
if not os.fork():
    taken = []
    for _ in range(5):
        started = time.perf_counter(); render(); taken.append((time.perf_counter() - started) * 1000)
    print(taken[{place}], flush=True)
    os._exit(0)
os.wait()
"""
)
_COLD = _SET_UP.format(playbook=str(PLAYBOOK)) + "render(); print((time.perf_counter() - started) * 1000)"
# The peak would hide growth after it, so the memory in use now is read.
_MEMORY = (
    _SET_UP.format(playbook=str(SHORTER))
    + """
def resident():
    import gc; gc.collect()
    return int(open('/proc/self/statm').read().split()[1]) * resource.getpagesize() / 2**20
for _ in range(20): render()
early = resident()
for _ in range(480): render()
print(early); print(resident())
print(resident() / early)
"""
)


def one_report(playbook_folder: str) -> Callable[[], bytes]:
    """Return a function that renders the full report of the first example company."""
    playbook = load(Path(playbook_folder))
    answers = read_answers(playbook, next(iter(playbook.examples.values())))
    audit = run_audit(playbook, answers, AS_OF)
    stored, brand = to_json(to_record(audit, answers)), brand_of(playbook)
    return lambda: render_pdf(audit, brand, stored)


def measure() -> None:
    """Print every figure of the report."""
    render = one_report(str(PLAYBOOK))
    pdf = render()
    pages = len(PdfReader(BytesIO(pdf)).pages)
    heading(f"the full report as PDF ({pages} pages, {len(pdf):,} bytes)")
    line("cold: a new process, imports and audit included", f"{statistics.median(in_new_process(_COLD, 3)):.0f} ms")
    warm = timed(render, 25)
    line("warm, median", f"{warm.median_ms:.0f} ms", "1,200 ms")
    line("warm, P95", f"{warm.p95_ms:.0f} ms")
    for name, place in (("first", 0), ("fifth", 4)):
        taken = in_new_process(_FORKED.replace("{place}", str(place)), 3)
        line(f"the {name} of a child forked from a warm parent", f"{statistics.median(taken):.0f} ms")
    line(
        "memory after 500 renders against after 20 (home_services)",
        f"x{in_new_process(_MEMORY, 1)[0]:.2f}",
        "x1.2 at most",
    )
