"""Audits written down, so that a change of the engine or of a playbook that moves a cent is seen.

`python -m tests.journeys.store` writes them anew. Look at what git says has changed before you commit it: those
are the numbers that companies will see change.
"""

import json
from pathlib import Path

from pydantic import TypeAdapter

from audit.findings import Audit, OpenRange, Range
from audit.record import to_json, to_record
from tests.journeys.companies import AS_OF, COMPANIES, answers_of, audit_of

STORED = Path(__file__).parent / "stored"
# The one audit that is stored whole, as a customer would keep it. Its playbook belongs to the tests.
WHOLE = ("small", "corner_clinic")


def path_of(name: str, company: str) -> Path:
    """Where a company's numbers are written down."""
    return STORED / name / f"{company}.json"


def whole_path() -> Path:
    """Where the one whole record is."""
    return STORED / "record.json"


def numbers_of(audit: Audit) -> dict[str, object]:
    """The numbers of an audit that a company acts on, each on a line of its own."""
    verdict = audit.recommendation
    return {
        "as_of": AS_OF.isoformat(),
        "total": _three(audit.total),
        "total_at_likely": audit.total_at_likely,
        "decision": str(verdict.decision),
        "first_fix": verdict.fix,
        "chance_of_being_first": verdict.chance_of_being_first,
        "roadmap": [step.fix for step in audit.roadmap],
        "roadmap_payback_months": audit.roadmap_payback_months,
        "contradictions": [one.key for one in audit.contradictions],
        "unpriced": [one.key for one in audit.unpriced],
        "alone": {finding.key: _three(finding.alone) for finding in audit.findings},
        "share": {finding.key: _three(finding.share) for finding in audit.findings},
        "share_money": {finding.key: finding.share_money for finding in audit.findings},
        "gain_per_month": {fix.key: _three(fix.gain_per_month) for fix in audit.fixes},
        "break_even_months": {fix.key: _three(fix.break_even_months) for fix in audit.fixes},
        "npv": {fix.key: _three(fix.npv) for fix in audit.fixes},
        "loops": [audit.closed_loops.low, audit.closed_loops.high],
        "readiness": [audit.readiness.points, audit.readiness.asked],
    }


def _three(found: Range | OpenRange) -> str:
    return f"{found.p10} {found.p50} {found.p90}"


def text_of(name: str, company: str) -> str:
    """What is written down for a company."""
    numbers = TypeAdapter(dict[str, object]).dump_python(numbers_of(audit_of(name, company)), mode="json")
    return json.dumps(numbers, indent=1) + "\n"


def write_all() -> None:
    """Write every company's numbers and the whole record; companies that are gone are removed."""
    for old in STORED.rglob("*.json"):
        old.unlink()
    for name, company in COMPANIES:
        path = path_of(name, company)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text_of(name, company), encoding="utf-8")
    whole_path().write_bytes(to_json(to_record(audit_of(*WHOLE), answers_of(*WHOLE))))


if __name__ == "__main__":
    write_all()
