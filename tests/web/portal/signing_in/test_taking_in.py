"""Which audits are somebody's when they sign in."""

from audit.store import audits, companies
from audit.store.tables import Company, CompanyAudit, Membership
from tests.web.portal.signing_in.people import LEE, PAT
from tests.web.quiz.browser import words


def named(door):
    """The companies by name, with how many audits each has."""
    audits = door.rows(CompanyAudit)
    return [(one.name, sum(audit.company_id == one.id for audit in audits)) for one in door.rows(Company)]


def test_what_was_sent_to_the_address_is_there_at_once(door):
    door.sent("first")
    browser = door.enter()
    assert named(door) == [("Northwind", 1)]
    assert browser.client.get("/portal/").location == f"/portal/{door.rows(Company)[0].public_id}/"
    (membership,) = door.rows(Membership)
    assert (membership.name, membership.invited_by_id) == ("Pat Lee", None)


def test_the_same_name_is_the_same_company_however_it_is_written(door):
    for number, name in enumerate(("Northwind", " northwind ", "NORTHWIND", "Northwind Ltd", "")):
        door.sent(f"audit-{number}", company=name)
    browser = door.enter()
    assert named(door) == [("Northwind", 3), ("Northwind Ltd", 1), ("Your company", 1)]
    listed = [words(one) for one in browser.open("/portal/").by_class("portal-list")[0]]
    assert listed == ["Northwind", "Northwind Ltd", "Your company"]


def test_signing_in_again_takes_in_what_came_since_and_nothing_twice(door):
    door.sent("first")
    door.enter()
    door.sent("second")
    door.sent("unfinished", finished=False)
    door.enter()
    door.enter()
    assert named(door) == [("Northwind", 2)]


def test_an_audit_that_is_a_companys_already_lets_nobody_in(door, site):
    """Anybody can type any address beside an audit: only an invitation lets in."""
    company = door.company("Northwind", LEE)
    door.sent("theirs")
    take(site, company, "theirs")
    browser = door.enter(PAT)
    page = browser.open("/portal/")
    assert "There is nothing here yet" in page.words
    assert browser.client.get(f"/portal/{company.public_id}/").status_code == 404
    assert named(door) == [("Northwind", 1)]


def test_an_invitation_of_a_stranger_catches_no_audit(door):
    """A company of the same name to which somebody is only invited gets nothing of theirs."""
    stranger = door.company("Northwind", LEE)
    door.invited(stranger, PAT)
    door.sent("mine")
    door.enter(PAT)
    assert named(door) == [("Northwind", 0), ("Northwind", 1)]


def test_an_invented_audit_goes_to_no_real_company(door, site):
    door.company("Northwind", PAT)
    door.sent("invented")
    mark_invented(site, "invented")
    door.enter()
    assert [(one.name, one.is_sample) for one in door.rows(Company)] == [("Northwind", False), ("Northwind", True)]


def take(site, company, audit):
    with site.services.database.writing() as session:
        row = companies.find(session, company.public_id)
        assert row
        companies.take_in(session, row, found(session, audit), site.clock())


def mark_invented(site, audit):
    with site.services.database.writing() as session:
        found(session, audit).is_sample = True


def found(session, audit):
    row = audits.find(session, audit)
    assert row
    return row
