"""Opening the portal to a lead, from the screen before the call."""

from sqlalchemy import select

from audit.store import memberships
from audit.store.tables import AccessEntry, Company, CompanyAudit, Mail, MailKind, Membership, Person

OPEN = "/console/leads/{}/portal"


def opened(browser, lead="plumber"):
    return browser.open(f"/console/leads/{lead}")


def press(browser, lead="plumber"):
    return browser.send(opened(browser, lead), {}, to=OPEN.format(lead))


def rows(site, table):
    with site.services.database.reading() as session:
        return list(session.scalars(select(table).order_by(*table.__table__.primary_key)))


def test_it_makes_the_company_and_invites_whom_to_call(site, rep, plumber):
    assert "Portal not open yet Open it to them" in opened(rep).words
    page = press(rep)
    assert "invited today 12:00, not joined yet Send it again" in page.words
    (company,) = rows(site, Company)
    (membership,) = rows(site, Membership)
    assert (company.name, membership.company_id, membership.name) == ("Northwind Plumbing", company.id, "Pat Lee")
    assert (membership.joined_at, membership.invited_by_id) == (None, None)
    (mail,) = rows(site, Mail)
    assert (mail.kind, mail.recipient) == (MailKind.PORTAL_INVITATION, "pat@northwind.example")


def test_it_is_noted_without_a_name(site, rep, plumber):
    press(rep)
    entries = [(one.subject, one.detail) for one in rows(site, AccessEntry) if one.action == "opened the portal"]
    assert entries == [("plumber", {})]


def test_the_page_says_who_has_joined(site, rep, plumber):
    press(rep)
    with site.services.database.writing() as session:
        (membership,) = session.scalars(select(Membership))
        company = session.get_one(Company, membership.company_id)
        person = session.get_one(Person, membership.person_id)
        assert memberships.accept(session, company, person, "Pat Lee", site.clock())
    page = opened(rep)
    assert "joined today 12:00" in page.words
    assert OPEN.format("plumber") not in page.response.text
    assert "They have joined already." in rep.send(page, {}, to=OPEN.format("plumber")).words
    assert len(rows(site, Mail)) == 1


def test_a_second_press_sends_no_second_mail_at_once(site, rep, plumber):
    press(rep)
    assert "No mail goes out now" in press(rep).words
    assert len(rows(site, Mail)) == 1
    site.clock.forward(minutes=11)
    press(rep)
    assert len(rows(site, Mail)) == 2
    assert len(rows(site, Company)) == 1


def test_a_second_audit_of_the_same_contact_goes_to_the_same_company(site, rep, desk, plumber):
    desk.finished("later", "home_services", "bramble_plumbing")
    press(rep)
    site.clock.forward(minutes=11)
    press(rep, "later")
    assert len(rows(site, Company)) == 1
    assert len(rows(site, CompanyAudit)) == 2


def test_there_is_nothing_to_open_before_a_result_or_without_an_address(site, rep, desk):
    desk.begun("unfinished", "home_services", jobs_per_month="40")
    desk.finished("nameless", "home_services", "bramble_plumbing", reach=None)
    assert "Portal" not in opened(rep, "unfinished").words
    assert "nobody has left an address" in opened(rep, "nameless").words
    for lead in ("unfinished", "nameless"):
        press(rep, lead)
    assert rows(site, Company) == rows(site, Mail) == []


def test_a_viewer_sees_where_it_stands_and_changes_nothing(site, viewer, plumber):
    page = opened(viewer)
    assert "Portal not open yet" in page.words
    assert OPEN.format("plumber") not in page.response.text
    assert viewer.client.post(OPEN.format("plumber"), data=page.hidden()).status_code in {400, 403}
    assert rows(site, Company) == []
