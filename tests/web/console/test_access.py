import pytest

from audit.store.tables import Role
from tests.web.console.staff import signed_in
from tests.web.security.site import site_on


@pytest.fixture
def site(sqlite_url, tmp_path):
    made = site_on(sqlite_url, tmp_path)
    yield made
    made.services.database.close()


def test_who_is_not_signed_in_is_led_to_the_sign_in_page_and_back(site):
    answer = site.client().get("/console/me")

    assert answer.status_code == 303
    assert answer.location == "/console/sign-in?then=/console/me"


def test_who_is_signed_in_sees_their_name_until_they_sign_out(site):
    client = signed_in(site, Role.SALES, "Ada Lindqvist")

    assert "Ada Lindqvist" in client.get("/console/me").text


def test_who_may_not_is_told_so_and_led_back_into_the_console(site):
    client = signed_in(site, Role.SALES)
    answer = client.get("/console/accounts")

    assert answer.status_code == 403
    assert "Your account may not do this" in answer.text
    assert 'href="/console/sign-in">Go to the console' in answer.text
    assert client.get("/console/sign-in").location == "/console/"


def test_a_session_is_over_after_twelve_idle_hours(site):
    client = signed_in(site, Role.SALES)
    site.clock.forward(hours=11)
    assert client.get("/console/me").status_code == 200
    site.clock.forward(hours=11)
    assert client.get("/console/me").status_code == 200
    site.clock.forward(hours=13)
    assert client.get("/console/me").status_code == 303
