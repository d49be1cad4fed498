"""A site with results in it, and a browser that may see them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.quiz.browser import Browser, Page
from tests.web.results.site import Store, Worker, make_services, record_of, stock
from web.app import create_app
from web.security.proof import DIGIT_WORDS
from web.services import Services


@pytest.fixture(scope="session")
def stocked(tmp_path_factory) -> Path:
    file: Path = tmp_path_factory.mktemp("database") / "stocked.sqlite3"
    stock(file)
    return file


@pytest.fixture
def services(stocked, tmp_path) -> Iterator[Services]:
    made = make_services(stocked, tmp_path)
    yield made
    made.database.close()


@pytest.fixture
def app(services):
    return create_app(services)


@pytest.fixture
def store(services) -> Store:
    return Store(services)


DIGITS = {word: str(digit) for digit, word in enumerate(DIGIT_WORDS)}


def ask(browser: Browser, public_id: str = "plumber", **fields: str) -> Page:
    """Ask for the PDF as a person without JavaScript does."""
    page = browser.open(f"/audit/{public_id}/result")
    spelled = page.label("proof-digits").partition(": ")[2]
    typed = "".join(DIGITS[word] for word in spelled.split(", "))
    return browser.send(page, {"email": "pat@northwind.example", "proof_digits": typed, **fields})


def holder(client: FlaskClient, *public_ids: str) -> FlaskClient:
    """A browser that began these audits."""
    with client.session_transaction() as session:
        session["audits"] = list(public_ids)
    return client


@pytest.fixture
def browser(app) -> Browser:
    return Browser(holder(app.test_client(), "plumber", "trader", "gardener", "made-up"))


@pytest.fixture
def stranger(app) -> Browser:
    return Browser(app.test_client())


@pytest.fixture
def plumber(store) -> int:
    """A finished audit with a fix, `plumber`."""
    revision_id: int = store.result("plumber", "home_services", record_of("home_services", "bramble_plumbing"))
    return revision_id


@pytest.fixture
def worker(services) -> Worker:
    return Worker(services)


@pytest.fixture
def asked(browser, plumber) -> Page:
    """The page after the plumber has asked for the PDF."""
    return ask(browser)
