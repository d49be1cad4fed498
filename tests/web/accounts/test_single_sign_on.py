"""Single sign-on against a real provider: who comes in, who does not, and what they read."""

import re

import pytest
from joserfc.jwk import OctKey, RSAKey
from sqlalchemy import select

from audit.store import access_log, accounts
from audit.store.access_log import Sought
from audit.store.tables import Role, StaffSession
from tests.servers.ports import free_port
from tests.web.accounts.identity_provider import asked_of, identity_provider
from tests.web.quiz.browser import Browser, Page
from tests.web.security.site import site_on

pytestmark = [
    pytest.mark.enable_socket,
    # The provider's own: it uses what its library is about to replace.
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),
]
ADA = "ada@northwind.example"
CLIENT_SECRET = "only for tests, and long enough for a key"  # noqa: S105  # known to the test alone
REFRESH = re.compile(r"0; url=(.+)")


@pytest.fixture(scope="module")
def running_provider():
    with identity_provider() as provider:
        yield provider


@pytest.fixture
def provider(running_provider):
    """Ada can sign in there, and her address is confirmed."""
    running_provider.knows("ada-1", email=ADA, email_verified=True)
    running_provider.token_requests.clear()
    return running_provider


def site_with(url, folder, issuer):
    settings = {"oidc_client_id": "plumbline", "oidc_client_secret": CLIENT_SECRET, "oidc_name": "Northwind"}
    return site_on(url, folder, oidc_issuer=issuer, **settings)


@pytest.fixture
def site(sqlite_url, tmp_path, provider):
    made = site_with(sqlite_url, tmp_path, provider.issuer)
    yield made
    made.services.database.close()


@pytest.fixture
def browser(site):
    return Browser(site.client())


def account(site, **changes):
    """Ada's account, with something changed."""
    with site.services.database.writing() as session:
        found = accounts.by_email(session, ADA) or accounts.create(session, ADA, "Ada", Role.SALES, site.clock())
        for name, value in changes.items():
            setattr(found, name, value)
        return found


def way_there(browser, then="/console/me"):
    """Press the button on the sign-in page. Returns the provider's address that the browser goes on to."""
    page = browser.open(f"/console/sign-in?then={then}")
    form = next(one for one in page.all("form") if one.get("action") == "/console/single-sign-on")
    sent = {one.get("name"): one.get("value") for one in form.iter("input")}
    answer = browser.client.post("/console/single-sign-on", data=sent)
    assert answer.status_code == 200
    going = Page(answer)
    refresh = next(one for one in going.all("meta") if one.get("http-equiv") == "refresh")
    found = REFRESH.fullmatch(refresh.get("content", ""))
    assert found
    assert going.links()["Go on"] == found[1]
    return found[1]


def come_back(browser, address):
    """The page that the browser is shown in the end."""
    return browser.open(address)


def sessions(site):
    with site.services.database.reading() as session:
        return session.scalars(select(StaffSession)).all()


def refusals(site):
    with site.services.database.reading() as session:
        found = access_log.newest(session, Sought(action="was refused at single sign-on"), 10)
        return [(entry.row.subject, entry.row.detail["why"]) for entry in found]


def test_who_has_an_account_comes_in_and_goes_on_to_the_page_they_asked_for(site, browser, provider):
    account(site)
    back = provider.sign_in(way_there(browser), "ada-1")
    answer = browser.client.get(back)
    assert (answer.status_code, answer.location) == (303, "/console/me")
    assert ADA in browser.open("/console/me").words
    assert account(site).single_sign_on == f"{provider.issuer} ada-1"


def test_the_provider_is_asked_for_a_code_with_pkce_state_and_nonce(site, browser, provider):
    account(site)
    url = way_there(browser)
    asked = asked_of(url)
    assert asked["response_type"] == "code"
    assert asked["scope"] == "openid email"
    assert asked["redirect_uri"] == "http://localhost:8000/console/single-sign-on/back"
    assert all(len(asked[name]) >= 20 for name in ("state", "nonce", "code_challenge"))
    browser.client.get(provider.sign_in(url, "ada-1"))
    assert len(provider.token_requests[0]["code_verifier"]) >= 43


