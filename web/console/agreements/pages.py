"""The addresses of agreements in the console. Each page's work is in the module named after it."""

from flask import Blueprint

from web.console.agreements import change, draft, everybody, paper, proof, readiness, show, signing, stopping
from web.console.agreements.places import agreement_views

pages = Blueprint("agreements", __name__)
pages.add_app_template_global(agreement_views, "agreement_views")

pages.get("/agreements", endpoint="everybody")(everybody.show)
pages.get("/leads/<lead>/agreement", endpoint="draft")(draft.show)
pages.post("/leads/<lead>/agreement", endpoint="make")(draft.make)
pages.get("/agreements/<agreement>", endpoint="show")(show.show)
pages.get("/agreements/<agreement>/change", endpoint="change")(change.show)
pages.post("/agreements/<agreement>/change", endpoint="propose")(change.propose)
pages.post("/agreements/<agreement>/sign", endpoint="sign")(signing.sign)
pages.post("/agreements/<agreement>/stop", endpoint="stop")(stopping.stop)
pages.post("/agreements/<agreement>/paper", endpoint="order_paper")(paper.order)
pages.get("/agreements/<agreement>/proof", endpoint="proof")(proof.show)
pages.post("/agreements/<agreement>/proof/paper", endpoint="order_proof")(proof.order)
pages.get("/agreements/<agreement>/papers/<paper>", endpoint="paper")(proof.paper_page)
pages.get("/agreements/<agreement>/papers/<paper>/state", endpoint="paper_state")(proof.paper_state)
pages.post("/agreements/<agreement>/papers/<paper>/again", endpoint="paper_again")(proof.paper_again)
pages.get("/agreements/<agreement>/papers/<paper>/file", endpoint="paper_file")(proof.paper_file)
pages.get("/agreements/<agreement>/readiness", endpoint="readiness")(readiness.show)
pages.post("/agreements/<agreement>/readiness/ask", endpoint="ask")(readiness.ask)
pages.post("/agreements/<agreement>/readiness/again", endpoint="ask_again")(readiness.again)
pages.post("/agreements/<agreement>/readiness/withdraw", endpoint="withdraw")(readiness.withdraw)
