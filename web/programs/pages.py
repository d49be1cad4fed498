"""The addresses for programs. Cookies count for nothing here: the key in the header is all that lets one in."""

from flask import Blueprint

from web.programs import measurements

pages = Blueprint("programs", __name__, url_prefix="/api")

pages.post("/measurements", endpoint="post")(measurements.post)
pages.get("/measurements", endpoint="get")(measurements.get)
