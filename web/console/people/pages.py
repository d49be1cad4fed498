"""The addresses of a person's data: shown, handed over, erased. Each page's work is in the module named after it."""

from flask import Blueprint

pages = Blueprint("people", __name__)
