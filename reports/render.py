"""From an audit to the bytes of its PDF.

The same audit, brand and JSON give the same bytes in any process: the identifier comes from the
JSON's hash, every date from the audit. Render in processes, not in threads: WeasyPrint's font
configuration is shared by the renders of a process and must not be used by two at a time.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time
from functools import lru_cache, partial
from hashlib import sha256
from string import Template
from xml.etree.ElementTree import ParseError

from jinja2 import Environment, PackageLoader, StrictUndefined, TemplateError
from weasyprint import CSS, Attachment, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from audit.findings import Audit
from reports import kept_layouts, svg_text, written_once
from reports.assets import BASE_URL, BundledFetcher, bundled
from reports.brand import ReportBrand, mixed
from reports.complaints import complaints_of_weasyprint
from reports.logo import LogoError, check_logo
from reports.owned_fonts import OwnedFonts
from reports.page_source import PageSource
from reports.printable import printable, undrawable_letters
from reports.progress import WORDS, WRITING, WRITING_FROM, Progress
from reports.quick import collector_paused, on_a_deep_stack
from reports.view import ReportView, make_view
from reports.wording import WordingError

ATTACHMENT = "audit.json"
VARIANT = "pdf/ua-1"
FRONT_PAGES = 2
PAPER = {"Letter": {"side": "88px", "height": "1056px"}, "A4": {"side": "76.85px", "height": "1122.5px"}}
BETWEEN_BLOCKS = re.compile(r">\n+<")
GREYS = {"ink": "#1c1f1e", "soft": "#5d6462", "line": "#d9dcd8"}


class RenderError(Exception):
    """The report could not be made as it should look; the message says what was missing or wrong."""


def render_pdf(
    audit: Audit,
    brand: ReportBrand,
    audit_json: bytes,
    on_progress: Callable[[str, float], None] = lambda _step, _fraction: None,
) -> bytes:
    """The audit as a tagged PDF/UA-1 with `audit_json` attached.

    `on_progress` is told each step in words and how much of the whole is done, from 0 to 1: at every page,
    the last time when the PDF is made. What it raises ends the render and comes out as it is.

    Raises `RenderError` for a missing asset, for anything that would have to be fetched, and for every
    warning of WeasyPrint. A letter that no font of this machine can draw is no error: the report is
    drawn again with a box in its place.
    """
    try:
        check_logo(brand)
    except LogoError as error:
        raise RenderError(str(error)) from error
    progress = Progress(on_progress)
    pdf = faultless(lambda undrawable: _render(audit, brand, audit_json, progress, undrawable))
    progress.at(WRITING, 1.0)
    return pdf


def faultless(draw: Callable[[frozenset[str]], bytes]) -> bytes:
    """What `draw` makes; it is told which letters no font can draw. Raises `RenderError`, also for every warning."""
    pdf, complaints = _attempt(draw, frozenset())
    undrawable = undrawable_letters(complaints)
    if undrawable:
        pdf, complaints = _attempt(draw, undrawable)
    if complaints:
        raise RenderError("The report was not drawn as it should look: " + "; ".join(complaints[:5]))
    return pdf


def forget_styles() -> None:
    """Read style sheets and fonts anew at the next render: for whoever edits them beside a running process."""
    report_fonts.cache_clear()
    _elements.cache_clear()
    style_of.cache_clear()


def _attempt(draw: Callable[[frozenset[str]], bytes], undrawable: frozenset[str]) -> tuple[bytes, list[str]]:
    """The PDF, and what WeasyPrint complained of while drawing it."""
    try:
        with complaints_of_weasyprint() as complaints, collector_paused():
            pdf = on_a_deep_stack(lambda: draw(undrawable))
    except (FatalURLFetchingError, FileNotFoundError) as error:
        raise RenderError(str(error)) from error
    except WordingError as error:
        raise RenderError(f"The audit cannot be put into words: {error}") from error
    except (TemplateError, ParseError) as error:
        raise RenderError(f"The report's template is broken: {error}") from error
    return pdf, complaints


def _render(
    audit: Audit, brand: ReportBrand, audit_json: bytes, progress: Progress, undrawable: frozenset[str]
) -> bytes:
    progress.at(WORDS, 0.0)
    view = make_view(audit, brand)
    style = style_of(view.paper, brand.primary_ink, brand.accent_ink)
    body, front = _both_parts(view, style, undrawable, progress)
    stamp = datetime.combine(audit.as_of, time(), UTC)
    attachment = Attachment(
        string=audit_json, name=ATTACHMENT, description="The whole audit as JSON", created=stamp, modified=stamp
    )
    return written(front.copy(progress.drawing([*front.pages, *body.pages])), audit_json, attachment, progress)


def written(whole: Document, source: bytes, attachment: Attachment, progress: Progress) -> bytes:
    """The pages as a tagged PDF, with one attachment; `source` is what makes it this PDF and no other."""
    pdf: bytes = whole.write_pdf(
        pdf_variant=VARIANT,
        pdf_identifier=sha256(source).digest()[:16],
        attachments=[attachment],
        finisher=partial(_finish, progress),
    )
    return pdf


def _finish(progress: Progress, _document: Document, pdf: object) -> None:
    progress.at(WRITING, WRITING_FROM)
    written_once.write_once(pdf)


def _both_parts(
    view: ReportView, style: CSS, undrawable: frozenset[str], progress: Progress
) -> tuple[Document, Document]:
    """The body first, so that the contents know its pages; again if the front is longer than foreseen."""
    front_pages = FRONT_PAGES
    while True:
        numbered = [style, _numbered_after(front_pages)]
        body = laid_out("report.html", numbered, undrawable, progress, report=view)
        starts = {anchor: front_pages + i for i, page in enumerate(body.pages, 1) for anchor in page.anchors}
        front = laid_out("front.html", [style], undrawable, progress, report=view, pages=starts)
        if len(front.pages) == front_pages:
            return body, front
        front_pages = len(front.pages)


def laid_out(
    template: str, styles: list[CSS], undrawable: frozenset[str], progress: Progress, **context: object
) -> Document:
    """A template of ours as pages."""
    text = printable(_templates().get_template(template).render(**context), undrawable)
    source = PageSource(BETWEEN_BLOCKS.sub("><", text), BASE_URL, BundledFetcher(), _elements())
    with progress.laying_out(len(text)):
        return source.render(font_config=report_fonts(), stylesheets=styles, pdf_variant=VARIANT)


@lru_cache(maxsize=1)
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@lru_cache(maxsize=1)
def report_fonts() -> FontConfiguration:
    """One font configuration for the process, with the bundled fonts in it."""
    svg_text.install()
    kept_layouts.install()
    fonts = OwnedFonts()
    text = bundled("styles", "fonts.css").decode()
    CSS(string=text, base_url=BASE_URL, url_fetcher=BundledFetcher(), font_config=fonts)
    return fonts


@lru_cache(maxsize=1)
def _elements() -> CSS:
    return CSS(string=bundled("styles", "elements.css").decode(), base_url=BASE_URL, url_fetcher=BundledFetcher())


@lru_cache(maxsize=16)
def style_of(paper: str, primary: str, accent: str, sheets: tuple[str, ...] = ("report.css",)) -> CSS:
    """The style sheets for a paper's size ("Letter" or "A4") and a brand's colours, dark enough to read."""
    tints = {"tint": mixed(primary, "#ffffff", 0.2), "wash": mixed(primary, "#ffffff", 0.055)}
    values = {"paper": paper, "primary": primary, "accent": accent, **PAPER[paper], **GREYS, **tints}
    text = "".join(Template(bundled("styles", sheet).decode()).substitute(values) for sheet in sheets)
    return CSS(string=text, base_url=BASE_URL, url_fetcher=BundledFetcher(), font_config=report_fonts())


@lru_cache(maxsize=16)
def _numbered_after(front_pages: int) -> CSS:
    """Page numbers of the body go on where the front ends."""
    return CSS(string=f"@page :first {{ counter-increment: page {front_pages + 1} }}", url_fetcher=BundledFetcher())
