"""The addresses of the queue, its filters and saved views. Each page's work is in the module named after it."""

from flask import Blueprint

from web.console.queue import assign, page, search, views

pages = Blueprint("queue", __name__)

pages.get("/", endpoint="show")(page.show)
pages.post("/search", endpoint="search")(search.search)
pages.post("/assign", endpoint="assign")(assign.assign)
pages.post("/assign/undo", endpoint="undo_assign")(assign.undo)
pages.post("/views", endpoint="save_view")(views.save)
pages.post("/views/<int(max=999999999):view>", endpoint="change_view")(views.change)
pages.post("/views/<int(max=999999999):view>/filters", endpoint="refill_view")(views.refill)
pages.post("/views/<int(max=999999999):view>/delete", endpoint="delete_view")(views.delete)
