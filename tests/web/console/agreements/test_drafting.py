"""Drafting an agreement from a lead's first fix."""

import pytest

from audit.store import agreements, audits, companies
from audit.store.tables import Agreement, Mail
from tests.audit.store.follow_up_leads import there
from tests.journeys.companies import playbook_of
from tests.web.console.agreements.conftest import PAT, VALUES, filled, join
from tests.web.console.agreements.conftest import drafter as drafter_of
from tests.web.results.site import record_of

FORM = "/console/leads/plumber/agreement?fix=text_back"


def terms_of(site, agreement: Agreement):
    with site.services.database.reading() as session:
        return agreements.versions(session, agreement.id)[0].terms


def test_the_form_holds_what_the_audit_knows(ada):
    page = ada.open(FORM)
    held = filled(page)
    assert held["target"] == "23"
    assert held["baseline"] == "35.4"
    assert held["stop_rule"]
    assert held["starts_on"] == "2026-07-01"
    assert held["ends_on"] == "2026-09-29"
    assert held["baseline_from"] == "2025-12-01"
    assert held["baseline_until"] == "2026-05-31"
    assert "Missed calls a month" in page.words
    assert "Whoever runs the office" in page.words


def test_a_target_is_put_in_dollars_before_anything_is_kept(ada, store):
    page = ada.draft(ada.open(FORM), source="The list", owner="Robin", baseline_values=VALUES, do="look")
    assert page.status == 200
    worth = " ".join("".join(page.by_class("terms-worth")[0].itertext()).split())
    assert "$1," in worth
    assert "a year" in worth
    assert "The audit itself puts the fix at" in worth
    assert "fewer than 6" not in worth
    assert store.count(Agreement) == 0


def test_nothing_is_kept_that_nobody_has_seen_in_dollars(ada, store):
    page = ada.draft(ada.open(FORM), source="The list", owner="Robin", baseline_values=VALUES, do="keep")
    assert "press the button once more" in page.words
    assert store.count(Agreement) == 0
    page = ada.draft(page, target="20", do="keep")  # another target has other dollars
    assert "press the button once more" in page.words
    assert store.count(Agreement) == 0
    assert ada.draft(page, do="keep").path.startswith("/console/agreements/")
    assert store.count(Agreement) == 1


def test_a_kept_draft_has_the_mean_of_its_values_and_the_models_dollars(ada, site):
    made = ada.made()
    terms = terms_of(site, made)
    assert terms.baseline == pytest.approx(40.0)
    assert len(terms.baseline_values) == 6
    assert terms.target == 23
    assert 0 < terms.target_per_year.p10 < terms.target_per_year.p50 < terms.target_per_year.p90
    assert terms.owner == "Robin Okafor"
    assert terms.better == "lower"
    assert made.state == "draft"
    assert made.next_look_at == site.clock()


def test_the_company_begins_with_its_first_agreement(ada, site):
    made = ada.made()
    with site.services.database.reading() as session:
        audit = there(audits.find(session, "plumber"))
        company = there(companies.of_audit(session, audit.id))
    assert company.id == made.company_id
    assert company.name == "Northwind Plumbing"
    assert "Nobody of Northwind Plumbing has joined" in ada.open(f"/console/agreements/{made.public_id}").words


