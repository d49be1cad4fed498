"""The addresses of the screen before the call. Each page's work is in the module named after it."""

from flask import Blueprint

pages = Blueprint("call", __name__)
