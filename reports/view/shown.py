"""What every part of the view needs at hand: the audit, its wording, its colours."""

from dataclasses import dataclass

from markupsafe import Markup

from audit.findings import Audit, Finding, FixResult
from reports.brand import ReportBrand, mixed
from reports.charts import Palette
from reports.texts import cut
from reports.wording import Wording

NAME_LENGTH = 70
TITLE_LENGTH = 110


@dataclass(frozen=True, slots=True)
class Shown:
    """The audit and all that is looked up in it while it is put into words."""

    audit: Audit
    wording: Wording
    palette: Palette

    @property
    def company(self) -> str:
        """The company's name, short enough for a line."""
        return cut(self.audit.company.name, NAME_LENGTH)

    def finding(self, key: str | None) -> Finding | None:
        """The leak with this key."""
        return next((f for f in self.audit.findings if f.key == key), None)

    def fix(self, key: str | None) -> FixResult | None:
        """The fix with this key."""
        return next((f for f in self.audit.fixes if f.key == key), None)


def make_shown(audit: Audit, brand: ReportBrand) -> Shown:
    """Choose the words by the audit's locale and the colours by the brand, made safe for print."""
    primary, accent = brand.primary_ink, brand.accent_ink
    palette = Palette(primary=primary, accent=accent, tint=mixed(primary, "#ffffff", 0.2))
    return Shown(audit, Wording(audit.locale, audit.currency), palette)


def drawn(svg: str) -> Markup:
    """A chart as markup that the templates do not escape: the charts escape the words they hold."""
    return Markup(svg.replace(' text-anchor="', ' data-anchor="'))  # noqa: S704 # comes from reports.charts only


def title(words: str) -> str:
    """A title short enough for a heading or a table; what is longer is cut with an ellipsis."""
    return cut(words, TITLE_LENGTH)
