import pytest

from tests.web.security.site import site_on


@pytest.mark.enable_socket
@pytest.mark.parametrize(
    "address", ["/quiz/%00", "/resume/%00", "/console/leads/%00", "/console/sign-in?then=%00", "/start?a%00b=c"]
)
def test_an_address_with_a_zero_sign_is_no_page_whichever_database_there_is(postgresql_url, tmp_path, address):
    site = site_on(postgresql_url, tmp_path)
    answer = site.client().get(address)
    site.services.database.close()
    assert answer.status_code == 404
    assert "There is no such page" in answer.text


def test_a_path_is_looked_at_and_no_other_sign_refused(client):
    assert client.get("/console/sign-in?then=%01%c3%a9").status_code == 200
