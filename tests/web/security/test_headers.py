import pytest
from flask.testing import FlaskClient

from tests.web.security.site import site_on


@pytest.mark.parametrize("address", ["/", "/no-such-page", "/healthz", "/static/plumbline.css", "/audit/other/"])
def test_every_answer_forbids_what_the_pages_do_not_need(client: FlaskClient, address: str):
    with client.get(address) as answer:
        headers = answer.headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize("address", ["/", "/no-such-page", "/audit/other/", "/static/no-such-file.css"])
def test_pages_are_not_kept_by_the_browser(client: FlaskClient, address: str):
    assert client.get(address).headers["Cache-Control"] == "no-store"


def test_a_file_with_its_contents_hash_is_kept_for_ever(client: FlaskClient):
    with client.get("/static/plumbline.css?v=0123") as kept, client.get("/static/plumbline.css") as plain:
        assert "immutable" in kept.headers["Cache-Control"]
        assert plain.headers["Cache-Control"] == "public, max-age=3600"


def test_https_is_insisted_on_where_it_is_used(sqlite_url, tmp_path):
    site = site_on(sqlite_url, tmp_path, public_url="https://audit.northwind.example")
    assert "max-age=31536000" in site.client().get("/healthz").headers["Strict-Transport-Security"]
    site.services.database.close()


def test_plain_http_is_not_locked_out(client: FlaskClient):
    assert "Strict-Transport-Security" not in client.get("/").headers


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_pages_and_style_sheets_travel_compressed(client: FlaskClient, encoding: str):
    for address in ("/", "/static/plumbline.css"):
        with client.get(address, headers={"Accept-Encoding": encoding}) as answer:
            assert answer.headers["Content-Encoding"] == encoding
            assert "Accept-Encoding" in answer.headers["Vary"]
