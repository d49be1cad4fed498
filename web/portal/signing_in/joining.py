"""The page that the link of an invitation leads to: which company it is, and a button to join it."""

from flask import render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from audit.store import memberships, operator_links
from audit.store.operator_links import Opened
from audit.store.tables import Company, OperatorLinkPurpose, Person
from web.field_errors import by_field, field_errors
from web.portal.operator import current_operator
from web.portal.signing_in import told
from web.portal.signing_in.arriving import arrive
from web.portal.signing_in.entering import closed
from web.portal.signing_in.typed import NameForm
from web.security.access import Access, access
from web.security.limits import limit_token_pages
from web.services import services

INVITATION = OperatorLinkPurpose.INVITATION


@access(Access.TOKEN)
@limit_token_pages
def show(token: str) -> str | tuple[str, int]:
    """The company's name, and nothing else of it."""
    with services().database.reading() as session:
        found = _opened(session, token)
        if found is None:
            return closed()
        person, company = found
        membership = memberships.of_person(session, company.id, person.id)
    return _page(person, company, NameForm(formdata=None, name=membership.name if membership else ""))


@access(Access.TOKEN)
@limit_token_pages
def accept(token: str) -> Response | tuple[str, int]:
    """Use the link up, join, and sign this browser in."""
    form, now, before = NameForm(), services().clock(), current_operator()
    with services().database.writing() as session:
        found = _opened(session, token)
        if found is None:
            return closed()
        person, company = found
        if not form.validate():
            return _page(person, company, form), 422
        memberships.hold(session, company.id)  # before the link, as whoever takes the invitation back has it
        used = operator_links.use(session, token, INVITATION, now)
        if not used or memberships.accept(session, company, person, str(form.name.data), now) is None:
            return closed()
        lead_on = arrive(session, person, before)
    told.tell(told.JOINED)
    return lead_on(url_for("portal.company.home", company=company.public_id))


def _opened(session: Session, token: str) -> tuple[Person, Company] | None:
    """Who is invited, and to which company; None where that was taken back as well."""
    found: Opened | None = operator_links.find(session, token, INVITATION, services().clock())
    if found is None or found.company is None:
        return None
    open_still = memberships.is_invited(session, found.company.id, found.person.id)
    return (found.person, found.company) if open_still else None


def _page(person: Person, company: Company, form: NameForm) -> str:
    errors = field_errors(form)
    return render_template(
        "portal/join.html",
        email=person.email,
        company=company.name,
        form=form,
        errors=errors,
        wrong=by_field(errors),
    )
