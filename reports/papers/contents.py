"""What goes into each paper, complete: nothing is looked up while it is put into words or drawn."""

from dataclasses import dataclass
from datetime import date, datetime

from audit.findings import Loop, Readiness
from audit.recovery.proof import Proof
from audit.recovery.terms import Terms


@dataclass(frozen=True, slots=True)
class Origin:
    """What a paper rests on: the audit's revision, and the playbook that it was made with."""

    company: str
    locale: str
    playbook_title: str
    playbook_version: str
    revision: int
    audited_on: date
    content_hash: str


@dataclass(frozen=True, slots=True)
class Signature:
    """One side's yes, in the words that stood on the screen. Times are UTC."""

    for_whom: str
    name: str
    wording: str
    signed_at: datetime | None


@dataclass(frozen=True, slots=True)
class AgreementPaper:
    """One version of an agreement. `before` are the terms of the version before, `why` what was said of the change.

    `signatures` has both sides, also who has not signed. `as_of` is the moment whose signatures are shown.
    """

    origin: Origin
    consultancy: str
    number: int
    made_at: datetime
    terms: Terms
    before: Terms | None
    why: str
    signatures: tuple[Signature, ...]
    as_of: datetime


@dataclass(frozen=True, slots=True)
class ProofPaper:
    """The proof as it stood at `as_of`, by the version of the terms that was in force.

    `replaces`: another version was in force before that.
    """

    origin: Origin
    consultancy: str
    number: int
    proof: Proof
    as_of: datetime
    stopped_on: date | None = None
    stopped_why: str = ""
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """What must be true first, how it stands, and the first step towards it."""

    title: str
    state: Readiness
    first_step: str


@dataclass(frozen=True, slots=True)
class FixPaper:
    """The one-page fix: `sentence` is the leak in one sentence with its number."""

    origin: Origin
    consultancy: str
    terms: Terms
    sentence: str
    summary: str
    loop: Loop
    conditions: tuple[Condition, ...]
    as_of: datetime


Contents = AgreementPaper | ProofPaper | FixPaper
