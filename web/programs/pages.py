"""The addresses for programs."""

from flask import Blueprint

pages = Blueprint("programs", __name__, url_prefix="/api")
