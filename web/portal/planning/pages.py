"""The addresses of this room. Each page's work is in the module named after it."""

from flask import Blueprint

from web.portal.planning import fix, plan, readiness

pages = Blueprint("planning", __name__, url_prefix="/<company>/agreements/<agreement>")

pages.get("/readiness", endpoint="readiness")(readiness.show)
pages.post("/readiness", endpoint="ask")(readiness.ask)
pages.post("/readiness/again", endpoint="ask_again")(readiness.again)
pages.post("/readiness/withdraw", endpoint="withdraw")(readiness.withdraw)
pages.get("/plan", endpoint="plan")(plan.show)
pages.get("/plan.ics", endpoint="plan_calendar")(plan.calendar)
pages.get("/plan.csv", endpoint="plan_list")(plan.as_list)
pages.get("/fix", endpoint="fix")(fix.show)
pages.post("/fix", endpoint="fix_change")(fix.change)
pages.post("/fix/paper", endpoint="fix_paper")(fix.order_paper)
