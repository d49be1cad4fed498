"""The addresses of this room. Each page's work is in the module named after it."""

from flask import Blueprint

from web.portal.agreement import asking, paper, show, signing
from web.portal.agreement.places import agreement_places

pages = Blueprint("agreement", __name__, url_prefix="/<company>/agreements/<agreement>")
pages.add_app_template_global(agreement_places, "agreement_places")

pages.get("", endpoint="show")(show.show)
pages.get("/versions/<int(max=999999999):version>", endpoint="version")(show.version)
pages.post("/sign", endpoint="sign")(signing.sign)
pages.post("/ask-for-change", endpoint="ask")(asking.ask)
pages.post("/paper", endpoint="order_paper")(paper.order)
