"""The addresses of a company's own pages. Each page's work is in the module named after it."""

from flask import Blueprint

from web.portal.company import home

pages = Blueprint("company", __name__)

pages.get("/<company>/", endpoint="home")(home.show)
