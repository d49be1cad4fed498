"""Answers that cannot all be true, and results too large to be believed unmeasured."""

from collections.abc import Sequence

import numpy as np

from audit.findings import Contradiction, Finding
from audit.formulas import NotComputableError
from audit.model import World
from audit.playbook import Playbook


def find_contradictions(
    playbook: Playbook, likely: World, total: float, findings: Sequence[Finding]
) -> tuple[Contradiction, ...]:
    """Return every contradiction of the playbook that holds at the likely values; money is a year's worth."""
    largest = max((finding.alone.p50 for finding in findings), default=0.0)
    values = {**likely.values, "total": np.array((total,)), "largest": np.array((largest,))}
    world = World(values, likely.curves, likely.unknown)
    return tuple(
        Contradiction(entry.key, entry.text, entry.questions)
        for entry in playbook.contradictions
        if _holds(playbook, world, entry.key)
    )


def _holds(playbook: Playbook, world: World, key: str) -> bool:
    try:
        return bool(world.value(playbook.contradiction_formulas[key])[0])
    except NotComputableError:
        return False
