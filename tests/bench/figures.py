"""The page of figures over a hundred thousand audits, each with nine answers, on both databases."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import text

from audit.store.database import Database
from audit.store.figures import choices
from audit.store.migrating import migrate
from audit.store.tables import Role
from logs import configure_logs
from tests.bench.clock import heading, line, timed
from tests.bench.many_leads import fill
from tests.servers.postgresql import postgresql
from tests.web.console.staff import signed_in
from tests.web.security.site import site_on

AUDITS = 100_000
NOW = datetime(2026, 11, 20, 15, tzinfo=UTC)
PERIODS = (
    ("the last 30 days", "period=30"),
    ("the last 90 days", "period=90"),
    ("30 days, one source", "period=30&source=newsletter"),
    ("30 days, one version of a playbook", "period=30&playbook=mid_market+{version}"),
    ("a year: half of them", "from=2025-11-21&to=2026-11-20"),
)

# Every audit has reached its first nine questions, and answered them; of the unfinished ones the last is open.
# Revisions are empty: figures read none of their contents. Every third finished audit's PDF was opened.
QUIZZES = (
    """
    INSERT INTO answers (audit_id, question, given, reached_at, answered_at, changed_at)
    SELECT a.id, 'question_' || n.number, '"yes"', {reached},
        CASE WHEN n.number < 9 OR a.state = 'finished' THEN {answered} END, {answered}
    FROM audits a
    CROSS JOIN (SELECT 1 AS number UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6
        UNION SELECT 7 UNION SELECT 8 UNION SELECT 9) n
    ORDER BY a.id, n.number
    """,
    """
    INSERT INTO revisions (audit_id, number, made_at, playbook_hash, answers_hash, changed, record, currency,
        total_p10, total_p50, total_p90, verdict)
    SELECT a.id, 1, a.finished_at, a.playbook_hash, '', '', {record}, l.currency, l.total_p10, l.total_p50, l.total_p90,
        ''
    FROM audits a JOIN leads l ON l.audit_id = a.id WHERE l.finished ORDER BY a.id
    """,
    """
    INSERT INTO findings (revision_id, leak, title, rank, alone_p10, alone_p50, alone_p90, share_money, measured)
    SELECT r.id, k.leak, k.title, 1, k.alone_p50, k.alone_p50, k.alone_p50, k.alone_p50 * 0.8, {no}
    FROM revisions r JOIN lead_leaks k ON k.audit_id = r.audit_id ORDER BY r.id, k.leak
    """,
    """
    INSERT INTO reports (revision_id, company, progress_percent, state, attempts, next_attempt_at, request_id,
        created_at)
    SELECT r.id, '', 100, 'done', 1, r.made_at, '', r.made_at FROM revisions r
    """,
    "INSERT INTO report_openings (report_id, opened_at) SELECT id, created_at FROM reports WHERE id % 3 = 0",
    """
    INSERT INTO tallies (day, event, playbook, version, source, count)
    SELECT {day}, 'start_page', l.playbook, p.version, l.source, COUNT(*) * 3
    FROM leads l JOIN audits a ON a.id = l.audit_id JOIN playbook_versions p ON p.content_hash = a.playbook_hash
    GROUP BY {day}, l.playbook, p.version, l.source
    """,
)
WORDS = {
    "sqlite": {
        "reached": "datetime(a.started_at, '+' || (n.number * 12) || ' seconds')",
        "answered": "datetime(a.started_at, '+' || (n.number * 12 + 3 + a.id * n.number % 40) || ' seconds')",
        "record": "zeroblob(20000)",
        "no": "0",
        "day": "date(l.arrived_at)",
    },
    "postgresql": {
        "reached": "a.started_at + n.number * 12 * interval '1 second'",
        "answered": "a.started_at + (n.number * 12 + 3 + a.id * n.number % 40) * interval '1 second'",
        "record": "decode(repeat('5a', 20000), 'hex')",
        "no": "false",
        "day": "date(l.arrived_at)",
    },
}


def measure() -> None:
    """Print every figure of the page of figures."""
    heading(f"the page of figures over {AUDITS:,} audits of two years, nine answers each: median of whole requests")
    with TemporaryDirectory() as folder, postgresql() as cluster:
        _measure_on("SQLite", f"sqlite:///{folder}/figures.sqlite3", Path(folder))
        _measure_on("PostgreSQL", cluster.create("figures"), Path(folder))


def _measure_on(name: str, url: str, folder: Path) -> None:
    database = filled(url, AUDITS)
    with database.reading() as session:
        version = next(version for name, version in choices.playbooks(session) if name == "mid_market")
    database.close()
    site = site_on(url, folder, playbooks="mid_market,home_services", log_level="error")
    configure_logs(site.services.settings)
    site.clock.now = NOW
    client = signed_in(site, Role.AUTHOR)
    for what, asked in PERIODS:
        taken = timed(partial(client.get, f"/console/figures?{asked.format(version=version)}"), 3, 1)
        line(f"{name}, {what}", f"{taken.median_ms:,.0f} ms", "1,000 ms" if "30" in what else "")
    site.services.database.close()


def filled(url: str, audits: int) -> Database:
    """A new database with so many audits, each with its answers and, where it is finished, its result."""
    database = Database(url)
    migrate(database)
    fill(database, audits, NOW)
    with database.engine.execution_options(writes=True).begin() as connection:
        for statement in QUIZZES:
            connection.execute(text(statement.format(**WORDS[connection.dialect.name])))
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if connection.dialect.name == "sqlite" else "VACUUM ANALYZE")
    return database
