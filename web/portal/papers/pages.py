"""The addresses of this room. Each page's work is in the module named after it."""

from flask import Blueprint

from web.portal.papers import waiting

pages = Blueprint("papers", __name__, url_prefix="/<company>/papers/<paper>")

pages.get("", endpoint="show")(waiting.show)
pages.get("/state", endpoint="state")(waiting.state)
pages.post("/again", endpoint="again")(waiting.again)
pages.get("/file", endpoint="download")(waiting.download)
