"""The addresses of the quiz. Each page's work is in the module named after it."""

from flask import Blueprint

from web.brand import pages as brand_pages
from web.quiz import elsewhere, notice, question_page, start_page

pages = Blueprint("quiz", __name__)
pages.register_blueprint(brand_pages)

pages.get("/", endpoint="home")(start_page.home)
pages.get("/start/<name>", endpoint="start")(start_page.show)
pages.post("/start/<name>", endpoint="begin")(start_page.begin)
pages.get("/audit/<public_id>/", endpoint="here")(question_page.here)
pages.get("/audit/<public_id>/question/<key>", endpoint="question")(question_page.show)
pages.post("/audit/<public_id>/question/<key>", endpoint="answer")(question_page.answer)
pages.get("/audit/<public_id>/resume", endpoint="elsewhere")(elsewhere.show)
pages.post("/audit/<public_id>/resume", endpoint="make_link")(elsewhere.make_link)
pages.get("/resume/<token>", endpoint="landing")(elsewhere.landing)
pages.post("/resume/<token>", endpoint="resume")(elsewhere.resume)
pages.get("/privacy", endpoint="privacy")(notice.privacy)
