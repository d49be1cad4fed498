"""The cover and the summary: the range, what was found, the verdict."""

from dataclasses import dataclass

from markupsafe import Markup

from audit.findings import Beside, Decision
from reports.charts import Palette, total_scale
from reports.phrases import in_words, sentence_case, total_stake
from reports.texts import cut
from reports.view.shown import Shown, drawn, title

NOTE_LENGTH = 600


@dataclass(frozen=True, slots=True)
class Fact:
    """A large figure with its label and a line of explanation."""

    label: str
    figure: str
    note: str


@dataclass(frozen=True, slots=True)
class CoverView:
    """The first page."""

    company: str
    prepared_for: str
    eyebrow: str
    low: str
    high: str
    size: str
    likely: str
    day: str
    scale: Markup


@dataclass(frozen=True, slots=True)
class SummaryView:
    """The second: verdict first."""

    decision: str
    verdict: str
    reason: str
    found: str
    facts: tuple[Fact, ...]
    contradictions: tuple[str, ...]
    top: tuple[Fact, ...]
    beside: tuple[Fact, ...]


def make_cover(shown: Shown) -> CoverView:
    """The range in large type; names shortened so that the page holds whatever was typed."""
    audit, words = shown.audit, shown.wording
    people = [cut(part, 60) for part in (audit.company.contact, audit.company.role) if part]
    low, high = words.money(audit.total.p10), words.money(audit.total.p90)
    light = Palette(
        ink="#ffffff",
        muted="#ffffff",
        line="#ffffff",
        primary="#ffffff",
        accent="#ffffff",
        tint="#ffffff",
        paper=shown.palette.primary,
    )
    return CoverView(
        company=cut(audit.company.name, 90),
        prepared_for=", ".join(people),
        eyebrow=f"{_label(shown)} {total_stake(shown.audit)}, a year",
        low=low if low != high else "",
        high=high,
        size=_size(max(len(low), len(high))),
        likely=words.money(audit.total.p50),
        day=words.day(audit.as_of),
        scale=drawn(total_scale(audit.total, words, light)),
    )


def _size(letters: int) -> str:
    """Which of the three sizes of the cover's figure holds so many letters."""
    return "usual" if letters <= 11 else "long" if letters <= 16 else "longer"


def make_summary(shown: Shown) -> SummaryView:
    """What was found and what to do about it, on one page."""
    audit = shown.audit
    return SummaryView(
        decision=audit.recommendation.decision.value,
        verdict=_verdict(shown),
        reason=cut(audit.recommendation.reason, NOTE_LENGTH),
        found=_found(shown),
        facts=_facts(shown),
        contradictions=tuple(cut(c.text, 300) for c in audit.contradictions[:4]),
        top=tuple(_top(shown)),
        beside=tuple(_beside(shown, b) for b in audit.beside[:4]),
    )


def _label(shown: Shown) -> str:
    return shown.wording.label(cut(shown.audit.value_label, 60))


def _verdict(shown: Shown) -> str:
    recommendation = shown.audit.recommendation
    fix = shown.fix(recommendation.fix)
    if recommendation.decision is Decision.NONE or fix is None:
        return "The audit says no: do not start a fix now."
    if recommendation.decision is Decision.TIE:
        return f"Too close to call. Leading: {sentence_case(title(fix.title))}."
    return f"Start here: {sentence_case(title(fix.title))}."


def _found(shown: Shown) -> str:
    audit, words = shown.audit, shown.wording
    if not audit.findings:
        return f"No leak could be put in dollars for {shown.company} from the answers given."
    count = len(audit.findings)
    leaks = "leak" if count == 1 else "leaks"
    return (
        f"{in_words(count).capitalize()} {leaks} in the operation of {shown.company} "
        f"leave {words.money_range(audit.total)} a year of {_label(shown)} {total_stake(shown.audit)}, "
        f"most likely about {words.money(audit.total.p50)}."
    )


def _facts(shown: Shown) -> tuple[Fact, ...]:
    audit, words = shown.audit, shown.wording
    total = Fact(
        f"{total_stake(shown.audit).capitalize()}, a year",
        words.money_range_short(audit.total),
        f"likely {words.money(audit.total.p50)}",
    )
    fix = shown.fix(audit.recommendation.fix)
    if fix is None:
        best = max((f.chance_of_paying_back for f in audit.fixes), default=0.0)
        note = f"within {audit.horizon_months} months, for the fix that comes closest"
        return (
            total,
            Fact("Fixes that pay back", "None", f"of {len(audit.fixes)} that were priced"),
            Fact("Best chance of paying back", words.percent(best), note),
        )
    gain = Fact(
        "The first fix brings, a month",
        words.money_range_short(fix.gain_per_month),
        f"likely {words.money(fix.gain_per_month.p50)}, before running cost",
    )
    even = Fact(
        "It has paid for itself after",
        words.middle(fix.break_even_months),
        f"{words.break_even(fix.break_even_months)}, from today",
    )
    return (total, gain, even)


def _top(shown: Shown) -> list[Fact]:
    words = shown.wording
    return [
        Fact(title(f.title), words.money_range_short(f.alone), cut(words.sentence(f.sentence), 320))
        for f in shown.audit.findings[: 2 if len(shown.audit.contradictions) > 1 else 3]
    ]


def _beside(shown: Shown, figure: Beside) -> Fact:
    words = shown.wording
    span = words.titled(figure.title, words.quantity_range_short(figure.amount.p10, figure.amount.p90, figure.unit))
    return Fact(title(figure.title), span, "once, not a year" if figure.one_time else "not added to the dollars")
