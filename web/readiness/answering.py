"""Where the link in the mail leads: eight questions, answered once. Looking at the page uses nothing up."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from audit.playbook import Playbook
from audit.playbook.format import FixFile
from audit.recovery.readiness_views import THE_ONE
from audit.recovery.terms import Terms
from audit.recovery.views import View
from audit.store import agreements, readiness_answers, readiness_asks
from audit.store.tables import ReadinessAsk, Revision
from reports.wording import Wording
from web.brand import page_brand
from web.field_errors import FieldError
from web.offered import first_offered
from web.readiness.given import CHOICES, LONGEST_COMMENT, Question, blank, read_form
from web.security.access import Access, access
from web.security.limits import limit_token_pages
from web.services import services


@dataclass(frozen=True, slots=True)
class Linked:
    """What a link asks: of whom, by whom, about which fix of which company. `others` are asked of the same person."""

    ask: ReadinessAsk
    asker: str
    company: str
    terms: Terms
    playbook: Playbook
    fix: FixFile
    others: Sequence[ReadinessAsk]


@access(Access.TOKEN)
@limit_token_pages
def show(token: str) -> str | tuple[str, int]:
    """The questions; a thank-you where they were answered with this link."""
    found = _linked(token)
    if found is None:
        return _closed()
    if found.ask.answered_at is not None:
        return _thanks(found)
    return _page(found, blank(found.playbook.readiness.condition), ())


@access(Access.TOKEN)
@limit_token_pages
def answer(token: str) -> Response | str | tuple[str, int]:
    """Keep the answers and use the link up. A second tap finds them kept, and is thanked as well."""
    found, now = _linked(token), services().clock()
    if found is None:
        return _closed()
    if found.ask.answered_at is not None:
        return redirect(url_for("readiness.show", token=token), 303)
    typed = read_form(found.playbook.readiness.condition, request.form)
    if typed.errors:
        return _page(found, typed.questions, typed.errors), 422
    with services().database.writing() as session:
        row = readiness_answers.find_linked(session, token, to_change=True)
        kept = row is not None and readiness_answers.answer(session, row, typed.given, now)
        if row is not None and kept:
            for other in readiness_answers.others_of(session, row, now):
                if f"also-{other.id}" in request.form:
                    readiness_answers.answer(session, other, typed.given, now)
    return redirect(url_for("readiness.show", token=token), 303)


def _linked(token: str) -> Linked | None:
    """What the link asks; None for one that is unknown, over or taken back."""
    now = services().clock()
    with services().database.reading() as session:
        row = readiness_answers.find_linked(session, token)
        if row is None or (row.answered_at is None and not readiness_answers.can_be_answered(row, now)):
            return None
        company, agreement = readiness_asks.company_of(session, row)
        versions = agreements.versions(session, agreement.id)
        terms = next((one for one in versions if one.in_force), versions[0]).terms
        playbook = services().shelf.get(session.get_one(Revision, agreement.revision_id).playbook_hash)
        return Linked(
            ask=row,
            asker=readiness_asks.name_of_asker(session, row),
            company=company.name,
            terms=terms,
            playbook=playbook,
            fix=playbook.fixes[terms.fix],
            others=readiness_answers.others_of(session, row, now),
        )


def _page(found: Linked, questions: Sequence[Question], errors: Sequence[FieldError]) -> str:
    head = found.playbook.head
    return render_template(
        "readiness/questions.html",
        brand=page_brand(found.playbook),
        found=found,
        view=THE_ONE[View(found.ask.view)],
        others=[(one, THE_ONE[View(one.view)], f"also-{one.id}" in request.form) for one in found.others],
        until=Wording(head.locale, head.currency).day(found.ask.expires_at.date()),
        questions=questions,
        choices=CHOICES,
        longest=LONGEST_COMMENT,
        errors=errors,
    )


def _thanks(found: Linked) -> str:
    return render_template(
        "message.html",
        brand=page_brand(found.playbook),
        heading="You have answered, thank you",
        paragraphs=(
            f"Your answers about “{found.terms.fix_title}” are with {found.company} and those who advise it.",
            "This link is used up. If something has changed, have them ask you again.",
        ),
    )


def _closed() -> tuple[str, int]:
    page = render_template(
        "message.html",
        brand=page_brand(first_offered()),
        heading="This link is closed",
        paragraphs=(
            "The link to these questions works for 30 days, and can be taken back.",
            "If you still want to answer, have whoever asked you send another one.",
        ),
    )
    return page, 404
