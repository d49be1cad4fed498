"""A hundred thousand believable leads, in seconds: `fill(database, 100_000, now)`. No company in it exists."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from random import Random
from typing import Any

import psycopg
from sqlalchemy import Connection, text

from audit.playbook import Playbook
from audit.sales.clock import clock_rules
from audit.shipped import SHIPPED
from audit.store import accounts
from audit.store.database import Database
from audit.store.leads import words_of
from audit.store.shelf import Shelf
from audit.store.tables import Role
from cli.demo.cast import FIRST_NAMES, FIRST_WORDS
from cli.demo.cast import LAST_NAMES as SURNAMES
from cli.demo.cast import TRADES as TRADES_OF

AT_ONCE = 5_000
"""Leads that are held in memory while they are written."""

DAYS = 730
PLAYBOOKS = (("mid_market", 7), ("home_services", 3))
TRADES = tuple(trade for trades in TRADES_OF.values() for trade in trades)
PEOPLE = ("Ada Lindqvist", "Bram Castell", "Carla Norling", "Dinesh Rask", "Elif Farrow", "Femi Okafor", "Greta Marsh")
SOURCES = (("", 30), ("newsletter", 22), ("google", 20), ("linkedin", 12), ("partner", 8), ("podcast", 4), ("fair", 1))
STATUSES = (
    ("new", 38),
    ("attempting", 14),
    ("contacted", 22),
    ("qualified", 10),
    ("unqualified", 12),
    ("not_a_fit", 4),
)
TAGS = (("warm", 9), ("referral", 5), ("second site", 3), ("asks for a price", 2), ("board decides", 1))
STEPS = ("Call again", "Send the working", "Ask for last month's list")
CURRENCY = "USD"
RULES = clock_rules("mon-fri 09:00-17:00", "UTC", (), 5, 60)

TABLES = ("audits", "people", "contacts", "leads", "lead_leaks", "lead_words", "lead_tags", "notes")
"""In the order in which they can be written."""

Row = dict[str, Any]


@dataclass(slots=True)
class Batch:
    """Rows by their table."""

    rows: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, table: str, **values: Any) -> None:
        self.rows.setdefault(table, []).append(values)


@dataclass(frozen=True, slots=True)
class Ground:
    """What leads refer to."""

    playbooks: Sequence[Playbook]
    owners: Sequence[int]
    numbers: range
    now: datetime

    def share(self, number: int) -> float:
        """How many come before it, from 0 to 1."""
        return (number - self.numbers.start) / len(self.numbers)


def fill(database: Database, count: int, now: datetime, seed: int = 7) -> Sequence[int]:
    """Add so many audits with their leads, leaks, words, tags, people and notes; return who may own them.

    The audits have no answers and no revisions: lists do not read them. What the planner knows is brought up to date.
    """
    playbooks, owners = _playbooks(database, now), _owners(database, now)
    with database.engine.execution_options(writes=True).connect() as connection:
        first = connection.execute(text("SELECT COALESCE(MAX(id), 0) + 1 FROM audits")).scalar_one()
        ground = Ground(playbooks, owners, range(first, first + count), now)
        for batch in _batches(ground, Random(seed)):  # noqa: S311  # invented companies, no secrets
            for table in TABLES:
                _write(connection, table, batch.rows.get(table, []))
        connection.commit()
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # Explicit numbers leave PostgreSQL's counters behind.
        if connection.dialect.name == "postgresql":
            for table in ("audits", "people", "contacts", "notes"):
                greatest = f"(SELECT MAX(id) FROM {table})"  # noqa: S608  # names from two lines above
                connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {greatest})"))
            connection.execute(text("VACUUM ANALYZE"))
        else:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return owners


def _playbooks(database: Database, now: datetime) -> Sequence[Playbook]:
    shelf = Shelf(database)
    return [shelf.register(SHIPPED / name, now) for name, _ in PLAYBOOKS]


def _owners(database: Database, now: datetime) -> Sequence[int]:
    with database.writing() as session:
        return [
            (accounts.by_email(session, email) or accounts.create(session, email, name, Role.SALES, now)).id
            for name in PEOPLE
            for email in [f"{name.lower().replace(' ', '.')}.{Role.SALES}@northwind.example"]
        ]


def _batches(ground: Ground, chance: Random) -> Iterator[Batch]:
    left = iter(ground.numbers)
    while some := list(islice(left, AT_ONCE)):
        batch = Batch()
        for number in some:
            _add_lead(batch, ground, number, chance)
        yield batch


def _add_lead(batch: Batch, ground: Ground, number: int, chance: Random) -> None:
    now, public_id = ground.now, f"{number:08d}{chance.getrandbits(96):024x}"
    arrived_at = now - timedelta(days=(1 - ground.share(number)) * DAYS, seconds=chance.random() * 3_000)
    playbook = chance.choices(ground.playbooks, [weight for _, weight in PLAYBOOKS])[0]
    finished, known = chance.random() < 0.62, chance.random() < 0.66
    source, is_sample = _one_of(chance, SOURCES), number % 2_500 == 0
    batch.add(
        "audits",
        id=number,
        public_id=public_id,
        playbook_hash=playbook.content_hash,
        state="finished" if finished else "answering",
        source={"utm_source": source} if source else {},
        started_at=arrived_at - timedelta(minutes=2),
        first_answer_at=arrived_at - timedelta(minutes=1),
        last_answer_at=arrived_at,
        finished_at=arrived_at if finished else None,
        is_sample=is_sample,
    )
    found = _leaks(playbook, chance) if finished else []
    batch.add(
        "leads",
        audit_id=number,
        public_id=public_id,
        playbook=playbook.head.name,
        source=source,
        finished=finished,
        arrived_at=arrived_at,
        is_sample=is_sample,
        next_step_number=0,
        version=1,
        **_money(playbook, found, chance),
        **(_contact(batch, number, arrived_at, chance) if known else {"company": "", "contact_name": "", "email": ""}),
        **_sales(batch, ground, number, arrived_at, chance, reachable=finished and known),
    )
    for key, worth in found:
        title = playbook.leaks[key].title
        batch.add("lead_leaks", audit_id=number, leak=key, title=title, alone_p50=worth)
    if known:
        _add_words(batch, number)


def _leaks(playbook: Playbook, chance: Random) -> list[tuple[str, float]]:
    keys = chance.sample(sorted(playbook.leaks), chance.randint(2, min(6, len(playbook.leaks))))
    return sorted(((key, chance.lognormvariate(10.4, 1.1)) for key in keys), key=lambda pair: -pair[1])


def _money(playbook: Playbook, found: list[tuple[str, float]], chance: Random) -> Row:
    if not found:
        nothing = dict.fromkeys(("total_p10", "total_p50", "total_p90"))
        return {**nothing, "currency": "", "verdict": "", "first_fix": "", "largest_leak": ""}
    total, recommended = 0.9 * sum(worth for _, worth in found), chance.random() < 0.9
    return {
        "total_p10": total * 0.6,
        "total_p50": total,
        "total_p90": total * 1.5,
        "currency": CURRENCY,
        "verdict": "recommended" if recommended else "none",
        "first_fix": chance.choice(sorted(playbook.fixes)) if recommended else "",
        "largest_leak": found[0][0],
    }


def _contact(batch: Batch, number: int, at: datetime, chance: Random) -> Row:
    first, last = chance.choice(FIRST_NAMES), chance.choice(SURNAMES)
    company = f"{chance.choice(FIRST_WORDS)} {chance.choice(SURNAMES)} {chance.choice(TRADES)}"
    email = f"{first}.{last}.{number}@northwind.example".lower()
    batch.add("people", id=number, email=email, first_seen_at=at)
    contact = {"name": f"{first} {last}", "company": company, "role": "Owner", "phone": "", "time_zone": ""}
    batch.add("contacts", id=number, audit_id=number, person_id=number, given_at=at, **contact)
    return {"company": company, "contact_name": f"{first} {last}", "email": email}


def _sales(batch: Batch, ground: Ground, number: int, arrived_at: datetime, chance: Random, *, reachable: bool) -> Row:
    status = _one_of(chance, STATUSES)
    touched = status != "new"
    if status == "new":  # what is weeks old and untouched never had somebody to call
        reachable = reachable and arrived_at > ground.now - timedelta(days=3)
    clock = RULES.limits(arrived_at) if reachable else None
    next_step_at = (
        ground.now + timedelta(hours=chance.uniform(-40, 400)) if touched and chance.random() < 0.05 else None
    )
    owner_id = chance.choice(ground.owners) if touched and chance.random() < 0.8 else None
    if touched and chance.random() < 0.3:
        owner, at = owner_id or ground.owners[0], arrived_at + timedelta(hours=5)
        said = "Rang twice, no answer. Asked for the call list of last month, and for who decides."
        batch.add("notes", id=number, audit_id=number, account_id=owner, text=said, made_at=at, version=1)
    if chance.random() < 0.15:
        batch.add("lead_tags", audit_id=number, tag=_one_of(chance, TAGS))
    return {
        "status": status,
        "reason": {"unqualified": "no_reply", "not_a_fit": "too_small"}.get(status, ""),
        "owner_id": owner_id,
        "next_step": chance.choice(STEPS) if next_step_at else "",
        "next_step_at": next_step_at,
        "clock_from": clock.clock_from if clock else None,
        "amber_at": clock.amber_at if clock else None,
        "red_at": clock.red_at if clock else None,
        "first_touch_at": arrived_at + timedelta(minutes=chance.uniform(1, 300)) if touched and clock else None,
    }


def _add_words(batch: Batch, number: int) -> None:
    lead = batch.rows["leads"][-1]
    for word in words_of(lead["company"], lead["contact_name"], lead["email"]):
        batch.add("lead_words", word=word, audit_id=number)


def _one_of(chance: Random, weighted: Sequence[tuple[str, int]]) -> str:
    return chance.choices([name for name, _ in weighted], [weight for _, weight in weighted])[0]


def _write(connection: Connection, table: str, rows: Sequence[Row]) -> None:
    if not rows:
        return
    names = ", ".join(rows[0])
    driver = connection.connection.driver_connection
    if isinstance(driver, psycopg.Connection):
        with driver.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row([json.dumps(one) if isinstance(one, dict) else one for one in row.values()])
        return
    places = ", ".join("?" for _ in rows[0])
    said = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608  # our own words
    connection.exec_driver_sql(said, [tuple(map(_for_sqlite, row.values())) for row in rows])


def _for_sqlite(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    return json.dumps(value) if isinstance(value, dict) else value
