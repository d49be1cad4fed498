"""The people of a company: who is part of it, inviting one more, taking an invitation back, removing somebody."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from flask import abort, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from audit.store import companies, memberships, operator_links
from audit.store.memberships import Member
from audit.store.tables import Mail
from web.field_errors import FieldError, by_field, field_errors
from web.portal.operator import operator, place
from web.portal.signing_in import told
from web.portal.signing_in.typed import ColleagueForm
from web.request_log import request_id
from web.security.access import Access, access
from web.services import services
from workers.queue import JobKind

IS_ONE: Final = "Whoever has this address is part of the company already."


@access(Access.OPERATORS)
def show(company: str) -> str:  # noqa: ARG001  # the access rule has read it
    """The list, and the form that invites one more."""
    return _page(ColleagueForm(formdata=None), ())


@access(Access.OPERATORS)
def invite(company: str) -> Response | tuple[str, int]:  # noqa: ARG001  # the access rule has read it
    """Invite somebody; the mail has a link with which they join."""
    form, now = ColleagueForm(), services().clock()
    if not form.validate():
        return _page(form, field_errors(form)), 422
    with services().database.writing() as session:
        ours = companies.find(session, place().public_id)
        if ours is None:
            abort(404)
        person = companies.person_at(session, str(form.email.data), now)
        found = memberships.invite(session, ours, person, str(form.name.data), now, by=operator().person_id)
        is_one = found.joined_at is not None and found.ended_at is None
        mail = None if is_one else _order(session, Member(found, person))
    if is_one:
        return _page(form, (FieldError("email", IS_ONE),)), 422
    return _announced(mail)


@access(Access.OPERATORS)
def again(company: str, colleague: int) -> Response:  # noqa: ARG001  # the access rule has read it
    """Send an invitation once more; the link before it is closed."""
    with services().database.writing() as session:
        found = memberships.find(session, place().company_id, colleague)
        if found is None or found.membership.joined_at is not None:
            abort(404)
        mail = _order(session, found)
    return _announced(mail)


@access(Access.OPERATORS)
def remove(company: str, colleague: int) -> Response:  # noqa: ARG001  # the access rule has read it
    """End somebody's part in the company, also one's own; or take an invitation back."""
    with services().database.writing() as session:
        memberships.hold(session, place().company_id)
        found = memberships.find(session, place().company_id, colleague)
        if found is None:
            abort(404)
        was_invited, is_me = found.membership.joined_at is None, found.person.id == operator().person_id
        ended = memberships.end(session, place().company_id, colleague, services().clock())
    if ended and is_me:
        told.tell(told.LEFT)
        return redirect(url_for("portal.signing_in.companies"), 303)
    told.tell((told.TAKEN_BACK if was_invited else told.REMOVED) if ended else told.LAST)
    return _back()


def _order(session: Session, invited: Member) -> Mail | None:
    """The mail of an invitation; None if its address, or the company, had too many of late."""
    now, ours = services().clock(), companies.find(session, place().public_id)
    if ours is None or not operator_links.may_invite(session, ours.id, invited.person.email, now):
        return None
    return operator_links.order_mail(session, invited.person, request_id(), now, to_join=ours)


def _announced(mail: Mail | None) -> Response:
    if mail is None:
        told.tell(told.TOO_SOON)
    else:
        services().queue.nudge(JobKind.MAIL, mail.id, request_id())
        told.tell(told.INVITED if services().settings.sends_mail else told.NO_MAIL)
    return _back()


def _back() -> Response:
    return redirect(url_for("portal.signing_in.colleagues", company=place().public_id), 303)


def _page(form: ColleagueForm, errors: Sequence[FieldError]) -> str:
    with services().database.reading() as session:
        everybody = memberships.of_company(session, place().company_id)
    joined = [one for one in everybody if one.membership.joined_at is not None]
    zone = services().settings.team_zone
    return render_template(
        "portal/colleagues.html",
        joined=[(one, _day(one.membership.joined_at, zone)) for one in joined],
        invited=[(one, _day(one.membership.invited_at, zone)) for one in everybody if one.membership.joined_at is None],
        form=form,
        errors=errors,
        wrong=by_field(errors),
        done="" if errors else told.told(),
    )


def _day(moment: datetime | None, zone: ZoneInfo) -> str:
    """`2 March 2026`."""
    if moment is None:
        return ""
    local = moment.astimezone(zone)
    return f"{local.day} {local:%B %Y}"
