"""An agreement as a page shows it: how it stands, its versions with their signatures, what was asked to be changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from audit.recovery.proof import State
from audit.recovery.terms import Terms
from audit.store import accounts, agreements
from audit.store.agreements import Version
from audit.store.tables import Agreement, ChangeRequest, Company, Revision, Side
from reports.papers.words import STATES
from reports.wording import Wording
from web.agreements.come_in import left_out
from web.agreements.signing import SIDES, may_sign, wording_to_sign
from web.agreements.terms_view import Difference, TermsView, differences, view_of, wording_of
from web.services import services


@dataclass(frozen=True, slots=True)
class SignatureView:
    """One side of a version; `name` is empty while it has not signed. `wording` is what it agreed to."""

    side: str
    name: str
    when: str
    wording: str


@dataclass(frozen=True, slots=True)
class VersionView:
    """A version: who made it and why, what is different from the one before, who signed it."""

    number: int
    when: str
    made_by: str
    why: str
    terms: TermsView
    signatures: tuple[SignatureView, ...]
    differences: tuple[Difference, ...]
    in_force: bool


@dataclass(frozen=True, slots=True)
class RequestView:
    """A change that was asked for, and what became of it."""

    name: str
    when: str
    about: int
    text: str
    outcome: str


@dataclass(frozen=True, slots=True)
class AgreementView:
    """All of it. `in_force` is the number of the version that both have signed, 0 for none.

    `wording` is what the side that looks would agree to, empty when it cannot sign the newest version now. `left_out`
    says which numbers would not count any more by the newest version, empty where all do.
    """

    public_id: str
    company: str
    leak: str
    state: str
    is_stopped: bool
    since: str
    stopped_why: str
    versions: tuple[VersionView, ...]
    requests: tuple[RequestView, ...]
    in_force: int
    wording: str
    left_out: str

    @property
    def newest(self) -> VersionView:
        """The version that the page is about."""
        return self.versions[0]

    def version(self, number: int) -> VersionView | None:
        """A version by its number."""
        return next((one for one in self.versions if one.number == number), None)


def agreement_view(session: Session, agreement: Agreement, looking: Side) -> AgreementView:
    """Everything about an agreement in words, for the side that looks at it."""
    found = agreements.versions(session, agreement.id)
    terms = found[0].terms
    company = session.get_one(Company, agreement.company_id)
    words = wording_of(session.get_one(Revision, agreement.revision_id), terms)
    makers = {one.id: one.name for one in accounts.everybody(session)}
    in_force = next((one.row.number for one in found if one.in_force), 0)
    before = [*found[1:], None]
    versions = [
        _version(one, former.terms if former else None, words, makers, in_force=one.row.number == in_force)
        for one, former in zip(found, before, strict=True)
    ]
    signable = may_sign(agreement, found[0], looking)
    return AgreementView(
        public_id=agreement.public_id,
        company=company.name,
        leak=terms.leak_title,
        state=STATES[State(agreement.state)],
        is_stopped=agreement.stopped_at is not None,
        since=_day(agreement.stopped_at or agreement.state_since, words),
        stopped_why=agreement.stopped_why,
        versions=tuple(versions),
        requests=tuple(
            _request(request, number, found, words)
            for request, number in agreements.change_requests(session, agreement.id)
        ),
        in_force=in_force,
        wording=wording_to_sign(found[0], company.name, words) if signable else "",
        left_out=left_out(session, found[0]),
    )


def _version(
    version: Version, former: Terms | None, words: Wording, makers: Mapping[int, str], *, in_force: bool
) -> VersionView:
    row = version.row
    return VersionView(
        number=row.number,
        when=_moment(row.made_at, words),
        made_by=makers.get(row.made_by_id or 0, ""),
        why=row.why,
        terms=view_of(version.terms, words),
        signatures=tuple(_signature(version, side, words) for side in Side),
        differences=tuple(differences(former, version.terms, words)) if former else (),
        in_force=in_force,
    )


def _signature(version: Version, side: Side, words: Wording) -> SignatureView:
    row = version.signed.get(side)
    if row is None:
        return SignatureView(SIDES[side], "", "", "")
    return SignatureView(SIDES[side], row.name, _moment(row.signed_at, words), row.wording)


def _request(request: ChangeRequest, about: int, versions: Sequence[Version], words: Wording) -> RequestView:
    later = [one.row for one in versions if one.row.number > about and one.row.made_at >= request.asked_at]
    answer = later[-1] if later else None
    outcome = f"Version {answer.number} followed, on {_moment(answer.made_at, words)}: {answer.why}" if answer else ""
    return RequestView(request.name, _moment(request.asked_at, words), about, request.text, outcome)


def _day(moment: datetime, words: Wording) -> str:
    """`November 16, 2026`: since when something is so needs no minute."""
    return words.day(moment.astimezone(services().settings.team_zone).date())


def _moment(moment: datetime, words: Wording) -> str:
    """`November 16, 2026, 14:30 (UTC)`: a signature needs its minute."""
    there = moment.astimezone(services().settings.team_zone)
    return f"{words.day(there.date())}, {there:%H:%M} ({services().settings.business_time_zone})"
