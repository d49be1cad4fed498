"""An S3-compatible server (moto) in a process of its own, with one bucket."""

import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from tests.servers.folders import short_folder
from tests.servers.ports import free_port, listens
from tests.servers.processes import ServerProcess

BUCKET = "northwind-reports"
KEY_ID = "tests-key-id"
SECRET_KEY = "tests-secret-key"  # noqa: S105  # moto takes any


@dataclass(frozen=True, slots=True)
class S3:
    """A running server and its one bucket, empty at first."""

    server: ServerProcess
    endpoint_url: str
    bucket: str = BUCKET

    @property
    def url(self) -> str:
        """REPORTS_URL: a folder of the bucket."""
        return f"s3://{self.bucket}/reports"

    @property
    def environment(self) -> Mapping[str, str]:
        """The settings that lead here, by their names in the environment."""
        return {
            "REPORTS_URL": self.url,
            "S3_ENDPOINT_URL": self.endpoint_url,
            "S3_REGION": "us-east-1",
            "S3_ACCESS_KEY_ID": KEY_ID,
            "S3_SECRET_ACCESS_KEY": SECRET_KEY,
        }


@contextmanager
def s3_server() -> Iterator[S3]:
    """Start the server and make the bucket; both are gone at the end."""
    with short_folder("s3") as folder:
        port = free_port()
        command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
        server = ServerProcess(command, folder / "log", lambda: listens(port))
        server.start()
        try:
            s3 = S3(server, f"http://127.0.0.1:{port}")
            make_bucket = urllib.request.Request(f"{s3.endpoint_url}/{BUCKET}", method="PUT")  # noqa: S310  # our own
            urllib.request.urlopen(make_bucket, timeout=30).close()  # noqa: S310  # on the loopback address
            yield s3
        finally:
            server.stop()
