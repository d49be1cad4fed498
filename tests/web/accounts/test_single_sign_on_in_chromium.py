"""Single sign-on as Chromium does it, with our content-security policy in force, to a provider at another address."""

from collections.abc import Iterator
from threading import Thread

import pytest
from playwright.sync_api import expect
from werkzeug.serving import make_server

from audit.store.tables import Role
from tests.servers.ports import free_port
from tests.web.accounts.identity_provider import IdentityProvider, identity_provider
from tests.web.console.staff import account_of
from tests.web.security.site import site_on

CLIENT_SECRET = "only for tests"  # noqa: S105  # known to the test alone
pytestmark = [
    pytest.mark.enable_socket,
    # The provider's own: it uses what its library is about to replace.
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),
]


@pytest.fixture
def provider() -> Iterator[IdentityProvider]:
    with identity_provider() as started:
        started.knows("ada-1", email="ada.lindqvist.viewer@northwind.example", email_verified=True)
        yield started


@pytest.fixture
def origin(sqlite_url, tmp_path, provider) -> Iterator[str]:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    names = {"oidc_client_id": "plumbline", "oidc_client_secret": CLIENT_SECRET, "oidc_name": "Northwind"}
    site = site_on(sqlite_url, tmp_path, public_url=address, oidc_issuer=provider.issuer, **names)
    account_of(site, Role.VIEWER)
    server = make_server("127.0.0.1", port, site.app)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield address
    server.shutdown()
    thread.join()
    server.server_close()
    site.services.database.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_button_leads_to_the_provider_and_back_to_the_page_that_was_asked_for(one_chromium, origin, scripts):
    context = one_chromium.new_context(base_url=origin, java_script_enabled=scripts)
    page = context.new_page()
    page.goto("/console/me")
    page.get_by_role("button", name="Sign in with Northwind").click()
    expect(page.get_by_role("heading", name="Authorize Client")).to_be_visible()
    page.get_by_placeholder("sub").fill("ada-1")
    page.get_by_role("button", name="Authorize", exact=True).click()
    expect(page).to_have_url(f"{origin}/console/me")
    expect(page.get_by_text("ada.lindqvist.viewer@northwind.example").first).to_be_visible()
    context.close()
