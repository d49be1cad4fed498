"""What every part of the page looks things up in: the record, its wording, its colours."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from audit.findings import Audit, Basis, Finding, FixResult, Input
from audit.record import Record
from reports.brand import mixed, readable
from reports.charts import Palette
from reports.phrases import BASES, source_facts, usual_region
from reports.wording import Wording

ASSUMED = frozenset((Basis.BENCHMARK, Basis.MEASURED))


@dataclass(frozen=True, slots=True)
class Told:
    """A record on its way into words. `asked` are the questions that were answered, so that can be changed."""

    audit: Audit
    words: Wording
    palette: Palette
    asked: frozenset[str]
    usual_region: str

    def finding(self, key: str | None) -> Finding | None:
        """The leak with this key."""
        return next((one for one in self.audit.findings if one.key == key), None)

    def fix(self, key: str | None) -> FixResult | None:
        """The fix with this key."""
        return next((one for one in self.audit.fixes if one.key == key), None)

    def fixes(self, keys: Sequence[str]) -> list[FixResult]:
        """The fixes with these keys, in their order."""
        return [one for one in map(self.fix, keys) if one]

    def input(self, key: str) -> Input | None:
        """The answer or benchmark with this key."""
        return next((one for one in self.audit.inputs if one.key == key), None)

    def change(self, key: str) -> str:
        """What can be changed about an input: its "answer", the "assumption", or nothing, as for a curve."""
        if key in self.asked:
            return "answer"
        entry = self.input(key)
        return "assumption" if entry and entry.basis in ASSUMED and not entry.points else ""


@dataclass(frozen=True, slots=True)
class SourceView:
    """Where a number comes from. `url` is empty for a judgement; `host` names its site."""

    title: str
    about: str
    url: str
    host: str


def tell(record: Record, primary: str, accent: str) -> Told:
    """Choose the words by the audit's locale and the colours by the brand, each `#rrggbb`, made dark enough to read."""
    audit, ink = record.audit, readable(primary)
    return Told(
        audit=audit,
        words=Wording(audit.locale, audit.currency),
        palette=Palette(primary=ink, accent=readable(accent), tint=mixed(ink, "#ffffff", 0.24)),
        asked=frozenset(record.answers.answers),
        usual_region=usual_region(audit.inputs),
    )


def drawn(svg: str) -> Markup:
    """A chart as markup that the templates do not escape: the charts escape the words they hold."""
    return Markup(svg)  # noqa: S704  # comes from reports.charts only


def basis_of(entry: Input) -> str:
    """What a number rests on, as it is said to the company itself."""
    return "Your own number" if entry.basis is Basis.MEASURED else BASES[entry.basis]


def source_of(told: Told, entry: Input) -> SourceView | None:
    """The source of an input's benchmark, without the usual region."""
    return sourced(told.words, entry, told.usual_region)


def sourced(words: Wording, entry: Input, usual_region: str) -> SourceView | None:
    """The source of a benchmark; only web addresses are linked, and the region is named if it is not the usual one."""
    if entry.source is None:
        return None
    url = entry.source.url if entry.source.url.startswith(("https://", "http://")) else ""
    return SourceView(
        title=entry.source.title,
        about=", ".join(source_facts(words, entry, usual_region)),
        url=url,
        host=(urlsplit(url).hostname or "").removeprefix("www."),
    )
