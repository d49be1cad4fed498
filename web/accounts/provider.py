"""The provider of single sign-on, spoken to in OpenID Connect: code flow with PKCE, state and nonce.

Authlib does the talking. What the provider says of itself is read when somebody signs in, so a provider that is away
keeps nothing else from working.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App, OAuthError
from flask import session
from joserfc.errors import JoseError
from requests import RequestException

from settings import Settings

NAME: Final = "single_sign_on"
PATIENCE_SECONDS: Final = 5.0
DISCOVERY: Final = "/.well-known/openid-configuration"
SIGNATURES: Final = frozenset(
    {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"}
)
"""How an identity may be signed: by a key that only the provider has."""

USUAL_SIGNATURE: Final = "RS256"

NOT_THEIR_FAULT: Final = frozenset(
    {
        "invalid_client",
        "invalid_scope",
        "server_error",
        "temporarily_unavailable",
        "unauthorized_client",
        "unsupported_response_type",
    }
)
"""Errors of a provider that is set up otherwise than our settings say, or in trouble."""


class ProviderAwayError(Exception):
    """The provider does not answer, or says nothing that can be used; its words are one of NOT_THEIR_FAULT, or none."""


class DeclinedError(Exception):
    """The person, or the provider, said no."""


class NotProvenError(Exception):
    """What came back does not belong to a sign-in that this browser began, or proves nothing."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who it is, as the provider says. `key` is theirs for ever; the address counts only if it is vouched for."""

    key: str
    email: str
    email_verified: bool


class Provider:
    """The provider that the settings name."""

    def __init__(self, settings: Settings) -> None:
        self._issuer = settings.oidc_issuer.rstrip("/")
        self._app = FlaskOAuth2App(
            FlaskIntegration(NAME),
            NAME,
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret.get_secret_value() or None,
            server_metadata_url=self._issuer + DISCOVERY,
            client_kwargs={
                "scope": "openid email",
                "code_challenge_method": "S256",
                "default_timeout": PATIENCE_SECONDS,
            },
        )

    def way_there(self, back_url: str) -> str:
        """Return the address at which somebody signs in. What the answer has to fit is kept in their cookie.

        Raises ProviderAwayError.
        """
        with _answering():
            self._read_about_it()
            begun = self._app.create_authorization_url(back_url)
            url = str(begun["url"])
        if not url.startswith(("https://", "http://")):
            raise ProviderAwayError
        forget_begun()
        self._app.save_authorize_data(redirect_uri=back_url, **begun)
        return url

    def identity(self) -> Identity:
        """Return who has come back with this request, which has to fit what this browser began.

        Raises ProviderAwayError, DeclinedError or NotProvenError.
        """
        with _answering():
            self._read_about_it()
        try:
            with _answering():
                token = self._app.authorize_access_token()
                claims = self._claims(token)
        except OAuthError as error:
            raise _meaning(error) from error
        except (AuthlibBaseError, JoseError) as error:
            raise NotProvenError from error
        finally:
            forget_begun()
        return Identity(
            key=f"{self._issuer} {claims['sub']}",
            email=str(claims.get("email") or "").strip().lower(),
            email_verified=claims.get("email_verified") is True,
        )

    def _claims(self, token: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the signed identity says; the address may have to be asked for."""
        claims = token.get("userinfo")
        if not claims or not claims.get("sub"):
            raise NotProvenError
        if claims.get("email") or not self._app.server_metadata.get("userinfo_endpoint"):
            return dict(claims)
        more = self._app.userinfo(token=token)
        return {**more, **claims} if more.get("sub") == claims["sub"] else dict(claims)

    def _read_about_it(self) -> None:
        """What the provider says of itself. It has to be the one that was set, and to sign with a key of its own."""
        about = self._app.load_server_metadata()
        if str(about.get("issuer", "")).rstrip("/") != self._issuer:
            raise ProviderAwayError
        offered = about.get("id_token_signing_alg_values_supported", [USUAL_SIGNATURE])
        about["id_token_signing_alg_values_supported"] = [name for name in offered if name in SIGNATURES]


def _meaning(error: OAuthError) -> Exception:
    """What an error that the provider named means to the person who waits."""
    if error.error in NOT_THEIR_FAULT:
        return ProviderAwayError(error.error)
    return DeclinedError() if error.error == "access_denied" else NotProvenError()


def forget_begun() -> None:
    """Forget sign-ins that were begun in this browser and not ended."""
    for name in [name for name in session if name.startswith(f"_state_{NAME}_")]:
        session.pop(name)


@contextmanager
def _answering() -> Iterator[None]:
    """Whatever ails the conversation is one thing to the person who waits: the provider is away."""
    try:
        yield
    except (RequestException, LookupError, TypeError, ValueError, RuntimeError) as error:
        # JoseError and OAuthError are none of these: an answer that came and proves nothing is not an outage.
        raise ProviderAwayError from error
