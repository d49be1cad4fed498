"""Invented companies from the shipped playbooks, and audits of them put straight into a site's database."""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

from audit.answers import read_answers
from audit.checking.gate import load
from audit.playbook import Playbook
from audit.playbook.format import AnswersFile
from audit.record import Record, to_record
from audit.run import run_audit
from audit.shipped import SHIPPED
from audit.store import audits, revisions, tokens
from audit.store.database import Database
from audit.store.tables import TokenPurpose
from tests.browser.answering import Given
from tests.browser.longest import NAME as LONGEST
from tests.browser.sites import Site

A_WHILE = timedelta(minutes=3)
"""How long ago an audit began that is put into the database: nobody gets through the quiz in no time."""


@cache
def playbook(folder: str) -> Playbook:
    """A shipped playbook by its name, or one of a test's own by its folder."""
    return load(SHIPPED / folder)


def longest(site: Site) -> str:
    """The folder of the playbook with the longest texts. Raises StopIteration if the site does not offer it."""
    return next(folder for folder in site.settings.playbooks if Path(folder).name == LONGEST)


def company(name: str, of: str = "mid_market") -> AnswersFile:
    """An example company of a playbook, with what it answers."""
    return playbook(of).examples[name]


def answers_of(name: str, of: str = "mid_market") -> Mapping[str, Given]:
    """What an example company answers, by question."""
    return typed(company(name, of))


def typed(file: AnswersFile) -> Mapping[str, Given]:
    """A company's answers as pages send them."""
    return {key: _typed(given) for key, given in file.answers.items()}


def _typed(given: object) -> Given:
    """An answer of an example as a page sends it."""
    return [str(key) for key in given] if isinstance(given, tuple) else str(given)


@contextmanager
def database_of(site: Site) -> Iterator[Database]:
    """The site's database, opened from here."""
    database = Database(site.settings.sqlalchemy_url)
    try:
        yield database
    finally:
        database.close()


def finished_audit(site: Site, name: str, of: str = "mid_market", **changes: Given) -> str:
    """Put a finished audit of an example company into the database, with `changes` to what it answers.

    Returns its public id.
    """
    now = datetime.now(UTC)
    file = company(name, of)
    file = file.model_copy(update={"answers": {**file.answers, **changes}})
    record = _audited(of, file, now)
    public_id = secrets.token_hex(16)
    with database_of(site) as database, database.writing() as session:
        begun = now - A_WHILE
        audit = audits.begin(session, public_id, playbook(of).content_hash, {"utm_source": "tests"}, begun)
        for key, given in typed(file).items():
            audits.save_answer(session, audit, key, given, begun)
        revisions.add(session, audit, record, (), now)
    return public_id


def _audited(of: str, file: AnswersFile, now: datetime) -> Record:
    answers = read_answers(playbook(of), file)
    return to_record(run_audit(playbook(of), answers, now.date()), answers)


def resume_path(site: Site, public_id: str) -> str:
    """The path of a link to an audit, as "continue on another device" makes it. No limit keeps it from opening."""
    token, now = tokens.new_token(), datetime.now(UTC)
    with database_of(site) as database, database.writing() as session:
        audit = audits.find(session, public_id)
        assert audit is not None
        tokens.keep(session, token, TokenPurpose.RESUME, audit.id, now, now + timedelta(days=1))
    site.forget_limits()
    return f"/resume/{token}"


def open_audit(site: Site, page: Page, public_id: str) -> None:
    """Open an audit in a visitor's browser, through such a link."""
    page.goto(f"{site.origin}{resume_path(site, public_id)}")
    with page.expect_navigation():
        page.get_by_role("button").click()


def let_time_pass(site: Site, public_id: str) -> None:
    """Have an audit begun minutes ago: a test answers faster than the proof of a person believes."""
    with database_of(site) as database, database.writing() as session:
        audit = audits.find(session, public_id)
        assert audit is not None
        audit.started_at -= A_WHILE
