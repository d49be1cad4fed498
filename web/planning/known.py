"""What is known of an agreement's readiness, plan and loop: read once, for whichever page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from audit.findings import Loop, Readiness
from audit.playbook import Playbook, PlaybookError
from audit.playbook.format import FixFile
from audit.recovery.plan import AdaptedPlan, adapt
from audit.recovery.readiness_views import ReadinessOfViews, readiness_of
from audit.recovery.terms import Terms
from audit.recovery.views import View
from audit.store import agreements, fix_pages, readiness_answers, readiness_asks, revisions
from audit.store.readiness_answers import Heard
from audit.store.shelf import Shelf, UnknownPlaybookError
from audit.store.tables import Agreement, FixPage, ReadinessAsk, Revision
from reports.wording import Wording


@dataclass(frozen=True, slots=True)
class Known:
    """All of it. `terms` and `version_id` are those in force, or the newest while none is; `asks` the newest first.

    `page` is None while the loop is the playbook's.
    """

    agreement: Agreement
    version_id: int
    terms: Terms
    playbook: Playbook
    fix: FixFile
    asks: Sequence[ReadinessAsk]
    heard: Mapping[View, Heard]
    ready: ReadinessOfViews
    plan: AdaptedPlan
    page: FixPage | None
    words: Wording

    @property
    def usual_loop(self) -> Loop:
        """The loop in the playbook's words."""
        return Loop(**self.fix.loop.model_dump())

    @property
    def loop(self) -> Loop:
        """The loop in the company's words, or the playbook's."""
        return fix_pages.loop_of(self.page) if self.page else self.usual_loop

    @property
    def page_number(self) -> int:
        """Which page of the fix counts; 0 for the playbook's words."""
        return self.page.number if self.page else 0

    def open_asks(self, now: datetime) -> Mapping[View, ReadinessAsk]:
        """What is asked and can still be answered, by point of view."""
        found = [one for one in reversed(self.asks) if readiness_answers.can_be_answered(one, now)]
        return {View(one.view): one for one in found}


def know(session: Session, shelf: Shelf, agreement: Agreement) -> Known:
    """Read it. Raises UnknownPlaybookError, and LookupError for a fix that the playbook does not have."""
    versions = agreements.versions(session, agreement.id)
    version = next((one for one in versions if one.in_force), versions[0])
    terms = version.terms
    revision = session.get_one(Revision, agreement.revision_id)
    playbook = shelf.get(revision.playbook_hash)
    fix = playbook.fixes[terms.fix]
    words = Wording(playbook.head.locale, terms.currency)
    heard = readiness_answers.heard(session, agreement.id)
    ready = readiness_of(
        playbook.readiness, fix.needs, {view: one.states for view, one in heard.items()}, _settled_by_quiz(revision)
    )
    return Known(
        agreement=agreement,
        version_id=version.row.id,
        terms=terms,
        playbook=playbook,
        fix=fix,
        asks=readiness_asks.of_agreement(session, agreement.id),
        heard=heard,
        ready=ready,
        plan=adapt(fix.plan, terms, ready, words.day),
        page=fix_pages.newest(session, agreement.id),
        words=words,
    )


def know_if_possible(session: Session, shelf: Shelf, agreement: Agreement) -> Known | None:
    """Read it for a page that has more to show; None where the playbook or its fix cannot be had."""
    try:
        return know(session, shelf, agreement)
    except (UnknownPlaybookError, PlaybookError, LookupError):
        return None


def _settled_by_quiz(revision: Revision) -> Mapping[str, Readiness]:
    conditions = revisions.record_of(revision).audit.readiness.conditions
    return {one.key: one.state for one in conditions if one.state is not Readiness.UNKNOWN}
