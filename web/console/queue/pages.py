"""The addresses of the queue, its filters and saved views. Each page's work is in the module named after it."""

from flask import Blueprint

pages = Blueprint("queue", __name__)
