"""From an answer to the PDF: how long it takes when nothing else is to do, and how many reports a core makes."""

import statistics
import time
from datetime import UTC, datetime, timedelta

from audit.store import audits, reports, revisions
from audit.store.tables import JobState
from tests.bench.clock import line
from tests.bench.steady import percentile
from tests.bench.visitor import PlainVisitor
from tests.browser.companies import database_of, finished_audit, resume_path
from tests.browser.sites import Site

COMPANY = "kestrel_heating_and_air"
PDFS = 12
QUEUED = 16
CORES = 2
DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def measure_reports(site: Site) -> None:
    """Print every figure of the way to the PDF."""
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
    visitor, link = PlainVisitor(site.origin), resume_path(site, public_id)
    visitor.post(link, visitor.get(link).hidden)
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
