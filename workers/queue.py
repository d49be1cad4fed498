"""Telling the workers that there is something to do. The row in the database is the job; this is only a nudge."""

import time
from enum import StrEnum
from typing import Protocol

import redis
import structlog
from celery import Celery
from kombu import Queue as MessageQueue
from kombu.exceptions import KombuError, OperationalError
from redis.backoff import NoBackoff
from redis.retry import Retry

from workers.broker_urls import redis_url
from workers.celery_settings import publisher_settings

EXPIRES_SECONDS = 60
"""A nudge that nobody took for so long is dropped: the sweeper has sent others since."""

AWAY_SECONDS = 3.0
"""How long a broker that did not answer is left alone, so that a hanging one slows down one page, not every page."""

ANSWER_SECONDS = 0.5


class JobKind(StrEnum):
    """What there is to do; also the name of the Celery task's last part."""

    REPORT = "report"
    MAIL = "mail"
    SLACK = "slack"
    EXPORT = "export"
    REMOVAL = "removal"
    PAPER = "paper"


QUEUES = {
    JobKind.REPORT: "reports",
    JobKind.MAIL: "mail",
    JobKind.SLACK: "slack",
    JobKind.EXPORT: "exports",
    JobKind.REMOVAL: "removals",
    JobKind.PAPER: "papers",
}
"""The queue of each kind."""


def task_name(kind: JobKind) -> str:
    """The Celery task that works on rows of this kind."""
    return f"plumbline.{kind}"


def message_queues() -> tuple[MessageQueue, ...]:
    """The queues as Celery is told of them."""
    return tuple(MessageQueue(name, routing_key=name) for name in QUEUES.values())


class Queue(Protocol):
    """Whoever passes nudges on."""

    def nudge(self, job: JobKind, row_id: int, request_id: str) -> None:
        """Say that a row is due, after its transaction is committed. Never raises."""
        ...


class WatchedQueue(Queue, Protocol):
    """A queue that can also be asked how it does."""

    def answers(self) -> bool:
        """Whether the broker answers, within a second."""
        ...

    def length(self, job: JobKind) -> int | None:
        """How many nudges of a kind wait to be read; None without a broker."""
        ...


class CeleryQueue:
    """Nudges through Celery. Make it after a fork."""

    def __init__(self, broker_url: str) -> None:
        self._app = Celery("plumbline", set_as_current=False)
        self._app.conf.update(publisher_settings(broker_url), task_queues=message_queues())
        self._client = redis.Redis.from_url(
            redis_url(broker_url),
            retry=Retry(NoBackoff(), 0),
            socket_timeout=ANSWER_SECONDS,
            socket_connect_timeout=ANSWER_SECONDS,
        )
        self._away_until = 0.0

    def nudge(self, job: JobKind, row_id: int, request_id: str) -> None:
        """Send the message; without a broker, log it and leave the row to the sweeper."""
        if time.monotonic() < self._away_until:
            return
        try:
            self._app.send_task(
                task_name(job),
                args=[row_id, request_id],
                queue=QUEUES[job],
                expires=EXPIRES_SECONDS,
                ignore_result=True,
            )
        except (OperationalError, KombuError, redis.RedisError, OSError) as error:
            self._away_until = time.monotonic() + AWAY_SECONDS
            structlog.get_logger().warning("nudge not sent", job=job, row=row_id, error=type(error).__name__)

    def answers(self) -> bool:
        """Whether the broker answers, within a second."""
        try:
            return bool(self._client.ping())
        except (redis.RedisError, OSError):
            return False

    def length(self, job: JobKind) -> int | None:
        """How many nudges of a kind wait to be read; None without a broker."""
        try:
            return int(self._client.llen(QUEUES[job]))
        except (redis.RedisError, OSError):
            return None

    def close(self) -> None:
        """Give the connections back."""
        self._app.close()
        self._client.close()
