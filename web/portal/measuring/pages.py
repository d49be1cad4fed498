"""The addresses of this room. Each page's work is in the module named after it."""

from flask import Blueprint

pages = Blueprint("measuring", __name__)
