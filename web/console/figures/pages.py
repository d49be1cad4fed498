"""The addresses of how the quiz and sales do, in numbers. Each page's work is in the module named after it."""

from flask import Blueprint

from web.console.figures import show

pages = Blueprint("figures", __name__)

pages.get("/figures", endpoint="show")(show.show)
