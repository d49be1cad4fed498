"""The addresses of a person's data: shown, handed over, erased. Each page's work is in the module named after it."""

from flask import Blueprint

from web.console.people import consent, erasing, handing_over, person_page

pages = Blueprint("people", __name__)

pages.get("/people/<int(max=999999999):person>", endpoint="show")(person_page.show)
pages.post("/people/<int(max=999999999):person>/withdraw", endpoint="withdraw")(consent.withdraw)
pages.get("/people/<int(max=999999999):person>/data.zip", endpoint="hand_over")(handing_over.data)
pages.get("/people/<int(max=999999999):person>/erase", endpoint="ask_to_erase")(erasing.confirm)
pages.post("/people/<int(max=999999999):person>/erase", endpoint="erase")(erasing.erase)
pages.get("/people/erased", endpoint="erased")(erasing.erased)
