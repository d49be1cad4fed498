"""The months of the portal's story: what was counted, and what was said of readiness."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from sqlalchemy.orm import Session

from audit.findings import Readiness
from audit.playbook import Playbook
from audit.recovery.drafting import Draftable, draftable
from audit.recovery.periods import Cadence, after
from audit.recovery.series import Series
from audit.recovery.views import View
from audit.store import personal_data, revisions
from audit.store.shelf import Shelf
from audit.store.tables import Account, Agreement, Measurement, Person, ReadinessAnswer, ReadinessAsk, Revision
from cli.demo.portal_cast import Month, PortalStory, address_of

MORNING: Final = time(9, 20, tzinfo=UTC)
COMMENTED: Final = ("owner", "budget_and_date")


@dataclass(frozen=True, slots=True)
class Scene:
    """Where one story is written down. `start` is the first day of its first month."""

    session: Session
    shelf: Shelf
    story: PortalStory
    playbook: Playbook
    start: date
    staff: Account
    now: datetime


def value_at(about: Draftable, gap: float) -> float:
    """Return the number when that much of the way from baseline to target is covered, as a person writes it down."""
    digits = 3 if about.metric_unit == "1" else 0
    return round(about.baseline + gap * (about.target - about.baseline), digits)


def measure(scene: Scene, agreement: Agreement, person: Person) -> None:
    """Write the months' numbers down, each when it came in."""
    record = revisions.record_of(scene.session.get_one(Revision, agreement.revision_id))
    about = draftable(record.audit, scene.playbook, agreement.fix)
    if about is None:
        raise LookupError(agreement.fix)
    start = scene.start
    for month in scene.story.months:
        following = after(start, Cadence.MONTH)
        at = datetime.combine(following + timedelta(days=2 + month.days_late), MORNING)
        if at <= scene.now:
            scene.session.add_all(_rows(about, month, start, at))
        start = following
    for row in scene.session.new:
        if isinstance(row, Measurement):
            row.agreement_id, row.person_id = agreement.id, person.id
    scene.session.flush()


def _rows(about: Draftable, month: Month, start: date, at: datetime) -> list[Measurement]:
    values = [gap for gap in (month.corrected_from, month.gap) if gap is not None]
    rows = []
    for number, gap in enumerate(values, 1):
        note = month.note if number == len(values) else ""
        entered_at = at + timedelta(days=number - 1)
        rows.append(_row(Series.METRIC, start, value_at(about, gap), entered_at))
        rows[-1].number, rows[-1].note = number, note
    return rows + [_row(series, start, value, at) for series, value in month.beside.items()]


def _row(series: Series, start: date, value: float, at: datetime) -> Measurement:
    return Measurement(series=series, starts_on=start, number=1, value=value, way="sample", entered_at=at)


def answer_readiness(scene: Scene, agreement: Agreement, at: datetime) -> None:
    """Write down what the four points of view said, each from a person of the story."""
    session, story = scene.session, scene.story
    for place, view in enumerate(View):
        said = story.said.get(view, {})
        who = _known(session, story.team[place], at)
        ask = ReadinessAsk(agreement_id=agreement.id, view=view, person_id=who.id, name=story.team[place], asked_at=at)
        ask.expires_at, ask.answered_at = at + timedelta(days=30), at + timedelta(days=1 + place)
        session.add(ask)
        session.flush()
        for condition in scene.playbook.readiness.condition:
            state = said.get(condition.key, Readiness.YES)
            comment = story.comment if state is not Readiness.YES and condition.key in COMMENTED else ""
            session.add(ReadinessAnswer(ask_id=ask.id, condition=condition.key, state=state, comment=comment))
    session.flush()


def _known(session: Session, name: str, at: datetime) -> Person:
    person = personal_data.find_by_email(session, address_of(name))
    if person is None:
        person = Person(email=address_of(name), first_seen_at=at)
        session.add(person)
        session.flush()
    return person
