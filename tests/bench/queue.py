"""The sales queue at 100,000 audits: how long its page takes, with each filter and in each order, on both databases."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode

from flask.testing import FlaskClient

from audit.store.database import Database
from audit.store.migrating import migrate
from audit.store.queue import Cursor
from audit.store.tables import Role
from logs import configure_logs
from tests.bench.clock import heading, line
from tests.bench.many_leads import DAYS, PEOPLE, fill
from tests.bench.steady import percentile
from tests.servers.folders import short_folder
from tests.servers.postgresql import postgresql
from tests.web.console.staff import signed_in
from tests.web.security.site import NOW, site_on
from web.console.queue.asked import WORDS

LEADS = 100_000
TIMES = 15
"""How often each page is asked for in each order."""

AIM = "100 ms"
SORTS = ("dollars", "newest", "oldest", "clock")
A_YEAR_AGO = NOW - timedelta(days=DAYS / 2)
FILTERS: Mapping[str, Mapping[str, str]] = {
    "nothing": {},
    "a leak": {"leak": "missed_calls"},
    "a first fix": {"fix": "night_desk"},
    "a status": {"status": "qualified"},
    "new or attempting": {"status": "open"},
    "mine": {"owner": "me"},
    "nobody’s": {"owner": "nobody"},
    "a frequent source": {"source": "google"},
    "a rare source": {"source": "fair"},
    "no source": {"source": "(none)"},
    "a playbook": {"playbook": "home_services"},
    "a wide size": {"dollars_from": "50000", "dollars_to": "200000"},
    "a narrow size": {"dollars_from": "150000", "dollars_to": "150500"},
    "a week": {"arrived_from": "2026-02-01", "arrived_to": "2026-02-07"},
    "a year": {"arrived_from": "2025-01-01", "arrived_to": "2025-12-31"},
    "finished": {"finished": "yes"},
    "unfinished": {"finished": "no"},
    "clock running": {"clock": "running"},
    "clock amber": {"clock": "amber"},
    "clock red": {"clock": "red"},
    "clock answered": {"clock": "answered"},
    "a frequent tag": {"tag": "warm"},
    "a rare tag": {"tag": "board decides"},
    "sample companies only": {"samples": "yes"},
    "without sample companies": {"samples": "no"},
    "due today": {"due": "today"},
    "to call now": {"status": "open", "clock": "running"},
    "a leak of a rare source": {"leak": "missed_calls", "source": "fair"},
    "a leak, mine, qualified": {"leak": "missed_calls", "owner": "me", "status": "qualified"},
    "a rare source, not a fit": {"source": "fair", "status": "not_a_fit"},
}
SEARCHES = {"a whole address": "agnes.marsh.7@northwind.example", "two beginnings": "kingf ad", "everybody": "north"}
PLACES: Mapping[str, tuple[str, Cursor]] = {
    "the middle, by dollars": ("dollars", Cursor(0, 60_000.0, LEADS // 2)),
    "the last pages, by dollars": ("dollars", Cursor(1, NOW - timedelta(days=DAYS - 1), LEADS)),
    "the middle, newest first": ("newest", Cursor(0, A_YEAR_AGO, LEADS // 2)),
    "the last pages, newest first": ("newest", Cursor(0, NOW - timedelta(days=DAYS), LEADS)),
    "the middle, by the clock": ("clock", Cursor(1, A_YEAR_AGO, LEADS // 2)),
}


def measure() -> None:
    """Print every figure of the queue."""
    with short_folder("queue") as folder:
        _measure("SQLite", f"sqlite:///{folder / 'plumbline.sqlite3'}", folder)
        with postgresql(durable=True) as cluster:
            _measure("PostgreSQL", cluster.create("plumbline"), folder)


def _measure(name: str, url: str, folder: Path) -> None:
    started = perf_counter()
    with _filled(url, folder) as client:
        heading(f"the queue at {LEADS:,} audits on {name}: the whole request, P50 / P95 of {TIMES} in each order")
        line("making them", f"{perf_counter() - started:.0f} s")
        for sort in SORTS:
            _print(f"all, in the order “{sort}”", _taken(client, [{"sort": sort}]))
        for what, (sort, cursor) in PLACES.items():
            _print(what, _taken(client, [{"sort": sort, "after": str(cursor)}, {"sort": sort, "before": str(cursor)}]))
        for what, filters in FILTERS.items():
            _print(what, _taken(client, [{**filters, "sort": sort} for sort in SORTS]))
        for what, words in SEARCHES.items():
            with client.session_transaction() as session:
                session[WORDS] = words
            _print(f"searching for {what}", _taken(client, [{"sort": sort} for sort in SORTS]))


@contextmanager
def _filled(url: str, folder: Path) -> Iterator[FlaskClient]:
    database = Database(url)
    migrate(database)
    fill(database, LEADS, NOW)
    database.close()
    site = site_on(url, folder, playbooks="mid_market,home_services", log_level="error")
    configure_logs(site.services.settings)  # a line for each request would stand between the figures
    try:
        yield signed_in(site, Role.SALES, PEOPLE[0])
    finally:
        site.services.database.close()


def _taken(client: FlaskClient, addresses: Sequence[Mapping[str, str]]) -> list[float]:
    """Milliseconds of each request, the addresses in turn."""
    taken = []
    for turn in range(TIMES + 1):
        for address in addresses:
            start = perf_counter()
            status = client.get(f"/console/?{urlencode(address)}").status_code
            if turn:  # the first of each prepares
                taken.append((perf_counter() - start) * 1_000)
            if status != 200:
                raise RuntimeError(f"{status} from {address}")
    return taken


def _print(what: str, taken: Sequence[float]) -> None:
    line(what, f"{percentile(taken, 50):.0f} / {percentile(taken, 95):.0f} ms", AIM)


if __name__ == "__main__":
    measure()
