"""The sweeper looks after the agreements: a number that is due is reminded of once, and nobody is kept waiting."""

from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from audit.recovery.proof import State
from audit.store import companies, due_measurements
from audit.store.tables import AgreementVersion, MailSubject
from tests.workers.desk import Clock, forward, services_on
from tests.workers.measuring import APRIL, LEE, MARCH, PAT, Measuring, measuring, shares
from workers.recovery_watch import watch_agreements
from workers.services import WorkerServices
from workers.sweeper import keep_sweeping

DAY = timedelta(days=1)
MONDAY = datetime(2026, 4, 6, 7, 0, tzinfo=UTC)
"""Nine in Berlin, in the week after March was over."""


def at(services: WorkerServices, moment: datetime) -> WorkerServices:
    """The services at that moment."""
    assert isinstance(services.clock, Clock)
    services.clock.now = moment
    return services


@pytest.fixture
def services(database, tmp_path) -> WorkerServices:
    return at(services_on(database, tmp_path, business_time_zone="Europe/Berlin"), MONDAY)


@pytest.fixture
def made(services) -> Measuring:
    return measuring(services.database)


def test_the_owner_is_reminded_of_a_number_that_is_due(services, made: Measuring):
    assert watch_agreements(services) == 1
    assert made.mails() == [(PAT, "2026-03-01")]
    with services.database.reading() as session:
        subject = session.query(MailSubject).one()
    assert (subject.company_id, subject.agreement_id) == (made.company.id, made.agreement.id)


def test_each_period_is_reminded_of_once(services, made: Measuring):
    for _ in range(40):
        watch_agreements(services)
        forward(services, DAY)
    assert made.mails() == [(PAT, "2026-03-01"), (PAT, "2026-04-01")]


def test_nobody_is_reminded_of_what_is_there(services, made: Measuring):
    made.enter(MARCH, 0.3, services.clock())
    watch_agreements(services)
    assert made.mails() == []


def test_somebody_is_reminded_of_a_number_that_was_taken_back(services, made: Measuring):
    made.enter(MARCH, 0.3, services.clock())
    made.enter(MARCH, None, services.clock(), "The wrong month")
    watch_agreements(services)
    assert made.mails() == [(PAT, "2026-03-01")]


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 4, 3, 7, 0, tzinfo=UTC),  # only two days after March was over
        datetime(2026, 4, 4, 7, 0, tzinfo=UTC),  # a Saturday
        datetime(2026, 4, 6, 6, 59, tzinfo=UTC),  # before nine in Berlin
        datetime(2026, 4, 6, 17, 0, tzinfo=UTC),  # seven in the evening
    ],
)
def test_nobody_is_reminded_too_early_or_at_an_hour_of_rest(services, made: Measuring, moment: datetime):
    at(services, moment)
    assert watch_agreements(services) == 1
    assert made.mails() == []
    at(services, datetime(2026, 4, 7, 7, 0, tzinfo=UTC))
    watch_agreements(services)
    assert made.mails() == [(PAT, "2026-03-01")]


def test_a_holiday_of_the_team_is_no_working_day(database, tmp_path):
    services = at(services_on(database, tmp_path, business_holidays="2026-04-06"), MONDAY)
    made = measuring(database)
    watch_agreements(services)
    assert made.mails() == []


def test_without_an_owner_among_them_all_who_have_joined_are_reminded(services):
    made = measuring(services.database, shares(owner_email="robin@northwind.example"))
    watch_agreements(services)
    assert made.mails() == [(PAT, "2026-03-01"), (LEE, "2026-03-01")]


def test_who_has_left_the_company_is_reminded_no_more(services, made: Measuring):
    with services.database.writing() as session:
        found = companies.membership_of(session, made.people[PAT].id, made.company.public_id)
        assert found
        found[1].ended_at = services.clock()
    watch_agreements(services)
    assert made.mails() == [(LEE, "2026-03-01")]


def test_who_was_only_invited_is_not_reminded(services, made: Measuring):
    with services.database.writing() as session:
        for person in made.people.values():
            found = companies.membership_of(session, person.id, made.company.public_id)
            assert found
            found[1].joined_at = None
    watch_agreements(services)
    assert made.mails() == []


def test_a_draft_is_not_looked_at_again_until_it_is_signed(services):
    made = measuring(services.database, signed=False)
    made.change(next_look_at=services.clock())
    assert watch_agreements(services) == 1
    assert watch_agreements(services) == 0
    assert made.mails() == []
    assert made.row().next_look_at is None


