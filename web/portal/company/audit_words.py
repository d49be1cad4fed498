"""A company's audits and results in words: dates, ranges, fixes by their titles, what was changed, by whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from audit.playbook import Playbook
from audit.store.company_audits import AuditLine, Figures, MadeWith, ResultLine
from audit.store.shelf import UnknownPlaybookError
from audit.store.tables import Contact
from reports.phrases import listed
from reports.wording import Wording
from web.console.call.background import title_of
from web.portal.operator import Operator
from web.results.progress import progress_of, size_in_words
from web.services import services

NO_FIX = "None: no fix pays back in time"
USUAL_LOCALE = "en_US"
"""Of numbers and dates while the playbook cannot be had: the company's pages open without it as well."""


@dataclass(frozen=True, slots=True)
class ResultWords:
    """A result in words; `likely` and `total` are a year's worth, `made_with` names the playbook and its version.

    `advice` is a sentence: the first fix, or that none pays (`says_no`).
    """

    number: int
    day: str
    total: str
    likely: str
    first_fix: str
    says_no: bool
    advice: str
    made_with: str


@dataclass(frozen=True, slots=True)
class AuditWords:
    """One audit of a company; `result` is its newest, None before there is one.

    `own`: whoever looks is somebody whom it was made for, and may open and change it.
    """

    public_id: str
    own: bool
    title: str
    begun: str
    retake_of: str
    finished: bool
    result: ResultWords | None


@dataclass(frozen=True, slots=True)
class PdfWords:
    """The PDF of a result. `state` is none, waiting, working, again, failed or ready; `size` is empty until then."""

    state: str
    size: str


@dataclass(frozen=True, slots=True)
class ResultCard:
    """A result on its audit's page: beside what it says, who made it, and which questions were answered otherwise."""

    result: ResultWords
    made_by: str
    changed: tuple[str, ...]
    pdf: PdfWords


def audit_words(line: AuditLine) -> AuditWords:
    """One line of the company's audits."""
    playbook = playbook_if_known(line.made_with.content_hash)
    words = Wording(playbook.head.locale if playbook else USUAL_LOCALE, line.newest.currency if line.newest else "USD")
    return AuditWords(
        public_id=line.public_id,
        own=line.own,
        title=line.made_with.title,
        begun=words.day(line.started_at.date()),
        retake_of=line.retake_of,
        finished=line.finished,
        result=_result(line.newest, playbook, line.made_with) if line.newest else None,
    )


def result_card(line: ResultLine, made_by: str, now: datetime) -> ResultCard:
    """One result on its audit's page."""
    playbook = playbook_if_known(line.made_with.content_hash)
    return ResultCard(
        result=_result(line.figures, playbook, line.made_with),
        made_by=made_by,
        changed=tuple(title_of(playbook, key) if playbook else _spoken(key) for key in line.changed),
        pdf=pdf_words(line, now),
    )


def playbook_if_known(content_hash: str) -> Playbook | None:
    """The playbook of that content; None where it is not in the database any more, or is another one by now."""
    try:
        return services().shelf.get(content_hash)
    except UnknownPlaybookError:
        return None


def pdf_words(line: ResultLine, now: datetime) -> PdfWords:
    """How far the PDF of a result is."""
    if line.report is None:
        return PdfWords("none", "")
    size = size_in_words(line.report.size_bytes) if line.report.size_bytes else ""
    return PdfWords(progress_of(line.report, now).state, size)


def maker(line: ResultLine, first: Contact | None, who: Operator) -> str:
    """Who answered, as far as it is known: a result does not say which of the company's people changed an answer."""
    if line.made_by:
        return f"our adviser {line.made_by}, during a call"
    if line.figures.number > 1 or first is None:
        return "you or a colleague"
    return "you" if first.person_id == who.person_id else first.name or "a colleague"


def counted(titles: Sequence[str]) -> str:
    """`“Calls a month” and “Price of a job”`."""
    return listed([f"“{title}”" for title in titles])


def _spoken(key: str) -> str:
    return key.replace("_", " ")


def _result(figures: Figures, playbook: Playbook | None, made_with: MadeWith) -> ResultWords:
    words = Wording(playbook.head.locale if playbook else USUAL_LOCALE, figures.currency)
    fix = playbook.fixes.get(figures.first_fix) if playbook and figures.first_fix else None
    title = fix.title if fix else _spoken(figures.first_fix or NO_FIX)
    return ResultWords(
        number=figures.number,
        day=words.day(figures.made_at.date()),
        total=words.money_range(figures.total),
        likely=words.money(figures.total.p50),
        first_fix=title,
        says_no=figures.first_fix is None,
        advice=f"First fix: {title}." if figures.first_fix else "No fix pays back in time.",
        made_with=f"{made_with.title}, version {made_with.version}",
    )
