"""The quiz and the results as one site on a real SQLite file, with results stored straight into it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from pydantic import SecretStr
from sqlalchemy import delete, func, select

from audit.answers import read_answers
from audit.findings import Audit
from audit.playbook import Playbook
from audit.playbook.format import AnswersFile, CompanyEntry, Given
from audit.record import Record, to_record
from audit.run import run_audit
from audit.store import audits, claims, mails, reports, revisions, tokens
from audit.store.claims import Claim, JobTable
from audit.store.database import Database
from audit.store.migrating import migrate
from audit.store.report_files import ReportFiles
from audit.store.shelf import Shelf
from audit.store.tables import AnswerRow, Mail, Report, Table, TokenPurpose
from settings import Settings
from tests.journeys.companies import FOLDERS, playbook_of
from tests.web.security.site import Clock, RememberingQueue
from web.services import Services

SIGNING_KEY = "a key for tests alone, of more than thirty-two characters"
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
STOCKED = ("home_services", "mid_market")
Row = TypeVar("Row", bound=Table)
UNNAMED = CompanyEntry(name="Your company")


class ReadOnce(Shelf):
    """A shelf whose playbooks were read by an earlier test: checking one takes longer than a test."""

    def register(self, folder: Path, now: datetime) -> Playbook:
        name = next((name for name, known in FOLDERS.items() if known == folder), None)
        return playbook_of(name) if name in STOCKED else super().register(folder, now)

    def get(self, content_hash: str) -> Playbook:
        known = (playbook_of(name) for name in STOCKED)
        return next((one for one in known if one.content_hash == content_hash), None) or super().get(content_hash)


def stock(file: Path) -> None:
    """A new SQLite file with the tables and the shipped playbooks."""
    database = Database(f"sqlite:///{file}")
    migrate(database)
    for name in STOCKED:
        Shelf(database).register(FOLDERS[name], NOON)
    database.close()


def make_services(stocked: Path, folder: Path, **options: object) -> Services:
    """Services on a copy of a `stock`ed file, with all they keep in `folder`; `options` are settings."""
    settings = Settings(
        secret_key=SecretStr(SIGNING_KEY),
        data_dir=folder,
        playbooks=STOCKED,
        public_url="http://audit.northwind.example",
    ).model_copy(update=options)
    file = folder / "plumbline.sqlite3"
    file.write_bytes(stocked.read_bytes())
    database = Database(f"sqlite:///{file}")
    files = ReportFiles((folder / "reports").as_uri())
    return Services(settings, database, ReadOnce(database), RememberingQueue(), files, Clock(NOON), lambda: True)


def record_of(name: str, company: str, **changes: str) -> Record:
    """The record that a quiz with a company's answers leaves; `changes` are other answers."""
    playbook = playbook_of(name)
    return _record(playbook, {**playbook.examples[company].answers, **changes})


@lru_cache(maxsize=32)
def _audited(name: str, answers: tuple[tuple[str, Given], ...]) -> Record:
    playbook = playbook_of(name)
    file = AnswersFile(company=UNNAMED, playbook=name, answers=dict(answers))
    read = read_answers(playbook, file)
    return to_record(run_audit(playbook, read, NOON.date()), read)


def _record(playbook: Playbook, answers: Mapping[str, Given]) -> Record:
    return _audited(playbook.head.name, tuple(answers.items()))


def sample_record(audit: Audit, playbook: Playbook) -> Record:
    """A record of a made-up audit, as if that playbook had made it; what has a question of that name was answered."""
    stamp = replace(audit.playbook, content_hash=playbook.content_hash)
    answers: dict[str, Given] = {entry.key: "120" for entry in audit.inputs if entry.given}
    return Record(answers=AnswersFile(company=UNNAMED, answers=answers), audit=replace(audit, playbook=stamp))


