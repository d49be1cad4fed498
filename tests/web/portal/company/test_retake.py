"""Answering the quiz again: a new audit in which one's last answers are filled in, and theirs to change."""

from sqlalchemy import func, select

from audit.store import assumptions, companies, company_audits, people, revisions
from audit.store.people import Reach
from audit.store.tables import AnswerRow, CompanyAudit, Consent, Contact, Lead
from tests.web.portal.company.conftest import AUDIT, audits_of, newer, row_of
from tests.web.portal.operators import PAT, operating
from tests.web.quiz.browser import Browser


def begin(pat, audit_address):
    return pat.send(pat.open(audit_address), {}, to=f"{audit_address}/again")


def filled_in(page):
    """What the form of a question would send as it stands."""
    chosen = page.checked()
    typed = [one.get("value", "") for one in page.inputs() if one.get("type") == "text"]
    return {"answer": chosen or typed}


def go_through(pat, page, **otherwise):
    """Press "Continue" until the result, changing only these answers."""
    while "/question/" in page.path:
        key = page.path.rpartition("/")[2]
        fields = {"answer": otherwise[key]} if key in otherwise else filled_in(page)
        page = pat.send(page, fields)
    return page


def retake_of(site, northwind):
    with site.services.database.reading() as session:
        return row_of(session, audits_of(site, northwind)[0])


def newest(session, public_id):
    found = revisions.latest(session, row_of(session, public_id).id)
    assert found is not None
    return found


def test_it_starts_at_the_first_question_with_the_last_answer_filled_in(site, pat, northwind, audit_address):
    page = begin(pat, audit_address)
    assert page.path == f"/audit/{retake_of(site, northwind).public_id}/question/industry"
    assert page.checked() == ["clinic"]
    assert "This is what was said last time." in page.words


def test_going_through_it_with_nothing_changed_gives_the_same_result(site, pat, northwind, audit_address):
    page = go_through(pat, begin(pat, audit_address))
    assert page.path.endswith("/result")
    with site.services.database.reading() as session:
        before, after = (newest(session, one) for one in (AUDIT, audits_of(site, northwind)[0]))
    assert (after.total_p50, after.first_fix) == (before.total_p50, before.first_fix)


def test_each_question_is_shown_before_anything_is_scored(site, pat, northwind, audit_address):
    page = begin(pat, audit_address)
    seen = []
    while "/question/" in page.path:
        seen.append(page.path.rpartition("/")[2])
        assert retake_of(site, northwind).finished_at is None
        page = pat.send(page, filled_in(page))
    assert seen == ["industry", "calls_per_week", "missed_share", "wait", "job_value", "records", "typing_hours"]


def test_what_is_changed_counts_and_the_audit_before_stays_as_it_was(site, pat, northwind, audit_address):
    go_through(pat, begin(pat, audit_address), calls_per_week="90")
    with site.services.database.reading() as session:
        old, new = newest(session, AUDIT), newest(session, audits_of(site, northwind)[0])
    assert revisions.record_of(old).answers.answers["calls_per_week"] in {60, "60"}
    assert revisions.record_of(new).answers.answers["calls_per_week"] == "90"
    assert old.number == 1


def test_an_answer_that_was_only_filled_in_is_nobodys_answer(site, pat, northwind, audit_address):
    begin(pat, audit_address)
    with site.services.database.reading() as session:
        given = select(AnswerRow.given).where(AnswerRow.audit_id == retake_of(site, northwind).id)
        assert [one for one in session.scalars(given) if one is not None] == []


def test_it_asks_what_is_offered_today_and_fills_in_only_what_is_still_understood(site, pat, northwind, audit_address):
    later = Browser(operating(newer(site), PAT))
    page = begin(later, audit_address)
    assert page.checked() == ["clinic"]
    page = later.send(page, filled_in(page))
    assert (page.path.rpartition("/")[2], filled_in(page)) == ("calls_per_week", {"answer": [""]})
    assert "last time" not in page.words
    page = later.answer(page, "40")
    assert page.checked() == ["some"]


def test_it_is_the_companys_and_knows_where_it_came_from(site, pat, northwind, audit_address):
    begin(pat, audit_address)
    with site.services.database.reading() as session:
        before = row_of(session, AUDIT)
        row = session.get_one(CompanyAudit, retake_of(site, northwind).id)
    assert (row.company_id, row.retake_of_id) == (northwind.id, before.id)


def test_sales_see_who_it_is_and_that_it_came_from_the_portal(site, pat, northwind, audit_address):
    begin(pat, audit_address)
    with site.services.database.reading() as session:
        lead = session.get_one(Lead, retake_of(site, northwind).id)
        contact = people.contact_of(session, lead.audit_id)
    assert (lead.email, lead.company, lead.contact_name) == (PAT, "Northwind Trading", "Pat Lee")
    assert lead.source == "portal"
    assert (contact.role, contact.phone) == ("Owner", "+14155550132")


