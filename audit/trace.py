"""How a dollar was arrived at: each formula with its numbers, at the likely values."""

from collections.abc import Mapping

from audit.findings import Step
from audit.formulas import Node, curves_in, filled, names_in, prepare, written
from audit.formulas.syntax import Curve, children
from audit.model import World
from audit.estimates import rounded
from audit.playbook import Playbook
from audit.program import Line


def finding_steps(playbook: Playbook, leak: str, now: World, then: World) -> tuple[Step, ...]:
    """Return the working of one leak: every quantity that closing it moves, up to the value."""
    wanted = frozenset[str]().union(*(term.needs for term in playbook.program.terms if leak in term.leaks))
    wanted |= {playbook.program.value}
    lines = [line for key, line in playbook.program.lines.items() if leak in line.leaks and key in wanted]
    return tuple(_step(playbook, line, leak, now, then) for line in lines if line.key in now.values)


def shared_steps(playbook: Playbook, now: World) -> tuple[Step, ...]:
    """Return the quantities that no leak moves: worked out once, read by many."""
    lines = [line for line in playbook.program.lines.values() if not line.leaks]
    return tuple(_step(playbook, line, "", now, now) for line in lines if line.key in now.values)


def _step(playbook: Playbook, line: Line, leak: str, now: World, then: World) -> Step:
    entry = playbook.quantities[line.key]
    change = line.change.formula.node if line.change and line.change.leak == leak else None
    return Step(
        key=line.key,
        title=entry.title,
        unit=entry.unit,
        formula=written(line.formula.node),
        filled=filled(line.formula.node, _numbers(line.formula.node, now), _read_off(line.formula.node, now)),
        changed_formula=written(change) if change else "",
        changed_filled=filled(change, _numbers(change, then, {line.key: now}), _read_off(change, then)) if change else "",
        today=rounded(float(now.values[line.key][0])),
        closed=rounded(float(then.values[line.key][0])),
        held=line.held,
    )


def _numbers(node: Node, world: World, instead: Mapping[str, World] | None = None) -> dict[str, float]:
    worlds = {name: (instead or {}).get(name, world) for name in names_in(node)}
    return {name: float(one.values[name][0]) for name, one in worlds.items() if name in one.values}


def _read_off(node: Node, world: World) -> dict[str, float]:
    """Return what each curve gives at the point where the formula reads it; a curve read twice is left out."""
    found: dict[str, list[float]] = {}
    for curve in _curves(node):
        found.setdefault(curve.key, []).append(float(world.value(prepare(curve))[0]))
    return {key: values[0] for key, values in found.items() if len(values) == 1}


def _curves(node: Node) -> tuple[Curve, ...]:
    if not curves_in(node):
        return ()
    own = (node,) if isinstance(node, Curve) else ()
    return own + tuple(curve for child in children(node) for curve in _curves(child))
