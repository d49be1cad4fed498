"""The addresses of a company's own pages. Each page's work is in the module named after it."""

from flask import Blueprint

from web.portal.company import audit_page, changes, data, home, report, retake

AUDIT = "/<company>/audits/<audit>"
RESULT = f"{AUDIT}/revisions/<int(max=999999999):revision>"

pages = Blueprint("company", __name__)

pages.get("/<company>/", endpoint="home")(home.show)
pages.get(AUDIT, endpoint="audit")(audit_page.show)
pages.post(f"{AUDIT}/open", endpoint="go_on")(audit_page.go_on)
pages.post(f"{AUDIT}/again", endpoint="retake")(retake.begin)
pages.get(f"{AUDIT}/changes", endpoint="changes")(changes.show)
pages.get(f"{RESULT}/report", endpoint="making")(report.making)
pages.post(f"{RESULT}/report", endpoint="order_report")(report.order)
pages.get(f"{RESULT}/report/state", endpoint="report_state")(report.state)
pages.get(f"{RESULT}/report.pdf", endpoint="report")(report.download)
pages.get("/<company>/data", endpoint="data")(data.show)
pages.post("/<company>/data", endpoint="take_data")(data.take)
