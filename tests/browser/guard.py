"""Watches everything that a visitor's browser does, and keeps what must never happen on our pages."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response, WebError

LOCAL_SCHEMES = ("data:", "about:", "blob:")
# Chromium's own remark on every answer of 400 and more. A page that says "please look at this again" is one; the
# answers themselves are looked at instead.
REMARK_ON_A_STATUS = "Failed to load resource: the server responded with a status of"


class Guard:
    """Collects `faults`: a request to anywhere else, an error in the console (a broken content-security policy too), a
    script's error, an answer that failed. `allow` names the statuses that a test provokes on purpose.
    """

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.origin = origin
        self.faults: list[str] = []
        self.allowed = {200, 204, 303, 304, 422}
        context.on("request", self._look_at_request)
        context.on("response", self._look_at_response)
        context.on("console", self._look_at_console)
        context.on("weberror", self._look_at_error)

    def allow(self, *statuses: int) -> None:
        self.allowed |= set(statuses)

    def _look_at_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.origin}/", *LOCAL_SCHEMES)):
            self.faults.append(f"a request to another place: {request.url}")

    def _look_at_response(self, response: Response) -> None:
        if response.status not in self.allowed:
            self.faults.append(f"{response.status} from {response.request.method} {response.url}")

    def _look_at_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(REMARK_ON_A_STATUS):
            self.faults.append(f"console {message.type}: {message.text}")

    def _look_at_error(self, error: WebError) -> None:
        self.faults.append(f"script error: {error.error}")
