"""The report as a whole: which sections there are, and what each holds."""

from dataclasses import dataclass

from audit.findings import Audit, Decision
from reports.brand import ReportBrand
from reports.texts import cut
from reports.view.evidence import AssumedView, FirmUpView, LimitsView, make_assumed, make_firm_up, make_limits
from reports.view.first_fix import FirstFixView, NoFixView, make_first_fix, make_no_fix
from reports.view.fixes import FixesView, make_fixes
from reports.view.leaks import LeaksView, WorkingSection, make_leaks, make_working
from reports.view.readiness import ReadinessView, make_readiness
from reports.view.shown import make_shown
from reports.view.summary import CoverView, SummaryView, make_cover, make_summary


@dataclass(frozen=True, slots=True)
class BrandView:
    """Whose report it is."""

    name: str
    contact: str
    logo_url: str


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section, as the contents and its heading name it."""

    anchor: str
    number: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """All that the templates read."""

    language: str
    paper: str
    title: str
    company: str
    created: str
    running: str
    brand: BrandView
    sections: dict[str, SectionView]
    cover: CoverView
    summary: SummaryView
    leaks: LeaksView
    first_fix: FirstFixView | None
    no_fix: NoFixView | None
    fixes: FixesView | None
    readiness: ReadinessView
    working: WorkingSection | None
    firm_up: FirmUpView | None
    assumed: AssumedView
    limits: LimitsView


def make_view(audit: Audit, brand: ReportBrand) -> ReportView:
    """Put the audit into words. Raises `WordingError` for a sentence or a number that cannot be worded."""
    shown = make_shown(audit, brand)
    first_fix, fixes, firm_up = make_first_fix(shown), make_fixes(shown), make_firm_up(shown)
    working = make_working(shown)
    day = shown.wording.day(audit.as_of)
    return ReportView(
        language=shown.wording.language,
        paper=shown.wording.paper,
        title=f"Profit leak audit: {shown.company}",
        company=shown.company,
        created=audit.as_of.isoformat(),
        running=f"{cut(brand.name, 60)}  ·  {shown.company}  ·  {day}",
        brand=BrandView(cut(brand.name, 60), cut(brand.contact, 120), brand.logo_url),
        sections=_sections(audit, fixes=bool(fixes), firm_up=bool(firm_up), working=bool(working)),
        cover=make_cover(shown),
        summary=make_summary(shown),
        leaks=make_leaks(shown),
        first_fix=first_fix,
        no_fix=make_no_fix(shown) if first_fix is None else None,
        fixes=fixes,
        readiness=make_readiness(shown),
        working=working,
        firm_up=firm_up,
        assumed=make_assumed(shown),
        limits=make_limits(shown),
    )


def _sections(audit: Audit, *, fixes: bool, firm_up: bool, working: bool) -> dict[str, SectionView]:
    first = {
        Decision.FIX: ("The first fix", "One leak, one owner, one number, ninety days"),
        Decision.TIE: ("The leading fix, in a tie", "Which fix leads, and what would break the tie"),
        Decision.NONE: ("Why the audit says no", "What came closest, and what would change the answer"),
    }[audit.recommendation.decision]
    planned = [
        ("summary", "Summary", "What we found and what to do first", True),
        ("leaks", "The leaks, ranked", "What closing each is worth, alone and as a share", True),
        ("first", *first, True),
        ("fixes", "The fixes compared", "When each pays for itself, and the order to build them", fixes),
        ("readiness", "Readiness", "Whether the first fix could ship, and which loops close", True),
        ("working", "How each number was worked out", "Formulas, the numbers filled in, today and closed", working),
        ("firm-up", "What would firm up the number", "Which inputs move the total, and how to measure them", firm_up),
        ("assumed", "What was assumed", "Every input with its basis, and every source", True),
        ("limits", "Limits and method", "What has no price, warnings, how it was done", True),
    ]
    kept = [(anchor, name, about) for anchor, name, about, there in planned if there]
    return {anchor: SectionView(anchor, str(i), name, about) for i, (anchor, name, about) in enumerate(kept, 1)}
