"""Our own templates, read by the XML parser of the standard library.

WeasyPrint reads HTML with a forgiving parser written in Python, which took a tenth of a report's
time. Our templates are well-formed, so the C parser does, and a template that is not is an error.
"""

from xml.etree import ElementTree as ET

from weasyprint import CSS, HTML, cssselect2
from weasyprint.urls import URLFetcher


class PageSource(HTML):  # type: ignore[misc] # WeasyPrint ships no types
    """A document given as well-formed XHTML text, with `elements` as the style of plain elements.

    Raises `xml.etree.ElementTree.ParseError` when the text is not well-formed.
    """

    def __init__(self, text: str, base_url: str, url_fetcher: URLFetcher, elements: CSS) -> None:
        self.elements = elements
        self.base_url = base_url
        self.url_fetcher = url_fetcher
        self.media_type = "print"
        root = ET.fromstring(text)  # noqa: S314 # the text comes from our own templates, all values escaped
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:  # noqa: ARG002, FBT001, FBT002 # WeasyPrint's
        """The sheet for the elements of our templates, in place of the one for all of HTML."""
        return [self.elements]
