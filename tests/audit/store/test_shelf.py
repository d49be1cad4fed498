import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from audit.playbook import PlaybookError
from audit.store.database import Database
from audit.store.shelf import Shelf, UnknownPlaybookError
from audit.store.tables import PlaybookVersion
from reports.brand import brand_of
from tests.audit.store.conftest import PLAYBOOK


def test_a_playbook_comes_back_as_it_was_after_its_folder_is_gone(database, tmp_path, now) -> None:
    folder = shutil.copytree(PLAYBOOK, tmp_path / "home_services")
    registered = Shelf(database).register(folder, now)
    shutil.rmtree(folder)

    again = Shelf(database).get(registered.content_hash)

    assert again.content_hash == registered.content_hash
    assert again.questions == registered.questions
    assert brand_of(again).logo


def test_registering_twice_keeps_one_version(database, now) -> None:
    for later in (0, 1):
        Shelf(database).register(PLAYBOOK, now + timedelta(days=later))

    with database.reading() as session:
        assert session.scalars(select(PlaybookVersion)).one().first_seen_at == now


def test_an_edited_playbook_is_another_version_beside_the_old_one(database, tmp_path, now) -> None:
    folder = shutil.copytree(PLAYBOOK, tmp_path / "home_services")
    old = Shelf(database).register(folder, now)
    head = folder / "playbook.toml"
    head.write_text(head.read_text(encoding="utf-8").replace('title = "', 'title = "New: ', 1), encoding="utf-8")

    new = Shelf(database).register(folder, now)

    shelf = Shelf(database)
    assert shelf.get(new.content_hash).head.title == f"New: {shelf.get(old.content_hash).head.title}"


def test_a_playbook_with_a_fault_is_not_taken(database, tmp_path, now) -> None:
    folder = shutil.copytree(PLAYBOOK, tmp_path / "home_services")
    (folder / "model.toml").unlink()

    with pytest.raises(PlaybookError):
        Shelf(database).register(folder, now)


def test_an_unknown_playbook_is_said_to_be_unknown(database: Database) -> None:
    with pytest.raises(UnknownPlaybookError):
        Shelf(database).get("0" * 64)


def test_a_playbook_that_was_tampered_with_is_refused(database, playbook, tmp_path) -> None:
    other = shutil.make_archive(str(tmp_path / "other"), "zip", "audit/playbooks/mid_market")
    with database.writing() as session:
        session.execute(update(PlaybookVersion).values(archive=Path(other).read_bytes()))

    with pytest.raises(UnknownPlaybookError, match="another content"):
        Shelf(database).get(playbook.content_hash)
