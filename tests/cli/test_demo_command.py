import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from audit.store import accounts, audits, leads, people, removals, reports, revisions, tokens
from audit.store.database import Database
from audit.store.tables import (
    AssumptionRow,
    AuditRow,
    AuditState,
    Contact,
    Person,
    Removal,
    Table,
    Tally,
    TokenPurpose,
)
from cli.demo_command import demo_command
from cli.serving import utc_now
from tests.audit.playbook_folders import edited

HOME_SERVICES = Path("audit/playbooks/home_services")
EXAMPLES = len(list((HOME_SERVICES / "examples").glob("*.toml")))


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"DATA_DIR": str(tmp_path), "PLAYBOOKS": "home_services", "PUBLIC_URL": "https://audit.northwind.example"}


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(f"sqlite:///{tmp_path}/plumbline.sqlite3")


def demo(environment: dict[str, str], *words: str) -> str:
    """Run the command; without further words, with the example companies alone."""
    result = CliRunner().invoke(demo_command, words or ("--days", "0"), env=environment, catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_every_example_company_is_loaded_with_its_result_and_marked_as_a_sample(environment, database) -> None:
    demo(environment)

    with database.reading() as session:
        rows = session.scalars(select(AuditRow)).all()
        assert len(rows) == EXAMPLES
        assert all(row.is_sample and row.state == AuditState.FINISHED for row in rows)
        assert all(revisions.latest(session, row.id) for row in rows)


def test_each_printed_link_opens_its_own_company(environment, database) -> None:
    links = re.findall(r"^  https://audit\.northwind\.example/resume/(\S+)$", demo(environment), re.MULTILINE)

    with database.reading() as session:
        opened = {tokens.find(session, token, TokenPurpose.RESUME, utc_now()).audit_id for token in links}
    assert len(links) == len(opened) == EXAMPLES


def test_a_second_time_loads_nothing_twice_and_closes_the_earlier_links(environment, database) -> None:
    first = re.findall(r"/resume/(\S+)", demo(environment))
    second = re.findall(r"/resume/(\S+)", demo(environment))

    with database.reading() as session:
        assert len(session.scalars(select(AuditRow)).all()) == EXAMPLES
        assert [tokens.find(session, token, TokenPurpose.RESUME, utc_now()) for token in first] == [None] * EXAMPLES
        assert all(tokens.find(session, token, TokenPurpose.RESUME, utc_now()) for token in second)


def test_own_numbers_of_an_example_are_kept_to_be_changed(environment, database, tmp_path) -> None:
    own = '[assumptions]\njob_margin = ["35 %", 0.4, "50 %"]\ncost_of_money = "9 %"\n'
    folder = edited(tmp_path / "playbook", {}, source=HOME_SERVICES)
    example = min((folder / "examples").glob("*.toml"))
    example.write_text(example.read_text(encoding="utf-8").replace("[answers]", f"{own}\n[answers]"), encoding="utf-8")
    demo({**environment, "PLAYBOOKS": str(folder)})

    with database.reading() as session:
        given = {row.benchmark: row.given for row in session.scalars(select(AssumptionRow))}
    assert given == {"job_margin": ["35 %", "0.4", "50 %"], "cost_of_money": "9 %"}


def test_settings_that_cannot_be_used_are_said_and_nothing_is_loaded(environment, tmp_path) -> None:
    result = CliRunner().invoke(demo_command, env={**environment, "PORT": "none"})

    assert result.exit_code == 1
    assert "PORT" in result.output
    assert not (tmp_path / "plumbline.sqlite3").exists()


DAYS = ("--days", "1")


def test_told_again_it_adds_nobody(environment, database) -> None:
    demo(environment, *DAYS)
    with database.reading() as session:
        before = {table.name: session.scalar(select(func.count()).select_from(table)) for table in tables()}
    assert "visitors" not in demo(environment, *DAYS)

    with database.reading() as session:
        after = {table.name: session.scalar(select(func.count()).select_from(table)) for table in tables()}
    assert after == before


def test_removed_it_leaves_what_is_real_and_nothing_else(environment, database) -> None:
    demo(environment, *DAYS)
    with database.writing() as session:
        playbook_hash = session.scalars(select(AuditRow.playbook_hash)).first()
        audit = audits.begin(session, "real", playbook_hash, {}, utc_now())
        people.remember(session, audit, "ada@northwind.example", "Ada", "Northwind", utc_now())
        accounts.create(session, "rep@northwind.example", "Rep", accounts.Role.SALES, utc_now())
    demo(environment, "--remove")

    with database.reading() as session:
        assert [row.public_id for row in session.scalars(select(AuditRow))] == ["real"]
        assert session.scalar(select(func.count()).select_from(Tally)) == 0
        assert leads.find(session, "real").company == "Northwind"
        assert [person.email for person in session.scalars(select(Person))] == ["ada@northwind.example"]
        assert session.scalar(select(func.count()).select_from(Contact)) == 1
        assert [one.email for one in accounts.everybody(session, able_to_work=True)] == ["rep@northwind.example"]


def test_pdfs_that_were_made_of_invented_audits_go_too(environment, database) -> None:
    demo(environment)
    with database.writing() as session:
        audit = session.scalars(select(AuditRow)).first()
        assert audit
        revision = revisions.latest(session, audit.id)
        assert revision
        reports.request(session, revision, "", "", utc_now())
        file = removals.report_file(audit.id, revision.number, revision.answers_hash)
    demo(environment, "--remove")

    with database.reading() as session:
        assert [row.file_names for row in session.scalars(select(Removal))] == [[file]]


def tables() -> list[Any]:
    """All but what a run may change for good reason: its links."""
    return [table for table in Table.metadata.sorted_tables if table.name != "tokens"]
