"""A visitor without a browser, for timing what a server does: keeps its cookies and its connection, reads forms."""

import http.client
import re
from dataclasses import dataclass, field
from html import unescape
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said."""

    status: int
    location: str
    text: str

    @property
    def hidden(self) -> dict[str, str]:
        """The hidden fields of the page's forms."""
        return {name: unescape(value) for name, value in _HIDDEN.findall(self.text)}


@dataclass(slots=True)
class PlainVisitor:
    """One visitor of the site at `origin`."""

    origin: str
    cookies: dict[str, str] = field(default_factory=dict)
    _connection: http.client.HTTPConnection | None = None

    @property
    def cookie_header(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def get(self, path: str) -> Answer:
        """Ask for a page. Raises RuntimeError for an answer that is no page and no redirect."""
        return self._ask("GET", path, None)

    def post(self, path: str, form: dict[str, str]) -> Answer:
        """Send a form. Raises as `get`."""
        return self._ask("POST", path, urlencode(form))

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        if self._connection is None:
            self._connection = http.client.HTTPConnection(urlsplit(self.origin).netloc, timeout=30)
        headers = {"Cookie": self.cookie_header, "Referer": f"{self.origin}{path}"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body, headers)
        response = self._connection.getresponse()
        text = response.read().decode()
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        if response.status >= 400:
            raise RuntimeError(f"{response.status} from {method} {path}")
        return Answer(response.status, response.headers.get("Location", ""), text)
