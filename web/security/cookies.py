"""The session cookie: signed, out of reach of scripts, not sent along from other sites, and for this host alone."""

from datetime import timedelta

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from settings import Settings
from web.programs.pages import pages as program_pages

SESSION_DAYS = 90
LARGEST_REQUEST_BYTES = 64 * 1024
LARGEST_FORM_FIELD_BYTES = 32 * 1024
MOST_FORM_FIELDS = 100


def configure_cookies(app: Flask, settings: Settings) -> None:
    """Set up the session cookie, the limits on what a form may send, and the check that a form is our own."""
    app.config.update(
        SECRET_KEY=settings.secret_key.get_secret_value(),
        # A browser takes a __Host- cookie over https only, from this host alone and for all its paths.
        SESSION_COOKIE_NAME="__Host-plumbline" if settings.secure else "plumbline",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=timedelta(days=SESSION_DAYS),
        MAX_CONTENT_LENGTH=LARGEST_REQUEST_BYTES,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM_FIELD_BYTES,
        MAX_FORM_PARTS=MOST_FORM_FIELDS,
        WTF_CSRF_TIME_LIMIT=None,  # a page may stay open over lunch; the token is bound to the session anyway
        WTF_CSRF_SSL_STRICT=False,  # asks for a Referer, which careful people's browsers do not send
    )
    # Programs bring a key in a header, which no form of another site can send; their cookies count for nothing.
    CSRFProtect(app).exempt(program_pages)
