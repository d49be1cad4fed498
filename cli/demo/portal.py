"""Writing the portal's story down: a year of three companies, through the same doors as real ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from audit.answers import read_answers
from audit.playbook import Playbook
from audit.record import to_record
from audit.recovery.drafting import Draftable, dates_from, draftable
from audit.recovery.periods import Cadence, after, before, start_of
from audit.recovery.terms import Measured, Terms
from audit.run import run_audit
from audit.store import (
    agreements,
    audits,
    companies,
    people,
    proving,
    revisions,
)
from audit.store.database import Database
from audit.store.people import Reach
from audit.store.shelf import Shelf
from audit.store.tables import Agreement, Company, FixPage, Person, Revision
from cli.demo.portal_cast import PLAYBOOK, STORIES, PortalStory, address_of
from cli.demo.portal_months import MORNING, Scene, answer_readiness, measure, value_at
from cli.demo.telling import hire, public_id

SIGNED = "I agree to these terms."


@dataclass(frozen=True, slots=True)
class Open:
    """A company of the story, and who can look at its portal."""

    company: str
    person_id: int
    state: str


def tell_portal(database: Database, shelf: Shelf, playbook: Playbook, now: datetime) -> Sequence[Open]:
    """Write the three companies down, each once. Returns them; none for a playbook that is not theirs."""
    if playbook.head.name != PLAYBOOK:
        return []
    found = []
    for story in STORIES:
        with database.writing() as session:
            staff = hire(session, now)[1]
            scene = Scene(session, shelf, story, playbook, _start(story, now.date()), staff, now)
            found.append(_tell(scene))
    return found


def _start(story: PortalStory, today: date) -> date:
    """The first day of the first of its months, so that the last of them is just over."""
    start = start_of(today, Cadence.MONTH)
    for _ in story.months:
        start = before(start, Cadence.MONTH)
    return start


def _tell(scene: Scene) -> Open:
    session, story = scene.session, scene.story
    place = public_id(scene.playbook, f"portal {story.company}")
    audit = audits.find(session, place)
    if audit is not None:
        company = companies.of_audit(session, audit.id)
        contact = people.contact_of(session, audit.id)
        if company is None or contact is None:
            raise LookupError(place)
        return Open(company.name, contact.person_id, _state(session, company))
    came_at = datetime.combine(scene.start - timedelta(days=24), MORNING)
    company, person, revision = _audited(scene, place, came_at)
    if story.months:
        agreement = _agreed(scene, company, person, revision)
        answer_readiness(scene, agreement, came_at + timedelta(days=8))
        measure(scene, agreement, person)
        proof = proving.keep_state(session, scene.shelf, agreement, scene.now)
        turned_on = (proof.slipped_on or proof.reached_on or scene.start) if proof else scene.start
        agreement.state_since = datetime.combine(after(turned_on, Cadence.MONTH) + timedelta(days=2), MORNING)
        agreement.next_look_at = scene.now
    return Open(company.name, person.id, _state(session, company))


def _state(session: Session, company: Company) -> str:
    found = agreements.of_company(session, company.id)
    return found[0].state if found else "told no"


def _audited(scene: Scene, place: str, at: datetime) -> tuple[Company, Person, Revision]:
    session, story, playbook = scene.session, scene.story, scene.playbook
    file = playbook.examples[story.example]
    answers = read_answers(playbook, file)
    audit = audits.begin(session, place, playbook.content_hash, {"utm_source": "referral"}, at)
    audit.is_sample = True
    for question, given in file.answers.items():
        kept = [str(one) for one in given] if isinstance(given, tuple) else str(given)
        audits.save_answer(session, audit, question, kept, at)
    record = to_record(run_audit(playbook, answers, at.date()), answers)
    revision = revisions.add(session, audit, record, (), at + timedelta(minutes=2))
    person = people.remember(
        session, audit, address_of(story.person), story.person, story.company, at, Reach(role="Owner")
    )
    company = companies.begin(session, story.company, at + timedelta(days=1), is_sample=True)
    companies.take_in(session, company, audit, at + timedelta(days=1))
    companies.join(session, company, person, story.person, at + timedelta(days=1))
    return company, person, revision


def _agreed(scene: Scene, company: Company, person: Person, revision: Revision) -> Agreement:
    session, story = scene.session, scene.story
    at = revision.made_at + timedelta(days=6)
    about = draftable(revisions.record_of(revision).audit, scene.playbook, revision.first_fix or "")
    if about is None:
        raise LookupError(story.example)
    terms = _terms(scene, revision, about)
    agreement = agreements.draft(session, company, revision, terms, scene.staff, at)
    version = agreements.versions(session, agreement.id)[0].row
    agreements.sign(session, version, scene.staff, scene.staff.name, SIGNED, at + timedelta(hours=2))
    agreements.sign(session, version, person, story.person, SIGNED, at + timedelta(days=1))
    if story.loop:
        trigger, work, lands, acts = story.loop
        page = FixPage(agreement_id=agreement.id, number=1, trigger=trigger, work=work, lands=lands, acts=acts)
        page.made_at, page.person_id = at + timedelta(days=2), person.id
        session.add(page)
    return agreement


def _terms(scene: Scene, revision: Revision, about: Draftable) -> Terms:
    story, dates = scene.story, dates_from(about, before(scene.start, Cadence.MONTH) + timedelta(days=20))
    money = proving.money_of(scene.shelf, revision, about.fix)
    values, start = [], scene.start
    for part in reversed(story.baseline):
        start = before(start, Cadence.MONTH)
        values.append(Measured(starts_on=start, value=value_at(about, part)))
    target = value_at(about, 1)
    baseline = sum(one.value for one in values) / len(values)
    return Terms(
        leak=about.leak,
        leak_title=about.leak_title,
        fix=about.fix,
        fix_title=about.fix_title,
        metric=about.metric,
        metric_title=about.metric_title,
        metric_unit=about.metric_unit,
        how=about.how,
        source=story.source,
        cadence=Cadence.MONTH,
        better=about.better,
        baseline=baseline,
        baseline_from=start,
        baseline_until=scene.start - timedelta(days=1),
        baseline_values=tuple(reversed(values)),
        target=target,
        target_per_year=money.range_per_year(baseline, target),
        currency=about.currency,
        owner=story.owner,
        owner_email=address_of(story.person) if story.owner == story.person else "",
        starts_on=dates.starts_on,
        ends_on=dates.ends_on,
        stop_on=dates.stop_on,
        stop_rule=about.stop_rule,
        setup_cost=round(about.setup_cost, -2),
        running_cost_per_month=round(about.running_cost_per_month, -1),
    )
