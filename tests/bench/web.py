"""The pages and the way to the PDF, on both set-ups: SQLite with Valkey, PostgreSQL with Redis."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from urllib.parse import urlencode, urlsplit

import psutil
from playwright.sync_api import CDPSession

from tests.bench.clock import heading, line
from tests.bench.steady import latencies_ms, percentile
from tests.bench.visitor import PlainVisitor
from tests.bench.web_reports import measure_reports
from tests.bench.wrk import Load, Request, load_of
from tests.browser.chromium import PHONE, chromium
from tests.browser.sites import Site, embedded_site, site_on_servers
from tests.servers.folders import short_folder
from tests.servers.ports import free_port, listens
from tests.servers.processes import ServerProcess

AUDITS = 64
"""Answers are sent to as many audits in turn: people do not all write into one row."""
STEADY_SECONDS = 10
ANSWERS = ("clinic", "other")
"""What is said to the first question in turn, so that each answer changes the one before and is written."""


def measure() -> None:
    """Print every figure of the pages."""
    with _bare_site() as (origin, server):
        bare = load_of(origin, [Request("GET", "/")], partial(_cpu_seconds, server.pid))
    heading("pages: granian, two workers with one thread each, on this machine beside the load itself")
    _print_load("a bare Flask page", bare, bare)
    for name, site_of in (
        ("SQLite and Valkey", embedded_site),
        ("PostgreSQL and Redis", site_on_servers),
    ):
        with site_of(WEB_WORKERS="2", WORKER_PROCESSES="2", LOG_LEVEL="warning") as site:
            heading(name)
            _measure_pages(site, bare)
            measure_reports(site)
    heading("the first visit")
    with embedded_site() as site:
        _measure_weight(site)


@contextmanager
def _bare_site() -> Iterator[tuple[str, ServerProcess]]:
    with short_folder("bare") as folder:
        port = free_port()
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "1"]
        command += ["--port", str(port), "--factory", "--no-ws", "tests.bench.bare_page:bare_page"]
        server = ServerProcess(command, folder / "log", lambda: listens(port))
        server.start()
        try:
            yield f"http://127.0.0.1:{port}", server
        finally:
            server.stop()


def _print_load(what: str, load: Load, bare: Load) -> None:
    aim = "" if load is bare else f"half the bare page's; it is {load.per_second / bare.per_second:.0%}"
    line(f"{what}: requests a second", f"{load.per_second:,.0f}", aim)
    times = "" if load is bare else f", {load.cpu_ms / bare.cpu_ms:.1f} times the bare page's"
    line("  the server's processors, a request", f"{load.cpu_ms:.2f} ms{times}")
    line("  P50 / P95 / P99", f"{load.p50_ms:.1f} / {load.p95_ms:.1f} / {load.p99_ms:.1f} ms")
    if load.failed:
        line("  NOT ANSWERED WELL", f"{load.failed:,}")


def _measure_pages(site: Site, bare: Load) -> None:
    visitors = [_begun(site, number) for number in range(AUDITS)]
    gets = [Request("GET", path, visitor.cookie_header) for visitor, path, _ in visitors]
    posts = [
        Request("POST", path, visitor.cookie_header, urlencode({**form, "answer": said}))
        for said in ANSWERS
        for visitor, path, form in visitors
    ]
    server = site.processes.get("run") or site.processes["web"]
    cpu_seconds = partial(_cpu_seconds, server.pid)
    _print_load("a question's page", load_of(site.origin, gets, cpu_seconds), bare)
    _print_load("an answer that changes the one before", load_of(site.origin, posts, cpu_seconds), bare)
    both = [_in_turn(visitor, path, form) for visitor, path, form in visitors]
    calls = [call for turn in range(len(ANSWERS)) for ways in both for call in (ways[0], ways[1 + turn])]
    taken = latencies_ms(calls, per_second=50, seconds=STEADY_SECONDS)
    line("half of each, 50 a second: P50", f"{percentile(taken, 50):.1f} ms")
    line("half of each, 50 a second: P95", f"{percentile(taken, 95):.1f} ms", "50 ms")
    line("half of each, 50 a second: P99", f"{percentile(taken, 99):.1f} ms")
    for visitor, _, _ in visitors:
        visitor.close()


def _begun(site: Site, number: int) -> tuple[PlainVisitor, str, dict[str, str]]:
    """A visitor at the first question, its path, and the hidden fields of its form."""
    if number % 20 == 0:
        site.forget_limits()
    visitor = PlainVisitor(site.origin)
    start = visitor.get("/start/mid_market")
    path = urlsplit(visitor.post("/start/mid_market", start.hidden).location).path
    while redirect := (question := visitor.get(path)).location:
        path = urlsplit(redirect).path
    return visitor, path, question.hidden


def _in_turn(visitor: PlainVisitor, path: str, form: dict[str, str]) -> list[partial[object]]:
    """Looking, and giving each answer; one visitor has one connection, so its calls never overlap."""
    lock = threading.Lock()

    def one_at_a_time(call: Callable[[], object]) -> object:
        with lock:
            return call()

    calls = [partial(visitor.get, path), *(partial(visitor.post, path, {**form, "answer": said}) for said in ANSWERS)]
    return [partial(one_at_a_time, call) for call in calls]


def _cpu_seconds(started: int) -> float:
    """What the web server among the processes that this one has started has used so far, user and system."""
    server = psutil.Process(started)
    tree = [server, *server.children(recursive=True)]
    web = next((process for process in tree if "web" in process.cmdline()), server)
    return sum(sum(process.cpu_times()[:2]) for process in (web, *web.children(recursive=True)))


def _measure_weight(site: Site) -> None:
    with chromium() as browser:
        page = browser.new_context(**PHONE).new_page()
        session = page.context.new_cdp_session(page)
        sizes = _sizes(session)
        page.goto(site.origin, wait_until="networkidle")
        line("bytes over the wire, the start page and all it loads", f"{sum(sizes):,}", "50,000")
        line("in so many requests", f"{len(sizes)}")


def _sizes(session: CDPSession) -> list[int]:
    """A list that grows by the size of each answer, headers included."""
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    session.send("Network.enable")
    return sizes


if __name__ == "__main__":
    measure()
