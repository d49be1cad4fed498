"""The addresses of signing in and of accounts. Each page's work is in the module named after it."""

from flask import Blueprint

from web.accounts import sign_in

pages = Blueprint("accounts", __name__)

pages.get("/sign-in", endpoint="sign_in")(sign_in.show)
pages.post("/sign-out", endpoint="sign_out")(sign_in.leave)
pages.get("/me", endpoint="me")(sign_in.me)
