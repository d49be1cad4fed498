"""Everything about a person as one ZIP file: every row as JSON, and their PDFs."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from sqlalchemy.orm import Session

from audit.store import personal_data
from audit.store.report_files import ReportFiles
from audit.store.tables import Person

HANDED: Final = "handed over a person's data"
"""In the access log."""

READ_ME: Final = """This is everything that is stored about the person in data.json, under "person".

data.json   every row about them: what they said of themselves, what they agreed to and when, the mails to them,
            their audits with every answer and result, and what sales noted
*.pdf       the reports of these audits

Times are in UTC. Where somebody else gave an address for the same audit, nothing about that person is in here.
"""


@dataclass(frozen=True, slots=True)
class Everything:
    """What is stored about a person: rows as JSON can hold them, and reports as (where it is kept, its name here)."""

    rows: Mapping[str, Any]
    reports: Sequence[tuple[str, str]]


def everything_about(session: Session, person: Person) -> Everything:
    """Return what is to be handed over."""
    return Everything(personal_data.everything(session, person), personal_data.report_files(session, person.id))


def pack(about: Everything, files: ReportFiles, target: IO[bytes]) -> None:
    """Write the ZIP file. Raises one of `report_files.Unwritable` where a PDF cannot be read: half is no answer."""
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", READ_ME)
        archive.writestr("data.json", json.dumps(about.rows, indent=2, ensure_ascii=False))
        for kept_as, name in about.reports:
            content = files.get(kept_as)
            if content is not None:
                archive.writestr(name, content, ZIP_STORED)  # a PDF is packed already
