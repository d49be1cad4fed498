import pytest

from tests.web.security.site import Site, site_on


@pytest.fixture
def public(sqlite_url, tmp_path):
    """The app as it runs on a server, behind one proxy."""
    made = site_on(
        sqlite_url, tmp_path, mode="production", public_url="https://audit.northwind.example", trusted_proxies=1
    )
    yield made
    made.services.database.close()


@pytest.mark.parametrize("host", ["audit.northwind.example", "localhost:8000", "127.0.0.1"])
def test_the_pages_answer_under_their_own_name(public: Site, host: str):
    assert public.client().get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "audit.northwind.example.evil.example", "audit.northwind.example:81"])
def test_the_pages_answer_under_no_other_name(public: Site, host: str):
    assert public.client().get("/", headers={"Host": host}).status_code == 400


def test_the_proxys_word_on_the_name_is_looked_at_too(public: Site):
    headers = {"Host": "localhost", "X-Forwarded-Host": "evil.example"}
    assert public.client().get("/", headers=headers).status_code == 400


def test_machines_that_watch_may_use_an_address(public: Site):
    assert public.client().get("/healthz", headers={"Host": "10.1.2.3:8000"}).status_code == 200


def test_in_development_any_name_will_do(site: Site):
    assert site.client().get("/", headers={"Host": "laptop.local:8000"}).status_code == 200
