"""The screen before a call: everything a good call needs is on it, for whoever may see it."""

import pytest
from sqlalchemy import update

from audit.store.people import Reach
from audit.store.tables import AccessEntry, AuditRow, Consent, Lead, Role
from tests.web.console.counting import questions
from tests.web.console.staff import signed_in
from tests.web.quiz.browser import Browser, words
from tests.web.results.site import record_of


def opened(browser: Browser, lead: str = "plumber"):
    return browser.open(f"/console/leads/{lead}")


def section(page, heading: str) -> str:
    """The words of the part with that heading."""
    return next(
        words(part) for part in page.all("section") if any(words(head).startswith(heading) for head in part.iter("h2"))
    )


def test_whom_to_call_is_there_with_number_address_and_their_time(rep, plumber):
    page = opened(rep)
    who = section(page, "Who to call")
    assert (page.status, page.h1) == (200, "Northwind Plumbing")
    assert who == (
        "Who to call Their data Pat Lee Owner +1 415-555-0132 pat@northwind.example Mon 07:00 there. "
        "Too early or too late to call."
    )
    links = page.links()
    assert links["+1 415-555-0132"] == "tel:+1-415-555-0132"
    assert links["pat@northwind.example"] == "mailto:pat@northwind.example"


def test_without_a_time_zone_the_phone_number_says_what_time_it_is(rep, desk):
    desk.finished("plumber", "home_services", "bramble_plumbing", Reach(phone="+442079460000"))
    assert "Mon 13:00 there, by the phone number. A good time to call." in section(opened(rep), "Who to call")


def test_a_number_that_cannot_be_read_is_shown_as_it_was_typed(rep, desk):
    desk.finished("plumber", "home_services", "bramble_plumbing", Reach(phone="ask for Pat"))
    page = opened(rep)
    assert "ask for Pat" in section(page, "Who to call")
    assert "What time it is there is not known." in section(page, "Who to call")
    assert not [url for url in page.links().values() if url.startswith("tel:")]


def test_the_response_clock_runs_from_the_first_contact(rep, plumber, site):
    assert section(opened(rep), "Response clock") == "Response clock 5 min left"
    site.clock.forward(minutes=10)
    assert section(opened(rep), "Response clock") == "Response clock 50 min until red"
    site.clock.forward(hours=2)
    assert "Red for" in section(opened(rep), "Response clock")


def test_the_three_largest_leaks_show_their_range_and_two_drivers(rep, plumber):
    leaks = section(opened(rep), "Largest leaks")
    audit = record_of("home_services", "bramble_plumbing").audit
    assert all(finding.title in leaks for finding in audit.findings[:3])
    assert audit.findings[3].title not in leaks
    assert "Unanswered calls $2,800 to $9,500 at risk" in leaks
    assert "Benchmark: Missed callers who are not recovered later: 20% to 90%" in leaks
    assert "Guessed: a range: Calls a week that nobody takes: 5 to 12 calls a week" in leaks


def test_the_first_fix_stands_with_its_payback_and_a_question_to_open_with(rep, plumber):
    page = opened(rep)
    fix = section(page, "Fix this first")
    assert fix.startswith("Fix this first: A text to every missed caller Brings, a month")
    assert "Has paid for itself in" in fix
    assert "And who keeps an eye on “Missed calls a month” today?" in section(page, "To open with")


def test_each_answer_says_how_well_it_is_known_and_leads_to_its_correction(rep, desk):
    desk.finished("plumber", "home_services", "bramble_plumbing", quote_days="not sure")
    page = opened(rep)
    said = section(page, "What they said")
    assert "Exact number: Jobs a month" in said
    assert "Guessed: a range: Calls a week that nobody takes" in said
    assert "Not sure: Days until the customer has a price" in said
    assert "/console/leads/plumber/answers/quote_days" in page.links().values()


def test_what_to_ask_for_says_how_they_find_it(rep, plumber):
    ask = section(opened(rep), "What to ask for")
    first = record_of("home_services", "bramble_plumbing").audit.firm_up[0]
    assert first.title in ask
    assert first.how in ask


def test_contradictions_lead_to_the_answers_that_cannot_all_be_true(rep, desk):
    desk.finished("plumber", "home_services", "bramble_plumbing", jobs_per_month="4", missed_calls_per_week="many")
    record = record_of("home_services", "bramble_plumbing", jobs_per_month="4", missed_calls_per_week="many")
    assert record.audit.contradictions
    assert record.audit.contradictions[0].text in section(opened(rep), "What to ask for")


