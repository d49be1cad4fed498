"""The queue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from audit.store import accounts, queue, saved_views
from audit.store.accounts import SELLERS
from audit.store.queue import Asker, Count, Page
from audit.store.queue_filters import ME, NOBODY
from reports.wording import Wording
from web.accounts.member import Member, member
from web.console.queue.agreed import agreed_in
from web.console.queue.asked import FIELD, Asked, address, asked_before, asked_for, asker
from web.console.queue.choices import Select, owners, selects
from web.console.queue.lines import lines_of
from web.console.queue.narrowed import chips, sort_links, view_links
from web.console.queue.said import what_was_said
from web.field_errors import FieldError
from web.offered import first_offered
from web.security.access import Access, access
from web.services import services


@dataclass(frozen=True, slots=True)
class Refused:
    """A form of the queue that could not be used: what is wrong, and what was ticked and typed."""

    errors: tuple[FieldError, ...]
    ticked: frozenset[str] = frozenset()
    typed: Mapping[str, str] | None = None


@access(Access.READERS)
def show() -> str | tuple[str, int] | Response:
    """The list, as the address and the search ask for it."""
    given = request.args.to_dict()
    if "" in given.values():  # a form sends what was left empty too
        return redirect(url_for("console.queue.show", **{name: text for name, text in given.items() if text}))  # type: ignore[arg-type]  # names of filters
    with services().database.reading() as session:
        asked = asked_for(session, given)
        html, wrong = _render(session, asked)
    return (html, 422) if wrong else html


def render_again(refused: Refused) -> tuple[str, int]:
    """The page once more from which a form was sent, with what is wrong and all that was typed."""
    with services().database.reading() as session:
        return _render(session, asked_before(session), refused)[0], 422


def _render(session: Session, asked: Asked, refused: Refused | None = None) -> tuple[str, bool]:
    who, looking = member(), asker()
    lists = selects(session, asked.filters, who.account_id)
    errors = (*asked.errors, *_unknown_owner(asked, lists), *(refused.errors if refused else ()))
    found = queue.page(session, asked.filters, looking, after=asked.after, before=asked.before)
    head = first_offered().head
    html = render_template(
        "console/queue.html",
        errors=errors,
        messages={error.field_id: error.message for error in errors},
        asked=asked,
        lines=lines_of(found.rows, looking.now, asked.filters.leak),
        agreed=agreed_in(session, found.rows),
        count=count_in_words(_count(session, asked, looking, found)),
        lists=lists,
        ranges=_ranges(asked),
        chips=chips(asked, lists, Wording(head.locale, head.currency)),
        sorts=sort_links(asked),
        views=view_links(asked, saved_views.usable_by(session, who.account_id), who.account_id),
        own_view=asked.view if asked.view and asked.view.account_id == who.account_id else None,
        view_changed=asked.view is not None and saved_views.filters_in(asked.view) != asked.filters,
        newer=address(asked.filters, asked.view, before=found.before) if found.before else "",
        older=address(asked.filters, asked.view, after=found.after) if found.after else "",
        said=what_was_said(session),
        may_assign=who.role in SELLERS,
        owners=_may_own(session, who),
        ticked=refused.ticked if refused else (),
        typed=refused.typed or {} if refused else {},
    )
    return html, bool(errors)


def count_in_words(count: Count) -> str:
    """`1 audit`, `4,210 audits`, `10,000+ audits`."""
    return f"{count.number:,}{'+' if count.more else ''} {'audit' if count.number == 1 else 'audits'}"


def _count(session: Session, asked: Asked, looking: Asker, found: Page) -> Count:
    """Count, unless the whole list is on the page."""
    if found.before is None and found.after is None:
        return Count(len(found.rows), more=False)
    return queue.count(session, asked.filters, looking)


def _unknown_owner(asked: Asked, lists: Sequence[Select]) -> Sequence[FieldError]:
    owner = asked.filters.owner
    known = next(one for one in lists if one.name == "owner").options
    unknown = owner not in ("", ME, NOBODY) and owner != str(member().account_id) and known.get(owner) == owner
    return [FieldError(f"{FIELD}owner", "There is no such person. Choose somebody from the list.")] if unknown else []


def _ranges(asked: Asked) -> Mapping[str, str]:
    """The fields of amounts and days, as they were typed."""
    names = ("dollars_from", "dollars_to", "arrived_from", "arrived_to")
    good = dict(asked.filters.pairs())
    return {name: good.get(name, asked.given.get(name, "")) for name in names}


def _may_own(session: Session, who: Member) -> Mapping[str, str]:
    everybody = accounts.everybody(session, able_to_work=True)
    me = {str(who.account_id): f"{who.name} (me)"} if who.role in SELLERS else {}
    return {**me, **owners(everybody, who.account_id)}
