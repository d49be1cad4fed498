"""The audit as a whole, and what makes its total uncertain."""

from dataclasses import dataclass
from datetime import date

from audit.findings.figures import Beside, Input, Range
from audit.findings.fixes import FixResult, Recommendation, RoadmapStep
from audit.findings.leaks import Finding, Step, Unpriced
from audit.findings.standing import ClosedLoopScore, ReadinessResult


@dataclass(frozen=True, slots=True)
class Swing:
    """A bar of the tornado: the total with one input at its P10 and its P90, the others at their likely value.

    A curve has no one number: its `unit` is empty, and its ends are its P10 and P90 as a whole.
    """

    key: str
    title: str
    unit: str
    input_low: float
    input_high: float
    total_at_low: float
    total_at_high: float


@dataclass(frozen=True, slots=True)
class Question:
    """What to measure next: knowing this input would remove `variance_share` of the total's variance."""

    key: str
    title: str
    variance_share: float
    how: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Answers that cannot all be true, or a result too large to be believed unmeasured."""

    key: str
    text: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Company:
    """Whom the audit is about. All but the name may be empty."""

    name: str
    contact: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class PlaybookStamp:
    """Which playbook made the audit; `content_hash` is SHA-256 over all its files."""

    name: str
    title: str
    version: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class Audit:
    """The whole result. The same answers, playbook and date give the same audit, to the cent.

    `findings` are ranked by `alone`. `shared_working` has the quantities that no leak moves; a finding's own
    `working` those that it moves. `roadmap_payback_months` is when the whole roadmap, discounted, has paid
    for itself at the likely figures, or `None` for never. `total_at_likely` is the total with every input at its
    likely value: where the tornado's bars start and the working ends.
    """

    playbook: PlaybookStamp
    company: Company
    as_of: date
    currency: str
    locale: str
    value_label: str
    horizon_months: int
    discount_rate: float
    draws: int
    seed: int
    total: Range
    beside: tuple[Beside, ...]
    findings: tuple[Finding, ...]
    unpriced: tuple[Unpriced, ...]
    recommendation: Recommendation
    fixes: tuple[FixResult, ...]
    roadmap: tuple[RoadmapStep, ...]
    readiness: ReadinessResult
    closed_loops: ClosedLoopScore
    tornado: tuple[Swing, ...]
    firm_up: tuple[Question, ...]
    contradictions: tuple[Contradiction, ...]
    inputs: tuple[Input, ...]
    warnings: tuple[str, ...]
    shared_working: tuple[Step, ...] = ()
    roadmap_payback_months: float | None = None
    total_at_likely: float = 0.0
