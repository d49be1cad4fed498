"""Benchmarks and presets: numbers that can be true, from sources that are not too old."""

from collections.abc import Iterator
from datetime import date

from audit.freshness import stale
from audit.playbook import Contents, Remark
from audit.playbook.remarks import error, warning


def check_evidence(contents: Contents) -> Iterator[Remark]:
    """Yield a remark for each share outside 0 to 1, date in disorder, and preset that does not fit."""
    for key, benchmark in contents.benchmarks.items():
        file = f"benchmarks/{key}.toml"
        ends = [(benchmark.low, benchmark.high)] if not benchmark.point else []
        ends += [(point.low, point.high) for point in benchmark.point]
        if benchmark.unit == "1" and not all(_is_share_or_factor(low, high) for low, high in ends):
            message = "a share lies between 0 and 1 (write 15 % as 0.15); a factor, such as 1.42, is never below 1"
            yield error(file, "unit", message)
        if benchmark.checked_on < benchmark.as_of:
            yield error(file, "checked_on", "was checked before the date it speaks of")
    yield from _presets(contents)


def _is_share_or_factor(low: float | None, high: float | None) -> bool:
    return low is not None and high is not None and ((low >= 0 and high <= 1) or low >= 1)


def _presets(contents: Contents) -> Iterator[Remark]:
    for name, preset in contents.presets.items():
        for key, replacement in preset.use.items():
            place = f"preset.{name}.use.{key}"
            before, after = contents.benchmarks.get(key), contents.benchmarks.get(replacement)
            missing = [one for one, found in ((key, before), (replacement, after)) if found is None]
            for one in missing:
                if one not in contents.unread:
                    yield error("presets.toml", place, f"there is no benchmark {one!r}")
            if before and after and (before.unit, before.x_unit) != (after.unit, after.x_unit):
                yield error("presets.toml", place, f"{key} is in {before.unit}, {replacement} in {after.unit}")


def check_freshness(contents: Contents, as_of: date) -> Iterator[Remark]:
    """Yield a warning for each benchmark whose source is overdue on `as_of`."""
    for key, why in stale(contents, as_of):
        yield warning(f"benchmarks/{key}.toml", "checked_on", f"{why}; look the source up again")
