"""Readiness, plan and fix page as staff see them: everybody who may look, and who sells may ask."""

import pytest
from sqlalchemy import select

from audit.store.tables import AccessEntry, ReadinessAsk, Role
from tests.web.console.agreements.conftest import drafter
from tests.web.quiz.browser import words
from workers.queue import JobKind

pytestmark = pytest.mark.usefixtures("plumber")
ANN = {"uses-name": "Ann Ode", "uses-email": "ann@northwind.example"}


@pytest.fixture
def ada(site):
    return drafter(site)


@pytest.fixture
def address(ada) -> str:
    return f"/console/agreements/{ada.made().public_id}/readiness"


def send(who, address, path="/ask", **fields):
    token = who.open(address).hidden()["csrf_token"]
    return who.browser.client.post(f"{address}{path}", data={"csrf_token": token, **fields})


def asked(site):
    with site.services.database.reading() as session:
        return session.scalars(select(ReadinessAsk).order_by(ReadinessAsk.id)).all()


def noted(site):
    with site.services.database.reading() as session:
        return session.execute(select(AccessEntry.action, AccessEntry.subject, AccessEntry.detail)).all()


def test_the_page_has_readiness_plan_and_fix_and_that_it_was_looked_at_is_noted(site, ada, address):
    page = ada.open(address)
    assert page.h1.startswith("Readiness: ")
    assert [words(one) for one in page.all("h2")] == [
        "Who is asked",
        "What they say",
        "The plan",
        "The one-page fix",
    ]
    assert len(page.by_class("plan-block")) == 3
    assert len(page.by_class("loop")) == 2
    assert ("looked at readiness", address.split("/")[3], {}) in noted(site)


def test_the_quizs_own_answer_stands_beside_the_four(ada, address):
    text = next(words(one) for one in ada.open(address).by_class("condition") if "Room in the schedule" in words(one))
    assert "The quiz" in text
    assert "So far only the quiz has said anything." in text


def test_who_sells_asks_and_is_named_as_who_asks(site, ada, address):
    answered = send(ada, address, **ANN)
    assert (answered.status_code, answered.location) == (303, address)
    (row,) = asked(site)
    assert row.by_account_id is not None
    assert row.by_person_id is None
    assert site.queue.nudges[-1][0] is JobKind.MAIL
    assert ("asked about readiness", address.split("/")[3], {"people": "1"}) in noted(site)
    assert "Ann Ode was asked on" in ada.open(address).words


def test_what_cannot_be_sent_is_said_and_kept(site, ada, address):
    answered = send(ada, address, **{"uses-name": "Ann Ode"})
    assert answered.status_code == 422
    assert 'value="Ann Ode"' in answered.get_data(as_text=True)
    assert asked(site) == []


def test_asking_again_and_closing_the_link(site, ada, address):
    send(ada, address, **ANN)
    site.clock.forward(hours=1)
    send(ada, address, "/again", ask=str(asked(site)[0].id))
    first, second = asked(site)
    assert first.withdrawn_at is not None
    send(ada, address, "/withdraw", ask=str(second.id))
    assert asked(site)[1].withdrawn_at is not None
    assert ("closed a readiness link", address.split("/")[3], {}) in noted(site)


def test_who_may_only_look_sees_the_answers_and_cannot_ask(site, ada, address):
    viewer = drafter(site, Role.VIEWER, "Vic Tor")
    page = viewer.open(address)
    assert page.status == 200
    assert "Ask somebody" not in page.words
    token = page.hidden()["csrf_token"]
    for path in ("/ask", "/again", "/withdraw"):
        assert viewer.browser.client.post(f"{address}{path}", data={"csrf_token": token, **ANN}).status_code == 403
    assert asked(site) == []


def test_the_page_of_the_agreement_says_where_it_stands(ada, address):
    page = ada.open(address.removesuffix("/readiness"))
    text = next(words(one) for one in page.by_class("panel") if "Readiness and plan" in words(one))
    assert "0 of 4 points of view have answered." in text
    assert page.links()["Answers, plan and fix page"] == address


def test_an_agreement_that_there_is_not_is_not_there(ada, address):
    token = ada.open(address).hidden()["csrf_token"]
    assert ada.browser.client.get("/console/agreements/none/readiness").status_code == 404
    for path in ("/ask", "/again", "/withdraw"):
        data = {"csrf_token": token, **ANN}
        assert ada.browser.client.post(f"/console/agreements/none/readiness{path}", data=data).status_code == 404