def test_afterwards_the_subject_counts_and_not_the_address(site, browser, provider):
    account(site, single_sign_on=f"{provider.issuer} ada-2")
    provider.knows("ada-2", email="another@northwind.example", email_verified=False)
    browser.client.get(provider.sign_in(way_there(browser), "ada-2"))
    assert browser.client.get("/console/me").status_code == 200


def test_somebody_who_gets_a_colleagues_old_address_does_not_get_their_account(site, browser, provider):
    account(site, single_sign_on=f"{provider.issuer} somebody-else")
    page = come_back(browser, provider.sign_in(way_there(browser), "ada-1"))
    assert (page.status, page.h1) == (403, "There is no account here for you")
    assert refusals(site) == [("account 1", "no account")]


def test_an_unknown_address_is_refused(site, browser, provider):
    provider.knows("eve", email="eve@northwind.example", email_verified=True)
    page = come_back(browser, provider.sign_in(way_there(browser), "eve"))
    assert (page.status, page.h1) == (403, "There is no account here for you")
    assert refusals(site) == [("unknown", "no account")]
    assert sessions(site) == []


@pytest.mark.parametrize("verified", [False, None, "true"])
def test_an_address_that_the_provider_does_not_vouch_for_is_refused(site, browser, provider, verified):
    account(site)
    provider.knows("mallory", email=ADA, **({} if verified is None else {"email_verified": verified}))
    page = come_back(browser, provider.sign_in(way_there(browser), "mallory"))
    assert (page.status, page.h1) == (403, "Your address is not confirmed")
    assert refusals(site) == [("account 1", "address not confirmed")]
    assert (sessions(site), account(site).single_sign_on) == ([], None)


def test_a_shut_account_is_refused_in_the_words_for_a_stranger(site, browser, provider):
    account(site, disabled_at=site.clock())
    page = come_back(browser, provider.sign_in(way_there(browser), "ada-1"))
    assert (page.status, page.h1) == (403, "There is no account here for you")
    assert refusals(site) == [("account 1", "shut")]
    assert sessions(site) == []


def test_an_invented_account_is_refused(site, browser, provider):
    account(site, is_sample=True)
    assert come_back(browser, provider.sign_in(way_there(browser), "ada-1")).status == 403
    assert sessions(site) == []


def test_a_state_that_this_browser_did_not_begin_with_is_refused(site, browser, provider):
    account(site)
    back = provider.sign_in(way_there(browser), "ada-1")
    another = Browser(site.client())
    way_there(another)
    page = come_back(another, back)
    assert (page.status, page.h1) == (400, "Please begin once more")
    assert sessions(site) == []
    assert provider.token_requests == []


def test_a_code_that_was_used_before_is_refused(site, browser, provider):
    account(site)
    back = provider.sign_in(way_there(browser), "ada-1")
    with browser.client.session_transaction() as session:
        begun = dict(session)
    browser.client.get(back)
    thief = Browser(site.client())
    with thief.client.session_transaction() as session:
        session.update(begun)
    page = come_back(thief, back)
    assert (page.status, page.h1) == (400, "Please begin once more")
    assert len(sessions(site)) == 1
    assert len(provider.token_requests) == 2


def test_an_identity_that_was_made_for_another_sign_in_is_refused(site, browser, provider):
    account(site)
    back = provider.sign_in(way_there(browser), "ada-1")
    with browser.client.session_transaction() as session:
        kept = next(name for name in session if name.startswith("_state_"))
        session[kept] = {**session[kept], "data": {**session[kept]["data"], "nonce": "of another"}}
    assert come_back(browser, back).h1 == "Please begin once more"
    assert sessions(site) == []


@pytest.mark.parametrize(
    ("key", "algorithm"),
    [
        pytest.param(RSAKey.generate_key(private=True).as_dict(private=True), "RS256", id="another-key"),
        pytest.param(OctKey.import_key(CLIENT_SECRET).as_dict(), "HS256", id="our-own-secret"),
    ],
)
def test_an_identity_that_is_not_signed_with_the_providers_key_is_refused(
    site, browser, provider, monkeypatch, key, algorithm
):
    account(site)
    forged = {"key": key, "alg": algorithm, "exp": 3600, "iss": provider.issuer}
    monkeypatch.setattr("oidc_provider_mock._app.OpenIDCode.get_jwt_config", lambda self, grant, client=None: forged)
    assert come_back(browser, provider.sign_in(way_there(browser), "ada-1")).h1 == "Please begin once more"
    assert len(provider.token_requests) == 1
    assert sessions(site) == []


