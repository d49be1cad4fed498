"""Names: what formulas may call upon, each once, each known, each used."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from audit.formulas import FormulaError, Node, curves_in, names_in, parse
from audit.playbook import Contents, Remark
from audit.playbook.contents import PLACEHOLDER
from audit.playbook.remarks import error


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula with the place it stands in: `file` and `key` for remarks, `owner` the quantity or check."""

    file: str
    key: str
    owner: str
    leak: str
    node: Node


@dataclass(frozen=True, slots=True)
class Formulas:
    """All formulas of a playbook that could be parsed. `sets` has those of each fix's metric, by fix."""

    quantities: Mapping[str, Formula]
    changes: tuple[Formula, ...]
    contradictions: Mapping[str, Formula]
    sets: Mapping[str, tuple[Formula, ...]]

    @property
    def every(self) -> tuple[Formula, ...]:
        """All of them, in the order in which an author would read them."""
        return (*self.of_quantities, *self.contradictions.values())

    @property
    def of_quantities(self) -> tuple[Formula, ...]:
        """Those that give a quantity its value: its own, a leak's, or that of a fix's metric."""
        return (*self.quantities.values(), *self.changes, *(one for sets in self.sets.values() for one in sets))

    @property
    def read(self) -> frozenset[str]:
        """Every name and curve that any of them reads."""
        return frozenset[str]().union(*(names_in(one.node) | curves_in(one.node) for one in self.every))


def parse_all(contents: Contents) -> tuple[Formulas, tuple[Remark, ...]]:
    """Parse every formula; a text that is none becomes a remark and is left out."""
    remarks: list[Remark] = []

    def parsed(file: str, key: str, owner: str, leak: str, text: str) -> list[Formula]:
        try:
            return [Formula(file, key, owner, leak, parse(text))]
        except FormulaError as fault:
            remarks.append(error(file, key, str(fault)))
            return []

    quantities = {
        key: formula
        for key, entry in contents.quantities.items()
        for formula in parsed("model.toml", f"quantity.{key}.formula", key, "", entry.formula)
    }
    changes = [
        formula
        for leak, file in contents.leaks.items()
        for key, text in file.changes.items()
        for formula in parsed(f"leaks/{leak}.toml", f"changes.{key}", key, leak, text)
    ]
    contradictions = {
        entry.key: formula
        for entry in contents.contradictions
        for formula in parsed("checks.toml", f"contradiction.{entry.key}.when", entry.key, "", entry.when)
    }
    sets = {
        fix: tuple(
            formula
            for key, text in file.metric.sets.items()
            for formula in parsed(f"fixes/{fix}.toml", f"metric.sets.{key}", key, "", text)
        )
        for fix, file in contents.fixes.items()
    }
    return Formulas(quantities, tuple(changes), contradictions, sets), tuple(remarks)


def number_names(contents: Contents) -> dict[str, str]:
    """Return every name that stands for a number, with the file it comes from."""
    names = {question.key: "questions.toml" for question in contents.numeric_questions}
    names |= {key: f"benchmarks/{key}.toml" for key, entry in contents.benchmarks.items() if not entry.point}
    names |= dict.fromkeys(contents.calendar, "playbook.toml")
    return names | dict.fromkeys(contents.quantities, "model.toml")


def check_names(contents: Contents, formulas: Formulas) -> Iterator[Remark]:
    """Yield a remark for each name that the model cannot be worked out with: taken twice, or unknown."""
    yield from _taken_twice(contents)
    known = number_names(contents)
    for formula in formulas.every:
        yield from _unknown(contents, known, formula)
    yield from _bad_changes(contents, formulas)
    if contents.head.value not in contents.quantities:
        hint = near(contents.head.value, frozenset(contents.quantities))
        yield error("playbook.toml", "value", f"there is no quantity {contents.head.value!r}{hint}")


def check_uses(contents: Contents, formulas: Formulas) -> Iterator[Remark]:
    """Yield a remark for each unknown name outside of formulas, and for each name that nothing uses."""
    yield from _bad_places(contents)
    yield from _bad_contradictions(contents)
    checks = {entry.key for entry in contents.contradictions}
    changes = [leak.changes for leak in contents.leaks.values()]
    written = (contents.quantities, checks, *changes, *(fix.metric.sets for fix in contents.fixes.values()))
    # What could not be read, or parsed, may well use what nothing else does.
    if not contents.unread and len(formulas.every) == sum(map(len, written)):
        yield from _unused(contents, formulas)


