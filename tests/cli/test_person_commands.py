"""`plumbline person`: a request that came by mail is answered on the command line."""

import json
import re
import zipfile
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from audit.store import operator_links, people
from audit.store.database import Database
from audit.store.migrating import migrate
from audit.store.tables import AccessEntry, AuditRow, AuditState, OperatorLinkPurpose, Person, PlaybookVersion, Removal
from cli.app import plumbline

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ANN = "ann@northwind.example"

pytestmark = pytest.mark.usefixtures("logs_as_before")


@pytest.fixture
def database(tmp_path):
    opened = Database(f"sqlite:///{tmp_path / 'plumbline.sqlite3'}")
    migrate(opened)
    with opened.writing() as session:
        about = {"name": "starter", "title": "Starter", "version": "1", "archive": b"", "first_seen_at": NOW}
        session.add(PlaybookVersion(content_hash="0" * 64, **about))
        session.flush()
        audit = AuditRow(public_id="hers", playbook_hash="0" * 64, source={}, started_at=NOW)
        session.add(audit)
        session.flush()
        people.remember(session, audit, ANN, "Ann", "Northwind", NOW)
    yield opened
    opened.close()


@pytest.fixture
def run(database, tmp_path):
    def invoke(*words, typed=None):
        environment = {"COLUMNS": "100", "DATA_DIR": str(tmp_path)}
        return CliRunner().invoke(plumbline, ["person", *words], input=typed, env=environment)

    return invoke


def noted(database):
    with database.reading() as session:
        return [(entry.actor, entry.action, entry.subject) for entry in session.scalars(select(AccessEntry))]


def test_everything_about_an_address_is_written_to_a_file(run, database, tmp_path):
    target = tmp_path / "hers.zip"
    result = run("export", ANN.upper(), str(target))
    assert result.exit_code == 0, result.output
    assert target.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(target) as archive:
        assert json.loads(archive.read("data.json"))["contacts"][0]["company"] == "Northwind"
    assert noted(database) == [("command line", "handed over a person's data", "person 1")]


def test_a_file_that_is_there_is_not_overwritten(run, database, tmp_path):
    target = tmp_path / "hers.zip"
    target.write_bytes(b"something else")
    result = run("export", ANN, str(target))
    assert result.exit_code == 1
    assert "is there already; give another name" in result.output
    assert target.read_bytes() == b"something else"
    assert noted(database) == []


def test_an_address_is_erased_after_a_yes(run, database):
    result = run("erase", ANN, typed="y\n")
    assert result.exit_code == 0, result.output
    assert "1 of their own audits" in result.output
    with database.reading() as session:
        assert session.scalars(select(Person)).all() == []
        assert session.scalars(select(AuditRow)).all() == []
        assert len(session.scalars(select(Removal)).all()) == 2
    assert noted(database) == [("command line", "erased a person", "person 1")]


def test_nobody_is_erased_after_a_no(run, database):
    assert run("erase", ANN, typed="n\n").exit_code == 1
    with database.reading() as session:
        assert session.scalars(select(Person.email)).all() == [ANN]


@pytest.mark.parametrize("words", [("export", "bob@northwind.example", "bob.zip"), ("erase", "bob@northwind.example")])
def test_somebody_unknown_is_said_to_be_so(run, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = run(*words)
    assert (result.exit_code, result.output) == (1, "Error: nobody with this address is known\n")
    assert not (tmp_path / "bob.zip").exists()


def test_a_link_to_the_portal_is_printed_good_once_and_noted_without_an_address(run, database):
    with database.writing() as session:
        session.scalars(select(AuditRow)).one().state = AuditState.FINISHED
    ended = run("sign-in", ANN.upper())
    assert ended.exit_code == 0
    (secret,) = re.findall(r"/portal/enter/([\w-]{43})\n", ended.output)
    with database.writing() as session:
        now = datetime.now(UTC)
        found = operator_links.find(session, secret, OperatorLinkPurpose.SIGN_IN, now)
        assert found is not None
        assert found.person.email == ANN
        subject = f"person {found.person.id}"
    assert noted(database) == [("command line", "made a link to the portal", subject)]
    run("sign-in", ANN)
    with database.reading() as session:
        assert operator_links.find(session, secret, OperatorLinkPurpose.SIGN_IN, now) is None


@pytest.mark.parametrize("address", [ANN, "nobody@northwind.example"])
def test_no_link_is_made_for_whom_nothing_is_there(run, database, address):
    ended = run("sign-in", address)
    assert ended.exit_code != 0
    assert "/portal/enter/" not in ended.output
    assert noted(database) == []
