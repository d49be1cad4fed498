"""What Prometheus may ask: how many requests, how long they took, and what waits to be done. No person, no address.

With several web processes the counts of all are added up, through files in PROMETHEUS_MULTIPROC_DIR; whoever starts
the processes sets it and empties it first. Without it a process counts for itself.
"""

from collections.abc import Iterable
from functools import cache
from time import perf_counter
from typing import Final

from flask import Flask, Response, current_app, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, values
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from audit.store.backlog import backlog
from audit.store.database import Unreachable
from audit.store.tables import Export, Mail, Paper, Removal, Report, SlackPost
from web.request_log import route_rule
from web.services import Services, services

BUCKETS_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)
_REGISTRY: Final = "plumbline.metrics"


def measure_requests(app: Flask) -> None:
    """Count the app's requests and time them, by route and status."""
    # The library looks for the shared folder when it is imported, which may have been before the folder was made.
    values.ValueClass = values.get_value_class()  # type: ignore[no-untyped-call]  # the library leaves it untyped
    registry = CollectorRegistry()
    requests = Counter("plumbline_requests", "Requests answered", ("method", "route", "status"), registry=registry)
    seconds = Histogram(
        "plumbline_request_seconds", "Seconds to the answer", ("route",), buckets=BUCKETS_SECONDS, registry=registry
    )
    app.extensions[_REGISTRY] = registry

    @cache
    def counters(method: str, rule: str, status: int) -> tuple[Counter, Histogram]:
        return requests.labels(method, rule, str(status)), seconds.labels(rule)

    def begin() -> None:
        g.measured_from = perf_counter()

    def end(response: Response) -> Response:
        # A method of somebody's own invention is not one more time series.
        method = request.method if request.url_rule is not None else "other"
        answered, took = counters(method, route_rule(), response.status_code)
        answered.inc()
        took.observe(perf_counter() - g.measured_from)
        return response

    app.before_request(begin)
    app.after_request(end)


def exposition() -> Response:
    """Everything measured, as Prometheus reads it."""
    text = generate_latest(_counted(current_app.extensions[_REGISTRY])) + generate_latest(_waiting(services()))
    return Response(text, content_type=CONTENT_TYPE_LATEST)


def _counted(own: CollectorRegistry) -> CollectorRegistry:
    """The counts of all web processes, or this one's own where they do not share a folder."""
    together = CollectorRegistry()
    try:
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]  # the library leaves it untyped
    except ValueError:
        return own
    return together


class _Backlogs(Collector):
    """What stands in the database, looked up when it is asked for."""

    def __init__(self, known: Services) -> None:
        self._services = known

    def collect(self) -> Iterable[Metric]:
        jobs = GaugeMetricFamily(
            "plumbline_jobs",
            "Reports, mails, Slack messages, exports, removals of files and papers by state",
            labels=("kind", "state"),
        )
        oldest = GaugeMetricFamily(
            "plumbline_oldest_due_seconds", "How long the oldest due job waits", labels=("kind",)
        )
        reached = GaugeMetricFamily("plumbline_database_up", "Whether the database answered")
        now = self._services.clock()
        try:
            with self._services.database.reading() as session:
                found = {
                    "report": backlog(session, Report, now),
                    "mail": backlog(session, Mail, now),
                    "slack": backlog(session, SlackPost, now),
                    "export": backlog(session, Export, now),
                    "removal": backlog(session, Removal, now),
                    "paper": backlog(session, Paper, now),
                }
        except Unreachable:
            reached.add_metric((), 0)
            return (reached,)
        reached.add_metric((), 1)
        for kind, waiting in found.items():
            for state, count in waiting.by_state.items():
                jobs.add_metric((kind, state), count)
            since = waiting.oldest_due_at
            oldest.add_metric((kind,), 0 if since is None else (now - since).total_seconds())
        return (reached, jobs, oldest)


def _waiting(known: Services) -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(_Backlogs(known))
    return registry
