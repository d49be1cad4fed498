"""Addresses with a sign in them that no page of ours has, and that PostgreSQL does not take in any text."""

from flask import Flask, abort, request

ZERO = "\0"


def refuse_zero_signs(app: Flask) -> None:
    """Answer 404 to an address that has a zero sign (`%00`) in its path or its query: scanners send them."""

    def check() -> None:
        if ZERO in request.path or any(ZERO in f"{name}{value}" for name, value in request.args.items(multi=True)):
            abort(404)

    app.before_request(check)
