"""The addresses of signing in to the portal. Each page's work is in the module named after it."""

from flask import Blueprint

from web.portal.signing_in import sign_in

pages = Blueprint("signing_in", __name__)

pages.get("/sign-in", endpoint="show")(sign_in.show)
pages.get("/", endpoint="companies")(sign_in.choose)
