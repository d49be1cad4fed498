"""Everything that the page of figures asks the database, in one look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from audit.store.figures import choices, funnel, pipeline, questions, response
from audit.store.figures.funnel import Come, Way
from audit.store.figures.pipeline import InHand, LeakSum
from audit.store.figures.questions import Asked
from audit.store.figures.response import Wait
from audit.store.figures.scope import Scope
from web.console.figures.asked_for import AskedFor


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What the figures are made of. `newest` has the content hash of each playbook's newest version, by name."""

    in_hand: Sequence[InHand]
    leaks: Sequence[LeakSum]
    waits: Sequence[Wait]
    views: Sequence[tuple[Way, int]]
    come: Sequence[Come]
    opened: Sequence[tuple[Way, int]]
    questions: Sequence[Asked]
    newest: Mapping[str, str]
    sources: Sequence[str]


def look_up(session: Session, asked: AskedFor, scope: Scope) -> LookedUp:
    """Ask for all figures of a scope."""
    return LookedUp(
        in_hand=pipeline.in_hand(session, scope),
        leaks=pipeline.leaks(session, scope),
        waits=response.waits(session, scope),
        views=funnel.views(session, asked.first, asked.last, scope),
        come=funnel.come(session, scope),
        opened=funnel.opened(session, scope),
        questions=questions.asked(session, scope),
        newest=questions.latest_hashes(session, scope),
        sources=choices.sources(session, scope),
    )
