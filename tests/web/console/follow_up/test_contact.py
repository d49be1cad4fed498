import pytest
import vobject

from audit.store import audits, people
from audit.store.tables import AccessEntry, AuditRow, Role
from tests.audit.store.follow_up_leads import there
from tests.web.console.follow_up.conftest import CALL, PAT, lead_of, member_of, rows

TYPED = {
    "name": "Kim Brook",
    "role": "Owner",
    "company": "Southwind; Ltd",
    "phone": "(415) 555-0132",
    "time_zone": "America/Chicago",
}


def contact(site):
    with site.services.database.reading() as session:
        return people.contact_of(session, session.query(AuditRow).one().id)


def test_details_are_kept_and_the_queue_is_in_step(ada, site):
    ada.does("contact", **TYPED)

    found, lead = contact(site), lead_of(site)
    assert (found.name, found.role, found.company, found.time_zone) == (
        "Kim Brook",
        "Owner",
        "Southwind; Ltd",
        "America/Chicago",
    )
    assert (lead.contact_name, lead.company, lead.email) == ("Kim Brook", "Southwind; Ltd", PAT)
    assert "You changed" not in ada.panel
    assert "Ada Lindqvist changed the name, role, company, phone number and the time zone" in ada.panel


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("(415) 555-0132", "+14155550132"),
        ("+49 30 901820", "+4930901820"),
        ("555-0132 (Kim)", "555-0132 (Kim)"),
        ("", ""),
    ],
)
def test_a_phone_number_is_read_with_the_country_of_the_playbook(ada, site, typed, kept):
    ada.does("contact", **{**TYPED, "phone": typed})

    assert contact(site).phone == kept


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("phone", "ask for Kim", "Enter a phone number like +1 415 555 0132, or leave it empty."),
        ("time_zone", "Mars/Olympus", "Choose a time zone like America/Chicago, or leave it empty."),
        ("name", "x" * 101, "Shorten the name to 100 letters."),
        ("company", "x" * 121, "Shorten the company’s name to 120 letters."),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_lost(ada, site, field, typed, said):
    page = ada.tries("contact", **{**TYPED, field: typed})

    assert page.status == 422
    assert said in page.words
    assert page.by_id(f"contact-{field}").get("value") == typed
    assert page.by_id("contact-role").get("value") == "Owner"
    assert lead_of(site).contact_name == "Pat Brook"


def test_time_zones_of_the_playbooks_country_are_proposed(ada):
    proposed = [one.get("value") for one in ada.page.by_id("time-zones")]

    assert "America/Chicago" in proposed
    assert "Europe/Berlin" not in proposed


def test_the_card_has_all_that_is_known_and_what_is_typed_breaks_no_line(ada, site):
    ada.does("contact", **TYPED)
    answer = ada.browser.client.get(f"{CALL}/contact.vcf")
    card = vobject.readOne(answer.text)

    assert answer.mimetype == "text/vcard"
    assert answer.headers["Content-Disposition"] == "attachment; filename=contact.vcf"
    assert (card.fn.value, card.email.value, card.tel.value) == ("Kim Brook", PAT, "+14155550132")
    assert (card.org.value, card.title.value) == (["Southwind; Ltd"], "Owner")


def test_taking_a_card_is_noted_without_naming_anybody(viewer, site):
    before = rows(site, AccessEntry)
    viewer.browser.client.get(f"{CALL}/contact.vcf")

    assert rows(site, AccessEntry) == before + 1
    with site.services.database.reading() as session:
        noted = session.query(AccessEntry).order_by(AccessEntry.id.desc()).first()
    assert (noted.action, noted.subject) == ("took a contact into an address book", "plumber")


def test_without_an_address_there_is_no_card_and_nothing_to_change(site, store):
    store.begun("gardener", "home_services")
    with site.services.database.writing() as session:
        audits.save_answer(session, there(audits.find(session, "gardener")), "jobs_per_month", "20", site.clock())
    ada = member_of(site, Role.SALES, "Ada Lindqvist", "gardener")

    assert "Into my address book" not in ada.panel
    assert ada.browser.client.get("/console/leads/gardener/contact.vcf").status_code == 404
    sent = {"csrf_token": ada.page.hidden()["csrf_token"], "version": "1", "name": "Kim"}
    assert ada.browser.client.post("/console/leads/gardener/contact", data=sent).status_code == 422
