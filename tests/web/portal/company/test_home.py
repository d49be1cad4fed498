"""The first page of a company: the next useful thing first, then what was agreed, and its audits."""

from datetime import date, timedelta

import pytest

from audit.recovery.series import Series
from audit.store import agreements, companies, papers, people, revisions
from audit.store.tables import CompanyAudit, JobState, Measurement, PaperKind
from tests.web.console.counting import questions
from tests.web.portal.company.conftest import AUDIT, KIM, row_of
from tests.web.portal.operators import PAT, agree, company_with, operating, terms_of
from tests.web.quiz.browser import Browser, words

FEBRUARY, JANUARY = date(2026, 2, 1), date(2026, 1, 1)


def measure(site, agreed, starts_on, value, number=1):
    with site.services.database.writing() as session:
        session.add(
            Measurement(
                agreement_id=agreed.agreement.id,
                series=Series.METRIC,
                starts_on=starts_on,
                number=number,
                value=value,
                way="by hand",
                entered_at=site.clock(),
            )
        )


def propose(site, agreed, **changed):
    """A further version, which nobody has signed."""
    with site.services.database.writing() as session:
        row = agreements.find_for_staff(session, agreed.agreement.public_id)
        assert row is not None
        agreements.propose(session, row, terms_of(date(2026, 1, 1), **changed), "Later.", None, site.clock())


def next_step(page):
    return words(page.by_class("next-step")[0])


def test_an_audit_shows_its_range_its_first_fix_and_the_way_to_it(pat, home, audit_address):
    page = pat.open(home)
    assert page.h1 == "Northwind Trading"
    assert "$25,000 to $58,000 a year. First fix: Text back." in page.words
    assert page.links()["March 2, 2026"] == audit_address


def test_an_audit_that_says_no_says_so(site, pat, northwind, home, audit_address):
    with site.services.database.writing() as session:
        revision = revisions.latest(session, row_of(session, AUDIT).id)
        assert revision is not None
        revision.verdict, revision.first_fix = "none", None
    assert "$25,000 to $58,000 a year. No fix pays back in time." in pat.open(home).words
    assert "First fix None: no fix pays back in time" in pat.open(audit_address).words


def test_a_company_that_was_told_no_is_not_asked_to_pick_a_leak_but_told_when_to_come_back(
    site, pat, northwind, home, audit_address
):
    with site.services.database.writing() as session:
        revision = revisions.latest(session, row_of(session, AUDIT).id)
        assert revision is not None
        revision.verdict, revision.first_fix = "none", None
    page = pat.open(home)
    assert "your newest audit advises against it: no fix pays back in time" in page.words
    assert "Once you and we have picked" not in page.words
    assert page.links()["To the audit, where you can answer it again"] == audit_address


def test_with_nothing_to_do_it_says_so_and_what_will_stand_there(pat, home):
    page = pat.open(home)
    assert "Nothing waits for you at the moment." in page.words
    assert "Once you and we have picked one leak" in page.words
    assert not page.by_class("next-step")


def test_a_company_without_an_audit_is_led_to_the_quiz(site, pat):
    with site.services.database.writing() as session:
        company = companies.begin(session, "Northwind Two", site.clock())
        person = people.remember(session, row_of(session, AUDIT), PAT, "", "", site.clock())
        companies.join(session, company, person, "Pat Lee", site.clock())
    page = pat.open(f"/portal/{company.public_id}/")
    assert "There is no audit of your company yet." in page.words
    assert page.links()["Do the quiz"] == "/"


def test_a_version_that_the_company_has_not_signed_comes_first(site, pat, northwind, home):
    agreed = agree(site, northwind, AUDIT, terms_of(date(2026, 4, 1)), signed=False)
    page = pat.open(home)
    assert "The agreement about “Missed calls” waits for your signature." in next_step(page)
    assert page.links()["Read and sign it"] == f"{home}agreements/{agreed.agreement.public_id}"
    assert "Not signed by both sides yet, waits for your signature" in page.words


def test_a_newer_version_waits_while_the_one_in_force_goes_on(site, pat, northwind, home):
    agreed = agree(site, northwind, AUDIT, terms_of(date(2026, 1, 1)))
    propose(site, agreed, target=16.0)
    steps = next_step(pat.open(home))
    assert "A new version of the agreement about “Missed calls” waits for your signature." in steps
    assert "has no number yet for February 2026 and 1 earlier month." in steps


