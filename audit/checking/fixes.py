"""Fixes, readiness, closed loops and the brand: what they name exists, what they estimate can be."""

from collections.abc import Iterator

from audit.answering.numerals import is_locale
from audit.colours import LEAST_CONTRAST, contrast
from audit.findings import POINTS_PER_LOOP
from audit.playbook import Contents, Remark
from audit.playbook.contents import choices
from audit.playbook.format import EstimateEntry, FixFile, Reading
from audit.playbook.remarks import error, warning


def check_fixes(contents: Contents) -> Iterator[Remark]:
    """Yield a remark for each fix that names what is not there or estimates what cannot be."""
    closed: set[str] = set()
    conditions = {condition.key for condition in contents.readiness.condition}
    for key, fix in contents.fixes.items():
        file = f"fixes/{key}.toml"
        closed |= fix.closes.keys()
        for leak in sorted(fix.closes.keys() - contents.leaks.keys() - contents.unread):
            yield error(file, f"closes.{leak}", f"there is no leak {leak!r}")
        for need in sorted(set(fix.needs) - conditions):
            yield error(file, "needs", f"there is no readiness condition {need!r}")
        yield from _estimates(file, fix)
    for leak in sorted(contents.leaks.keys() - closed):
        if not contents.unread:
            yield warning(f"leaks/{leak}.toml", "", "no fix closes this leak")


def _estimates(file: str, fix: FixFile) -> Iterator[Remark]:
    shares: dict[str, EstimateEntry] = {f"closes.{leak}": share for leak, share in fix.closes.items()}
    shares["chance_of_working"] = fix.chance_of_working
    for key, share in shares.items():
        if share.low < 0 or share.high > 1:
            yield error(file, key, "lies between 0 (nothing) and 1 (everything)")
    for key in ("setup_cost", "running_cost_per_month", "weeks_to_live", "weeks_to_ramp"):
        if getattr(fix, key).low < 0:
            yield error(file, key, "cannot be negative")


def check_readiness(contents: Contents) -> Iterator[Remark]:
    """Yield a remark for each readiness condition or loop whose question or answers are not there."""
    for file, keys in (
        ("readiness.toml", [condition.key for condition in contents.readiness.condition]),
        ("loops.toml", [loop.key for loop in contents.loops.loop]),
    ):
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield error(file, key, "the key is there twice; every key may be given once")
    for condition in contents.readiness.condition:
        by = condition.answered_by
        if by is not None:
            yield from _answers(
                contents,
                "readiness.toml",
                f"{condition.key}.answered_by",
                by.question,
                (*by.yes, *by.partly, *by.no),
            )
    yield from _readings("readiness.toml", contents.readiness.reading)
    yield from _readings("loops.toml", contents.loops.reading)
    for loop in contents.loops.loop:
        best = 0
        for score in loop.score:
            yield from _answers(contents, "loops.toml", f"{loop.key}.score", score.question, tuple(score.points))
            question = contents.question(score.question)
            adds_up = question is not None and question.kind == "checklist"
            best += sum(score.points.values()) if adds_up else max(score.points.values(), default=0)
        if best != POINTS_PER_LOOP:
            yield error("loops.toml", f"{loop.key}.score", f"the best answers bring {best} points; they must bring 5")


def _answers(contents: Contents, file: str, place: str, asked: str, keys: tuple[str, ...]) -> Iterator[Remark]:
    question = contents.question(asked)
    if question is None:
        yield error(file, place, f"there is no question {asked!r}")
        return
    for key in keys:
        if key not in choices(question):
            yield error(file, place, f"{asked} has no answer {key!r}; there are {', '.join(choices(question))}")


def _readings(file: str, readings: tuple[Reading, ...]) -> Iterator[Remark]:
    starts = [reading.at_least for reading in readings]
    if starts != sorted(set(starts)):
        yield error(file, "reading", "at_least must rise from one reading to the next")
    if starts[0] > 0:
        yield error(file, "reading", "the first reading must begin at 0, so that every score has one")


def check_head(contents: Contents) -> Iterator[Remark]:
    """Yield a remark for an unknown locale, a missing logo, and each colour too pale to read on white."""
    brand = contents.head.brand
    if not is_locale(contents.head.locale):
        yield error("playbook.toml", "locale", f"there is no locale {contents.head.locale!r}; write one such as en_US")
    if brand.logo and not (contents.folder / brand.logo).is_file():
        yield error("playbook.toml", "brand.logo", f"there is no file {brand.logo!r} in the playbook folder")
    if "/" in brand.logo or "\\" in brand.logo:
        yield error("playbook.toml", "brand.logo", "must be a file in the playbook folder itself")
    for key in ("primary", "accent"):
        ratio = contrast(getattr(brand, key), "#ffffff")
        if ratio < LEAST_CONTRAST:
            message = f"has a contrast of {ratio:.2f} to 1 on white; text needs {LEAST_CONTRAST}: take a darker one"
            yield error("playbook.toml", f"brand.{key}", message)
