"""The mails about an agreement: what they say, and that nobody is asked for a signature that is not needed."""

import pytest
from sqlalchemy import select

from audit.store import accounts, agreement_mails, agreements, companies, personal_data
from audit.store.agreement_mails import Wish
from audit.store.tables import Account, JobState, Mail, Person, Side
from tests.workers.agreed import Agreed, agreed
from tests.workers.desk import mail_row, services_on
from workers.jobs.mail import MAIL_JOB
from workers.jobs.working import work_on

pytestmark = pytest.mark.enable_socket
PAT = "pat1@northwind.example"


@pytest.fixture
def desk(database, tmp_path, smtp):
    return services_on(database, tmp_path, smtp_url=smtp.url)


@pytest.fixture
def there(desk) -> Agreed:
    """An agreement that nobody has signed, and somebody of the company in the portal."""
    made = agreed(desk.database, signed=False)
    with desk.database.writing() as session:
        person = personal_data.find_by_email(session, PAT)
        assert person is not None
        companies.join(session, made.company, person, "Pat Lee", desk.clock())
    return made


def tell(desk, made: Agreed, owner: str = "") -> list[int]:
    with desk.database.writing() as session:
        return list(
            agreement_mails.tell_company(session, made.agreement, made.version, owner, "request-1", desk.clock())
        )


def sign(desk, made: Agreed, side: Side) -> None:
    with desk.database.writing() as session:
        table: type[Account | Person] = Account if side is Side.CONSULTANCY else Person
        who = session.scalars(select(table).limit(1)).one()
        agreements.sign(session, made.version, who, "Somebody", "I agree.", desk.clock())


def test_the_company_is_asked_to_sign_without_a_name_that_anybody_typed(desk, smtp, there) -> None:
    (mail_id,) = tell(desk, there)
    work_on(desk, MAIL_JOB, mail_id, "")

    mail = smtp.delivered[0]
    text = mail.part("plain")
    assert mail.recipients == (PAT,)
    assert "We propose version 1 of the agreement" in " ".join(text.split())
    assert "Text back: Share of calls that nobody picks up" in text
    assert f"/portal/{there.company.public_id}/agreements/{there.agreement.public_id}\n" in text
    assert there.company.name not in text + mail.part("html")
    assert "Pat Lee" not in text
    assert mail_row(desk.database, mail_id).state == JobState.DONE


def test_it_says_so_where_the_advisers_have_signed(desk, smtp, there) -> None:
    sign(desk, there, Side.CONSULTANCY)
    (mail_id,) = tell(desk, there)
    work_on(desk, MAIL_JOB, mail_id, "")
    assert "We have signed version 1" in " ".join(smtp.delivered[0].part("plain").split())


def test_nobody_is_told_twice_of_a_version(desk, there) -> None:
    assert len(tell(desk, there)) == 1
    assert tell(desk, there) == []


def test_the_owner_alone_is_told_once_they_have_joined(desk, there) -> None:
    with desk.database.writing() as session:
        other = companies.person_at(session, "robin@northwind.example", desk.clock())
        companies.join(session, there.company, other, "Robin", desk.clock())
    with desk.database.reading() as session:
        (mail_id,) = tell(desk, there, "Robin@northwind.example")
    assert mail_row(desk.database, mail_id).recipient == "robin@northwind.example"


def test_everybody_is_told_where_the_owner_has_not_joined(desk, there) -> None:
    (mail_id,) = tell(desk, there, "robin@northwind.example")
    assert mail_row(desk.database, mail_id).recipient == PAT


@pytest.mark.parametrize("why", ["signed", "followed", "stopped", "left"])
def test_a_signature_that_is_not_needed_any_more_is_not_asked_for(desk, smtp, there, why) -> None:
    (mail_id,) = tell(desk, there)
    with desk.database.writing() as session:
        agreement = agreements.find_for_staff(session, there.agreement.public_id)
        person = personal_data.find_by_email(session, PAT)
        assert agreement is not None
        assert person is not None
        if why == "signed":
            agreements.sign(session, there.version, person, "Pat Lee", "I agree.", desk.clock())
        elif why == "followed":
            terms = agreements.versions(session, agreement.id)[0].terms
            agreements.propose(session, agreement, terms, "Because.", None, desk.clock())
        elif why == "stopped":
            agreements.stop(agreement, "Because.", desk.clock())
        else:
            companies.join(session, there.company, person, "", desk.clock()).ended_at = desk.clock()

    work_on(desk, MAIL_JOB, mail_id, "")

    assert smtp.delivered == []
    assert "Not sent" in (mail_row(desk.database, mail_id).server_reply or "")


@pytest.mark.parametrize(
    ("wish", "heading"),
    [(Wish.SIGNED, "Signed by Northwind Heating"), (Wish.CHANGE, "Northwind Heating asks for a change")],
)
def test_staff_are_told_what_the_company_did(desk, smtp, there, wish, heading) -> None:
    with desk.database.writing() as session:
        mails = agreement_mails.tell_staff(session, there.agreement, there.version, wish, 7, "", desk.clock())
        assert agreement_mails.tell_staff(session, there.agreement, there.version, wish, 7, "", desk.clock()) == ()
    work_on(desk, MAIL_JOB, mails[0], "")

    mail = smtp.delivered[0]
    assert mail.recipients == ("sam.vance@consultancy.example",)
    assert mail.part("plain").startswith(heading)
    assert f"/console/agreements/{there.agreement.public_id}\n" in mail.part("plain")


def test_nobody_is_told_whose_account_is_shut(desk, smtp, there) -> None:
    with desk.database.writing() as session:
        (mail_id,) = agreement_mails.tell_staff(
            session, there.agreement, there.version, Wish.SIGNED, 7, "", desk.clock()
        )
        account = accounts.by_email(session, "sam.vance@consultancy.example")
        assert account is not None
        account.disabled_at = desk.clock()
    work_on(desk, MAIL_JOB, mail_id, "")
    assert smtp.delivered == []
    with desk.database.writing() as session:
        assert (
            agreement_mails.tell_staff(session, there.agreement, there.version, Wish.SIGNED, 8, "", desk.clock()) == ()
        )


def test_nothing_is_sent_of_an_agreement_that_is_gone(desk, smtp, there) -> None:
    (mail_id,) = tell(desk, there)
    with desk.database.writing() as session:
        session.delete(session.merge(there.agreement))
    work_on(desk, MAIL_JOB, mail_id, "")
    assert smtp.delivered == []
    with desk.database.reading() as session:
        assert session.get(Mail, mail_id) is not None
