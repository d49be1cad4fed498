"""A rendered report, read back."""

import io
from dataclasses import dataclass
from functools import cached_property

import page
import pypdf
import pypdfium2


@dataclass(frozen=True)
class Pdf:
    """The bytes of a PDF, and what can be read from them."""

    data: bytes

    @cached_property
    def reader(self):
        return pypdf.PdfReader(io.BytesIO(self.data))

    @property
    def root(self):
        return self.reader.trailer["/Root"]

    @cached_property
    def pages(self):
        """The text of each page, white space made single."""
        return [" ".join(one.extract_text().split()) for one in self.reader.pages]

    @cached_property
    def text(self):
        return " ".join(self.pages)

    @cached_property
    def elements(self):
        """Every structure element, in order."""
        found = []
        waiting = [self.root["/StructTreeRoot"]["/K"]]
        while waiting:
            node = waiting.pop(0)
            node = node.get_object() if hasattr(node, "get_object") else node
            if isinstance(node, list):
                waiting = [*node, *waiting]
            elif isinstance(node, dict) and "/S" in node:
                found.append(node)
                waiting = [node.get("/K", []), *waiting]
        return found

    def page_of(self, words):
        """The number of the first page that holds the words, from 1."""
        return next(number for number, text in enumerate(self.pages, 1) if words in text)

    def bookmarks(self):
        """Titles and page numbers of the outline, top level only."""
        return [
            (item.title, self.reader.get_destination_page_number(item) + 1)
            for item in self.reader.outline
            if not isinstance(item, list)
        ]

    def failures(self):
        """What the validator finds against PDF/UA-1."""
        return [f"{one.rule_id}: {one.message}" for one in page.validate_pdf_bytes(self.data, profile="ua1").failures]

    def overflowing(self, margin=12.0):
        """Pages where a letter stands outside the paper or nearer than `margin` points to its edge."""
        document = pypdfium2.PdfDocument(self.data)
        found = []
        for number, one in enumerate(document, 1):
            width, height = one.get_size()
            letters = one.get_textpage()
            boxes = [letters.get_charbox(i) for i in range(letters.count_chars())]
            shown = [box for box in boxes if box[2] > box[0]]
            if any(box[0] < margin or box[2] > width - margin or box[1] < 0 or box[3] > height for box in shown):
                found.append(number)
        return found
