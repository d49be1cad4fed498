"""A real OpenID Connect provider on a loopback port, which also holds its client to PKCE and the nonce."""

import threading
import warnings
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests
from flask import abort, request
from werkzeug.serving import make_server

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the provider uses a module that its library is about to replace
    import oidc_provider_mock  # type: ignore[import-untyped]  # ships no types


@dataclass
class IdentityProvider:
    """The provider at `issuer`. `challenges`: what each sign-in that was begun has to be followed up with."""

    issuer: str
    challenges: list[str] = field(default_factory=list)
    token_requests: list[dict[str, str]] = field(default_factory=list)

    def knows(self, subject: str, **claims: object) -> None:
        """Somebody who can sign in there."""
        answer = requests.put(f"{self.issuer}/users/{subject}", json=claims, timeout=5)
        assert answer.status_code == 204

    def sign_in(self, way_there: str, subject: str) -> str:
        """Sign somebody in. Returns where the provider sends the browser: path and query of our page."""
        answer = requests.post(way_there, data={"sub": subject}, allow_redirects=False, timeout=5)
        return _ours(answer.headers["Location"])

    def decline(self, way_there: str) -> str:
        """Say no instead."""
        answer = requests.post(way_there, data={"action": "deny"}, allow_redirects=False, timeout=5)
        return _ours(answer.headers["Location"])


@contextmanager
def identity_provider(**settings: Any) -> Iterator[IdentityProvider]:
    """Run a provider until the end of the block."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        app = oidc_provider_mock.app(require_nonce=True, **settings)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    provider = IdentityProvider(f"http://127.0.0.1:{server.server_port}")

    @app.before_request
    def look_at_pkce() -> None:
        if request.path == "/oauth2/authorize":
            assert request.args["code_challenge_method"] == "S256"
            provider.challenges.append(request.args["code_challenge"])
        if request.path == "/oauth2/token":
            provider.token_requests.append(request.form.to_dict())
            digest = sha256(request.form.get("code_verifier", "").encode()).digest()
            if urlsafe_b64encode(digest).decode().rstrip("=") not in provider.challenges:
                abort(400)

    thread = threading.Thread(target=server.serve_forever, args=[0.05], daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()


def asked_of(way_there: str) -> dict[str, str]:
    """What our page asks of the provider."""
    return {name: values[0] for name, values in parse_qs(urlsplit(way_there).query).items()}


def _ours(location: str) -> str:
    parts = urlsplit(location)
    return f"{parts.path}?{parts.query}"


__all__ = ["IdentityProvider", "asked_of", "identity_provider"]