def test_one_number_does_where_there_are_no_values_but_is_warned_of(ada, site):
    page = ada.draft(ada.open(FORM), source="The list", owner="Robin", baseline="41", do="look")
    assert "fewer than 6 values" in page.words
    page = ada.draft(page, do="keep")
    assert "one number for" in page.words


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("source", "", "Say where the number comes from"),
        ("owner", " ", "Name the one person"),
        ("how", "x" * 1001, "Shorten this to 1000 letters."),
        ("cadence", "year", "Choose whether it is measured every week or every month."),
        ("cadence", "week", "This is a number a month, so it is measured every month."),
        ("target", "45", "Choose a target that is lower"),
        ("target", "20 to 25", "not a range"),
        ("target", "many", "Write a number in digits."),
        ("baseline_values", "2026-03 41\n2026-03 42\nthen", "Line 2: March 2026 is in line 1 already."),
        ("baseline_values", "2026-06 41", "June 2026 is not over yet."),
        ("starts_on", "2026-05-01", "Choose a start after the last day of the baseline."),
        ("starts_on", "soon", "Choose the day"),
        ("ends_on", "2026-06-01", "Choose an end after the start"),
        ("stop_on", "2027-06-01", "Choose a day between the start and the end."),
        ("owner_email", "robin", "Write an e-mail address"),
        ("setup_cost", "-5", "0 or more"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_all_else_is_kept(ada, store, field, typed, said):
    fields = {"source": "The list of Ms. Ü", "owner": "Robin", "baseline_values": VALUES, "do": "keep", field: typed}
    page = ada.draft(ada.open(FORM), **fields)
    assert page.status == 422
    wrong = page.by_id(f"terms-{field}-error")
    assert said in "".join(wrong.itertext())
    again = filled(page)
    assert again.get(field, typed).strip() == typed.strip()
    assert field == "source" or again["source"] == "The list of Ms. Ü"
    assert store.count(Agreement) == 0


def test_a_fix_that_the_audit_does_not_recommend_takes_a_tick(ada, store):
    page = ada.open("/console/leads/plumber/agreement?fix=answering_service")
    assert "The audit does not recommend this fix." in page.words
    page = ada.draft(page, source="The list", owner="Robin", baseline_values=VALUES, do="look")
    page = ada.draft(page, do="keep")
    assert page.status == 422
    assert "Tick this" in page.words
    page = ada.draft(page, do="keep", although="yes")
    assert page.path.startswith("/console/agreements/")
    assert store.count(Agreement) == 1


def test_without_a_fix_in_the_address_the_fixes_are_offered(ada):
    page = ada.open("/console/leads/plumber/agreement")
    links = page.links()
    assert any(address == FORM for address in links.values())
    assert "Not recommended." in page.words


def test_an_audit_that_says_no_says_so_before_anybody_drafts(site, store):
    made = (record_of("home_services", name) for name in playbook_of("home_services").examples)
    store.result("told-no", "home_services", next(one for one in made if one.audit.recommendation.fix is None))
    page = drafter_of(site).open("/console/leads/told-no/agreement")
    assert "The audit recommends no fix" in page.words


def test_there_is_one_running_agreement_about_a_fix(ada, store):
    made = ada.made()
    page = ada.open(FORM)
    assert f"/console/agreements/{made.public_id}" in page.links().values()
    page = ada.draft(page, source="The list", owner="Robin", baseline_values=VALUES, do="look")
    page = ada.draft(page, do="keep")
    assert page.status == 409
    assert filled(page)["source"] == "The list"
    assert store.count(Agreement) == 1


def test_a_result_that_came_meanwhile_is_shown_before_anything_is_kept(ada, store):
    page = ada.draft(ada.open(FORM), source="The list", owner="Robin", baseline_values=VALUES, do="look")
    store.changed("plumber", record_of("home_services", "bramble_plumbing", **{_some_number(): "999"}), "calls")
    page = ada.draft(page, do="keep")
    assert page.status == 409
    assert "newer result" in page.words
    assert filled(page)["source"] == "The list"
    assert store.count(Agreement) == 0


def _some_number() -> str:
    record = record_of("home_services", "bramble_plumbing")
    return next(key for key, given in record.answers.answers.items() if str(given).isdigit())


def test_those_who_only_look_cannot_draft(viewer, ada, store):
    answer = viewer.browser.client.get(FORM)
    assert answer.status_code == 403
    assert viewer.browser.client.post("/console/leads/plumber/agreement", data={}).status_code == 403


def test_the_company_is_told_once_it_can_sign(ada, site, store):
    ada.made()
    assert store.count(Mail) == 0  # nobody has joined yet
    join(site)
    with site.services.database.reading() as session:
        audit = there(audits.find(session, "plumber"))
        agreement = agreements.of_audit(session, audit.id)[0]
    page = ada.open(f"/console/agreements/{agreement.public_id}")
    page = ada.browser.send(page, {"name": "Ada Lindqvist", "agree": "yes", "version": "1"}, to=f"{page.path}/sign")
    mail = there(store.row(Mail))
    assert (mail.kind, mail.recipient) == ("to sign", PAT)
    assert len([one for one in site.queue.nudges if one[0] == "mail"]) == 1


def test_a_target_that_brings_in_nothing_is_refused(site, store):
    company = next(iter(playbook_of("mid_market").examples))
    store.result("firm", "mid_market", record_of("mid_market", company))
    ada = drafter_of(site)
    page = ada.open("/console/leads/firm/agreement?fix=night_desk")
    page = ada.draft(page, source="The list", owner="Robin", baseline="12", target="10", although="yes", do="keep")
    assert page.status == 422
    assert "brings in nothing" in "".join(page.by_id("terms-target-error").itertext())
    assert filled(page)["target"] == "10"
    assert store.count(Agreement) == 0
