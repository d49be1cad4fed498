"""How Celery and its Redis transport are set, on either side of the queue. Each line says what happens without it."""

import ssl
from typing import Any

VISIBILITY_SECONDS = 60
PUBLISH_SECONDS = 0.2
TASKS_PER_CHILD = 500


def publisher_settings(url: str) -> dict[str, Any]:
    """Settings for a process that only announces work. A broker that is away or hangs costs it under half a second."""
    return {
        **_both(url),
        "broker_connection_timeout": 1.0,
        "broker_transport_options": {
            "socket_connect_timeout": PUBLISH_SECONDS,
            "socket_timeout": PUBLISH_SECONDS,  # a broker that hangs would hold the page for ever
        },
        # Once more and at once: the connection of an hour ago may be dead while the broker is not.
        "task_publish_retry": True,
        "task_publish_retry_policy": {"max_retries": 1, "interval_start": 0, "interval_step": 0, "interval_max": 0},
    }


def worker_settings(url: str, processes: int) -> dict[str, Any]:
    """Settings for a worker. What it holds is never lost, whichever process of it dies."""
    return {
        **_both(url),
        "broker_transport_options": {
            # A message that nobody acknowledged in this time goes to another worker, looked for every 2 seconds
            # (by default every 100). This is its only place: the result backends' copies of it are read by those alone.
            "visibility_timeout": VISIBILITY_SECONDS,
            "unacked_restore_interval": 2,
            "unacked_restore_throttle": 1,
            "socket_connect_timeout": 5.0,
            "socket_keepalive": True,
        },
        "broker_connection_retry_on_startup": True,
        "broker_connection_max_retries": None,  # a broker may be away for as long as it likes
        "task_acks_late": True,  # else a message is gone once it is read, whatever becomes of the job
        "task_reject_on_worker_lost": True,  # else one whose child process was killed counts as done
        "task_acks_on_failure": True,  # the row knows when to try again
        "task_acks_on_timeout": True,
        "worker_concurrency": processes,
        "worker_prefetch_multiplier": 1,  # a message waits at the broker for whoever is free first
        "worker_max_tasks_per_child": TASKS_PER_CHILD,
        "worker_hijack_root_logger": False,
        "worker_redirect_stdouts": False,
        # Nobody calls; but its connection is the one that always listens. Without it, a worker that was about to
        # acknowledge its last messages when the broker went away never notices, and never reads another.
        "worker_enable_remote_control": True,
        "worker_send_task_events": False,
        "worker_cancel_long_running_tasks_on_connection_loss": False,  # the row's claim decides, not the connection
    }


def _both(url: str) -> dict[str, Any]:
    """What publishers and workers share: JSON alone, and no results, which would make a dead broker cost 19 seconds."""
    shared: dict[str, Any] = {
        "broker_url": url,
        "accept_content": ["json"],
        "task_serializer": "json",
        "task_ignore_result": True,
        "task_create_missing_queues": False,
    }
    if url.startswith("rediss:"):
        shared["broker_use_ssl"] = {"ssl_cert_reqs": ssl.CERT_REQUIRED}  # left out, certificates are not looked at
    return shared