def _taken_twice(contents: Contents) -> Iterator[Remark]:
    taken: dict[str, str] = dict.fromkeys(contents.calendar, "the calendar")
    for place, key in (
        *(("questions.toml", question.key) for question in contents.questions),
        *((f"benchmarks/{key}.toml", key) for key in contents.benchmarks),
        *(("model.toml", key) for key in contents.quantities),
    ):
        if key in taken:
            yield error(place, key, f"the name is taken by {taken[key]}; every name may be given once")
        taken[key] = place
    for word in ("total", "largest", "alone"):
        if word in taken:
            yield error(taken[word], word, "the name is reserved for results")


def near(name: str, known: Mapping[str, str] | frozenset[str]) -> str:
    """Return a hint at the known name that is most like an unknown one, or nothing."""
    close = get_close_matches(name, list(known), 1, 0.6)
    return f"; did you mean {close[0]}?" if close else ""


def _unknown(contents: Contents, known: Mapping[str, str], formula: Formula) -> Iterator[Remark]:
    results = {"total", "largest"} if formula.file == "checks.toml" else set()
    curves = {key: "benchmarks" for key, entry in contents.benchmarks.items() if entry.point}
    for name in sorted(names_in(formula.node) - known.keys() - contents.unread - results):
        if name in curves:
            yield error(formula.file, formula.key, f"{name} is a curve: write curve({name}, x)")
        else:
            yield error(formula.file, formula.key, f"there is no {name!r}{near(name, known)}")
    for name in sorted(curves_in(formula.node) - curves.keys() - contents.unread):
        yield error(formula.file, formula.key, f"there is no benchmark {name!r} with points{near(name, curves)}")


def _bad_changes(contents: Contents, formulas: Formulas) -> Iterator[Remark]:
    changed_by: dict[str, str] = {}
    for change in formulas.changes:
        quantity = contents.quantities.get(change.owner)
        if quantity is None:
            hint = near(change.owner, frozenset(contents.quantities))
            yield error(change.file, change.key, f"there is no quantity {change.owner!r} in model.toml{hint}")
        elif quantity.held:
            yield error(change.file, change.key, "the quantity is held at today's value, so no leak can change it")
        if change.owner in changed_by:
            other = changed_by[change.owner]
            message = f"{other} changes it too; split it into factors, one for each leak, so that order cannot matter"
            yield error(change.file, change.key, message)
        changed_by[change.owner] = change.leak


def _bad_places(contents: Contents) -> Iterator[Remark]:
    """Check the names that stand outside formulas: figures beside the value, metrics and sentences."""
    known = number_names(contents)
    quantities = frozenset(contents.quantities)
    for place, beside in enumerate(contents.head.beside, 1):
        if beside.quantity not in quantities:
            hint = near(beside.quantity, quantities)
            yield error("playbook.toml", f"beside[{place}]", f"there is no quantity {beside.quantity!r}{hint}")
    for key, fix in contents.fixes.items():
        if fix.metric.quantity not in known:
            hint = near(fix.metric.quantity, known)
            yield error(f"fixes/{key}.toml", "metric.quantity", f"there is no {fix.metric.quantity!r}{hint}")
    for key, leak in contents.leaks.items():
        for name in PLACEHOLDER.findall(leak.sentence):
            if name not in known and name != "alone":
                yield error(f"leaks/{key}.toml", "sentence", f"there is no {name!r} to fill in{near(name, known)}")


def _bad_contradictions(contents: Contents) -> Iterator[Remark]:
    seen: set[str] = set()
    for entry in contents.contradictions:
        place = f"contradiction.{entry.key}"
        if entry.key in seen:
            yield error("checks.toml", place, "two contradictions have the same key")
        seen.add(entry.key)
        for key in entry.questions:
            if contents.question(key) is None:
                hint = near(key, {question.key: "" for question in contents.questions})
                yield error("checks.toml", f"{place}.questions", f"there is no question {key!r}{hint}")


def _unused(contents: Contents, formulas: Formulas) -> Iterator[Remark]:
    read = formulas.read
    shown = {contents.head.value, *(beside.quantity for beside in contents.head.beside)}
    shown |= {fix.metric.quantity for fix in contents.fixes.values()}
    shown |= {name for leak in contents.leaks.values() for name in PLACEHOLDER.findall(leak.sentence)}
    fallbacks = {question.not_sure for question in contents.questions}
    swapped = {replacement for preset in contents.presets.values() for replacement in preset.use.values()}
    for key in contents.quantities:
        if key not in read | shown:
            yield error("model.toml", f"quantity.{key}", "nothing uses this quantity; use it or remove it")
    for key in contents.benchmarks:
        if key not in read | shown | fallbacks | swapped:
            yield error(f"benchmarks/{key}.toml", "", "nothing uses this benchmark; use it or remove it")
    for question in contents.numeric_questions:
        if question.key not in read | shown:
            yield error("questions.toml", question.key, "no formula reads the answer; use it or do not ask")
