"""From the contents of a paper to the bytes of its PDF: tagged, and the same bytes each time, as the audit's is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from pydantic import TypeAdapter
from weasyprint import CSS, Attachment, Document

from audit.recovery.terms import Terms
from reports.brand import ReportBrand
from reports.logo import LogoError, check_logo
from reports.papers.agreement_view import make_agreement
from reports.papers.contents import AgreementPaper, Contents, FixPaper, ProofPaper
from reports.papers.fix_view import LENGTHS, make_fix
from reports.papers.proof_paper import make_proof_paper
from reports.papers.words import moment, palette_of, wording_of
from reports.progress import WORDS, WRITING, Progress
from reports.render import RenderError, faultless, laid_out, style_of, written
from reports.texts import cut

Tell = Callable[[str, float], None]

SHEETS: Final = ("report.css", "papers.css")
NAMES: Final[Mapping[type, tuple[str, str]]] = {
    AgreementPaper: ("Agreement", "agreement.json"),
    ProofPaper: ("Proof", "proof.json"),
    FixPaper: ("The fix on one page", "fix.json"),
}
"""What the title of each kind begins with, and what its attachment is called."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What every paper says of itself, on its pages and in the file."""

    language: str
    paper: str
    title: str
    running: str
    brand: str
    created: str
    description: str


def render_paper(contents: Contents, brand: ReportBrand, on_progress: Tell = lambda _step, _fraction: None) -> bytes:
    """A paper as a tagged PDF/UA-1, with its contents attached as JSON. A fix has exactly one page.

    `on_progress` is told each step and how much is done, from 0 to 1; what it raises comes out as it is. Raises
    `RenderError` as `reports.render.render_pdf` does.
    """
    try:
        check_logo(brand)
    except LogoError as error:
        raise RenderError(str(error)) from error
    progress = Progress(on_progress)
    pdf = faultless(lambda undrawable: _render(contents, brand, progress, undrawable))
    progress.at(WRITING, 1.0)
    return pdf


def _render(contents: Contents, brand: ReportBrand, progress: Progress, undrawable: frozenset[str]) -> bytes:
    progress.at(WORDS, 0.0)
    frame = _frame(contents, brand)
    style = style_of(frame.paper, brand.primary_ink, brand.accent_ink, SHEETS)
    pages = _pages(contents, brand, _Press(frame, style, undrawable, progress))
    source = TypeAdapter(type(contents)).dump_json(contents)
    name = NAMES[type(contents)][1]
    stamp = contents.as_of
    attached = Attachment(string=source, name=name, description="The contents as JSON", created=stamp, modified=stamp)
    return written(pages.copy(progress.drawing(pages.pages)), source, attached, progress)


@dataclass(frozen=True, slots=True)
class _Press:
    """What lays a template out."""

    frame: Frame
    style: CSS
    undrawable: frozenset[str]
    progress: Progress

    def pages(self, template: str, **context: object) -> Document:
        return laid_out(f"papers/{template}", [self.style], self.undrawable, self.progress, frame=self.frame, **context)


def _pages(contents: Contents, brand: ReportBrand, press: _Press) -> Document:
    palette = palette_of(brand)
    match contents:
        case AgreementPaper():
            return press.pages("agreement.html", agreement=make_agreement(contents))
        case ProofPaper():
            return press.pages("proof.html", proof=make_proof_paper(contents, palette))
    for tightness in range(len(LENGTHS)):
        pages = press.pages("fix.html", fix=make_fix(contents, palette, tightness))
        if len(pages.pages) == 1:
            return pages
    raise RenderError("The fix does not fit on one page.")


def _frame(contents: Contents, brand: ReportBrand) -> Frame:
    terms = _terms(contents)
    words = wording_of(contents.origin.locale, terms)
    company, ours = cut(contents.origin.company, 70), cut(brand.name, 60)
    kind = NAMES[type(contents)][0]
    return Frame(
        language=words.language,
        paper=words.paper,
        title=f"{kind}: {cut(terms.leak_title, 110)}, {company}",
        running=f"{ours}  ·  {company}  ·  as of {moment(words, contents.as_of)}",
        brand=ours,
        created=_stamp(contents.as_of),
        description=f"{kind} about one leak, one number and one owner.",
    )


def _terms(contents: Contents) -> Terms:
    return contents.proof.terms if isinstance(contents, ProofPaper) else contents.terms


def _stamp(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
