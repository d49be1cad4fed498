"""The addresses of how the quiz and sales do, in numbers. Each page's work is in the module named after it."""

from flask import Blueprint

pages = Blueprint("figures", __name__)
