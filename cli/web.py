"""`plumbline web`: serves the pages."""

import os
import tempfile

import click
from flask import Flask
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

from cli.serving import started, tethered_option
from settings import Settings
from web.wsgi import app_from_environment
from workers.tether import tie_to

WORKERS_STOP_WITHIN_SECONDS = 10
# Granian's lines come out as all others do; it would print them in a form of its own.
OUR_LOGS = {"loggers": {name: {"handlers": [], "propagate": True} for name in ("_granian", "granian.access")}}
METRICS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"


@click.command("web")
@tethered_option
def web_command(parent: int | None) -> None:
    """Serve the pages until told to stop; requests that are being answered are answered first."""
    settings = started(parent)
    with tempfile.TemporaryDirectory(prefix="plumbline-metrics-", ignore_cleanup_errors=True) as folder:
        # The web processes count together, in a folder that begins empty.
        os.environ[METRICS_FOLDER] = folder
        _server(settings).serve()


def web_process() -> Flask:
    """The app in one web process, which ends with the server that started it."""
    tie_to(os.getppid())
    return app_from_environment()


def _server(settings: Settings) -> MPServer:
    """One thread a process: threads that share the interpreter's lock cost more than they give."""
    return MPServer(
        f"{__name__}:{web_process.__name__}",
        factory=True,
        interface=Interfaces.WSGI,
        address=settings.host,
        port=settings.port,
        workers=settings.web_workers,
        blocking_threads=1,
        respawn_failed_workers=True,
        respawn_interval=1.0,
        workers_kill_timeout=WORKERS_STOP_WITHIN_SECONDS,
        websockets=False,
        log_access=False,
        log_dictconfig=OUR_LOGS,
        log_level=LogLevels(settings.log_level),
    )
