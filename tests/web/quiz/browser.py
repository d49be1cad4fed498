"""A browser for tests: it follows what a page really says, and every page that it opens has to be valid HTML."""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

HTML = "{http://www.w3.org/1999/xhtml}"
EVENTS = ("onclick", "onchange", "onsubmit", "onload", "oninput")


@dataclass
class Page:
    """A page that was opened, as a tree."""

    response: TestResponse
    tree: Element = field(init=False)

    def __post_init__(self) -> None:
        parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
        self.tree = parser.parse(self.response.get_data(as_text=True))
        assert [code for _, code, _ in parser.errors] == [], parser.errors
        self._check_headings()
        self._check_ids()
        self._check_labels()
        self._check_policy()

    def all(self, tag: str) -> list[Element]:
        return list(self.tree.iter(tag))

    def text_of(self, tag: str) -> str:
        return words(next(self.tree.iter(tag)))

    @property
    def title(self) -> str:
        return self.text_of("title")

    @property
    def h1(self) -> str:
        return self.text_of("h1")

    @property
    def words(self) -> str:
        return words(next(self.tree.iter("main")))

    @property
    def path(self) -> str:
        return self.response.request.path

    @property
    def status(self) -> int:
        return self.response.status_code

    def by_class(self, name: str) -> list[Element]:
        return [element for element in self.tree.iter() if name in element.get("class", "").split()]

    def by_id(self, name: str) -> Element:
        return next(element for element in self.tree.iter() if element.get("id") == name)

    def inputs(self, *, hidden: bool = False) -> list[Element]:
        return [one for one in self.all("input") if (one.get("type") == "hidden") is hidden]

    def hidden(self) -> dict[str, str]:
        return {one.get("name", ""): one.get("value", "") for one in self.inputs(hidden=True)}

    def checked(self) -> list[str]:
        return [one.get("value", "") for one in self.inputs() if one.get("checked") is not None]

    def label(self, field_id: str) -> str:
        return words(next(label for label in self.all("label") if label.get("for") == field_id))

    def links(self) -> dict[str, str]:
        return {words(link): link.get("href", "") for link in self.all("a")}

    def _check_headings(self) -> None:
        assert len(self.all("h1")) == 1
        assert self.title
        assert next(self.tree.iter("html")).get("lang") == "en"

    def _check_ids(self) -> None:
        ids = [element.get("id") for element in self.tree.iter() if element.get("id")]
        assert len(ids) == len(set(ids)), ids
        for element in self.tree.iter():
            for named in element.get("aria-describedby", "").split():
                assert named in ids, f"{named} describes something and is not on the page"
            href = element.get("href", "")
            assert not href.startswith("#") or href[1:] in ids, f"{href} leads nowhere"

    def _check_labels(self) -> None:
        labelled = {label.get("for") for label in self.all("label")}
        assert all(one.get("id") in labelled for one in self.inputs())

    def _check_policy(self) -> None:
        """Nothing that the content-security policy would stop, and nothing from elsewhere."""
        for element in self.tree.iter():
            assert element.get("style") is None
            assert not any(element.get(event) for event in EVENTS)
            if element.tag in {"script", "link", "img"}:
                source = element.get("src") or element.get("href") or ""
                assert source.startswith(("/", "data:,")), source
            assert element.tag != "style"
        assert all(script.text is None for script in self.all("script"))


def words(element: Element) -> str:
    """The text inside an element, on one line."""
    return " ".join("".join(element.itertext()).split())


@dataclass
class Browser:
    """One browser with its cookies."""

    client: FlaskClient

    def open(self, address: str) -> Page:
        return Page(self.client.get(address, follow_redirects=True))

    def send(self, page: Page, fields: dict[str, str | list[str]], *, to: str = "") -> Page:
        """Send the page's form and follow where it leads."""
        return Page(self.client.post(to or action(page), data={**page.hidden(), **fields}, follow_redirects=True))

    def start(self, address: str = "/") -> Page:
        return self.send(self.open(address), {})

    def answer(self, page: Page, answer: str | list[str]) -> Page:
        return self.send(page, {"answer": answer})


def action(page: Page) -> str:
    """Where the page's form is sent."""
    return next(form for form in page.all("form")).get("action") or page.path
