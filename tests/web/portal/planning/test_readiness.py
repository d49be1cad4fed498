"""Readiness in the portal: asking people, and what they say side by side."""

import pytest
from sqlalchemy import func, select

from audit.recovery.views import View
from audit.store.tables import Mail, ReadinessAsk
from tests.web.portal.operators import PAT, operating
from tests.web.portal.planning.conftest import answer, asked
from tests.web.quiz.browser import Browser, Page, words
from workers.queue import JobKind

ANN = {"uses-name": "Ann Ode", "uses-email": "Ann@northwind.example"}


@pytest.fixture
def page(pat, address):
    return lambda: pat.open(f"{address}/readiness")


def send(pat, address, page, path="readiness", **fields):
    token = page().hidden()["csrf_token"]
    return pat.client.post(f"{address}/{path}", data={"csrf_token": token, **fields})


def condition(page, title):
    return next(words(one) for one in page.by_class("condition") if title in words(one))


def test_at_first_it_says_that_nobody_was_asked_and_shows_the_form_open(page):
    found = page()
    assert (found.status, found.h1) == (200, "Are we ready?")
    assert found.words.count("Nobody was asked yet.") == 4
    assert found.by_class("planning-more")[0].get("open") is not None
    assert found.label("uses-name") == "Name (optional)"


def test_asking_sends_a_mail_to_each_and_leads_back(site, agreed, pat, address, page):
    answered = send(pat, address, page, **ANN, **{"pays-name": "Bo", "pays-email": "bo@northwind.example"})
    assert (answered.status_code, answered.location) == (303, f"{address}/readiness")
    assert [(one.view, one.name) for one in asked(site, agreed)] == [(View.USES, "Ann Ode"), (View.PAYS, "Bo")]
    assert [job for job, _, _ in site.queue.nudges] == [JobKind.MAIL, JobKind.MAIL]
    found = page()
    assert "nobody is mailed" in words(found.by_class("notice")[0])  # this server has none
    assert "Ann Ode was asked on March 2, 2026. The link is good until April 1, 2026." in found.words
    assert found.by_class("planning-more")[0].get("open") is None


def test_what_was_done_is_said_once(pat, address, page):
    send(pat, address, page, **ANN)
    assert "nobody is mailed" in page().words
    assert "nobody is mailed" not in page().words


def test_it_works_before_anybody_has_signed(agreed, page):
    assert agreed.agreement.state == "draft"
    assert page().status == 200


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ({}, "uses-name", "Name somebody to ask, with their e-mail address."),
        ({"uses-name": "Ann"}, "uses-email", "Who will use it: enter their e-mail address as well."),
        ({"pays-email": "bo@northwind.example"}, "pays-name", "Who pays: enter their name as well."),
        (
            {"runs-name": "Bo", "runs-email": "bo at northwind"},
            "runs-email",
            "Who will run it: enter an e-mail address like name@company.com.",
        ),
        (
            {"owns-data-name": "B" * 101, "owns-data-email": "bo@northwind.example"},
            "owns-data-name",
            "Who owns the data: shorten the name to 100 letters.",
        ),
    ],
)
def test_what_cannot_be_sent_is_said_and_kept(site, agreed, pat, address, page, fields, field, message):
    answered = send(pat, address, page, **fields, **({"runs-name": "Max"} if field.startswith("pays") else {}))
    assert answered.status_code == 422
    found = Page(answered)
    assert found.title.startswith("Error: ")
    assert found.links()[message] == f"#{field}"
    assert message in words(found.by_id(f"{field}-error"))
    assert {one.get("value") for one in found.inputs()} >= set(fields.values())
    assert asked(site, agreed) == []


def test_two_taps_at_once_ask_once(site, agreed, pat, address, page):
    send(pat, address, page, **ANN)
    send(pat, address, page, **ANN)
    assert len(asked(site, agreed)) == 1
    assert "They were asked a moment ago." in page().words
    with site.services.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Mail)) == 1


def test_somebody_can_be_asked_again_and_their_link_closed(site, agreed, pat, address, page):
    send(pat, address, page, **ANN)
    site.clock.forward(hours=1)
    send(pat, address, page, "readiness/again", ask=str(asked(site, agreed)[0].id))
    first, second = asked(site, agreed)
    assert (first.withdrawn_at is None, second.withdrawn_at, second.name) == (False, None, "Ann Ode")
    send(pat, address, page, "readiness/withdraw", ask=str(second.id))
    assert "The link is closed." in page().words
    assert page().words.count("Nobody was asked yet.") == 4


