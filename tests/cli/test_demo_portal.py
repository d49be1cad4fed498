"""The demo's three companies: their states come from their numbers, by the same rules as anybody's."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from audit.store import agreements, operator_links, proving
from audit.store.database import Database
from audit.store.shelf import Shelf
from audit.store.tables import Agreement, Company, Measurement, OperatorLinkPurpose, Person
from cli.demo.portal_cast import RECOVERED, STORIES, address_of
from cli.demo_command import demo_command
from cli.serving import utc_now


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a database in which the story was told twice, and what the second time printed."""
    folder = tmp_path_factory.mktemp("told")
    demo(folder)
    return folder, demo(folder)


def demo(folder: Path, *words: str) -> str:
    environment = {"DATA_DIR": str(folder), "PLAYBOOKS": "mid_market", "PUBLIC_URL": "https://audit.northwind.example"}
    result = CliRunner().invoke(demo_command, words or ("--days", "0"), env=environment, catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def database_in(folder: Path) -> Database:
    return Database(f"sqlite:///{folder}/plumbline.sqlite3")


def test_one_company_got_its_money_back_one_slipped_and_one_was_told_no(told):
    _, printed = told
    states = dict(re.findall(r"^The portal of (.+) \((.+)\), good once:$", printed, re.MULTILINE))
    assert states == {"Quarrystone Heating": "reached", "Elmhurst Dental": "slipped", "Inkwell Signs": "told no"}


def test_each_printed_link_signs_its_person_in_and_telling_it_again_adds_nothing(told):
    folder, printed = told
    secrets = re.findall(r"^  https://audit\.northwind\.example/portal/enter/(\S+)$", printed, re.MULTILINE)
    database = database_in(folder)
    with database.reading() as session:
        people = [
            operator_links.find(session, secret, OperatorLinkPurpose.SIGN_IN, utc_now()).person.email
            for secret in secrets
        ]
        assert people == [address_of(story.person) for story in STORIES]
        assert session.scalar(select(func.count()).select_from(Company)) == len(STORIES)
    database.close()


def test_the_story_has_a_gap_a_late_number_and_a_correction_and_its_dollars_are_worked_out(told):
    folder, _ = told
    database = database_in(folder)
    with database.reading() as session:
        company = session.scalars(select(Company).where(Company.name == RECOVERED.company)).one()
        (agreement,) = agreements.of_company(session, company.id)
        proof = proving.proof_of(session, Shelf(database), agreement, utc_now())
        assert len(proof.missing) == 1
        assert [period.corrections for period in proof.periods if period.corrections] == [1]
        assert [period.late for period in proof.periods if period.late] == [True]
        assert 0 < proof.net.p10 < proof.net.p50 < proof.net.p90
        assert {one.series for one in proof.beside} == {"adoption", "errors", "running_cost"}
    database.close()


def test_taken_away_again_nothing_of_it_is_left(tmp_path):
    demo(tmp_path)
    demo(tmp_path, "--remove")
    database = database_in(tmp_path)
    with database.reading() as session:
        for table in (Company, Agreement, Measurement, Person):
            assert session.scalar(select(func.count()).select_from(table)) == 0, table
    database.close()
