"""Answering about readiness by one's own link: no sign-in, once, and looking uses nothing up."""

from datetime import date

import pytest
from sqlalchemy import func, select

from audit.recovery.views import View
from audit.store import agreements, companies, readiness_asks, tokens
from audit.store.readiness_asks import LIVES, Asker
from audit.store.tables import ReadinessAnswer, ReadinessAsk, TokenPurpose
from tests.journeys.companies import COMPANIES
from tests.web.portal.operators import PAT, agree, company_with, terms_of
from tests.web.quiz.browser import Browser, Page, words
from tests.web.security.site import Site, site_on

EXAMPLE = next(company for playbook, company in COMPANIES if playbook == "mid_market")
AUDIT = "a" * 24
SECRETS = {view: str(place) * 43 for place, view in enumerate(View)}
ALL_YES = {f"q{number}": "yes" for number in range(1, 9)}


@pytest.fixture
def site(sqlite_url, tmp_path) -> Site:
    return site_on(sqlite_url, tmp_path, playbooks="mid_market")


@pytest.fixture
def agreement(site):
    company = company_with(site, "Northwind Heating", PAT, AUDIT, "mid_market", EXAMPLE)
    return agree(site, company, AUDIT, terms_of(date(2026, 4, 1)), signed=False).agreement


def ask(site, agreement, view=View.USES, email="ann@northwind.example") -> str:
    """The address of the link that somebody got."""
    with site.services.database.writing() as session:
        row = agreements.find_for_staff(session, agreement.public_id)
        assert row is not None
        pat = companies.person_at(session, PAT, site.clock())
        to = companies.person_at(session, email, site.clock()), "Ann Ode"
        readiness_asks.ask(session, row, view, to, Asker(person_id=pat.id), "", site.clock())
        readiness_asks.keep_link(session, readiness_asks.of_agreement(session, row.id)[0].id, SECRETS[view])
    return f"/readiness/{SECRETS[view]}"


@pytest.fixture
def link(site, agreement) -> str:
    return ask(site, agreement)


@pytest.fixture
def ann(site) -> Browser:
    return Browser(site.client())


def send(browser, link, **fields):
    return browser.client.post(link, data={**browser.open(link).hidden(), **fields})


def answers(site) -> dict[tuple[str, str], tuple[str, str]]:
    """What is kept, by point of view and condition."""
    with site.services.database.reading() as session:
        query = select(ReadinessAsk.view, ReadinessAnswer).join(ReadinessAsk, ReadinessAsk.id == ReadinessAnswer.ask_id)
        return {(view, row.condition): (row.state, row.comment) for view, row in session.execute(query)}


def test_the_page_says_who_asks_about_what_in_which_company(ann, link):
    page = ann.open(link)
    assert (page.status, page.h1) == (200, "Is Northwind Heating ready?")
    assert "Pat Lee asks you, Ann Ode, as the one who will use it." in page.words
    assert "It is about one change: Call cover. Calls that nobody takes" in page.words
    assert "You can answer once with this link, until April 1, 2026." in page.words


def test_there_are_eight_questions_with_four_answers_each_and_nothing_is_chosen(ann, link):
    page = ann.open(link)
    assert len(page.by_class("readiness-question")) == 8
    assert len([one for one in page.inputs() if one.get("type") == "radio"]) == 32
    assert page.checked() == []
    assert [page.label(f"q1-{state}") for state in ("yes", "partly", "no", "unknown")] == [
        "Yes",
        "Partly",
        "No",
        "I do not know",
    ]
    assert words(page.by_id("q1-hint")) == (
        "Why we ask: Without a number before there is no proof after, and success becomes a matter of taste."
    )


def test_answering_keeps_what_was_said_and_uses_the_link_up(site, ann, link):
    said = ALL_YES | {"q4": "no", "q5": "unknown", "q4-comment": " It sits  in\ntwo systems. "}
    answered = send(ann, link, **said)
    assert (answered.status_code, answered.location) == (303, link)
    kept = answers(site)
    assert len(kept) == 8
    assert kept[View.USES, "data_reachable"] == ("no", "It sits in two systems.")
    assert kept[View.USES, "exceptions_rare"] == ("unknown", "")
    page = ann.open(link)
    assert (page.status, page.h1) == (200, "You have answered, thank you")
    assert page.all("form") == []


def test_looking_at_the_page_uses_nothing_up(ann, link):
    for _ in range(5):
        assert ann.open(link).status == 200
    assert ann.client.head(link).status_code == 200
    assert send(ann, link, **ALL_YES).status_code == 303


def test_two_taps_keep_one_set_and_both_are_thanked(site, ann, link):
    first = {**ann.open(link).hidden(), **ALL_YES}
    assert ann.client.post(link, data=first).status_code == 303
    again = ann.client.post(link, data=first | {"q1": "no"})
    assert (again.status_code, again.location) == (303, link)
    assert len(answers(site)) == 8
    assert answers(site)[View.USES, "tracked_number"] == ("yes", "")