def test_nothing_of_an_agreement_that_was_stopped_waits(site, pat, northwind, home):
    agreed = agree(site, northwind, AUDIT, terms_of(date(2026, 1, 1)))
    propose(site, agreed, target=16.0)
    with site.services.database.writing() as session:
        row = agreements.find_for_staff(session, agreed.agreement.public_id)
        row.stopped_at, row.state = site.clock(), "stopped"
    page = pat.open(home)
    assert not page.by_class("next-step")
    assert "Stopped" in page.words


@pytest.mark.parametrize(
    ("measured", "said"),
    [
        ((), "for February 2026 and 1 earlier month."),
        ((JANUARY,), "for February 2026."),
        ((FEBRUARY,), "for January 2026."),
    ],
)
def test_a_period_without_a_number_is_asked_for(site, pat, northwind, home, measured, said):
    agreed = agree(site, northwind, AUDIT, terms_of(date(2026, 1, 1)))
    for one in measured:
        measure(site, agreed, one, 30.0)
    page = pat.open(home)
    assert f"“New inquiries a month that reach nobody” has no number yet {said}" in next_step(page)
    assert page.links()["Enter the number"] == f"{home}agreements/{agreed.agreement.public_id}/measurements"


def test_with_every_number_there_none_is_asked_for_until_one_is_taken_back(site, pat, northwind, home):
    agreed = agree(site, northwind, AUDIT, terms_of(date(2026, 1, 1)))
    measure(site, agreed, JANUARY, 30.0)
    measure(site, agreed, FEBRUARY, 30.0)
    assert not pat.open(home).by_class("next-step")
    measure(site, agreed, FEBRUARY, None, number=2)
    assert "for February 2026." in next_step(pat.open(home))


def test_a_week_is_named_as_one(site, pat, northwind, home):
    weekly = {"cadence": "week", "baseline_values": [], "starts_on": date(2026, 2, 16)}
    agree(site, northwind, AUDIT, terms_of(date(2026, 2, 16), **weekly))
    assert "for the week of 23 February 2026 and 1 earlier week." in next_step(pat.open(home))


def test_a_paper_that_i_asked_for_is_offered_for_a_week(site, pat, northwind, home):
    with site.services.database.writing() as session:
        person = people.remember(session, row_of(session, AUDIT), PAT, "", "", site.clock())
        asked = {"as_of": site.clock(), "now": site.clock(), "request_id": "", "person_id": person.id}
        paper = papers.order(session, company_id=northwind.id, kind=PaperKind.EVERYTHING, key="everything", **asked)
        paper.state, paper.file_name, paper.finished_at = JobState.DONE, "papers/a.zip", site.clock()
    page = pat.open(home)
    assert "Your data are ready, as of 2 March 2026." in next_step(page)
    assert page.links()["Go to the download"] == f"{home}papers/{paper.public_id}"
    site.clock.now += timedelta(days=8)
    assert not pat.open(home).by_class("next-step")


def test_an_audit_that_is_not_finished_says_so_and_is_gone_on_with(pat, home, audit_address):
    pat.send(pat.open(audit_address), {}, to=f"{audit_address}/again")
    page = pat.open(home)
    assert "Begun on March 2, 2026 Not finished: there is no result yet." in page.words
    assert "The audit begun on March 2, 2026 is not finished." in next_step(page)
    button = next(one for one in page.all("form") if one.get("action", "").endswith("/open"))
    assert pat.send(page, {}, to=button.get("action")).path.endswith("/question/industry")


def test_another_company_is_not_there(site, pat, harbour):
    assert pat.open(f"/portal/{harbour.public_id}/").status == 404
    assert Browser(operating(site, KIM)).open(f"/portal/{harbour.public_id}/").status == 200


def test_the_database_is_asked_as_often_for_many_as_for_one(site, pat, northwind, home):
    agree(site, northwind, AUDIT, terms_of(date(2026, 1, 1)))
    pat.open(home)
    with questions(site) as few:
        pat.open(home)
    for number in range(5):
        other = company_with(site, "Northwind Trading", PAT, f"{number}" * 24, "small", "corner_clinic")
        with site.services.database.writing() as session:
            row = row_of(session, f"{number}" * 24)
            session.delete(session.get_one(CompanyAudit, row.id))
            session.flush()
            companies.take_in(session, northwind, row, site.clock())
        assert other.id != northwind.id
        agree(site, northwind, AUDIT, terms_of(date(2026, 1, 1)))
    with questions(site) as many:
        page = pat.open(home)
    assert page.words.count("First fix:") == 6
    assert len(many) == len(few)