@pytest.mark.parametrize("state", [State.STOPPED, State.ON_TRACK])
def test_a_stopped_agreement_is_left_alone(services, made: Measuring, state: State):
    made.change(stopped_at=services.clock(), state=state)
    assert watch_agreements(services) == 1
    assert watch_agreements(services) == 0
    assert made.mails() == []


def test_an_invented_company_gets_no_mail(services):
    made = measuring(services.database, sample=True)
    watch_agreements(services)
    assert made.mails() == []


def test_it_looks_again_the_next_morning(services, made: Measuring):
    watch_agreements(services)
    assert made.row().next_look_at == datetime(2026, 4, 7, 7, 0, tzinfo=UTC)
    assert watch_agreements(services) == 0


def test_time_alone_turns_the_state(services, made: Measuring):
    made.enter(MARCH, 0.4, services.clock())
    watch_agreements(services)
    assert made.row().state == State.ON_TRACK
    forward(services, 120 * DAY)
    watch_agreements(services)
    assert (made.row().state, made.row().state_since) == (State.NOT_YET, services.clock())


def test_one_in_force_that_was_never_looked_at_has_its_turn(services, made: Measuring):
    made.change(next_look_at=None, state="on track")
    assert watch_agreements(services) == 1
    assert made.row().next_look_at is not None


def test_two_sweepers_at_once_remind_once(services, made: Measuring):
    """Both have found it before either has looked."""
    hours = services.settings.clock_rules.hours
    looked = []
    for _ in range(2):
        with services.database.writing() as session:
            looked.append(due_measurements.look(session, services.shelf, made.agreement.id, hours, services.clock()))
    assert [one is not None for one in looked] == [True, False]
    assert len(made.mails()) == 1


def test_when_its_time_is_over_the_others_wait_for_the_next_round(services, made: Measuring):
    other = measuring(services.database, number=2)
    assert [watch_agreements(services, seconds=0) for _ in range(3)] == [1, 1, 0]
    assert len(made.mails()) == 2
    assert other.row().next_look_at == made.row().next_look_at


def test_a_mail_that_was_ordered_before_is_not_ordered_again(services, made: Measuring):
    watch_agreements(services)
    made.change(next_look_at=services.clock(), reminded_for=None)  # as if the row had been put back
    watch_agreements(services)
    assert len(made.mails()) == 1


def test_an_agreement_whose_state_cannot_be_worked_out_stops_no_other_and_is_reminded_of(services, capsys):
    made = measuring(services.database, shares(fix="no_fix_of_this_playbook"))
    other = measuring(services.database, number=2)
    assert watch_agreements(services) == 2
    assert made.mails() == [(PAT, "2026-03-01"), (PAT.replace("@", "2@"), "2026-03-01")]
    assert other.row().next_look_at is not None
    assert "the state could not be worked out" in capsys.readouterr().out


def test_an_agreement_that_cannot_be_read_stops_no_other_and_waits_until_the_morning(services, made: Measuring, capsys):
    other = measuring(services.database, number=2)
    with services.database.writing() as session:
        session.query(AgreementVersion).filter_by(agreement_id=made.agreement.id).one().terms = {"not": "terms"}
    assert watch_agreements(services) == 1
    assert [about for _, about in other.mails()] == ["2026-03-01"]
    assert made.row().next_look_at == datetime(2026, 4, 7, 7, 0, tzinfo=UTC)
    assert "an agreement could not be looked at" in capsys.readouterr().out
    assert watch_agreements(services) == 0


def test_an_agreement_without_a_number_that_is_due_is_not_reminded_of(services):
    made = measuring(services.database, shares(starts_on=APRIL, ends_on=APRIL + 90 * DAY, stop_on=APRIL + 70 * DAY))
    watch_agreements(services)
    assert made.mails() == []


class Broker:
    """A queue that is away; the sweeper stops after one round."""

    def __init__(self):
        self.stopping = Event()

    def nudge(self, job, row_id, request_id):
        raise AssertionError("nothing is announced to a broker that is away")

    def length(self, job):
        return None

    def answers(self):
        self.stopping.set()
        return False


def test_the_sweeper_calls_it(services, made: Measuring):
    broker = Broker()
    keep_sweeping(services, broker, broker.stopping)
    assert made.mails() == [(PAT, "2026-03-01")]
