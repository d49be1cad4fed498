"""The addresses of what sales does with a lead. Each page's work is in the module named after it."""

from flask import Blueprint

pages = Blueprint("follow_up", __name__)
