"""The mail server, as SMTP_URL names it: one conversation a message, each step with its own patience."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.utils import parseaddr
from ipaddress import ip_address
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

CONNECT_SECONDS = 10.0
STEP_SECONDS = 10.0
REPLY_SECONDS = 60.0
"""How long the server may think about a message that it has as a whole: giving up early means sending it twice."""

GOODBYE_SECONDS = 1.0
PORTS = {"smtp": 587, "smtps": 465}
NEEDS_TLS = "require"


class MailError(Exception):
    """The message did not go out. `said` names the step and the server's code, nobody's address."""

    def __init__(self, said: str, *, for_good: bool = False) -> None:
        super().__init__(said)
        self.said = said
        self.for_good = for_good


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail goes and how. `starttls_needed`: rather not send than send in the clear."""

    host: str
    port: int
    user: str
    password: str
    implicit_tls: bool
    starttls_needed: bool

    @classmethod
    def from_url(cls, url: str) -> Self:
        """Read `smtp://user:password@host:587?starttls=require` or `smtps://…`. Raises ValueError, without the URL."""
        parts = urlsplit(url)
        query = parse_qs(parts.query, keep_blank_values=True)
        if parts.scheme not in PORTS or not parts.hostname:
            raise ValueError("SMTP_URL: give smtp://user:password@host:587 or smtps://user:password@host:465")
        if set(query) - {"starttls"} or query.get("starttls", [NEEDS_TLS]) != [NEEDS_TLS]:
            raise ValueError("SMTP_URL: all that may follow the question mark is starttls=require")
        return cls(
            host=parts.hostname,
            port=parts.port or PORTS[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            implicit_tls=parts.scheme == "smtps",
            starttls_needed="starttls" in query,
        )

    def deliver(self, message: EmailMessage, before_message: Callable[[], None]) -> str:
        """Hand the message over and return what the server replied.

        `before_message` is called when all that is left is to send it; what that raises ends the attempt. Raises
        MailError, `for_good` where the server will not have this message whoever asks again.
        """
        recipient = parseaddr(str(message["To"]))[1]
        with self._conversation() as smtp:
            before_message()
            _expect(smtp.mail(_sender(message), _options(smtp, recipient)), 250, "the sender")
            _expect(smtp.rcpt(recipient), 250, "the recipient", for_good=True)
            _be_patient(smtp, REPLY_SECONDS)
            code, reply = smtp.data(message.as_bytes(policy=policy.SMTP))
            _expect((code, reply), 250, "the message", for_good=True)
        return _shown(code, reply)

    @contextmanager
    def _conversation(self) -> Iterator[smtplib.SMTP]:
        """Connected, encrypted and logged in as far as the settings ask for it; closed politely if that is possible."""
        try:
            smtp = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            raise MailError(f"The mail server cannot be reached ({_kind(error)}).") from error
        try:
            self._encrypt(smtp)
            self._log_in(smtp)
            yield smtp
            _say_goodbye(smtp)
        except smtplib.SMTPDataError as error:
            _expect((error.smtp_code, error.smtp_error), 250, "the message", for_good=True)
            raise
        except (OSError, smtplib.SMTPException) as error:
            raise MailError(f"The mail server broke off ({_kind(error)}).") from error
        finally:
            smtp.close()

    def _connect(self) -> smtplib.SMTP:
        if self.implicit_tls:
            context = ssl.create_default_context()
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=CONNECT_SECONDS, context=context)
        else:
            smtp = smtplib.SMTP(self.host, self.port, timeout=CONNECT_SECONDS)
        _be_patient(smtp, STEP_SECONDS)
        smtp.ehlo_or_helo_if_needed()
        return smtp

    def _encrypt(self, smtp: smtplib.SMTP) -> None:
        """TLS where the server offers it. Its certificate is always looked at: there is no halfway."""
        if self.implicit_tls:
            return
        if smtp.has_extn("starttls"):
            smtp.starttls(context=ssl.create_default_context())
            smtp.ehlo()
        elif self.starttls_needed:
            raise MailError("The mail server offers no TLS, and SMTP_URL asks for it.")
        elif self.user and not _is_this_machine(self.host):
            raise MailError("The mail server offers no TLS; the password is not sent in the clear.")

    def _log_in(self, smtp: smtplib.SMTP) -> None:
        if not self.user:
            return
        try:
            smtp.login(self.user, self.password)
        except smtplib.SMTPAuthenticationError as error:
            raise MailError(f"The mail server refused the login ({error.smtp_code}).") from error
        except smtplib.SMTPNotSupportedError as error:
            raise MailError("The mail server takes no login.") from error


def _expect(answer: tuple[int, bytes | str], code: int, what: str, *, for_good: bool = False) -> None:
    """Go on if the server said yes. A no that begins with 5 is for good where trying again cannot change it."""
    if answer[0] // 10 != code // 10:
        raise MailError(f"The mail server refused {what} ({answer[0]}).", for_good=for_good and answer[0] >= 500)


def _sender(message: EmailMessage) -> str:
    return parseaddr(str(message["From"]))[1]


def _options(smtp: smtplib.SMTP, recipient: str) -> list[str]:
    """What an address with letters beyond ASCII needs of the server. Raises MailError where it does not have that."""
    if recipient.isascii():
        return []
    if not smtp.has_extn("smtputf8"):
        raise MailError("The mail server takes no addresses with such letters.", for_good=True)
    smtp.command_encoding = "utf-8"
    return ["SMTPUTF8", "BODY=8BITMIME"]


def _be_patient(smtp: smtplib.SMTP, seconds: float) -> None:
    if smtp.sock is not None:
        smtp.sock.settimeout(seconds)


def _say_goodbye(smtp: smtplib.SMTP) -> None:
    """QUIT; the message is the server's already, so nothing that happens now matters."""
    try:
        _be_patient(smtp, GOODBYE_SECONDS)
        smtp.quit()
    except (OSError, smtplib.SMTPException):
        pass


def _shown(code: int, reply: bytes | str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return " ".join(f"{code} {text}".split())[:200]


def _kind(error: Exception) -> str:
    return type(error).__name__


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
