"""The mails that let staff in: the link in each is good once it is composed, and never again once it is used."""

import re
from datetime import timedelta

import pytest

from audit.store import accounts, staff_links
from audit.store.tables import JobState, Mail, Role, StaffLinkPurpose
from tests.workers.desk import START, changed, forward, mail_row, services_on
from workers.jobs.mail import MAIL_JOB, composed
from workers.jobs.working import JobError, LostClaimError, work_on
from workers.mail.links import PRINTED

ADDRESS = "ada@northwind.example"
ANOTHER_KEY = "not the key of the others, and as long"
LINK = re.compile(r"http://localhost:8000/console/password/([\w-]{43})")


@pytest.fixture
def ada(services):
    with services.database.writing() as session:
        return accounts.create(session, ADDRESS, "Ada Lindqvist", Role.SALES, START).id


def order(services, ada, purpose=StaffLinkPurpose.INVITATION, about=""):
    with services.database.writing() as session:
        account = accounts.find(session, ada)
        assert account
        return staff_links.order_mail(session, account, purpose, "request-1", services.clock(), about=about).id


def secret_of(text):
    found = LINK.search(text)
    assert found
    return found[1]


def text_of(message, kind="plain"):
    return message.get_body((kind,)).get_content()


def secret_in(services, mail_id):
    return secret_of(text_of(composed(services, mail_id)))


def opens(services, secret, later=timedelta()):
    with services.database.reading() as session:
        found = staff_links.find(session, secret, services.clock() + later)
        return (found[0].purpose, found[1].email) if found else None


@pytest.mark.parametrize(
    ("purpose", "about", "subject", "lives", "words"),
    [
        (StaffLinkPurpose.INVITATION, "", "Your account for Plumbline", timedelta(days=7), "7 days"),
        (StaffLinkPurpose.INVITATION, PRINTED, "Your account for Plumbline", timedelta(hours=24), "24 hours"),
        (StaffLinkPurpose.NEW_PASSWORD, "", "A new password for Plumbline", timedelta(hours=2), "2 hours"),
    ],
)
def test_a_mail_brings_a_link_that_is_good_for_as_long_as_it_says(services, ada, purpose, about, subject, lives, words):
    mail_id = order(services, ada, purpose, about)
    message = composed(services, mail_id)
    assert (message["To"], message["Subject"]) == (ADDRESS, subject)
    assert f"within {words}" in text_of(message)
    secret = secret_of(text_of(message))
    assert secret_of(text_of(message, "html")) == secret
    assert opens(services, secret, lives - timedelta(seconds=1)) == (purpose, ADDRESS)
    assert opens(services, secret, lives) is None


def test_it_is_the_same_message_however_often_it_is_composed(services, ada):
    mail_id = order(services, ada)
    before = composed(services, mail_id).as_bytes()
    forward(services, timedelta(hours=3))
    assert composed(services, mail_id).as_bytes() == before


def test_another_row_and_another_key_give_another_link(services, ada, tmp_path):
    first = order(services, ada)
    secret = secret_in(services, first)
    other = services_on(services.database, tmp_path, secret_key=ANOTHER_KEY)
    assert secret_in(other, first) != secret
    assert secret_in(services, order(services, ada)) != secret


def test_a_used_link_does_not_come_back_when_its_mail_is_looked_at(services, ada):
    mail_id = order(services, ada)
    secret = secret_in(services, mail_id)
    with services.database.writing() as session:
        assert staff_links.use(session, secret, services.clock())
    assert secret_in(services, mail_id) == secret
    assert opens(services, secret) is None


def test_a_mail_that_a_later_one_has_overtaken_is_not_sent(services, ada):
    first = order(services, ada)
    order(services, ada, StaffLinkPurpose.NEW_PASSWORD)
    with pytest.raises(JobError, match="another link"):
        composed(services, first)
    work_on(services, MAIL_JOB, first, "request-1")
    row = mail_row(services.database, first)
    assert (row.state, row.error) == (JobState.FAILED, "A later mail has brought another link.")


def test_a_shut_account_gets_no_link(services, ada):
    mail_id = order(services, ada)
    with services.database.writing() as session:
        accounts.find(session, ada).disabled_at = START
    with pytest.raises(JobError, match="shut"):
        composed(services, mail_id)


def test_a_link_asked_for_before_the_password_was_changed_is_not_sent(services, ada):
    mail_id = order(services, ada, StaffLinkPurpose.NEW_PASSWORD)
    forward(services, timedelta(minutes=1))
    with services.database.writing() as session:
        account = accounts.find(session, ada)
        assert account
        accounts.set_password(account, "a hash", services.clock())
    with pytest.raises(JobError, match="password was changed"):
        composed(services, mail_id)


def test_a_mail_without_an_account_is_none(services, ada):
    mail_id = order(services, ada)
    with services.database.writing() as session:
        session.get(Mail, mail_id).account_id = None
    with pytest.raises(LostClaimError):
        composed(services, mail_id)


def test_no_name_stands_in_the_mail_because_the_address_was_typed(services, ada):
    assert "Ada" not in composed(services, order(services, ada)).as_string().replace(ADDRESS, "")


def test_an_invitation_names_the_other_way_in_where_there_is_one(services, ada):
    mail_id = order(services, ada)
    assert "sign in with" not in text_of(composed(services, mail_id)).replace("you can sign in.", "")
    issuer = {"oidc_issuer": "https://login.northwind.example", "oidc_name": "Northwind"}
    with_provider = changed(services, settings=services.settings.model_copy(update=issuer))
    assert "http://localhost:8000/console/sign-in and sign in with Northwind." in text_of(
        composed(with_provider, mail_id)
    )


@pytest.mark.enable_socket
def test_it_goes_out_as_any_other_mail(database, tmp_path, smtp):
    services = services_on(database, tmp_path, smtp_url=smtp.url)
    with database.writing() as session:
        ada = accounts.create(session, ADDRESS, "Ada", Role.SALES, START).id
    work_on(services, MAIL_JOB, order(services, ada), "request-1")
    assert smtp.delivered[0].recipients == (ADDRESS,)
    assert opens(services, secret_of(smtp.delivered[0].part("plain")))
