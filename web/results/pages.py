"""The addresses of the result and its PDF. Each page's work is in the module named after it."""

from flask import Blueprint

from web.results import assumption_page, download, letter, report_page, result_page

pages = Blueprint("results", __name__)

pages.get("/audit/<public_id>/result", endpoint="result")(result_page.show)
pages.get("/audit/<public_id>/assumption/<key>", endpoint="assumption")(assumption_page.show)
pages.post("/audit/<public_id>/assumption/<key>", endpoint="change_assumption")(assumption_page.change)
pages.post("/audit/<public_id>/report", endpoint="order")(result_page.order)
pages.get("/audit/<public_id>/report", endpoint="report")(report_page.show)
pages.get("/audit/<public_id>/report/state", endpoint="state")(report_page.state)
pages.get("/audit/<public_id>/report.pdf", endpoint="download")(download.pdf)
pages.get("/report/<token>", endpoint="landing")(letter.landing)
pages.post("/report/<token>", endpoint="open_report")(letter.open_report)
