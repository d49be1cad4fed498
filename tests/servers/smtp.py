"""A real SMTP server in a thread: records what it took, and refuses, fails or dawdles when told to."""

import asyncio
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from ssl import SSLContext

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.servers.ports import free_port

ACCEPTED = "250 Message accepted"


@dataclass(frozen=True, slots=True)
class Delivered:
    """One message that the server said yes to."""

    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage

    @property
    def message_id(self) -> str:
        return str(self.message["Message-ID"])

    def part(self, kind: str) -> str:
        """The text of the message's `plain` or `html` part; raises LookupError when it has none."""
        body = self.message.get_body((kind,))
        if body is None:
            raise LookupError(f"the message has no {kind} part")
        return str(body.get_content())


@dataclass(frozen=True, slots=True)
class _Told:
    answer: str
    seconds: float


class SmtpServer:
    """Takes mail on a loopback port. `delivered` has what it took, oldest first.

    `at_recipient` and `at_message` tell it what to answer to the next RCPT or end of DATA: once for each time they are
    called, then it accepts again. With `require_login` it lets nobody send who has not given a name and a password.
    """

    def __init__(self, *, tls: SSLContext | None = None, require_login: bool = False) -> None:
        self.port = free_port()
        self.delivered: list[Delivered] = []
        self.connections = 0
        self._tls = tls
        self._require_login = require_login
        self._at: dict[str, deque[_Told]] = {"recipient": deque(), "message": deque()}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """SMTP_URL."""
        return f"smtp://127.0.0.1:{self.port}"

    def at_recipient(self, answer: str = "250 OK", *, seconds: float = 0.0) -> None:
        """Answer so to the next recipient, after so many seconds: `550 No such user`, `450 Try later`."""
        self._at["recipient"].append(_Told(answer, seconds))

    def at_message(self, answer: str = ACCEPTED, *, seconds: float = 0.0) -> None:
        """Answer so to the next message that was sent whole, after so many seconds."""
        self._at["message"].append(_Told(answer, seconds))

    def start(self) -> None:
        """Listen; also again, on the same port, after a stop."""
        listening = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(listening,), daemon=True, name="smtp")
        self._thread.start()
        if not listening.wait(10):
            raise RuntimeError("the SMTP server did not start")

    def stop(self) -> None:
        """Close the port and every connection; nothing where it is stopped."""
        loop, thread = self._loop, self._thread
        self._loop = self._thread = None
        if loop is not None and thread is not None:
            loop.call_soon_threadsafe(loop.stop)
            thread.join(10)

    def _run(self, listening: threading.Event) -> None:
        loop = asyncio.new_event_loop()
        server = loop.run_until_complete(loop.create_server(self._session, "127.0.0.1", self.port))
        self._loop = loop
        loop.call_soon(listening.set)
        loop.run_forever()
        loop.run_until_complete(_close(server))
        loop.close()

    def _session(self) -> SMTP:
        self.connections += 1
        return SMTP(
            self,
            hostname="mail.northwind.example",
            enable_SMTPUTF8=True,
            loop=self._loop,
            tls_context=self._tls,
            auth_required=self._require_login,
            auth_require_tls=False,
            auth_callback=lambda mechanism, login, password: bool(login and password),
        )

    async def _answer(self, to: str) -> str:
        if not self._at[to]:
            return ACCEPTED
        told = self._at[to].popleft()
        await asyncio.sleep(told.seconds)
        return told.answer

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Called by aiosmtpd for each recipient."""
        answer = await self._answer("recipient")
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802  # aiosmtpd's
        """Called by aiosmtpd for each whole message."""
        answer = await self._answer("message")
        if answer.startswith("2"):
            content = envelope.content
            text = (content if isinstance(content, bytes) else b"").replace(b"\r\n", b"\n")
            message = message_from_bytes(text, policy=policy.default)
            self.delivered.append(Delivered(str(envelope.mail_from), tuple(map(str, envelope.rcpt_tos)), message))
        return answer


async def _close(server: asyncio.Server) -> None:
    """End the port and all sessions, and wait until their connections are gone."""
    server.close()
    sessions = asyncio.all_tasks() - {asyncio.current_task()}
    for session in sessions:
        session.cancel()
    await asyncio.gather(*sessions, return_exceptions=True)
    await server.wait_closed()
    await asyncio.sleep(0)


@contextmanager
def smtp_server(*, tls: SSLContext | None = None, require_login: bool = False) -> Iterator[SmtpServer]:
    """Start a server; it is stopped at the end. With `tls` it offers STARTTLS."""
    server = SmtpServer(tls=tls, require_login=require_login)
    server.start()
    try:
        yield server
    finally:
        server.stop()
