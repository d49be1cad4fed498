"""An agreement as the consultancy sees it: signed, changed with a reason, stopped with one."""

import pytest
from sqlalchemy import select

from audit.recovery.series import Series
from audit.store import agreements, audits, companies, personal_data
from audit.store.tables import AccessEntry, Agreement, AgreementVersion, Company, Measurement, Paper, Side, SignOff
from tests.audit.store.follow_up_leads import there
from tests.web.console.agreements.conftest import PAT, filled, join

SIGNED = {"name": "Ada Lindqvist", "agree": "yes", "version": "1"}


@pytest.fixture
def made(ada) -> Agreement:
    found: Agreement = ada.made()
    return found


@pytest.fixture
def address(made) -> str:
    return f"/console/agreements/{made.public_id}"


def versions(site, made):
    with site.services.database.reading() as session:
        return agreements.versions(session, made.id)


def company_signs(site, made) -> None:
    """Somebody of the company signs the newest version."""
    join(site)
    with site.services.database.writing() as session:
        person = there(personal_data.find_by_email(session, PAT))
        version = agreements.versions(session, made.id)[0].row
        agreements.sign(session, version, person, "Pat Brook", "I agree.", site.clock())


def change(drafter, address, **typed: str):
    """Fill the form of a change, look at the dollars, and press the button that keeps it."""
    page = drafter.draft(drafter.open(f"{address}/change"), do="look", **typed)
    return drafter.draft(page, do="keep", **typed)


def test_staff_sign_under_the_words_on_the_screen_and_once(ada, site, made, address, store):
    page = ada.open(address)
    words = page.label("sign-agree")
    ada.browser.send(page, SIGNED, to=f"{address}/sign")
    page = ada.browser.send(page, {**SIGNED, "name": "Somebody else"}, to=f"{address}/sign")
    found = versions(site, made)[0].signed[Side.CONSULTANCY]
    assert (found.name, found.wording) == ("Ada Lindqvist", words)
    assert "$" in words
    assert "version 1" in words
    assert "Robin Okafor owns the number." in words
    assert store.count(SignOff) == 1
    assert "Sign version" not in page.words


@pytest.mark.parametrize(("fields", "status"), [({"agree": ""}, 422), ({"name": ""}, 422), ({"version": "2"}, 409)])
def test_a_signature_that_does_not_go_through_keeps_what_was_typed(ada, address, store, fields, status):
    page = ada.browser.send(ada.open(address), {**SIGNED, "name": "Ada L.", **fields}, to=f"{address}/sign")
    assert page.status == status
    assert page.by_id("sign-name").get("value") == fields.get("name", "Ada L.")
    assert store.count(SignOff) == 0


def test_a_change_is_a_new_version_with_its_reason_and_what_is_different(ada, site, made, address):
    page = change(ada, address, target="20", owner="Kim Lee", why="Robin has left.")
    assert page.path == address
    newest, first = versions(site, made)
    assert (newest.row.number, newest.row.why, newest.terms.target) == (2, "Robin has left.", 20)
    assert newest.terms.target_per_year.p50 > first.terms.target_per_year.p50
    assert first.terms.target == 23
    assert "Target: was 23 calls a month, now 20 calls a month" in page.words
    assert "Who owns the number: was Robin Okafor, now Kim Lee" in page.words
    assert "Robin has left." in page.words


def test_the_form_of_a_change_reads_back_as_the_same_terms(ada, site, made, address):
    page = change(ada, address, why="No reason.")
    assert page.status == 422
    assert "These are the terms as they stand" in page.words
    assert len(versions(site, made)) == 1


def test_a_change_needs_a_reason(ada, site, made, address):
    page = change(ada, address, target="20", why=" ")
    assert page.status == 422
    assert "Say what has changed and why" in page.words
    assert filled(page)["target"] == "20"
    assert len(versions(site, made)) == 1


def test_who_comes_second_is_told_and_keeps_what_they_typed(ada, ben, site, made, address):
    page = ben.draft(ben.open(f"{address}/change"), target="18", why="They can do better.", do="look")
    change(ada, address, target="20", why="Robin has left.")
    page = ben.draft(page, do="keep")
    assert page.status == 409
    assert "Somebody made a newer version" in page.words
    assert (filled(page)["target"], filled(page)["why"]) == ("18", "They can do better.")
    assert "Target: was 20 calls a month, now 18 calls a month" in page.words
    assert len(versions(site, made)) == 2
    page = ben.draft(page, do="keep")
    assert versions(site, made)[0].row.number == 3
    assert page.path == address


def test_the_version_in_force_stays_until_both_have_signed_the_newer_one(ada, site, made, address):
    ada.browser.send(ada.open(address), SIGNED, to=f"{address}/sign")
    company_signs(site, made)
    change(ada, address, target="20", why="Robin has left.")
    page = ada.open(address)
    assert "version 1 stays in force until both have signed" in page.words
    ada.browser.send(page, {**SIGNED, "version": "2"}, to=f"{address}/sign")
    with site.services.database.reading() as session:
        assert there(agreements.in_force(session, made.id)).row.number == 1
    company_signs(site, made)
    with site.services.database.reading() as session:
        assert there(agreements.in_force(session, made.id)).row.number == 2


