"""The addresses of this room. Each page's work is in the module named after it."""

from flask import Blueprint

from web.portal.measuring import entering, keys, sheets, show

pages = Blueprint("measuring", __name__, url_prefix="/<company>/agreements/<agreement>/measurements")

pages.get("", endpoint="show")(show.show)
pages.post("", endpoint="enter")(entering.enter)
pages.post("/check", endpoint="check")(sheets.check)
pages.post("/keep", endpoint="keep")(sheets.keep)
pages.get("/keys", endpoint="keys")(keys.listed)
pages.post("/keys", endpoint="make_key")(keys.make)
pages.post("/keys/<int(max=999999999):measuring_key>/revoked", endpoint="revoke_key")(keys.revoke)
