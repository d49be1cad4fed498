"""The addresses of answering about readiness."""

from flask import Blueprint

from web.readiness import answering

pages = Blueprint("readiness", __name__, url_prefix="/readiness")

pages.get("/<token>", endpoint="show")(answering.show)
pages.post("/<token>", endpoint="answer")(answering.answer)