def test_how_often_it_is_measured_stays_once_something_was(ada, site):
    made = ada.made("visit_texts", baseline_values="2026-04 20 %\n2026-05 18 %", target="9 %")
    address = f"/console/agreements/{made.public_id}"
    with site.services.database.writing() as session:
        session.add(
            Measurement(
                agreement_id=made.id,
                series=Series.METRIC,
                starts_on=there(versions(site, made)[0]).terms.starts_on,
                number=1,
                value=0.2,
                way="sample",
                entered_at=site.clock(),
            )
        )
    weeks = {"cadence": "week", "baseline_values": "2026-05-04 20 %\n2026-05-11 18 %"}
    page = change(ada, address, why="So.", **weeks)
    assert page.status == 422
    assert "Numbers have come in already" in "".join(page.by_id("terms-cadence-error").itertext())


def test_stopping_takes_a_reason_that_both_sides_read(ada, site, made, address):
    page = ada.browser.send(ada.open(address), {"why": " "}, to=f"{address}/stop")
    assert page.status == 422
    assert "Say why" in page.words
    page = ada.browser.send(page, {"why": "They were bought."}, to=f"{address}/stop")
    assert "They were bought." in page.words
    with site.services.database.reading() as session:
        row = there(agreements.find_for_staff(session, made.public_id))
    assert (row.state, row.stopped_why, row.stopped_at) == ("stopped", "They were bought.", site.clock())
    assert "Stop it" not in page.words
    assert "Change the terms" not in page.words


def test_a_stopped_agreement_is_neither_signed_nor_changed_nor_stopped_again(ada, site, made, address, store):
    page = ada.open(address)
    form = ada.draft(ada.open(f"{address}/change"), target="20", why="So.", do="look")
    ada.browser.send(page, {"why": "They were bought."}, to=f"{address}/stop")
    site.clock.forward(minutes=30)
    assert ada.browser.send(page, SIGNED, to=f"{address}/sign").status == 409
    assert ada.draft(form, do="keep").status == 409
    assert ada.open(f"{address}/change").status == 409
    assert "They were bought." in ada.browser.send(page, {"why": "Another reason."}, to=f"{address}/stop").words
    assert (store.count(SignOff), store.count(AgreementVersion)) == (0, 1)


def test_after_a_stop_another_agreement_about_the_fix_can_be_drafted(ada, made, address, store):
    ada.browser.send(ada.open(address), {"why": "They were bought."}, to=f"{address}/stop")
    ada.made()
    assert store.count(Agreement) == 2


def test_what_the_company_asks_stands_on_the_page(ada, site, made, address):
    join(site)
    with site.services.database.writing() as session:
        person = there(personal_data.find_by_email(session, PAT))
        version = agreements.versions(session, made.id)[0].row
        agreements.ask_for_change(session, version, person, "Pat Brook", "Twenty is plenty.", site.clock())
    assert "“Twenty is plenty.” Pat Brook" in ada.open(address).words


def test_the_agreement_can_be_taken_as_a_pdf(ada, address, store):
    page = ada.open(address)
    answer = ada.browser.client.post(f"{address}/paper", data={**page.hidden(), "version": "1"})
    assert answer.status_code == 303
    assert there(store.row(Paper)).kind == "agreement"


def test_viewers_read_and_change_nothing(viewer, ada, made, address):
    page = viewer.open(address)
    assert page.status == 200
    assert all(form.get("action", "").endswith("sign-out") for form in page.all("form"))
    token = {"csrf_token": page.hidden()["csrf_token"]}
    for what in ("sign", "stop", "change", "paper"):
        assert viewer.browser.client.post(f"{address}/{what}", data=token).status_code == 403


def test_who_looked_and_who_changed_is_noted_without_a_name(ada, site, made, address):
    ada.open(address)
    ada.browser.send(ada.open(address), SIGNED, to=f"{address}/sign")
    with site.services.database.reading() as session:
        noted = session.scalars(select(AccessEntry).where(AccessEntry.subject == made.public_id)).all()
    assert {one.action for one in noted} == {"drafted an agreement", "looked at an agreement", "signed an agreement"}
    assert not any("Northwind" in str(one.detail) for one in noted)


def test_the_call_page_and_the_queue_lead_to_the_agreement(ada, made, address):
    assert address in ada.open("/console/leads/plumber").links().values()
    assert address in ada.open("/console/").links().values()


def test_an_agreement_of_another_audit_of_the_company_counts_too(ada, site, made, store):
    store.begun("again", "home_services")
    with site.services.database.writing() as session:
        company = there(session.get(Company, made.company_id))
        audit = there(audits.find(session, "again"))
        companies.take_in(session, company, audit, site.clock())
    with site.services.database.reading() as session:
        assert [one.id for one in agreements.of_audit(session, audit.id)] == [made.id]
