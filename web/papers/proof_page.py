"""The proof of an agreement as both pages show it, and as a paper to order."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from markupsafe import Markup
from sqlalchemy.orm import Session

from audit.answers import AnswersError
from audit.record import RecordError
from audit.recovery.money import NoMoneyError
from audit.store import agreements, measurements, papers, proving, revisions
from audit.store.shelf import UnknownPlaybookError
from audit.store.tables import Agreement, AuditRow, Paper, PaperKind, Revision
from reports.brand import mixed, readable
from reports.charts.svg import Palette
from reports.papers.proof_view import ProofView, make_proof
from reports.papers.words import by_version
from reports.wording import Wording
from web.offered import first_offered
from web.request_log import request_id
from web.results.view.told import drawn
from web.services import services

UNKNOWN: Final = (
    "The playbook that this was worked out with is not on this server any more, so the proof cannot be shown."
)
UNREAD: Final = "The audit that this was worked out from cannot be read any more, so the proof cannot be shown."


@dataclass(frozen=True, slots=True)
class ProofPage:
    """What a page shows. `by` says by which version; empty before both sides have signed.

    `view` is None before that, and where `trouble` says why there is none.
    `audit` is the public id of the audit whose revision the dollars come from.
    """

    agreement: Agreement
    title: str
    metric: str
    by: str
    view: ProofView | None
    wide: Markup
    narrow: Markup
    trouble: str
    audit: str
    revision: int
    playbook: str
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True)
class Who:
    """Who asks for a paper: a member of staff, or an operator."""

    account_id: int | None = None
    person_id: int | None = None


def proof_page(session: Session, agreement: Agreement) -> ProofPage:
    """Put together what is shown of an agreement's proof now."""
    revision = session.get_one(Revision, agreement.revision_id)
    audit = session.get_one(AuditRow, revision.audit_id)
    newest = agreements.versions(session, agreement.id)[0].terms
    version = agreements.in_force(session, agreement.id)
    replaces = version is not None and agreements.replaces_another(session, version)
    try:
        stamp = revisions.record_of(revision).audit
        view, trouble = _view(session, agreement, stamp.locale), ""
        playbook = f"{stamp.playbook.title}, version {stamp.playbook.version}"
    except (NoMoneyError, UnknownPlaybookError, AnswersError, RecordError) as error:
        view, trouble, playbook = None, trouble_of(error), ""
    return ProofPage(
        agreement=agreement,
        title=newest.leak_title,
        metric=newest.metric_title,
        by=by_version(version.row.number, replaces=replaces) if version else "",
        view=view,
        wide=drawn(view.chart.wide if view else ""),
        narrow=drawn(view.chart.narrow if view else ""),
        trouble=trouble,
        audit=audit.public_id,
        revision=revision.number,
        playbook=playbook,
        papers=tuple(papers.of_agreement(session, agreement.id, PaperKind.PROOF)[:5]),
    )


def trouble_of(error: Exception) -> str:
    """Why there is no proof, for people."""
    if isinstance(error, NoMoneyError):
        return str(error)
    return UNKNOWN if isinstance(error, UnknownPlaybookError) else UNREAD


def paper_words(paper: Paper) -> str:
    """What a link to one of the proof's papers says."""
    at = paper.as_of
    return f"The proof of {at.day} {at:%B %Y}, {at:%H:%M} UTC"


def order_proof(session: Session, agreement: Agreement, who: Who, now: datetime) -> Paper | None:
    """Have the proof made as a paper, as it stands now; the same day and values give the same one.

    None before both sides have signed.
    """
    version = agreements.in_force(session, agreement.id)
    if version is None:
        return None
    last = max((row.id for row in measurements.history(session, agreement.id)), default=0)
    stopped = "stopped" if agreement.stopped_at else "going"
    return papers.order(
        session,
        company_id=agreement.company_id,
        kind=PaperKind.PROOF,
        key=f"proof:{agreement.id}:{version.row.number}:{last}:{stopped}:{_there(now):%Y-%m-%d}",
        as_of=now,
        now=now,
        request_id=request_id(),
        agreement_id=agreement.id,
        version_id=version.row.id,
        account_id=who.account_id,
        person_id=who.person_id,
    )


def _there(now: datetime) -> datetime:
    """The same moment on the team's wall, whose days count."""
    return now.astimezone(services().settings.team_zone)


def _view(session: Session, agreement: Agreement, locale: str) -> ProofView | None:
    proof = proving.proof_of(session, services().shelf, agreement, _there(services().clock()))
    if proof is None:
        return None
    brand = first_offered().head.brand
    ink = readable(brand.primary)
    palette = Palette(primary=ink, accent=readable(brand.accent), tint=mixed(ink, "#ffffff", 0.24))
    return make_proof(proof, Wording(locale, proof.terms.currency), palette)
