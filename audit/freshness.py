"""Which sources were not looked at for longer than they allow."""

from collections.abc import Iterator
from datetime import date

from audit.playbook import Contents

_DAYS_PER_MONTH = 365.25 / 12


def stale(contents: Contents, as_of: date) -> Iterator[tuple[str, str]]:
    """Yield the key of each benchmark that is overdue on `as_of`, with the reason in words."""
    for key, benchmark in contents.benchmarks.items():
        age_months = (as_of - benchmark.checked_on).days / _DAYS_PER_MONTH
        if age_months > benchmark.recheck_after_months:
            checked, allowed = benchmark.checked_on.isoformat(), benchmark.recheck_after_months
            yield key, f"was last checked on {checked}, more than {allowed} months before {as_of.isoformat()}"


def stale_sources(contents: Contents, as_of: date) -> tuple[str, ...]:
    """Return a sentence for each benchmark whose source is overdue."""
    return tuple(f"The source of “{contents.benchmarks[key].title}” {why}." for key, why in stale(contents, as_of))
