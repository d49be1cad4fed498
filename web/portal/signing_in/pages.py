"""The addresses of signing in to the portal. Each page's work is in the module named after it."""

from flask import Blueprint

from web.portal.signing_in import choosing, colleagues, entering, joining, me, sign_in

pages = Blueprint("signing_in", __name__)

pages.get("/sign-in", endpoint="show")(sign_in.show)
pages.post("/sign-in", endpoint="ask")(sign_in.ask)
pages.post("/sign-out", endpoint="sign_out")(sign_in.leave)
pages.get("/enter/<token>", endpoint="enter")(entering.show)
pages.post("/enter/<token>", endpoint="let_in")(entering.let_in)
pages.get("/join/<token>", endpoint="join")(joining.show)
pages.post("/join/<token>", endpoint="accept")(joining.accept)

pages.get("/", endpoint="companies")(choosing.choose)
pages.post("/invitations/<int(max=999999999):invitation>", endpoint="join_company")(choosing.join)
pages.get("/me", endpoint="me")(me.show)
pages.post("/me/browsers/end-others", endpoint="end_others")(me.end_others)
pages.post("/me/browsers/<int(max=999999999):browser>/end", endpoint="end_session")(me.end_one)

pages.get("/<company>/colleagues", endpoint="colleagues")(colleagues.show)
pages.post("/<company>/colleagues", endpoint="invite")(colleagues.invite)
pages.post("/<company>/colleagues/<int(max=999999999):colleague>/again", endpoint="invite_again")(colleagues.again)
pages.post("/<company>/colleagues/<int(max=999999999):colleague>/remove", endpoint="remove")(colleagues.remove)
