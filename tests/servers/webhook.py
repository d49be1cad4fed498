"""A real HTTP server in a thread that takes what is posted to it, and answers as it is told to."""

import json
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

OK = 200


class WebhookServer:
    """Takes messages on a loopback port; `taken` has what it said yes to, oldest first, and `paths` every request's."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.paths: list[str] = []
        self._answers: deque[tuple[int, dict[str, str]]] = deque()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        """SLACK_WEBHOOK_URL."""
        return f"http://127.0.0.1:{self._server.server_port}/services/T0/B0/a-long-secret"

    def answer(self, status: int, **headers: str) -> None:
        """Answer so to the next message: once for each time that this is called, then with yes again."""
        self._answers.append((status, {name.replace("_", "-"): value for name, value in headers.items()}))

    def take(self, path: str, body: bytes) -> tuple[int, dict[str, str]]:
        """Note a message, and say what to answer."""
        self.paths.append(path)
        status, headers = self._answers.popleft() if self._answers else (OK, {})
        if status == OK:
            self.taken.append(json.loads(body))
        return status, headers

    def start(self) -> None:
        """Listen."""
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True, name="webhook").start()

    def stop(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()


def _handler(server: WebhookServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            status, headers = server.take(self.path, body)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's own name
            """Say nothing on the terminal."""

    return Handler


@contextmanager
def webhook_server() -> Iterator[WebhookServer]:
    """Yield a server that listens; it stops at the end."""
    server = WebhookServer()
    server.start()
    try:
        yield server
    finally:
        server.stop()
