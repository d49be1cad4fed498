"""Everything about a person as one file, for who asks what is stored about them."""

from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO, Final

from flask import make_response, render_template
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from audit.store.handing_over import HANDED, everything_about, pack
from audit.store.report_files import Unwritable
from audit.store.tables import Person
from web.console.noting import note_access
from web.security.access import Access, access
from web.services import services

PIECE_BYTES: Final = 2**18


@access(Access.SELLERS)
def data(person: int) -> Response:
    """The file. 404 where there is no such person; 503 while a PDF cannot be read."""
    with services().database.reading() as session:
        found = session.get(Person, person)
        if found is None:
            raise NotFound
        about = everything_about(session, found)
    file = TemporaryFile()  # noqa: SIM115  # closed when the answer has been sent
    try:
        pack(about, services().report_files, file)
    except Unwritable:
        file.close()
        return _not_now(person)
    note_access(HANDED, f"person {person}", reports=str(len(about.reports)))
    size_bytes = file.tell()
    file.seek(0)
    response = Response(_pieces(file), content_type="application/zip")
    response.call_on_close(file.close)  # where somebody hangs up before the first piece
    response.content_length = size_bytes
    response.headers.set("Content-Disposition", "attachment", filename=f"person-{person}.zip")
    return response


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE_BYTES):
            yield piece


def _not_now(person: int) -> Response:
    page = render_template(
        "console/person_message.html",
        heading="The file cannot be put together right now",
        paragraphs=["One of the PDFs cannot be read at the moment. Please try again in a minute."],
        person=person,
    )
    return make_response(page, 503)