@pytest.mark.parametrize("path", ["readiness/again", "readiness/withdraw"])
@pytest.mark.parametrize("number", ["", "nonsense", "0", "99999999999999999999", "theirs"])
def test_nothing_happens_for_a_number_that_is_not_of_this_agreement(site, theirs, pat, address, page, path, number):
    answer(site, theirs, View.USES)
    before = asked(site, theirs)
    given = str(before[0].id) if number == "theirs" else number
    site.clock.forward(hours=1)
    assert send(pat, address, page, path, ask=given).status_code == 303
    assert "nothing was changed" in page().words
    after = asked(site, theirs)
    assert [(one.id, one.withdrawn_at) for one in after] == [(one.id, None) for one in before]


def test_only_so_many_are_asked_in_a_day(site, agreed, pat, address, page):
    for number in range(6):
        everybody = {
            f"{view}-{part}": value
            for view in ("uses", "runs", "owns-data", "pays")
            for part, value in (("name", "Ann"), ("email", f"ann{number}@northwind.example"))
        }
        assert send(pat, address, page, **everybody).status_code == 303
    full = send(pat, address, page, **ANN)
    assert full.status_code == 422
    assert "enough for one day" in full.get_data(as_text=True)
    assert 'value="Ann Ode"' in full.get_data(as_text=True)
    assert len(asked(site, agreed)) == 24
    site.clock.forward(days=1)
    assert send(pat, address, page, **ANN).status_code == 303


def test_once_the_agreement_is_stopped_nobody_is_asked(site, agreed, pat, address, page):
    token = page().hidden()["csrf_token"]
    with site.services.database.writing() as session:
        session.merge(agreed.agreement).stopped_at = site.clock()
    assert pat.client.post(f"{address}/readiness", data={"csrf_token": token, **ANN}).status_code == 303
    found = page()
    assert "The agreement was stopped, so nobody is asked any more." in found.words
    assert found.all("form") == [one for one in found.all("form") if "sign-out" in one.get("action", "")]
    assert asked(site, agreed) == []


def test_the_answers_stand_side_by_side_with_who_said_what_and_where_they_disagree(site, agreed, page):
    answer(site, agreed, View.PAYS, "Bo Lee")
    answer(site, agreed, View.USES, "Ann Ode", comment="Only on Fridays.", tracked_number="no")
    text = condition(page(), "A number that is tracked today")
    assert "Missing: the weakest link." in text
    assert "They disagree. The one who pays says yes, the one who will use it says no." in text
    assert "Who will use it No Only on Fridays." in text
    assert "Who will run it No answer yet" in text
    assert "It takes about 2 weeks." in text


def test_what_it_comes_to_stands_on_top_with_the_weakest_link_first(site, agreed, page):
    answer(site, agreed, View.USES, tracked_number="partly", owner="no", repeatable="no")
    found = page()
    assert words(found.by_class("notice")[0]).startswith("Mend this first: An owner with time. Name the person,")
    assert [words(one) for one in found.all("h3")][:3] == [
        "An owner with time",
        "Work that repeats",
        "A number that is tracked today",
    ]


def test_an_answer_that_is_newer_takes_the_place_of_the_one_before(site, agreed, page):
    answer(site, agreed, View.USES, owner="no")
    site.clock.forward(days=1)
    answer(site, agreed, View.USES, "Bo Lee")
    assert "Bo Lee answered on March 3, 2026." in page().words
    assert "In place." in condition(page(), "An owner with time")


def test_a_link_that_nobody_used_in_time_is_said_to_be_over(site, pat, address, page):
    send(pat, address, page, **ANN)
    site.clock.forward(days=30)
    found = Browser(operating(site, PAT)).open(f"{address}/readiness")
    assert "Ann Ode did not answer in time; the link is over." in found.words
    assert "Close the link" not in found.words


def test_somebody_elses_agreement_is_not_there(theirs, northwind, pat, agreed):
    address = f"/portal/{northwind.public_id}/agreements/{theirs.agreement.public_id}"
    token = pat.open(f"/portal/{northwind.public_id}/agreements/{agreed.agreement.public_id}/readiness").hidden()
    for path in ("readiness", "plan", "plan.ics", "plan.csv", "fix"):
        assert pat.client.get(f"{address}/{path}").status_code == 404
    for path in ("readiness", "readiness/again", "readiness/withdraw", "fix", "fix/paper"):
        fields = {"csrf_token": token["csrf_token"], **ANN, "ask": "1"}
        words_of_a_loop = {"trigger": "A", "work": "B", "lands": "C", "acts": "D", "number": "0"}
        assert pat.client.post(f"{address}/{path}", data=fields | words_of_a_loop).status_code == 404


def test_names_and_addresses_reach_no_log(pat, address, page, capfd):
    send(pat, address, page, **ANN)
    logged = "".join(capfd.readouterr())
    assert "route=" in logged
    assert "northwind.example" not in logged
    assert "Ode" not in logged


def test_nobody_is_asked_by_looking(site, pat, page):
    page()
    with site.services.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(ReadinessAsk)) == 0
