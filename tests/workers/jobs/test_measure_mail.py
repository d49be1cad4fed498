"""The mail that reminds of a number: what it says, to whom, and when it is not sent after all."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import delete

from audit.recovery.periods import Cadence
from audit.store import companies
from audit.store.tables import Agreement, MailKind
from tests.workers.desk import forward, mail_row
from tests.workers.measuring import MARCH, PAT, Measuring, measuring, shares
from workers.jobs.mail import composed
from workers.jobs.working import LostClaimError, NoLongerNeededError
from workers.recovery_watch import watch_agreements
from workers.services import WorkerServices

MONDAY = datetime(2026, 4, 6, 10, 0, tzinfo=UTC)


@pytest.fixture
def made(services: WorkerServices) -> Measuring:
    services.clock.now = MONDAY  # type: ignore[attr-defined]  # the desk's clock
    found = measuring(services.database)
    watch_agreements(services)
    return found


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_it_names_the_number_and_its_period_and_leads_to_the_page(services, made: Measuring):
    message = composed(services, 1)
    page = f"/portal/{made.company.public_id}/agreements/{made.agreement.public_id}/measurements"
    assert (message["To"], message["Subject"]) == (PAT, "Due: the number of March 2026")
    for kind in ("plain", "html"):
        said = text_of(message, kind)
        assert "Share of calls that nobody picks up: what was it in March 2026?" in said
        assert "The call log of the phone system" in said
        assert page in said
        assert "earlier" not in said
        assert "Northwind" not in said
        assert "Robin" not in said


def test_it_is_the_same_mail_whenever_it_is_made(services, made: Measuring):
    first = composed(services, 1).as_bytes()
    forward(services, timedelta(hours=1))
    assert composed(services, 1).as_bytes() == first
    assert mail_row(services.database).kind == MailKind.MEASURE


def test_it_says_how_many_earlier_ones_are_missing(services, made: Measuring):
    forward(services, timedelta(days=60))
    watch_agreements(services)
    assert "2 earlier ones are missing too." in text_of(composed(services, 2))


def test_a_week_is_named_by_its_monday(services):
    services.clock.now = MONDAY
    start = datetime(2026, 3, 23, tzinfo=UTC).date()
    days = {"starts_on": start, "ends_on": start + timedelta(days=90), "stop_on": start + timedelta(days=70)}
    measuring(services.database, shares(cadence=Cadence.WEEK, baseline_values=(), **days))
    watch_agreements(services)
    message = composed(services, 1)
    assert message["Subject"] == "Due: the number of the week of 23 March 2026"
    assert "what was it in the week of 23 March 2026?" in text_of(message)


def test_it_is_not_sent_once_the_number_is_there(services, made: Measuring):
    made.enter(MARCH, 0.3, services.clock())
    with pytest.raises(NoLongerNeededError, match="has come in"):
        composed(services, 1)


def test_it_is_not_sent_once_the_agreement_was_stopped(services, made: Measuring):
    made.change(stopped_at=services.clock())
    with pytest.raises(NoLongerNeededError, match="stopped"):
        composed(services, 1)


def test_it_is_not_sent_to_who_has_left(services, made: Measuring):
    with services.database.writing() as session:
        found = companies.membership_of(session, made.people[PAT].id, made.company.public_id)
        assert found
        found[1].ended_at = services.clock()
    with pytest.raises(NoLongerNeededError, match="somebody else"):
        composed(services, 1)


def test_it_is_not_sent_once_the_agreement_is_gone(services, made: Measuring):
    with services.database.writing() as session:
        session.execute(delete(Agreement).where(Agreement.id == made.agreement.id))
    with pytest.raises(LostClaimError):
        composed(services, 1)
