"""The proof on paper: as on the page, with the terms in short and who says so."""

from dataclasses import dataclass

from markupsafe import Markup

from reports.charts.svg import Palette
from reports.papers.contents import ProofPaper
from reports.papers.proof_rows import Row
from reports.papers.proof_view import BesideView, ProofView, make_proof
from reports.papers.words import EVERY, by_version, moment, value_words, wording_of
from reports.texts import cut
from reports.view.shown import drawn

REMARK = 160


@dataclass(frozen=True, slots=True)
class ProofPaperView:
    """All that the template reads. `rows` are the periods, the oldest first."""

    eyebrow: str
    heading: str
    metric: str
    view: ProofView
    chart: Markup
    rows: tuple[Row, ...]
    beside: tuple[BesideView, ...]
    terms: tuple[tuple[str, str], ...]
    stopped: str
    rests_on: str


def make_proof_paper(paper: ProofPaper, palette: Palette) -> ProofPaperView:
    """Put a proof into words for print. Raises `WordingError`."""
    terms = paper.proof.terms
    words = wording_of(paper.origin.locale, terms)
    view = make_proof(paper.proof, words, palette)
    stopped = ""
    if paper.stopped_on is not None:
        stopped = f"Stopped on {words.day(paper.stopped_on)}. {cut(paper.stopped_why, 600)}".strip()
    return ProofPaperView(
        eyebrow=f"Proof as of {moment(words, paper.as_of)}",
        heading=cut(terms.leak_title, 110),
        metric=cut(terms.metric_title, 200),
        view=view,
        chart=drawn(view.chart.wide),
        rows=tuple(_printed(one) for one in reversed(view.rows)),
        beside=tuple(BesideView(b.title, b.definition, b.latest, b.values[::-1]) for b in view.beside),
        terms=(
            ("Between", f"{cut(paper.origin.company, 70)} and {cut(paper.consultancy, 70)}"),
            ("The fix", cut(terms.fix_title, 200)),
            ("How it is measured", f"{cut(terms.how, 1_000)} From: {cut(terms.source, 200)}, {EVERY[terms.cadence]}."),
            ("Baseline", _baseline(paper)),
            ("Target", f"{value_words(words, terms, terms.target)}: {words.money_range(terms.target_per_year)} a year"),
            ("Owner", cut(terms.owner, 200)),
            ("From and until", f"{words.day(terms.starts_on)} to {words.day(terms.ends_on)}"),
            ("Stop on", f"{words.day(terms.stop_on)}. {cut(terms.stop_rule, 1_000)}"),
        ),
        stopped=stopped,
        rests_on=(
            f"{by_version(paper.number, replaces=paper.replaces)} The money is worked out "
            f"from revision {paper.origin.revision} of the audit of {words.day(paper.origin.audited_on)}, with the "
            f"playbook {cut(paper.origin.playbook_title, 70)}, version {cut(paper.origin.playbook_version, 30)}. Only "
            f"what was known on {moment(words, paper.as_of)} is in it. The proof is attached to this file as data."
        ),
    )


def _baseline(paper: ProofPaper) -> str:
    terms = paper.proof.terms
    words = wording_of(paper.origin.locale, terms)
    count = len(terms.baseline_values)
    values = f", the mean of {count} values" if count > 1 else ""
    span = f"{words.short_day(terms.baseline_from)} to {words.short_day(terms.baseline_until)}"
    return f"{words.quantity(terms.baseline, terms.metric_unit)}, {span}{values}"


def _printed(row: Row) -> Row:
    return Row(row.name, row.value, row.meets, row.recovered, row.running_cost, row.net, cut(row.remarks, REMARK))