def test_source_consent_and_history_are_told(rep, desk, store, site):
    desk.finished("plumber", "home_services", "bramble_plumbing")
    with site.services.database.writing() as session:
        session.execute(update(AuditRow).values(source={"utm_source": "newsletter", "partner": "acme"}))
    site.clock.forward(minutes=5)
    store.changed("plumber", record_of("home_services", "bramble_plumbing", job_value="520"), "job_value")
    back = section(opened(rep), "Background")
    assert "source newsletter, partner acme" in back
    assert "yes, today 12:00 “Northwind may write to me about this result.” Given today 12:00." in back
    assert "Result 2, today 12:05 by the company" in back
    assert "after “Price of a typical job”" in back


def test_a_consent_that_was_taken_back_says_when(rep, plumber, site):
    with site.services.database.writing() as session:
        session.execute(update(Consent).values(withdrawn_at=site.clock()))
    assert "taken back today 12:00" in section(opened(rep), "Background")


def test_an_audit_that_says_no_says_it(rep, desk):
    desk.finished("gardener", "home_services", "fenwick_garden_care")
    page = opened(rep, "gardener")
    assert "The audit says no" in words(page.by_class("badge-no")[0])
    assert section(page, "The audit says no").startswith("The audit says no: Do not start a fix now")


def test_an_unfinished_lead_shows_how_far_they_came_and_where_they_stopped(rep, desk):
    desk.begun("half", "home_services", jobs_per_month="40", missed_calls_per_week="few")
    page = opened(rep, "half")
    assert page.h1 == "Nobody has left a name"
    assert "Unfinished: 2 of 7 questions at most" in page.words
    assert section(page, "To open with") == (
        "To open with: You got as far as “You have looked at the job. How long until they have your price?” "
        "What made you stop there?"
    )
    assert page.links()["Go on with them"] == "/console/leads/half/answers/quote_days"
    assert "Jobs a month" in section(page, "What they said")


def test_a_question_that_a_change_has_opened_is_pointed_out(rep, plumber, store):
    store.forget("plumber", "job_value")
    page = opened(rep)
    assert "A change has led to “Price of a typical job”" in section(page, "What they said")
    assert page.links()["Answer it now"] == "/console/leads/plumber/answers/job_value"


def test_a_sample_company_is_marked(rep, plumber, site):
    with site.services.database.writing() as session:
        session.execute(update(Lead).values(is_sample=True))
    assert "Invented company" in opened(rep).words


def test_every_shipped_company_gives_a_valid_page(rep, desk):
    for name, company in (("mid_market", "brook_and_vale_trading"), ("mid_market", "copperline_signs")):
        desk.finished(company, name, company, None)
        assert opened(rep, company).status == 200


def test_who_may_only_look_sees_everything_and_changes_nothing(viewer, plumber):
    page = opened(viewer)
    assert "Unanswered calls" in page.words
    forms = [form.get("action") for form in page.all("form")]
    assert forms == ["/console/sign-out"]
    assert not [url for url in page.links().values() if "/answers/" in url]


@pytest.mark.parametrize("role", [Role.AUTHOR])
def test_an_author_sees_no_company(site, plumber, role):
    assert signed_in(site, role).get("/console/leads/plumber").status_code == 403


def test_a_lead_that_is_not_there_is_no_page_and_no_entry(rep, store):
    assert rep.client.get("/console/leads/nobody").status_code == 404
    assert store.count(AccessEntry) == 0


def test_looking_at_a_lead_is_noted_without_a_name(rep, plumber, store):
    opened(rep)
    entry = store.row(AccessEntry)
    assert (entry.action, entry.subject, entry.detail) == ("looked at a lead", "plumber", {})
    assert entry.account_id is not None


def test_the_page_asks_the_database_as_often_however_much_has_happened(site, store, rep, plumber):
    opened(rep)  # what is told of a result is kept
    with questions(site) as before:
        opened(rep)
    for jobs in ("90", "95", "100"):
        store.changed(plumber, record_of("home_services", "bramble_plumbing", jobs_per_month=jobs), "jobs_per_month")
        rep.send(opened(rep), {}, to=f"/console/leads/{plumber}/report")
        rep.send(opened(rep), {"text": f"{jobs} jobs"}, to=f"/console/leads/{plumber}/notes")
    with questions(site) as after:
        opened(rep)

    assert (len(before), len(after)) == (30, 30)
