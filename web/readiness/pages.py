"""The addresses of answering about readiness."""

from flask import Blueprint

pages = Blueprint("readiness", __name__, url_prefix="/readiness")
