"""What the sweeper looks for among the agreements: numbers that are due, and states that time alone has turned."""

import time

import structlog

from audit.store import due_measurements
from audit.store.database import Unreachable
from audit.store.due_measurements import Looked
from workers.services import WorkerServices

MOST_AT_ONCE = 300
LOOK_SECONDS = 2.0
"""Then the sweeper goes on with its other work, and looks at the rest in its next round."""


def watch_agreements(services: WorkerServices, seconds: float = LOOK_SECONDS) -> int:
    """Look at the agreements whose turn it is; returns at how many. Two that do it at once look once.

    Each has a transaction of its own: one that cannot be worked out keeps no other waiting. After `seconds` no other
    one is begun: thousands fall due in the same moment of a morning, and the alerts of new leads must not wait for it.
    """
    now, until = services.clock(), time.monotonic() + seconds
    with services.database.reading() as session:
        found = due_measurements.to_look_at(session, now, MOST_AT_ONCE)
    looked = 0
    for agreement_id in found:
        looked += _look(services, agreement_id) is not None
        if time.monotonic() >= until:
            break
    return looked


def _look(services: WorkerServices, agreement_id: int) -> Looked | None:
    """Look at one of them; None if that was not to be."""
    log = structlog.get_logger().bind(agreement=agreement_id)
    hours = services.settings.clock_rules.hours
    try:
        with services.database.writing() as session:
            looked = due_measurements.look(session, services.shelf, agreement_id, hours, services.clock())
    except Unreachable:
        raise
    except Exception as error:  # whatever ails one agreement, the others have their turn
        log.exception("an agreement could not be looked at", error=type(error).__name__)
        _put_off(services, agreement_id)
        return None
    if looked is not None and looked.trouble:
        log.warning("the state could not be worked out", error=looked.trouble)
    return looked


def _put_off(services: WorkerServices, agreement_id: int) -> None:
    """Have one that fails wait until the next morning, so that it does not fail every few seconds."""
    hours = services.settings.clock_rules.hours
    with services.database.writing() as session:
        due_measurements.put_off(session, agreement_id, hours.zone, services.clock())
