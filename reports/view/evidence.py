"""What the numbers stand on: inputs, sources, what would firm them up, what was left out."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from audit.findings import Basis, FixResult, Input, Swing
from reports.charts import tornado
from reports.phrases import BASES, ranks, source_facts, used, usual_region
from reports.texts import cut
from reports.view.shown import Shown, drawn, title


@dataclass(frozen=True, slots=True)
class SwingRow:
    """A row of the tornado's table."""

    title: str
    low: str
    high: str
    at_low: str
    at_high: str


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """What to measure."""

    title: str
    share: str
    how: str


@dataclass(frozen=True, slots=True)
class FirmUpView:
    """What would narrow the range."""

    chart: Markup | None
    swings: tuple[SwingRow, ...]
    questions: tuple[QuestionRow, ...]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer, in the respondent's words and as it was read."""

    title: str
    given: str
    basis: str
    used: str
    source: str
    leaks: str


@dataclass(frozen=True, slots=True)
class BenchmarkRow:
    """One number that nobody in the company gave, and where it comes from. `host` names the site of `url`."""

    title: str
    note: str
    used: str
    leaks: str
    source: str
    url: str
    host: str
    about: str


@dataclass(frozen=True, slots=True)
class AssumedView:
    """Every input: what was answered, what was assumed, what the fixes rest on. `region` is the usual one."""

    region: str
    answers: tuple[AnswerRow, ...]
    benchmarks: tuple[BenchmarkRow, ...]
    fixes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class LimitsView:
    """What was left out, and how it was worked out."""

    unpriced: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    method: tuple[str, ...]
    stamp: tuple[tuple[str, str], ...]


def make_firm_up(shown: Shown) -> FirmUpView | None:
    """The tornado and the questions, `None` when nothing is unsure."""
    audit, words = shown.audit, shown.wording
    if not audit.tornado and not audit.firm_up:
        return None
    swings = tuple(
        SwingRow(title(s.title), *_ends(shown, s), words.money(s.total_at_low), words.money(s.total_at_high))
        for s in audit.tornado
    )
    chart = drawn(tornado(audit.tornado, audit.total_at_likely, words, shown.palette)) if swings else None
    questions = tuple(
        QuestionRow(title(q.title), words.percent(q.variance_share), cut(q.how, 300)) for q in audit.firm_up
    )
    return FirmUpView(chart, swings, questions)


def _ends(shown: Shown, swing: Swing) -> tuple[str, str]:
    """The ends of an input; a curve (no unit) has low and high as a whole."""
    if not swing.unit:
        return "all of it low", "all of it high"
    return shown.wording.quantity(swing.input_low, swing.unit), shown.wording.quantity(swing.input_high, swing.unit)


def make_assumed(shown: Shown) -> AssumedView:
    """Every input of the audit once, in its order."""
    inputs = shown.audit.inputs
    return AssumedView(
        region=cut(usual_region(shown.audit.inputs), 60),
        answers=tuple(_answer(shown, entry) for entry in inputs if entry.basis is not Basis.BENCHMARK),
        benchmarks=tuple(_benchmark(shown, entry) for entry in inputs if entry.basis is Basis.BENCHMARK),
        fixes=tuple(_estimates(shown, fix) for fix in shown.audit.fixes),
    )


def _answer(shown: Shown, entry: Input) -> AnswerRow:
    return AnswerRow(
        title=title(entry.title),
        given=cut(entry.given, 120),
        basis=BASES[entry.basis],
        used="" if entry.basis in {Basis.CHOSEN, Basis.NOT_ASKED} else used(shown.wording, entry),
        source=f"{cut(entry.source.title, 200)}; {_about(shown, entry)}" if entry.source else "",
        leaks=ranks(shown.audit, entry),
    )


def _benchmark(shown: Shown, entry: Input) -> BenchmarkRow:
    source = entry.source
    url = source.url if source and source.url.startswith(("https://", "http://")) else ""
    return BenchmarkRow(
        title=title(entry.title),
        note=cut(entry.note, 320),
        used=used(shown.wording, entry),
        leaks=ranks(shown.audit, entry),
        source=cut(source.title, 300) if source else "",
        url=cut(url, 500).replace("\u200b", ""),
        host=(urlsplit(url).hostname or "").removeprefix("www."),
        about=_about(shown, entry),
    )


def _about(shown: Shown, entry: Input) -> str:
    """Kind, dates, confidence and region of a source in one line, without a kind that its title begins with."""
    facts = source_facts(shown.wording, entry, usual_region(shown.audit.inputs))
    if entry.source and entry.source.title.lower().startswith(entry.source.kind.lower()):
        facts = facts[1:]
    return ", ".join(cut(fact, 60) for fact in facts)


def _estimates(shown: Shown, fix: FixResult) -> tuple[str, str, str]:
    """A fix, its estimates that the comparison does not show, and what they rest on."""
    words = shown.wording
    chance = f"{words.percent(fix.chance_of_working.p10)} to {words.percent(fix.chance_of_working.p90)}"
    time = f"live in {words.weeks_range(fix.weeks_to_live)}, ramp {words.weeks_range(fix.weeks_to_ramp)}"
    return title(fix.title), f"{time}, works in {chance}", cut(fix.basis, 420)


def make_limits(shown: Shown) -> LimitsView:
    """Leaks without a price, warnings, and the method in plain words."""
    audit = shown.audit
    return LimitsView(
        unpriced=tuple((title(u.title), cut(u.reason, 400)) for u in audit.unpriced),
        warnings=tuple(cut(w, 400) for w in audit.warnings),
        method=_method(shown),
        stamp=(
            ("Playbook", f"{cut(audit.playbook.title, 80)}, version {cut(audit.playbook.version, 30)}"),
            ("Playbook content", audit.playbook.content_hash[:64]),
            ("Answers as of", shown.wording.day(audit.as_of)),
            ("Draws and seed", f"{audit.draws}, {audit.seed}"),
            ("Company", cut(audit.company.name, 400)),
        ),
    )


def _method(shown: Shown) -> tuple[str, ...]:
    audit, words = shown.audit, shown.wording
    label, rate = words.label(cut(audit.value_label, 60)), words.percent(audit.discount_rate)
    return (
        (
            f"One model describes a year of the business and ends in its {label}. A leak changes one or a few of "
            "the model’s quantities to what good looks like; its dollars are the difference. "
            "Two leaks can therefore not count the same dollar twice."
        ),
        (
            f"Every unsure input was drawn {audit.draws} times between its low and its high. In one draw of ten the "
            "truth lies below P10, in one above P90; the middle is the median. Shown figures are rounded to two "
            "significant digits, the working is not."
        ),
        (
            "“Alone” is what closing only that leak is worth. “Share” is its Shapley share of closing all of them: "
            "shares add up to the total, whatever the order."
        ),
        (
            "A fix breaks even, counted from today, after the weeks to go live, the weeks to ramp up, and the months "
            "its net gain needs to repay its setup cost. "
            f"Net present value runs over {audit.horizon_months} months at {rate} a year. "
            "The first fix is the earliest break-even among fixes whose net present value is positive."
        ),
        "“At risk” is said as long as an input that matters is a benchmark and has not been measured in this company.",
    )