def test_no_consent_is_taken_over(site, pat, northwind, audit_address):
    with site.services.database.writing() as session:
        row = row_of(session, AUDIT)
        person = people.remember(session, row, PAT, "", "", site.clock(), Reach())
        people.agree(session, row, person, "follow_up", "You may write to me.", site.clock())
    begin(pat, audit_address)
    with site.services.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Consent)) == 1
        assert not people.has_agreed(session, retake_of(site, northwind).id)


def test_somebody_elses_contact_is_not_taken_over(site, pat, northwind, audit_address):
    with site.services.database.writing() as session:
        people.remember(session, row_of(session, AUDIT), "lee@northwind.example", "Lee", "Other", site.clock())
    begin(pat, audit_address)
    with site.services.database.reading() as session:
        found = select(Contact.name).where(Contact.audit_id == retake_of(site, northwind).id)
        assert session.scalars(found).all() == ["Pat Lee"]


def test_numbers_that_the_company_measured_itself_count_again(site, pat, northwind, audit_address):
    with site.services.database.writing() as session:
        row = row_of(session, AUDIT)
        assumptions.save(session, row, "hour_cost", "31", site.clock())
        assumptions.save(session, row, "no_such_benchmark", "31", site.clock())
        assumptions.save(session, row, "jobs_per_call", "a lot", site.clock())
    begin(pat, audit_address)
    with site.services.database.reading() as session:
        assert dict(assumptions.of_audit(session, retake_of(site, northwind).id)) == {"hour_cost": "31"}


def test_pressed_twice_it_is_one_audit_and_a_minute_later_another(site, pat, northwind, audit_address):
    first, second = begin(pat, audit_address), begin(pat, audit_address)
    assert first.path == second.path
    assert len(audits_of(site, northwind)) == 2
    site.clock.forward(minutes=1)
    begin(pat, audit_address)
    assert len(audits_of(site, northwind)) == 3


def test_pressed_twice_after_an_answer_it_goes_on_where_it_stands(pat, audit_address):
    pat.answer(begin(pat, audit_address), "office")
    assert begin(pat, audit_address).path.endswith("/question/calls_per_week")


def test_a_colleague_who_presses_in_the_same_minute_begins_one_of_their_own(site, pat, northwind, audit_address):
    first = begin(pat, audit_address)
    with site.services.database.writing() as session:
        person = people.remember(session, retake_of(site, northwind), "lee@northwind.example", "", "", site.clock())
        companies.join(session, northwind, person, "Lee Ortiz", site.clock())
    second = begin(Browser(operating(site, "lee@northwind.example")), audit_address)
    assert second.path.rpartition("/")[2] == first.path.rpartition("/")[2] == "industry"
    assert second.path != first.path


def test_one_that_is_not_finished_is_gone_on_with(site, pat, northwind, home, audit_address):
    begin(pat, audit_address)
    begun = audits_of(site, northwind)[0]
    page = pat.send(pat.open(audit_address), {}, to=f"{home}audits/{begun}/again")
    assert page.path.endswith(f"/{begun}/question/industry")
    assert len(audits_of(site, northwind)) == 2


def test_a_sample_gives_a_sample(site, pat, northwind, audit_address):
    with site.services.database.writing() as session:
        row_of(session, AUDIT).is_sample = True
    begin(pat, audit_address)
    assert retake_of(site, northwind).is_sample


def test_whoever_claims_to_come_from_the_portal_has_nothing_filled_in(site, northwind):
    browser = Browser(site.client())
    page = browser.start("/?utm_source=portal")
    assert page.path.endswith("/question/industry")
    assert page.checked() == []
    assert "last time" not in page.words


def test_its_page_leads_to_the_audit_before_and_to_what_changed(site, pat, northwind, home, audit_address):
    go_through(pat, begin(pat, audit_address), calls_per_week="90")
    page = pat.open(f"{home}audits/{audits_of(site, northwind)[0]}")
    assert page.links()["the audit before"] == audit_address
    assert page.links()["What changed since then?"].endswith("/changes?from=before-1&to=1")


def test_companies_know_only_their_own_retakes(site, pat, northwind, harbour, audit_address):
    begin(pat, audit_address)
    with site.services.database.reading() as session:
        before = row_of(session, AUDIT)
        pat_id = people.contact_of(session, before.id).person_id
        assert company_audits.newest_retake(session, northwind.id, pat_id, before.id) is not None
        assert company_audits.newest_retake(session, harbour.id, pat_id, before.id) is None
        assert companies.audit_of(session, harbour.id, audits_of(site, northwind)[0]) is None
