"""The mail that asks about readiness: its link is good once it is composed, and names nobody."""

import re
from datetime import date, timedelta

import pytest

from audit.findings import Readiness
from audit.recovery.views import View
from audit.store import agreements, audits, companies, readiness_answers, readiness_asks, revisions
from audit.store.readiness_answers import Given
from audit.store.readiness_asks import LIVES, Asker
from audit.store.tables import JobState, Mail, ReadinessAsk, TokenPurpose
from audit.store.tokens import find as find_token
from tests.web.portal.operators import terms_of
from tests.workers.desk import START, changed, forward, mail_row, record
from workers.jobs.mail import MAIL_JOB, composed
from workers.jobs.working import LostClaimError, NoLongerNeededError, work_on

ANN = "ann@northwind.example"
LINK = re.compile(r"http://localhost:8000/readiness/([\w-]{43})")


@pytest.fixture
def agreement(services):
    with services.database.writing() as session:
        audit = audits.begin(session, "an-audit", record().audit.playbook.content_hash, {}, START)
        revision = revisions.add(session, audit, record(), (), START)
        company = companies.begin(session, "Secretive Joinery", START)
        return agreements.draft(session, company, revision, terms_of(date(2026, 7, 1)), None, START)


def ask(services, agreement, view=View.USES):
    with services.database.writing() as session:
        to = companies.person_at(session, ANN, START), "Ann Ode"
        return readiness_asks.ask(session, agreement, view, to, Asker(), "request-1", services.clock()).id


def text_of(message, kind="plain"):
    return message.get_body((kind,)).get_content()


def secret_of(text):
    found = LINK.search(text)
    assert found
    return found[1]


def secret_in(services, mail_id):
    return secret_of(text_of(composed(services, mail_id)))


def row(services):
    with services.database.reading() as session:
        return session.get_one(ReadinessAsk, 1)


def test_the_mail_brings_the_link_and_only_from_then_on_is_it_good(services, agreement):
    mail_id = ask(services, agreement)
    assert row(services).token_hash is None
    message = composed(services, mail_id)
    assert message["To"] == ANN
    assert secret_of(text_of(message, "html")) == secret_of(text_of(message))
    with services.database.reading() as session:
        assert readiness_answers.find_linked(session, secret_of(text_of(message))).id == 1


def test_nothing_that_somebody_typed_stands_in_it(services, agreement):
    message = composed(services, ask(services, agreement))
    said = message["Subject"] + text_of(message) + text_of(message, "html")
    assert "Secretive" not in said
    assert "Ann" not in said


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (View.USES, "as the one who will use it"),
        (View.RUNS, "as the one who will run it"),
        (View.OWNS_DATA, "as the one who owns the data"),
        (View.PAYS, "as the one who pays"),
    ],
)
def test_it_says_from_which_point_of_view_one_is_asked_and_for_how_long(services, agreement, view, words):
    text = text_of(composed(services, ask(services, agreement, view)))
    assert words in text
    assert "within 30 days" in text


def test_it_is_the_same_message_however_often_it_is_composed(services, agreement):
    mail_id = ask(services, agreement)
    before = composed(services, mail_id).as_bytes()
    forward(services, timedelta(days=3))
    assert composed(services, mail_id).as_bytes() == before


def test_another_row_and_another_key_give_another_link(services, agreement):
    first, second = ask(services, agreement), ask(services, agreement, View.PAYS)
    secret = secret_in(services, first)
    assert secret_in(services, second) != secret
    settings = services.settings.model_copy(update={"secret_key": type(services.settings.secret_key)("k" * 40)})
    assert secret_in(changed(services, settings=settings), first) != secret


def test_the_link_is_good_for_nothing_else(services, agreement):
    secret = secret_in(services, ask(services, agreement))
    with services.database.reading() as session:
        assert all(find_token(session, secret, purpose, services.clock()) is None for purpose in TokenPurpose)


def answer(services):
    with services.database.writing() as session:
        readiness_answers.answer(
            session, session.get_one(ReadinessAsk, 1), [Given("owner", Readiness.YES)], services.clock()
        )


def withdraw(services):
    with services.database.writing() as session:
        readiness_asks.withdraw(session, 1, 1, services.clock())


def outlive(services):
    forward(services, LIVES)


@pytest.mark.parametrize("settle", [answer, withdraw, outlive])
def test_once_it_is_settled_no_mail_goes_out(services, agreement, settle):
    mail_id = ask(services, agreement)
    settle(services)
    with pytest.raises(NoLongerNeededError):
        composed(services, mail_id)
    work_on(services, MAIL_JOB, mail_id, "request-1")
    sent = mail_row(services.database, mail_id)
    assert (sent.state, sent.message_id) == (JobState.DONE, None)
    assert sent.server_reply == "Not sent: it was answered or taken back before, or its time was over."
    assert row(services).token_hash is None


def test_a_mail_about_nothing_is_not_sent(services):
    with services.database.writing() as session:
        mail = Mail(
            key="lost", kind="readiness", recipient=ANN, next_attempt_at=START, nudged_at=START, created_at=START
        )
        session.add(mail)
        session.flush()
    with pytest.raises(LostClaimError):
        composed(services, mail.id)
