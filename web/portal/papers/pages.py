"""The addresses of this room. Each page's work is in the module named after it."""

from flask import Blueprint

pages = Blueprint("papers", __name__)
