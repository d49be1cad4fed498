"""Signing in with the company's own provider. Who may come in is still an account here; the provider says who it is."""

from dataclasses import dataclass
from typing import Final

import structlog
from flask import abort, make_response, render_template, request, session, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from audit.store import access_log, accounts
from audit.store.access_log import AccountAction, Actor
from audit.store.tables import Account
from web.accounts.arriving import arrive, our_own
from web.accounts.provider import DeclinedError, Identity, NotProvenError, Provider, ProviderAwayError
from web.request_log import request_id
from web.security.access import Access, access
from web.security.limits import limit_sign_ins, limit_token_pages
from web.services import services

log = structlog.get_logger(__name__)

_THEN: Final = "single_sign_on_then"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why it did not work: one page in plain words."""

    status: int
    heading: str
    words: str


AWAY: Final = Trouble(
    503,
    "Single sign-on does not answer",
    "The service that knows who you are cannot be reached at the moment. Please try again in a minute.",
)
DECLINED: Final = Trouble(
    403, "You were not signed in", "The sign-in was broken off on the other side. You can try again."
)
NOT_PROVEN: Final = Trouble(
    400,
    "Please begin once more",
    "This sign-in was not begun in this browser, took too long, or was used before. Please start again from here.",
)
NO_ACCOUNT: Final = Trouble(
    403,
    "There is no account here for you",
    "You are signed in on the other side, but have no account here. Whoever looks after the accounts can invite you.",
)
NOT_VERIFIED: Final = Trouble(
    403,
    "Your address is not confirmed",
    "The service that you signed in with does not vouch for your e-mail address, so we cannot tell that it is yours. "
    "Confirm the address there, or ask whoever looks after the accounts.",
)
REASONS: Final = {"no account": NO_ACCOUNT, "address not confirmed": NOT_VERIFIED, "shut": NO_ACCOUNT}
"""What is shown for each reason that the access log gives. Who is shut out is told no more than a stranger."""


class RefusedError(Exception):
    """The identity opens no account. `why` is one of REASONS; `account_id` is the account it came near, if any."""

    def __init__(self, why: str, account_id: int | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.account_id = account_id


def single_sign_on_name() -> str:
    """What the button says after “Sign in with”; empty where there is no single sign-on."""
    settings = services().settings
    return settings.oidc_name if settings.oidc_issuer else ""


@access(Access.PUBLIC)
@limit_sign_ins
def begin() -> Response:
    """To the provider, by way of a page of ours.

    A redirect in answer to a form would be one that our own content-security policy, for good reason, has browsers
    stop: it could carry what was typed anywhere.
    """
    provider = _provider()
    try:
        url = provider.way_there(_back_url())
    except ProviderAwayError as error:
        return _trouble(AWAY, error)
    session[_THEN] = our_own(request.form.get("then", ""))
    return make_response(render_template("console/single_sign_on.html", url=url, name=single_sign_on_name()))


@access(Access.PUBLIC)
@limit_token_pages
def back() -> Response:
    """From the provider: signed in, or told why not."""
    provider = _provider()
    then = str(session.pop(_THEN, ""))
    try:
        account_id = _account_of(provider.identity())
        return arrive(account_id, then, "single sign-on")
    except ProviderAwayError as error:
        return _trouble(AWAY, error)
    except DeclinedError as error:
        return _trouble(DECLINED, error)
    except NotProvenError as error:
        return _trouble(NOT_PROVEN, error)
    except RefusedError as error:
        _note_refusal(error)
        return _trouble(REASONS[error.why], error)


def _account_of(identity: Identity) -> int:
    """The account that this identity opens: the one it has opened before, else the one of its address, from now on.

    Raises RefusedError.
    """
    with services().database.writing() as writing:
        account = accounts.by_single_sign_on(writing, identity.key) or _first_time(writing, identity)
        if account.disabled_at is not None or account.is_sample:
            raise RefusedError("shut", account.id)
        account.single_sign_on = identity.key
        return account.id


def _first_time(writing: Session, identity: Identity) -> Account:
    account = accounts.by_email(writing, identity.email) if identity.email else None
    if not identity.email_verified:
        raise RefusedError("address not confirmed", account.id if account else None)
    if account is None or account.single_sign_on is not None:
        raise RefusedError("no account", account.id if account else None)
    return account


def _provider() -> Provider:
    settings = services().settings
    if not settings.oidc_issuer:
        abort(404)
    return Provider(settings)


def _back_url() -> str:
    return services().settings.public_url + url_for("console.accounts.single_sign_on_back")


def _note_refusal(error: RefusedError) -> None:
    with services().database.writing() as writing:
        access_log.note(
            writing,
            services().clock(),
            Actor.NOBODY,
            AccountAction.REFUSED_ELSEWHERE,
            f"account {error.account_id}" if error.account_id is not None else "unknown",
            request_id=request_id(),
            detail={"why": error.why},
        )


def _trouble(trouble: Trouble, error: Exception) -> Response:
    """The page, and a line of log with what kind of error it was and no word of what came."""
    cause = error.__cause__ or error
    said = str(error) if isinstance(error, ProviderAwayError) else ""
    log.warning("single sign-on failed", reason=trouble.heading, error=type(cause).__name__, said=said)
    return make_response(render_template("console/single_sign_on_trouble.html", trouble=trouble), trouble.status)
