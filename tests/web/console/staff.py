"""People who work with the console, signed in without the sign-in page."""

from flask.testing import FlaskClient

from audit.store import accounts, staff_sessions
from audit.store.tables import Role
from tests.web.security.site import Site


def account_of(site: Site, role: Role, name: str = "Ada Lindqvist") -> int:
    """An account of that role, made now. Returns its number."""
    with site.services.database.writing() as session:
        email = f"{name.lower().replace(' ', '.')}.{role}@northwind.example"
        found = accounts.by_email(session, email) or accounts.create(session, email, name, role, site.clock())
        return found.id


def signed_in(site: Site, role: Role, name: str = "Ada Lindqvist") -> FlaskClient:
    """A browser in which somebody of that role is signed in."""
    number = account_of(site, role, name)
    with site.services.database.writing() as session:
        account = accounts.find(session, number)
        assert account is not None
        secret = staff_sessions.start(session, account, "Firefox on Linux", site.clock())
    client = site.client()
    with client.session_transaction() as session:
        session["_user_id"] = secret
        session["_fresh"] = True
    return client