def test_who_breaks_off_at_the_provider_reads_so(site, browser, provider):
    page = come_back(browser, provider.decline(way_there(browser)))
    assert (page.status, page.h1) == (403, "You were not signed in")
    assert page.links()["Back to the sign-in page"] == "/console/sign-in"


@pytest.mark.parametrize("query", ["", "?code=x", "?state=y", "?code=x&state=y", "?error=strange"])
def test_coming_back_without_having_left_is_calm(site, browser, query):
    page = browser.open(f"/console/single-sign-on/back{query}")
    assert (page.status, page.h1) == (400, "Please begin once more")


def test_a_provider_that_is_away_is_said_and_keeps_nothing_else_from_working(sqlite_url, tmp_path):
    site = site_with(sqlite_url, tmp_path, f"http://127.0.0.1:{free_port()}")
    client = site.client()
    answer = Page(client.post("/console/single-sign-on", data=token_of(client)))
    assert (answer.status, answer.h1) == (503, "Single sign-on does not answer")
    assert client.get("/console/sign-in").status_code == 200
    site.services.database.close()


@pytest.mark.parametrize("said", ["server_error", "unauthorized_client"])
def test_trouble_that_the_provider_names_is_not_blamed_on_the_person(site, browser, said, capsys):
    page = browser.open(f"/console/single-sign-on/back?error={said}&state=x")
    assert (page.status, page.h1) == (503, "Single sign-on does not answer")
    assert said in capsys.readouterr().out


def test_a_provider_that_says_it_is_another_is_not_believed(sqlite_url, tmp_path, provider):
    port = provider.issuer.rpartition(":")[2]
    site = site_with(sqlite_url, tmp_path, f"http://localhost:{port}/")
    client = site.client()
    # Its discovery document is made of the address that it was asked at, so this one is believed ...
    assert client.post("/console/single-sign-on", data=token_of(client)).status_code == 200
    site.services.database.close()
    other = site_with(sqlite_url, tmp_path, f"http://127.0.0.1:{port}/../")
    client = other.client()
    # ... and this one, of which it says another, is not.
    assert client.post("/console/single-sign-on", data=token_of(client)).status_code == 503
    other.services.database.close()


def test_a_provider_whose_identities_are_thin_is_asked_for_the_address(site, browser, provider, monkeypatch):
    account(site)
    thin = "oidc_provider_mock._app.OpenIDCode.generate_user_info"
    monkeypatch.setattr(thin, lambda self, user, scope: {"sub": user.sub})
    browser.client.get(provider.sign_in(way_there(browser), "ada-1"))
    assert len(sessions(site)) == 1


def test_without_a_provider_there_is_no_button_and_no_page(sqlite_url, tmp_path):
    site = site_on(sqlite_url, tmp_path)
    client = site.client()
    assert "single-sign-on" not in client.get("/console/sign-in").text
    assert client.get("/console/single-sign-on/back").status_code == 404
    assert client.post("/console/single-sign-on", data=token_of(client)).status_code == 404
    site.services.database.close()


def test_the_way_on_leads_to_no_other_site(site, browser, provider):
    account(site)
    back = provider.sign_in(way_there(browser, "//evil.example/console/"), "ada-1")
    assert browser.client.get(back).location.startswith("/console/")


def test_neither_code_nor_address_is_logged(site, browser, provider, capsys):
    provider.knows("eve", email="eve@northwind.example", email_verified=True)
    back = provider.sign_in(way_there(browser), "eve")
    come_back(browser, back)
    logged = "".join(capsys.readouterr())
    assert "single sign-on failed" in logged
    assert "eve" not in logged
    assert asked_of(back)["code"] not in logged


def token_of(client):
    """The hidden token of a form of ours."""
    return Page(client.get("/console/sign-in")).hidden()
