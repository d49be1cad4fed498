"""The page of figures."""

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import render_template, request, url_for

from audit.playbook import Playbook, PlaybookError
from audit.store.figures import choices
from audit.store.shelf import UnknownPlaybookError
from reports.brand import mixed, readable
from reports.charts import Palette
from reports.wording import Wording
from web.console.figures.asked_for import NO_SOURCE, PERIODS, AskedFor, asked_for, playbook_choices
from web.console.figures.funnel import make_funnel
from web.console.figures.looked_up import LookedUp, look_up
from web.console.figures.parts import Telling
from web.console.figures.pipeline import make_pipelines
from web.console.figures.questions import make_questions
from web.console.figures.response import make_response
from web.offered import first_offered
from web.security.access import Access, access
from web.services import services
from web.visits import team_day


@access(Access.STAFF)
def show() -> tuple[str, int]:
    """What sales has in hand, how quickly it answers, and how far people come in the quiz. Names no company."""
    rules, telling = services().settings.clock_rules, _telling()
    with services().database.reading() as session:
        playbooks = choices.playbooks(session)
        asked = asked_for(request.args, team_day(), playbooks)
        found = look_up(session, asked, asked.scope(rules.hours.zone))
    page = render_template(
        "console/figures.html",
        errors=asked.errors,
        wrong={error.field_id: error.message for error in asked.errors},
        asked=asked,
        days=_in_words(asked, Wording(telling.locale, "USD")),
        periods=[(days, _address(asked, days)) for days in PERIODS],
        zone=rules.hours.zone.key,
        sources=_source_choices(found, asked),
        playbooks=playbook_choices(playbooks),
        rules=rules,
        pipelines=make_pipelines(found.in_hand, found.leaks, telling),
        response=make_response(found.waits, rules, asked, services().clock(), telling),
        funnel=make_funnel(found.views, found.come, found.opened, telling),
        questions=make_questions(found.questions, _playbooks(found.newest), telling),
    )
    return page, 422 if asked.errors else 200


def _telling() -> Telling:
    head = first_offered().head
    ink = readable(head.brand.primary)
    palette = Palette(primary=ink, accent=readable(head.brand.accent), tint=mixed(ink, "#ffffff", 0.24))
    return Telling(head.locale, palette)


def _address(asked: AskedFor, days: int) -> str:
    return f"{url_for('console.figures.show')}?{urlencode({'period': str(days), **asked.filters})}"


def _in_words(asked: AskedFor, words: Wording) -> str:
    first, last = words.short_day(asked.first), words.short_day(asked.last)
    return first if first == last else f"{first} to {last}"


def _source_choices(found: LookedUp, asked: AskedFor) -> Mapping[str, str]:
    """The sources to choose from, and the one that was chosen, though nobody came from it."""
    named = {source: source for source in found.sources}
    chosen = {asked.source: asked.source} if asked.source else {}
    return {**chosen, **named, NO_SOURCE: "No source named"}


def _playbooks(newest: Mapping[str, str]) -> Mapping[str, Playbook]:
    """The playbooks that can still be read; of others the figures name questions by their key."""
    found = {}
    for name, content_hash in newest.items():
        try:
            found[name] = services().shelf.get(content_hash)
        except (UnknownPlaybookError, PlaybookError):
            continue
    return found
