"""The addresses of agreements in the console. Each page's work is in the module named after it."""

from flask import Blueprint

pages = Blueprint("agreements", __name__)
