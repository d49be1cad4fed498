"""The file as we write it holds what pydyf would write."""

import io
import re

import pypdf
import pytest
from weasyprint import HTML

from reports.written_once import write_once

PAGE = """<html lang="en"><title>A (title) \\ and ü</title><body><h1>One</h1><p>Words <a href="https://example.com">out</a></p>
<table><tr><th>A</th></tr><tr><td>1.25</td></tr></table>
<svg width="9" height="9"><title>Nine</title><rect width="9" height="9"/></svg></body></html>"""
IDENTIFIER = b"0123456789abcdef"


@pytest.fixture(scope="module")
def written():
    options = {"pdf_variant": "pdf/ua-1", "pdf_identifier": IDENTIFIER}
    ours = HTML(string=PAGE).write_pdf(finisher=lambda _document, pdf: write_once(pdf), **options)
    theirs = HTML(string=PAGE).write_pdf(**options)
    return pypdf.PdfReader(io.BytesIO(ours), strict=True), pypdf.PdfReader(io.BytesIO(theirs), strict=True)


def shown(thing):
    """An object as text, and its stream's data undone; without what depends on the reader or on the deflating."""
    data = thing.get_data() if hasattr(thing, "get_data") else b""
    kept = {key: value for key, value in thing.items() if key != "/Length"} if isinstance(thing, dict) else thing
    return re.sub(r"IndirectObject\((\d+), 0, \d+\)", r"\1 0 R", str(kept)), data


def test_every_object_is_the_same(written):
    ours, theirs = written
    count = theirs.trailer["/Size"]
    # The last ones hold the others and say where they are.
    numbers = range(1, count - 2)
    assert len(numbers) > 30
    for number in numbers:
        assert shown(ours.get_object(number)) == shown(theirs.get_object(number))


def test_the_identifier_is_ours_and_the_checksum_is_of_the_file(written):
    ours, theirs = written
    first, checksum = ours.trailer["/ID"]
    assert first == theirs.trailer["/ID"][0]
    assert len(checksum) == 32


def test_only_compressed_files_are_written():
    with pytest.raises(ValueError, match="compressed"):
        HTML(string=PAGE).write_pdf(finisher=lambda _document, pdf: write_once(pdf), uncompressed_pdf=True)
