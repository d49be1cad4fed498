"""Every playbook that an audit was ever begun with, as it was then."""

import atexit
import io
import os
import shutil
import zipfile
from datetime import datetime
from pathlib import Path
from tempfile import mkdtemp

from audit.checking.gate import load
from audit.playbook import Playbook
from audit.playbook.reading import playbook_files
from audit.store.database import Database
from audit.store.tables import PlaybookVersion
from audit.store.upserts import changed_rows, insert

_EPOCH = (1980, 1, 1, 0, 0, 0)


class UnknownPlaybookError(LookupError):
    """No playbook of that content is in the database."""


class Shelf:
    """The playbooks in the database, each read once by this process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._loaded: dict[str, Playbook] = {}

    def register(self, folder: Path, now: datetime) -> Playbook:
        """Check a folder and put it into the database as it is. Raises PlaybookError, with every remark."""
        playbook = load(folder)
        values = {
            "content_hash": playbook.content_hash,
            "name": playbook.head.name,
            "title": playbook.head.title,
            "version": playbook.head.version,
            "archive": _zipped(folder),
            "first_seen_at": now,
        }
        with self._database.writing() as session:
            changed_rows(session, insert(session, PlaybookVersion).values(**values).on_conflict_do_nothing())
        return self._loaded.setdefault(playbook.content_hash, playbook)

    def get(self, content_hash: str) -> Playbook:
        """Return the playbook of that content, in a folder of its own. Raises UnknownPlaybookError."""
        if content_hash not in self._loaded:
            self._loaded[content_hash] = self._read(content_hash)
        return self._loaded[content_hash]

    def _read(self, content_hash: str) -> Playbook:
        with self._database.reading() as session:
            version = session.get(PlaybookVersion, content_hash)
        if version is None:
            raise UnknownPlaybookError(f"no playbook with the content {content_hash[:12]} is in the database")
        playbook = load(_unpacked(version.archive))
        if playbook.content_hash != content_hash:
            raise UnknownPlaybookError(f"the playbook stored as {content_hash[:12]} has another content")
        return playbook


def _unpacked(archive: bytes) -> Path:
    """A folder with a playbook's files, there as long as this process: a report reads its logo when it is drawn."""
    folder = Path(mkdtemp(prefix="playbook-"))
    atexit.register(_remove, folder, os.getpid())
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        packed.extractall(folder)
    return folder


def _remove(folder: Path, owner: int) -> None:
    """A worker's children leave their parent's folders alone when they end."""
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)


def _zipped(folder: Path) -> bytes:
    """Every file that counts, in order and without dates: the same folder gives the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, path in playbook_files(folder).items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return target.getvalue()
