"""The least that Flask can do: what the pages are measured against, served in the same way."""

from flask import Flask


def bare_page() -> Flask:
    """Return an app with one page that says hello."""
    app = Flask("bare_page")

    @app.get("/")
    def hello() -> str:
        return "<!doctype html><title>Hello</title><p>Hello</p>"

    return app
