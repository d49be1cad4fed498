"""What the sweeper looks for among the leads: clocks that have turned, and next steps that are due."""

from audit.store import alerts
from workers.services import WorkerServices

MOST_AT_ONCE = 50


def watch_leads(services: WorkerServices) -> int:
    """Order the alerts and reminders that are due; returns for how many leads. Two that do it at once order no more."""
    return _tell_of_turns(services) + _remind(services)


def _tell_of_turns(services: WorkerServices) -> int:
    now, on_slack = services.clock(), bool(services.settings.slack_webhook_url.get_secret_value())
    with services.database.reading() as session:
        found = alerts.turned(session, now, MOST_AT_ONCE)
    if not found:
        return 0
    with services.database.writing() as session:
        return sum(alerts.tell_of_turn(session, audit_id, now, on_slack=on_slack) for audit_id in found)


def _remind(services: WorkerServices) -> int:
    now = services.clock()
    with services.database.reading() as session:
        found = alerts.to_remind(session, now, MOST_AT_ONCE)
    if not found:
        return 0
    with services.database.writing() as session:
        return sum(alerts.remind(session, audit_id, now) for audit_id in found)
