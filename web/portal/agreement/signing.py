"""The company's signature."""

from typing import Final

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from audit.store import agreement_mails, agreements, companies
from audit.store.agreement_mails import Wish
from audit.store.tables import Revision, Side
from web.agreements.come_in import OTHER_PERIODS, of_other_periods
from web.agreements.keeping import keep_standing, send
from web.agreements.signing import read_signature, typed_number, wording_to_sign
from web.agreements.terms_view import wording_of
from web.agreements.tried import Tried
from web.portal.agreement.show import found, render_show, say_next
from web.portal.operator import operator, place
from web.request_log import request_id
from web.security.access import Access, access
from web.services import services

NEWER: Final = "There is a newer version than the one you were looking at. Please read it, and sign it if it is right."
STOPPED: Final = "The agreement was stopped, so nobody can sign it any more."


@access(Access.OPERATORS)
def sign(company: str, agreement: str) -> Response | tuple[str, int]:
    """Sign the newest version, once; who drafted it is told."""
    typed, now = read_signature(request.form), services().clock()
    with services().database.writing() as session:
        row = found(session, agreement, to_change=True)
        newest = agreements.versions(session, row.id)[0]
        if typed_number(request.form) != newest.row.number or row.stopped_at is not None:
            notice = STOPPED if row.stopped_at else NEWER
            return render_show(session, row, Tried(signature=typed, notice=notice)), 409
        if of_other_periods(session, row.id, newest.terms):
            return render_show(session, row, Tried(signature=typed, notice=OTHER_PERIODS)), 409
        if Side.COMPANY not in newest.signed:
            if typed.errors:
                return render_show(session, row, Tried(signature=typed, errors=typed.errors)), 422
            person = companies.person(session, operator().person_id)
            if person is None:
                raise LookupError("who is signed in is nobody; the page's access rule should have seen to it")
            words = wording_of(session.get_one(Revision, row.revision_id), newest.terms)
            wording = wording_to_sign(newest, place().company, words)
            signature = agreements.sign(session, newest.row, person, typed.name, wording, now)
            mails = agreement_mails.tell_staff(session, row, newest.row, Wish.SIGNED, signature.id, request_id(), now)
            keep_standing(session, row, now)
            say_next("in force" if Side.CONSULTANCY in newest.signed else "signed")
        else:
            mails = ()
    send(mails)
    return redirect(url_for("portal.agreement.show", company=company, agreement=agreement), 303)
