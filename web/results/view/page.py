"""The result page as a whole."""

from dataclasses import dataclass

from audit.record import Record
from web.results.view.first_fix import FirstFix, make_first_fix
from web.results.view.headline import Change, Headline, make_change, make_headline
from web.results.view.inputs import (
    ContradictionView,
    InputsView,
    MeasureView,
    make_contradictions,
    make_inputs,
    make_measures,
)
from web.results.view.leaks import LeaksView, make_leaks
from web.results.view.standing import StandingView, make_standing
from web.results.view.told import tell


@dataclass(frozen=True, slots=True)
class ResultPage:
    """All that the template reads. Parts that have nothing to say are `None` or empty."""

    title: str
    headline: Headline
    change: Change | None
    first_fix: FirstFix | None
    leaks: LeaksView | None
    unpriced: tuple[tuple[str, str], ...]
    measures: tuple[MeasureView, ...]
    contradictions: tuple[ContradictionView, ...]
    warnings: tuple[str, ...]
    standing: StandingView
    inputs: InputsView
    draws: str
    horizon: str
    playbook: str


@dataclass(frozen=True, slots=True)
class Earlier:
    """The result before this one, and the questions and benchmarks whose answers and numbers have changed since."""

    record: Record
    changed: tuple[str, ...]


def make_page(
    record: Record, primary: str, accent: str, company: str = "", earlier: Earlier | None = None
) -> ResultPage:
    """Put a record into words, in the brand's colours (`#rrggbb`).

    Raises `WordingError` for a sentence or a number that cannot be worded.
    """
    told = tell(record, primary, accent)
    audit = record.audit
    headline = make_headline(told, company)
    return ResultPage(
        title=headline.heading,
        headline=headline,
        change=make_change(told, earlier.record, earlier.changed) if earlier else None,
        first_fix=make_first_fix(told),
        leaks=make_leaks(told),
        unpriced=tuple((one.title, one.reason) for one in audit.unpriced),
        measures=make_measures(told),
        contradictions=make_contradictions(told),
        warnings=audit.warnings,
        standing=make_standing(told),
        inputs=make_inputs(told),
        draws=told.words.exactly(audit.draws),
        horizon=told.words.months(audit.horizon_months),
        playbook=f"{audit.playbook.title}, version {audit.playbook.version}",
    )
