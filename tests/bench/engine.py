"""The engine: one audit, how it grows, loading a playbook, and importing."""

import statistics
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np

from audit.answers import read_answers
from audit.attribution import attribute
from audit.checking.gate import check, load
from audit.formulas import parse, prepare
from audit.model import Given, today
from audit.program import Change, Program, compile_program
from audit.run import DRAWS, run_audit
from tests.bench.clock import heading, in_new_process, line, timed

AS_OF = date(2026, 11, 21)
PLAYBOOK = Path("audit/playbooks/mid_market")
_IMPORT = "import time; t = time.perf_counter(); import {module}; print((time.perf_counter() - t) * 1000)"


def measure() -> None:
    """Print every figure of the engine."""
    playbook = load(PLAYBOOK)
    companies = {name: read_answers(playbook, example) for name, example in playbook.examples.items()}

    heading(f"run_audit on mid_market, {len(playbook.leaks)} leaks, all results, warm process")
    per_company = {name: timed(partial(run_audit, playbook, answers, AS_OF), 40) for name, answers in companies.items()}
    medians = [timing.median_ms for timing in per_company.values()]
    line(f"{DRAWS:,} draws, median over {len(companies)} companies", f"{statistics.median(medians):.1f} ms", "10 ms")
    line("the slowest company, median", f"{max(medians):.1f} ms")
    line("the slowest company, P95", f"{max(timing.p95_ms for timing in per_company.values()):.1f} ms")

    heading("how it grows with draws")
    answers = next(iter(companies.values()))
    base = 0.0
    for draws in (512, 2_048, 8_192, 32_768):
        median = timed(partial(run_audit, playbook, answers, AS_OF, draws), 10).median_ms
        base = base or median
        line(f"{draws:,} draws", f"{median:.1f} ms", f"x{median / base:.1f} of {512} draws")

    heading(f"how sharing out grows with leaks that interact ({DRAWS:,} draws)")
    for leaks in (2, 4, 6, 8, 10, 12):
        program, given = _one_funnel(leaks)
        names = tuple(f"leak{place}" for place in range(leaks))
        now = today(program, given)
        median = timed(partial(attribute, program, given, now, names), 5, 1).median_ms
        line(f"{leaks} leaks on one funnel ({2**leaks:,} states)", f"{median:.1f} ms")

    heading("reading and importing")
    line("load mid_market (parse, check, worked examples)", f"{timed(lambda: load(PLAYBOOK), 5).median_ms:.0f} ms")
    line("check mid_market (example companies too)", f"{timed(lambda: check(PLAYBOOK, AS_OF), 3).median_ms:.0f} ms")
    for module, aim in (("audit.run", "300 ms"), ("audit.checking.gate", "")):
        taken = in_new_process(_IMPORT.format(module=module), 7)
        line(f"import {module}, new process", f"{statistics.median(taken):.0f} ms", aim)


def _one_funnel(leaks: int) -> tuple[Program, Given]:
    """A value that multiplies the survival of as many steps as there are leaks, each of them unsure."""
    formulas = {f"lost{place}": parse(f"share{place}") for place in range(leaks)}
    survival = " * ".join(f"(1 - lost{place})" for place in range(leaks))
    formulas["value"] = parse(f"jobs * worth * {survival}")
    changes = {f"lost{place}": Change(f"leak{place}", prepare(parse(f"lost{place} * 0.2"))) for place in range(leaks)}
    draws = np.random.default_rng(1)
    values = {f"share{place}": draws.uniform(0.05, 0.2, DRAWS) for place in range(leaks)}
    values |= {"jobs": draws.uniform(80, 120, DRAWS), "worth": draws.uniform(400, 900, DRAWS)}
    return compile_program(formulas, frozenset(), changes, "value"), Given(values, {})