def test_what_is_missing_is_said_and_all_that_was_chosen_and_typed_is_kept(site, ann, link):
    said = {key: state for key, state in ALL_YES.items() if key not in {"q2", "q7"}}
    answered = send(ann, link, **said | {"q2-comment": "Ask Bo.", "q3": "partly"})
    assert answered.status_code == 422
    page = Page(answered)
    assert page.title.startswith("Error: ")
    message = "Choose the answer that comes closest, or “I do not know”."
    assert page.links()[f"Question 2. {message}"] == "#q2-yes"
    assert page.links()[f"Question 7. {message}"] == "#q7-yes"
    assert message in words(page.by_id("q2-error"))
    assert len(page.checked()) == 6
    assert words(page.by_id("q2-comment")) == "Ask Bo."
    assert answers(site) == {}


def test_an_answer_that_is_not_on_the_page_is_none(ann, link):
    answered = send(ann, link, **ALL_YES | {"q1": "maybe"})
    assert answered.status_code == 422
    assert "#q1-yes" in Page(answered).links().values()


def test_a_comment_that_is_too_long_is_said_and_kept(ann, link):
    long = "word " * 101
    answered = send(ann, link, **ALL_YES, **{"q8-comment": long})
    assert answered.status_code == 422
    page = Page(answered)
    assert page.links()["Question 8. Shorten what you add to 500 letters."] == "#q8-comment"
    assert words(page.by_id("q8-comment")) == long.strip()
    assert len(page.checked()) == 8


def test_what_is_typed_is_text_and_nothing_else(ann, link):
    answered = send(ann, link, **{"q1-comment": "</textarea><b>bold</b>"})
    page = Page(answered)
    assert words(page.by_id("q1-comment")) == "</textarea><b>bold</b>"
    assert page.all("b") == []


@pytest.mark.parametrize("how", ["unknown", "too long", "over", "withdrawn", "for something else"])
def test_a_closed_link_gets_one_and_the_same_page(site, agreement, ann, link, how):
    token = {**ann.open(link).hidden(), **ALL_YES}
    address = link
    with site.services.database.writing() as session:
        if how == "withdrawn":
            number = session.scalars(select(ReadinessAsk.id)).one()
            readiness_asks.withdraw(session, agreement.id, number, site.clock())
        elif how == "for something else":
            row = agreements.find_for_staff(session, agreement.public_id)
            assert row is not None
            secret = "r" * 43
            tokens.keep(session, secret, TokenPurpose.RESUME, row.revision_id, site.clock(), site.clock() + LIVES)
            address = f"/readiness/{secret}"
    if how == "over":
        site.clock.forward(days=30)
    if how in ("unknown", "too long"):
        address = "/readiness/" + "x" * (43 if how == "unknown" else 400)
    page = ann.open(address)
    assert (page.status, page.h1) == (404, "This link is closed")
    assert ann.client.post(address, data=token).status_code in (400, 404)
    assert answers(site) == {}


def test_the_same_person_can_answer_for_their_other_views_with_a_tick_and_not_without(site, agreement, ann, link):
    pays, runs = ask(site, agreement, View.PAYS), ask(site, agreement, View.RUNS)
    others = ask(site, agreement, View.OWNS_DATA, "bo@northwind.example")
    page = ann.open(link)
    boxes = [one for one in page.inputs() if one.get("type") == "checkbox"]
    assert [page.label(one.get("id", "")) for one in boxes] == [
        "My answers hold for me as the one who will run it as well",
        "My answers hold for me as the one who pays as well",
    ]
    ticked = boxes[1].get("name", "")
    assert send(ann, link, **ALL_YES, **{ticked: "y"}).status_code == 303
    assert {view for view, _ in answers(site)} == {View.USES, View.PAYS}
    assert ann.open(pays).h1 == "You have answered, thank you"
    assert ann.open(runs).h1 == ann.open(others).h1 == "Is Northwind Heating ready?"


def test_a_tick_for_somebody_elses_question_does_nothing(site, agreement, ann, link):
    ask(site, agreement, View.PAYS, "bo@northwind.example")
    with site.services.database.reading() as session:
        theirs = session.scalar(select(func.max(ReadinessAsk.id)))
    send(ann, link, **ALL_YES, **{f"also-{theirs}": "y"})
    assert {view for view, _ in answers(site)} == {View.USES}


def test_without_the_token_of_the_form_nothing_is_kept(site, ann, link):
    assert ann.client.post(link, data=ALL_YES).status_code == 400
    assert answers(site) == {}


def test_the_secret_and_the_names_reach_no_log(ann, link, capfd):
    send(ann, link, **ALL_YES, **{"q1-comment": "Bo said so"})
    logged = "".join(capfd.readouterr())
    assert "route=/readiness/<token>" in logged
    assert not any(word in logged for word in (link.rpartition("/")[2], "Ode", "Northwind", "Bo said"))