@dataclass(frozen=True)
class Store:
    """Puts results where the pages find them."""

    services: Services

    def result(self, public_id: str, name: str, record: Record) -> int:
        """A finished audit, begun two minutes ago. Returns the revision's id."""
        now = self.services.clock()
        playbook = playbook_of(name)
        with self.services.database.writing() as session:
            audit = audits.begin(session, public_id, playbook.content_hash, {}, now - timedelta(minutes=2))
            for key, given in record.answers.answers.items():
                said = list(map(str, given)) if isinstance(given, tuple) else str(given)
                audits.save_answer(session, audit, key, said, now)
            return revisions.add(session, audit, record, (), now).id

    def changed(self, public_id: str, record: Record, *changed: str) -> int:
        """A further revision, because the questions `changed` were answered anew."""
        with self.services.database.writing() as session:
            audit = audits.find(session, public_id)
            assert audit is not None
            return revisions.add(session, audit, record, changed, self.services.clock()).id

    def begun(self, public_id: str, name: str) -> None:
        """An audit without an answer, begun two minutes ago."""
        now = self.services.clock()
        playbook = playbook_of(name)
        with self.services.database.writing() as session:
            audits.begin(session, public_id, playbook.content_hash, {}, now - timedelta(minutes=2))

    def forget(self, public_id: str, question: str) -> None:
        """Take an answer away, as if a change had led to a question that nobody answered yet."""
        with self.services.database.writing() as session:
            audit = audits.find(session, public_id)
            assert audit is not None
            session.execute(delete(AnswerRow).where(AnswerRow.audit_id == audit.id, AnswerRow.question == question))

    def row(self, table: type[Row], **columns: object) -> Row | None:
        """The only row of a table, or the only one with these columns; `None` if there is none."""
        with self.services.database.reading() as session:
            return session.scalars(select(table).filter_by(**columns)).one_or_none()

    def count(self, table: type[Table]) -> int:
        """How many rows a table has."""
        with self.services.database.reading() as session:
            return session.scalar(select(func.count()).select_from(table)) or 0


@dataclass(frozen=True)
class Worker:
    """Does to a report and its mails what a worker does, by the same ways, but draws no PDF."""

    services: Services
    content: bytes = b"%PDF-1.7 made up"

    def take(self, job: JobTable) -> Claim:
        with self.services.database.writing() as session:
            row_id = session.scalars(select(job.id)).one()
            held = claims.claim(session, job, row_id, self.services.clock(), timedelta(seconds=30))
        assert held is not None
        return held

    def finish_report(self) -> None:
        held, name = self.take(Report), "made/up.pdf"
        self.services.report_files.put(name, self.content)
        now = self.services.clock()
        size, digest = len(self.content), sha256(self.content).hexdigest()
        with self.services.database.writing() as session:
            claims.finish(session, held, now, file_name=name, size_bytes=size, sha256=digest)
            mails.release(session, held.row_id, now)

    def finish_mail(self) -> None:
        held = self.take(Mail)
        with self.services.database.writing() as session:
            claims.finish(session, held, self.services.clock())

    def progress(self, percent: int) -> None:
        held = self.take(Report)
        with self.services.database.writing() as session:
            claims.renew(session, held, self.services.clock(), timedelta(seconds=30), progress_percent=percent)

    def put_back(self, **until: float) -> None:
        held = self.take(Report)
        with self.services.database.writing() as session:
            claims.put_back(session, held, "no room", self.services.clock() + timedelta(**until))

    def give_up(self) -> None:
        held = self.take(Report)
        with self.services.database.writing() as session:
            claims.give_up(session, held, "no room", self.services.clock())

    def revoke_links(self, public_id: str) -> None:
        with self.services.database.writing() as session:
            audit = audits.find(session, public_id)
            assert audit
            tokens.revoke(session, audit.id, TokenPurpose.REPORT, self.services.clock())

    def link(self, public_id: str, **lives: float) -> str:
        """The token of a mail's link."""
        token, now = tokens.new_token(), self.services.clock()
        with self.services.database.writing() as session:
            audit = audits.find(session, public_id)
            report = reports.latest(session, audit.id) if audit else None
            assert audit
            assert report
            until = now + timedelta(**lives or {"days": 30})
            tokens.keep(session, token, TokenPurpose.REPORT, audit.id, now, until, report.id)
        return token
