"""The one-page fix: in the company's own words, where they have changed it."""

from collections.abc import Callable, Mapping
from pathlib import Path

from sqlalchemy.orm import Session

from audit.findings import Audit, FixResult, Loop, Readiness
from audit.recovery.readiness_views import readiness_of
from audit.recovery.terms import Terms
from audit.recovery.views import View
from audit.store import agreements, readiness_answers
from audit.store.readiness_answers import Heard
from audit.store.tables import FixPage, Paper
from reports.papers.contents import Condition, FixPaper
from reports.wording import Wording
from workers.jobs.working import JobError, LostClaimError
from workers.papers.origin import NOT_READ, Ground, draw, ground_of
from workers.services import WorkerServices


def compose_fix_page(
    services: WorkerServices, paper: Paper, path: Path, on_progress: Callable[[str, float], None]
) -> None:
    """Write the PDF. Raises JobError, and LostClaimError for an agreement or page that is gone."""
    with services.database.reading() as session:
        ground = ground_of(session, services.shelf, paper)
        terms = _terms(session, ground, paper)
        own = _own_loop(session, paper)
        heard = readiness_answers.heard(session, ground.agreement.id)
    audit = ground.record.audit
    fix = next((one for one in audit.fixes if one.key == terms.fix), None)
    if fix is None:
        raise JobError(NOT_READ, for_good=True)
    contents = FixPaper(
        origin=ground.origin,
        consultancy=ground.brand.name,
        terms=terms,
        sentence=_sentence(audit, terms.leak, fix),
        summary=fix.summary,
        loop=own or fix.loop,
        conditions=_conditions(ground, fix, heard),
        as_of=paper.as_of,
    )
    draw(contents, ground.brand, path, on_progress)


def _terms(session: Session, ground: Ground, paper: Paper) -> Terms:
    """Those of the version that the paper was asked for; of the newest, where it names none."""
    versions = agreements.versions(session, ground.agreement.id)
    return next((one for one in versions if one.row.id == paper.version_id), versions[0]).terms


def _conditions(ground: Ground, fix: FixResult, heard: Mapping[View, Heard]) -> tuple[Condition, ...]:
    """What the fix needs, as those who were asked have answered, and as the quiz left it where nobody was."""
    quiz = {one.key: one.state for one in ground.record.audit.readiness.conditions}
    settled = {key: state for key, state in quiz.items() if state is not Readiness.UNKNOWN}
    said = {view: one.states for view, one in heard.items()}
    ready = readiness_of(ground.playbook.readiness, fix.needs, said, settled)
    found = (one.result for one in ready.conditions if one.needed)
    return tuple(Condition(one.title, one.state, one.first_step) for one in found)


def _own_loop(session: Session, paper: Paper) -> Loop | None:
    """The loop as the company has redrawn it; None for the playbook's."""
    if paper.fix_page_id is None:
        return None
    page = session.get(FixPage, paper.fix_page_id)
    if page is None:
        raise LostClaimError
    return Loop(page.trigger, page.work, page.lands, page.acts)


def _sentence(audit: Audit, leak: str, fix: FixResult) -> str:
    """The leak in one sentence with its number, or what the fix is about."""
    found = next((one for one in audit.findings if one.key == leak), None)
    return Wording(audit.locale, audit.currency).sentence(found.sentence) if found else fix.summary
