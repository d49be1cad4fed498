"""The consultancy's signature."""

from typing import Final

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from audit.store import accounts, agreement_mails, agreements
from audit.store.tables import Company, Revision, Side
from web.accounts.member import member
from web.agreements.come_in import OTHER_PERIODS, of_other_periods
from web.agreements.keeping import keep_standing, send
from web.agreements.signing import may_sign, read_signature, typed_number, wording_to_sign
from web.agreements.terms_view import wording_of
from web.agreements.tried import Tried
from web.console.agreements.said import say_next
from web.console.agreements.show import found, render_show
from web.console.noting import note_access
from web.request_log import request_id
from web.security.access import Access, access
from web.services import services

NEWER: Final = "There is a newer version than the one you were looking at. Read it, and sign it if it is right."
STOPPED: Final = "The agreement was stopped meanwhile, so nobody can sign it."


@access(Access.SELLERS)
def sign(agreement: str) -> Response | tuple[str, int]:
    """Sign the newest version, once; the company is told that it waits for them."""
    typed, now = read_signature(request.form), services().clock()
    with services().database.writing() as session:
        row = found(session, agreement, to_change=True)
        newest = agreements.versions(session, row.id)[0]
        if typed_number(request.form) != newest.row.number or row.stopped_at is not None:
            notice = STOPPED if row.stopped_at else NEWER
            return render_show(session, row, Tried(signature=typed, notice=notice)), 409
        if of_other_periods(session, row.id, newest.terms):
            return render_show(session, row, Tried(signature=typed, notice=OTHER_PERIODS)), 409
        if Side.CONSULTANCY in newest.signed:
            return redirect(url_for("console.agreements.show", agreement=agreement), 303)
        if typed.errors or not may_sign(row, newest, Side.CONSULTANCY):
            return render_show(session, row, Tried(signature=typed, errors=typed.errors)), 422
        staff = accounts.find(session, member().account_id)
        if staff is None:
            raise LookupError("who is signed in has no account; the page's access rule should have seen to it")
        words = wording_of(session.get_one(Revision, row.revision_id), newest.terms)
        company = session.get_one(Company, row.company_id).name
        agreements.sign(session, newest.row, staff, typed.name, wording_to_sign(newest, company, words), now)
        owner = newest.terms.owner_email
        mails = agreement_mails.tell_company(session, row, newest.row, owner, request_id(), now)
        keep_standing(session, row, now)
    send(mails)
    note_access("signed an agreement", agreement, version=str(newest.row.number))
    say_next("signed")
    return redirect(url_for("console.agreements.show", agreement=agreement), 303)
