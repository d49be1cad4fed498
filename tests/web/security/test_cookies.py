import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from audit.store.tables import AuditRow
from tests.web.security.site import Site, site_on


def audits_in(site: Site) -> int:
    with site.services.database.reading() as session:
        return session.scalar(select(func.count()).select_from(AuditRow)) or 0


def fields(html: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))


def start_address(html: str) -> str:
    found = re.search(r'action="(/start/[^"]+)"', html)
    assert found
    return found[1]


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client: FlaskClient):
    cookie = client.get("/").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie


def test_over_https_the_cookie_is_for_this_host_alone(sqlite_url, tmp_path):
    site = site_on(sqlite_url, tmp_path, public_url="https://audit.northwind.example")
    answer = site.client().get("/", base_url="https://audit.northwind.example")
    assert answer.headers["Set-Cookie"].startswith("__Host-plumbline=")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "Domain" not in answer.headers["Set-Cookie"]
    site.services.database.close()


def test_a_form_of_our_own_is_taken(site: Site, client: FlaskClient):
    page = client.get("/").text
    answer = client.post(start_address(page), data=fields(page))
    assert answer.status_code == 303
    assert audits_in(site) == 1


@pytest.mark.parametrize("change", [{"csrf_token": ""}, {"csrf_token": "forged"}])
def test_a_forged_form_begins_nothing(site: Site, client: FlaskClient, change: dict[str, str]):
    page = client.get("/").text
    answer = client.post(start_address(page), data=fields(page) | change)
    assert answer.status_code == 400
    assert audits_in(site) == 0


def test_a_form_with_another_browsers_token_begins_nothing(site: Site):
    page = site.client().get("/").text
    answer = site.client().post(start_address(page), data=fields(page))
    assert answer.status_code == 400
    assert audits_in(site) == 0


def test_what_was_typed_into_a_form_that_is_too_old_can_be_sent_again(site: Site, client: FlaskClient):
    page = client.get("/").text
    refused = client.post(start_address(page), data=fields(page) | {"csrf_token": ""})
    answer = client.post(start_address(refused.text), data=fields(refused.text))
    assert answer.status_code == 303
    assert audits_in(site) == 1


def test_a_form_of_another_site_is_not_offered_again(client: FlaskClient):
    answer = client.post("/start/anything", data={"mark": "theirs"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400
    assert "theirs" not in answer.text
    assert "<form" not in answer.text


def test_a_form_that_is_too_long_is_refused_in_words(client: FlaskClient):
    answer = client.post("/start/anything", data={"mark": "x" * 70_000})
    assert answer.status_code == 413
    assert "too long" in answer.text


def test_a_form_with_too_many_fields_is_refused(client: FlaskClient):
    files = {f"field{number}": "x" for number in range(101)}
    answer = client.post("/start/anything", data=files, content_type="multipart/form-data")
    assert answer.status_code == 413
