"""The addresses of what sales does with a lead. Each page's work is in the module named after it."""

from flask import Blueprint

from web.console.follow_up import contact, notes, status, step, tags, undo

pages = Blueprint("follow_up", __name__, url_prefix="/leads/<lead>")

pages.post("/status", endpoint="status")(status.choose)
pages.post("/owner", endpoint="owner")(status.give)
pages.post("/touch", endpoint="touch")(status.touch)
pages.post("/next-step", endpoint="plan")(step.plan)
pages.post("/next-step/done", endpoint="finish")(step.finish)
pages.get("/next-step.ics", endpoint="calendar")(step.calendar)
pages.post("/notes", endpoint="write_note")(notes.write)
pages.post("/notes/<int(max=999999999):note>", endpoint="change_note")(notes.change)
pages.post("/notes/<int(max=999999999):note>/removed", endpoint="remove_note")(notes.remove)
pages.post("/notes/<int(max=999999999):note>/back", endpoint="have_note_back")(notes.have_back)
pages.post("/tags", endpoint="tag")(tags.put_on)
pages.post("/tags/off", endpoint="take_tag_off")(tags.take_off)
pages.post("/contact", endpoint="contact")(contact.change)
pages.get("/contact.vcf", endpoint="card")(contact.card)
pages.post("/undo/<int(max=999999999):done>", endpoint="undo")(undo.undo)
