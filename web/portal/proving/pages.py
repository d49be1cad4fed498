"""The addresses of this room. Each page's work is in the module named after it."""

from flask import Blueprint

from web.portal.proving import show

pages = Blueprint("proving", __name__, url_prefix="/<company>/agreements/<agreement>/proof")

pages.get("", endpoint="show")(show.show)
pages.post("/paper", endpoint="order_paper")(show.order_paper)
