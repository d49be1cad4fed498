"""The addresses of lists as files. Each page's work is in the module named after it."""

from flask import Blueprint

pages = Blueprint("exports", __name__)
