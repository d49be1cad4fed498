"""The addresses of the screen before the call. Each page's work is in the module named after it."""

from flask import Blueprint

from web.console.call import compare, correction, page, portal, report, what_if, whole_result

pages = Blueprint("call", __name__, url_prefix="/leads/<lead>")

pages.get("", endpoint="show")(page.show)
pages.get("/answers", endpoint="answers")(whole_result.show)
pages.get("/answers/<key>", endpoint="correct")(correction.show)
pages.post("/answers/<key>", endpoint="save")(correction.save)
pages.get("/compare", endpoint="compare")(compare.show)
pages.get("/what-if", endpoint="what_if")(what_if.show)
pages.post("/what-if", endpoint="look")(what_if.look)
pages.post("/what-if/keep", endpoint="keep")(what_if.keep)
pages.post("/report", endpoint="order")(report.order)
pages.get("/report/state", endpoint="state")(report.state)
pages.get("/reports/<int(max=999999999):report>.pdf", endpoint="download")(report.download)
pages.post("/reports/<int(max=999999999):report>/again", endpoint="run_again")(report.run_again)
pages.post("/portal", endpoint="open_portal")(portal.open_portal)
