"""The example companies: their answers are understood, and their audits say what the author expects."""

from collections.abc import Iterator, Mapping
from datetime import date

from audit.answers import AnswersError, read_answers
from audit.playbook import Playbook, Remark
from audit.playbook.format import ExampleFile
from audit.playbook.remarks import error
from audit.run import run_audit


def check_companies(playbook: Playbook, as_of: date) -> Iterator[Remark]:
    """Yield a remark for each example company whose audit is not as expected."""
    for name, example in playbook.examples.items():
        file = f"examples/{name}.toml"
        try:
            answers = read_answers(playbook, example)
        except AnswersError as fault:
            yield from (error(file, problem.key, str(problem)) for problem in fault.problems)
            continue
        audit = run_audit(playbook, answers, as_of)
        found = {
            "decision": str(audit.recommendation.decision),
            "first_fix": audit.recommendation.fix or "none",
            "largest_leak": audit.recommendation.largest_leak or "none",
            "contradictions": tuple(sorted(one.key for one in audit.contradictions)),
        }
        yield from _differences(file, example, found, audit.total.p50)


def _differences(file: str, example: ExampleFile, found: Mapping[str, object], total: float) -> Iterator[Remark]:
    expected = example.expect
    for key, value in found.items():
        wanted = getattr(expected, key)
        wanted = tuple(sorted(wanted)) if isinstance(wanted, tuple) else wanted
        if value != wanted:
            yield error(file, f"expect.{key}", f"the audit says {value!r}, the example expects {wanted!r}")
    if abs(total - expected.total) > expected.within * max(abs(expected.total), 1.0):
        yield error(
            file,
            "expect.total",
            f"the audit comes to {total:,.2f}, the example expects {expected.total:,.2f}",
        )
