"""The mails that let operators in: the link in each is good once it is composed, and never again once it is used."""

import re
from datetime import timedelta

import pytest

from audit.store import audits, companies, memberships, operator_links, people
from audit.store.tables import JobState, Mail, OperatorLinkPurpose
from tests.workers.desk import START, forward, mail_row, record, services_on
from tests.workers.desk import order as make_report
from workers.jobs.mail import MAIL_JOB, composed
from workers.jobs.working import LostClaimError, NoLongerNeededError, work_on

PAT = "pat@northwind.example"
LINK = re.compile(r"http://localhost:8000/portal/(enter|join)/([\w-]{43})")
ANOTHER_KEY = "not the key of the others, and as long"
SIGN_IN, INVITATION = OperatorLinkPurpose.SIGN_IN, OperatorLinkPurpose.INVITATION
WAYS = [(SIGN_IN, "enter", timedelta(minutes=30)), (INVITATION, "join", timedelta(days=7))]


def order(services, purpose):
    """A mail to Pat, who is the contact of an audit, or is invited to a company that has it."""
    now = services.clock()
    with services.database.writing() as session:
        audit = audits.find(session, "mine") or audits.begin(
            session, "mine", record().audit.playbook.content_hash, {}, now
        )
        person = people.remember(session, audit, PAT, "Pat Lee", "Northwind", now)
        company = companies.of_audit(session, audit.id)
        if company is None:
            company = companies.begin(session, "Northwind", now)
            companies.take_in(session, company, audit, now)
        if purpose == INVITATION:
            memberships.invite(session, company, person, "Pat Lee", now)
            return operator_links.order_mail(session, person, "request-1", now, to_join=company).id
        return operator_links.order_mail(session, person, "request-1", now).id


def link_in(services, mail_id, kind="plain"):
    found = LINK.search(composed(services, mail_id).get_body((kind,)).get_content())
    assert found
    return found.groups()


def opens(services, secret, purpose, later=timedelta()):
    with services.database.reading() as session:
        found = operator_links.find(session, secret, purpose, services.clock() + later)
        return (found.person.email, found.company.name if found.company else None) if found else None


@pytest.mark.parametrize(("purpose", "page", "lives"), WAYS)
def test_a_mail_brings_a_link_that_is_good_for_as_long_as_it_says(services, purpose, page, lives):
    mail_id = order(services, purpose)
    found, secret = link_in(services, mail_id)
    assert found == page
    assert link_in(services, mail_id, "html") == (page, secret)
    expected = (PAT, "Northwind" if purpose == INVITATION else None)
    assert opens(services, secret, purpose, lives - timedelta(seconds=1)) == expected
    assert opens(services, secret, purpose, lives) is None


@pytest.mark.parametrize(("purpose", "page", "lives"), WAYS)
def test_a_link_is_for_one_thing_alone(services, purpose, page, lives):
    _, secret = link_in(services, order(services, purpose))
    other = INVITATION if purpose == SIGN_IN else SIGN_IN
    assert opens(services, secret, other) is None
    with services.database.writing() as session:
        assert not operator_links.use(session, secret, other, services.clock())
    assert opens(services, secret, purpose)


@pytest.mark.parametrize(("purpose", "page", "lives"), WAYS)
def test_it_is_the_same_message_however_often_it_is_composed(services, purpose, page, lives, tmp_path):
    mail_id = order(services, purpose)
    before = composed(services, mail_id).as_bytes()
    forward(services, timedelta(minutes=20))
    assert composed(services, mail_id).as_bytes() == before
    other = services_on(services.database, tmp_path, secret_key=ANOTHER_KEY)
    assert link_in(other, mail_id) != link_in(services, mail_id)


@pytest.mark.parametrize(("purpose", "page", "lives"), WAYS)
def test_a_used_link_does_not_come_back_when_its_mail_is_looked_at(services, purpose, page, lives):
    mail_id = order(services, purpose)
    _, secret = link_in(services, mail_id)
    with services.database.writing() as session:
        assert operator_links.use(session, secret, purpose, services.clock())
        assert not operator_links.use(session, secret, purpose, services.clock())
    assert link_in(services, mail_id) == (page, secret)
    assert opens(services, secret, purpose) is None


@pytest.mark.parametrize(("purpose", "page", "lives"), WAYS)
def test_what_a_later_mail_has_overtaken_is_not_sent(services, purpose, page, lives):
    first = order(services, purpose)
    order(services, purpose)
    work_on(services, MAIL_JOB, first, "request-1")
    row = mail_row(services.database, first)
    assert row.state != JobState.WAITING
    assert "another link" in f"{row.error} {row.server_reply}"


def test_a_link_to_sign_in_overtakes_no_invitation(services):
    first = order(services, INVITATION)
    order(services, SIGN_IN)
    assert link_in(services, first)[0] == "join"


@pytest.mark.parametrize(("purpose", "page", "lives"), WAYS)
def test_a_mail_that_was_held_up_until_its_link_is_over_is_not_sent(services, purpose, page, lives):
    mail_id = order(services, purpose)
    forward(services, lives)
    with pytest.raises(NoLongerNeededError, match="over"):
        composed(services, mail_id)


def test_an_invitation_that_was_taken_back_or_taken_up_is_not_sent(services):
    mail_id = order(services, INVITATION)
    with services.database.writing() as session:
        company = operator_links.company_of(session, session.get(Mail, mail_id))
        (member,) = memberships.of_company(session, company.id)
        assert memberships.end(session, company.id, member.membership.id, START)
    with pytest.raises(NoLongerNeededError, match="taken back"):
        composed(services, mail_id)


def test_a_mail_to_nobody_is_none(services):
    mail_id = order(services, SIGN_IN)
    with services.database.writing() as session:
        session.get(Mail, mail_id).person_id = None
    with pytest.raises(LostClaimError):
        composed(services, mail_id)


@pytest.mark.parametrize(("purpose", "page", "lives"), WAYS)
def test_it_carries_the_brand_of_the_audit_and_no_name_that_somebody_typed(services, purpose, page, lives):
    message = composed(services, order(services, purpose))
    said = message.as_string().replace(PAT, "")
    assert "Northwind" not in said.replace("northwind.example", "")
    assert "Pat" not in said
    assert message["Subject"].endswith(services.shelf.get(record().audit.playbook.content_hash).head.brand.name)


def test_the_mail_with_a_report_says_where_all_of_them_are(services):
    make_report(services.database, email=PAT)
    message = composed(services, 1)
    for kind in ("plain", "html"):
        assert "http://localhost:8000/portal/sign-in" in message.get_body((kind,)).get_content()
