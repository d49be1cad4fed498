"""The real thing: `plumbline`'s own processes, on the two set-ups that are promised.

As a context manager each, also for benchmarks and screenshots:

    with embedded_site() as site: ...      SQLite and the Valkey that is started along
    with site_on_servers() as site: ...    PostgreSQL and Redis, web, worker and sweeper each by themselves
"""

import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import redis

from settings import Settings, load_settings
from tests.servers.brokers import redis_server
from tests.servers.folders import short_folder
from tests.servers.ports import free_port
from tests.servers.postgresql import postgresql
from tests.servers.processes import ServerProcess
from tests.servers.smtp import SmtpServer, smtp_server
from workers.broker_urls import broker_url, redis_url

PLUMBLINE = (sys.executable, "-m", "cli")
COUNTED = "*LIMIT*"


@dataclass(frozen=True, slots=True)
class Site:
    """A running Plumbline: where it is, what it was told, and the mail server that it sends through."""

    origin: str
    settings: Settings
    smtp: SmtpServer
    processes: Mapping[str, ServerProcess]
    """By the name of their command; on servers `postgresql` is one too."""

    environment: Mapping[str, str]
    """What its processes were told: another command of ours works on the same site with it."""

    def forget_limits(self) -> None:
        """Let this machine's address ask again as often as it likes: a hundred tests are no hundred visitors."""
        with redis.Redis.from_url(redis_url(broker_url(self.settings))) as client:
            for key in client.scan_iter(COUNTED):
                client.delete(key)


@contextmanager
def embedded_site(**settings: str) -> Iterator[Site]:
    """`plumbline run` with nothing set but the mail server. `settings` by their names in the environment."""
    with short_folder("site") as folder, smtp_server() as smtp:
        environment = _environment(folder, smtp, settings)
        whole = _process(folder, "run", environment, _ready(environment))
        whole.start()
        try:
            yield Site(environment["PUBLIC_URL"], load_settings(environment), smtp, {"run": whole}, environment)
        finally:
            whole.stop()


@contextmanager
def site_on_servers(*, durable: bool = True, **settings: str) -> Iterator[Site]:
    """`plumbline web`, `worker` and `sweeper` as three processes on PostgreSQL and Redis, as a Procfile starts them.

    `durable` has PostgreSQL write to the disk as a real one does.
    """
    with ExitStack() as stack:
        folder = stack.enter_context(short_folder("site"))
        smtp = stack.enter_context(smtp_server())
        cluster = stack.enter_context(postgresql(durable=durable))
        broker = stack.enter_context(redis_server())
        servers = {"DATABASE_URL": cluster.create("plumbline"), "BROKER_URL": broker.url}
        environment = _environment(folder, smtp, {**servers, **settings})
        subprocess.run([*PLUMBLINE, "migrate"], check=True, env=environment, capture_output=True)
        processes = {"postgresql": cluster.server}
        for name, ready in (("worker", _at_once), ("sweeper", _at_once), ("web", _ready(environment))):
            processes[name] = _process(folder, name, environment, ready)
            processes[name].start()
            stack.callback(processes[name].stop)
        yield Site(environment["PUBLIC_URL"], load_settings(environment), smtp, processes, environment)


def _environment(folder: Path, smtp: SmtpServer, settings: Mapping[str, str]) -> dict[str, str]:
    port = free_port()
    return {
        "PATH": os.environ["PATH"],
        "LANG": "C.UTF-8",
        "DATA_DIR": str(folder / "data"),
        "PORT": str(port),
        "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SMTP_URL": smtp.url,
        "MAIL_FROM": "Northwind Audits <audits@northwind.example>",
        "BOOKING_URL": "https://northwind.example/call",
        **settings,
    }


def _process(folder: Path, command: str, environment: Mapping[str, str], ready: Callable[[], bool]) -> ServerProcess:
    return ServerProcess([*PLUMBLINE, command], folder / f"{command}.log", ready, environment=environment)


def _ready(environment: Mapping[str, str]) -> Callable[[], bool]:
    return lambda: _answers(f"{environment['PUBLIC_URL']}/readyz")


def _at_once() -> bool:
    return True


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  # our own, on the loopback address
            return bool(answer.status == 200)
    except urllib.error.HTTPError as error:
        error.close()
        return False
