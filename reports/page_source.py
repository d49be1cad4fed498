"""Our own templates, read by the XML parser of the standard library.

WeasyPrint reads HTML with a forgiving parser written in Python, which took a tenth of a report's
time. Our templates are well-formed, so the C parser does, and a template that is not is an error.
"""

from xml.etree import ElementTree as ET

from weasyprint import HTML, cssselect2
from weasyprint.urls import URLFetcher


class PageSource(HTML):  # type: ignore[misc] # WeasyPrint ships no types
    """A document given as well-formed XHTML text. Raises `xml.etree.ElementTree.ParseError` when it is not."""

    def __init__(self, text: str, base_url: str, url_fetcher: URLFetcher) -> None:
        self.base_url = base_url
        self.url_fetcher = url_fetcher
        self.media_type = "print"
        root = ET.fromstring(text)  # noqa: S314 # the text comes from our own templates, all values escaped
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element
