"""The start page: what the quiz takes and gives, and the button that begins an audit."""

import math

from flask import abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from audit.playbook import Playbook
from audit.store import audits, tallies
from audit.store.database import Unreachable
from web.brand import page_brand
from web.offered import first_offered, offered
from web.quiz.beginning import is_mark, new_mark, public_id_of
from web.quiz.labels import money_in_words
from web.quiz.progress import extent_of, progress_of
from web.quiz.source import source_of
from web.security.access import Access, access, hold
from web.security.limits import limit_starts
from web.services import services
from web.visits import counts, team_day

MARK_FIELD = "start-mark"
"""No hidden field of a playbook can be called so: its name is a key, without a hyphen."""


@access(Access.PUBLIC)
def home() -> str:
    """The start page of the first playbook."""
    return _page(first_offered())


@access(Access.PUBLIC)
def show(name: str) -> str:
    """The start page of a playbook."""
    return _page(_named(name))


@access(Access.PUBLIC)
@limit_starts
def begin(name: str) -> Response:
    """Begin an audit, once for each page that was shown, and let this browser open it."""
    playbook = _named(name)
    mark = request.form.get(MARK_FIELD, "")
    if not is_mark(mark):
        return redirect(url_for("quiz.start", name=name), 303)
    now = services().clock()
    public_id = public_id_of(mark, services().settings.secret_key.get_secret_value())
    first = progress_of(playbook, {}).next
    with services().database.writing() as session:
        audit = audits.begin(session, public_id, playbook.content_hash, source_of(playbook, request.form), now)
        if first is not None:
            audits.reach(session, audit, first, now)
        begun_before = audit.first_answer_at is not None
    hold(public_id)
    if first is None or begun_before:
        return redirect(url_for("quiz.here", public_id=public_id), 303)
    return redirect(url_for("quiz.question", public_id=public_id, key=first), 303)


def _named(name: str) -> Playbook:
    playbook = offered().get(name)
    return playbook if playbook is not None else abort(404)


def _page(playbook: Playbook) -> str:
    _count_view(playbook)
    extent = extent_of(playbook)
    return render_template(
        "start.html",
        brand=page_brand(playbook),
        head=playbook.head,
        questions=extent.questions,
        time=minutes_in_words(extent.seconds),
        money=money_in_words(playbook.head.currency),
        mark=new_mark(),
        source=source_of(playbook, request.args),
    )


def _count_view(playbook: Playbook) -> None:
    """Add one to today's number: a count of a page, of nobody in particular. A page is worth more than its count."""
    if not counts():
        return
    day, head = team_day(), playbook.head
    came_from = source_of(playbook, request.args).get("utm_source", "")
    try:
        with services().database.writing() as session:
            source = tallies.source_to_count(session, day, tallies.START_PAGE, head.name, came_from)
            tallies.count(session, day, tallies.START_PAGE, head.name, head.version, source)
    except Unreachable:
        return


def minutes_in_words(seconds: int) -> str:
    """How long it takes, to the half minute above: "two minutes"."""
    halves = max(math.ceil(seconds / 30), 1)
    words = {1: "half a minute", 2: "one minute", 3: "a minute and a half", 4: "two minutes"}
    return words.get(halves, f"{math.ceil(halves / 2)} minutes")
