"""The addresses of lists as files. Each page's work is in the module named after it."""

from flask import Blueprint

from web.console.exports import asking, download, listing

pages = Blueprint("exports", __name__)

pages.get("/exports", endpoint="show")(listing.show)
pages.get("/exports/state", endpoint="state")(listing.state)
pages.post("/exports", endpoint="ask")(asking.ask)
pages.post("/exports/<export>/again", endpoint="again")(asking.again)
pages.get("/exports/<export>/file", endpoint="download")(download.download)
