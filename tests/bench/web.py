"""The pages and the way to the PDF, on both set-ups: SQLite with Valkey, PostgreSQL with Redis."""

import statistics
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import CDPSession

from audit.store import audits, reports, revisions, tokens
from audit.store.tables import JobState, TokenPurpose
from tests.bench.clock import heading, line
from tests.bench.steady import latencies_ms, percentile
from tests.bench.visitor import PlainVisitor
from tests.bench.wrk import Load, Request, load_of
from tests.browser.chromium import PHONE, chromium
from tests.browser.companies import answers_of, database_of, finished_audit
from tests.browser.sites import Site, embedded_site, site_on_servers
from tests.servers.folders import short_folder
from tests.servers.ports import free_port, listens
from tests.servers.processes import ServerProcess

COMPANY = "kestrel_heating_and_air"
AUDITS = 64
"""Answers are sent to as many audits in turn: people do not all write into one row."""
PDFS = 20
QUEUED = 24
CORES = 2
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def measure() -> None:
    """Print every figure of the pages."""
    with _bare_site() as origin:
        bare = load_of(origin, [Request("GET", "/")])
    heading("pages: granian, two workers with one thread each, on this machine beside the load itself")
    _print_load("a bare Flask page", bare, bare)
    for name, site_of in (
        ("SQLite and Valkey", embedded_site),
        ("PostgreSQL and Redis", site_on_servers),
    ):
        with site_of(WEB_WORKERS="2", WORKER_PROCESSES="2", LOG_LEVEL="warning") as site:
            heading(name)
            _measure_pages(site, bare)
            _measure_reports(site)
    heading("the first visit")
    with embedded_site() as site:
        _measure_weight(site)


@contextmanager
def _bare_site() -> Iterator[str]:
    with short_folder("bare") as folder:
        port = free_port()
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "1"]
        command += ["--port", str(port), "--factory", "--no-ws", "tests.bench.bare_page:bare_page"]
        server = ServerProcess(command, folder / "log", lambda: listens(port))
        server.start()
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.stop()


def _print_load(what: str, load: Load, bare: Load) -> None:
    aim = "" if load is bare else f"half the bare page's, {bare.per_second / 2:,.0f}/s"
    line(f"{what}: requests a second", f"{load.per_second:,.0f}", aim)
    line("  P50 / P95 / P99", f"{load.p50_ms:.1f} / {load.p95_ms:.1f} / {load.p99_ms:.1f} ms")
    if load.failed:
        line("  NOT ANSWERED WELL", f"{load.failed:,}")


def _measure_pages(site: Site, bare: Load) -> None:
    visitors = [_begun(site, number) for number in range(AUDITS)]
    gets = [Request("GET", path, visitor.cookie_header) for visitor, path, _ in visitors]
    posts = [Request("POST", path, visitor.cookie_header, urlencode(form)) for visitor, path, form in visitors]
    _print_load("a question's page", load_of(site.origin, gets), bare)
    _print_load("an answer", load_of(site.origin, posts), bare)
    calls = [call for visitor, path, form in visitors for call in _in_turn(visitor, path, form)]
    taken = latencies_ms(calls, per_second=50, seconds=20)
    line("half of each, 50 a second: P50", f"{percentile(taken, 50):.1f} ms")
    line("half of each, 50 a second: P95", f"{percentile(taken, 95):.1f} ms", "50 ms")
    line("half of each, 50 a second: P99", f"{percentile(taken, 99):.1f} ms")
    for visitor, _, _ in visitors:
        visitor.close()


def _begun(site: Site, number: int) -> tuple[PlainVisitor, str, dict[str, str]]:
    """A visitor at the first question, its path, and the form that answers it."""
    if number % 20 == 0:
        site.forget_limits()
    visitor = PlainVisitor(site.origin)
    start = visitor.get("/start/mid_market")
    path = urlsplit(visitor.post("/start/mid_market", start.hidden).location).path
    while redirect := (question := visitor.get(path)).location:
        path = urlsplit(redirect).path
    key = path.rpartition("/")[2]
    return visitor, path, {**question.hidden, "answer": str(answers_of(COMPANY)[key])}


def _in_turn(visitor: PlainVisitor, path: str, form: dict[str, str]) -> tuple[partial[object], partial[object]]:
    """Its two calls; one visitor has one connection, so they never overlap."""
    lock = threading.Lock()

    def one_at_a_time(call: Callable[[], object]) -> object:
        with lock:
            return call()

    return (
        partial(one_at_a_time, partial(visitor.get, path)),
        partial(one_at_a_time, partial(visitor.post, path, form)),
    )


def _measure_reports(site: Site) -> None:
    taken = [_seconds_to_pdf(site, number) for number in range(PDFS)]
    line(f"answer to PDF ready, idle, {PDFS} times: P50", f"{statistics.median(taken):.2f} s")
    line("answer to PDF ready: P95", f"{percentile(taken, 95):.2f} s", "2 s")
    per_minute = _reports_per_minute(site)
    line(f"reports a minute and core ({QUEUED} queued, {CORES} workers)", f"{per_minute / CORES:.0f}")


def _seconds_to_pdf(site: Site, number: int) -> float:
    """From sending the form of a finished audit until its page says that the PDF is ready."""
    visitor = _opened(site, public_id := finished_audit(site, COMPANY, inquiries_per_month=str(200 + number)))
    page = visitor.get(f"/audit/{public_id}/result")
    words = page.text.partition("Type these five digits: ")[2].partition("<")[0].split(", ")
    form = {
        **page.hidden,
        "email": f"ada{number}@northwind.example",
        "proof_digits": "".join(str(DIGITS.index(word)) for word in words),
    }
    start = time.perf_counter()
    visitor.post(f"/audit/{public_id}/report", form)
    while '"ready"' not in visitor.get(f"/audit/{public_id}/report/state").text:
        time.sleep(0.02)
    taken = time.perf_counter() - start
    visitor.close()
    return taken


def _opened(site: Site, public_id: str) -> PlainVisitor:
    """A visitor who holds the audit."""
    token, now = tokens.new_token(), datetime.now(UTC)
    with database_of(site) as database, database.writing() as session:
        audit = audits.find(session, public_id)
        assert audit is not None
        tokens.keep(session, token, TokenPurpose.RESUME, audit.id, now, now + timedelta(days=1))
    site.forget_limits()
    visitor = PlainVisitor(site.origin)
    visitor.post(f"/resume/{token}", visitor.get(f"/resume/{token}").hidden)
    return visitor


def _reports_per_minute(site: Site) -> float:
    """Put reports into the database all at once, and wait for the last. The sweeper finds them."""
    ids = []
    for number in range(QUEUED):
        public_id = finished_audit(site, COMPANY, inquiries_per_month=str(400 + number))
        ids.append(public_id)
    with database_of(site) as database:
        earlier = datetime.now(UTC) - timedelta(minutes=1)
        with database.writing() as session:
            for public_id in ids:
                audit = audits.find(session, public_id)
                revision = revisions.latest(session, audit.id) if audit else None
                assert revision is not None
                reports.request(session, revision, "Kestrel", "bench", earlier)
        start = time.perf_counter()
        open_ids = set(ids)
        while open_ids:
            time.sleep(0.2)
            with database.reading() as session:
                for public_id in tuple(open_ids):
                    audit = audits.find(session, public_id)
                    report = reports.latest(session, audit.id) if audit else None
                    if report is not None and report.state in (JobState.DONE, JobState.FAILED):
                        open_ids.discard(public_id)
        return QUEUED / (time.perf_counter() - start) * 60


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
