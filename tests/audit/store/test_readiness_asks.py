"""Who is asked about readiness, by which link, and what is kept of what they answer."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from audit.findings import Readiness
from audit.recovery.views import View
from audit.store import accounts, agreements, companies, readiness_answers, readiness_asks
from audit.store.readiness_answers import Given
from audit.store.readiness_asks import LIVES, Asker
from audit.store.tables import Mail, MailSubject, ReadinessAnswer, ReadinessAsk, Role
from tests.web.portal.operators import terms_of

SECRET = "k" * 43
ANN = "ann@northwind.example"


@pytest.fixture
def agreement(database, revision, now):
    return agree(database, revision, now)


def agree(database, revision, now):
    with database.writing() as session:
        company = companies.begin(session, "Northwind", now)
        return agreements.draft(session, company, revision, terms_of(date(2026, 4, 1)), None, now)


def ask(database, agreement, now, view=View.USES, email=ANN, by=None, name="Ann"):
    with database.writing() as session:
        to = companies.person_at(session, email, now), name
        return readiness_asks.ask(session, agreement, view, to, by or Asker(), "request-1", now)


def asks(database, agreement):
    with database.reading() as session:
        return readiness_asks.of_agreement(session, agreement.id)


def linked(database, agreement, now, **asked):
    """Somebody who is asked, and whose mail has gone out."""
    secret = SECRET if not asked else "".join(str(value)[:1] for value in asked.values()) + SECRET[1:]
    assert ask(database, agreement, now, **asked) is not None
    newest = asks(database, agreement)[0]
    with database.writing() as session:
        readiness_asks.keep_link(session, newest.id, secret)
    return newest.id, secret


def answer(database, number, at, **states):
    given = [Given(key, Readiness(state), "a comment") for key, state in states.items()]
    with database.writing() as session:
        return readiness_answers.answer(session, session.get_one(ReadinessAsk, number), given, at)


def heard(database, agreement):
    with database.reading() as session:
        return {view: one.states for view, one in readiness_answers.heard(session, agreement.id).items()}


def test_asking_makes_a_row_and_a_mail_about_it(database, agreement, now):
    mail = ask(database, agreement, now)
    (row,) = asks(database, agreement)
    assert (row.view, row.name, row.expires_at, row.token_hash) == (View.USES, "Ann", now + LIVES, None)
    assert (mail.recipient, mail.kind, mail.request_id) == (ANN, "readiness", "request-1")
    with database.reading() as session:
        about = session.get_one(MailSubject, mail.id)
        assert (about.ask_id, about.agreement_id, about.company_id) == (row.id, agreement.id, agreement.company_id)
        found = readiness_asks.of_mail(session, session.get_one(Mail, mail.id))
        assert found
        assert (found[0].id, found[1].id) == (row.id, agreement.id)


def test_a_second_tap_asks_nobody_twice_but_after_ten_minutes_they_can_be_asked_again(database, agreement, now):
    assert ask(database, agreement, now) is not None
    assert ask(database, agreement, now + timedelta(minutes=9)) is None
    assert len(asks(database, agreement)) == 1
    assert ask(database, agreement, now + timedelta(minutes=10)) is not None
    newest, first = asks(database, agreement)
    assert (newest.withdrawn_at, first.withdrawn_at) == (None, now + timedelta(minutes=10))


def test_naming_somebody_else_closes_the_link_of_whoever_was_asked_before_from_that_view_alone(
    database, agreement, now
):
    ask(database, agreement, now)
    ask(database, agreement, now, view=View.PAYS)
    ask(database, agreement, now, email="bo@northwind.example", name="Bo")
    bo, pays, ann = asks(database, agreement)
    assert [one.withdrawn_at is None for one in (bo, pays, ann)] == [True, True, False]


def test_a_link_opens_what_it_asks_and_the_database_holds_only_its_hash(database, agreement, now):
    number, secret = linked(database, agreement, now)
    with database.reading() as session:
        row = readiness_answers.find_linked(session, secret)
        assert row.id == number
        assert row.token_hash != secret
        assert readiness_answers.find_linked(session, "x" * 43) is None
        assert readiness_answers.find_linked(session, secret * 9) is None


def test_answering_uses_the_link_up_and_of_two_taps_one_is_kept(database, agreement, now):
    number, _ = linked(database, agreement, now)
    assert answer(database, number, now, owner="yes", data="no")
    assert not answer(database, number, now, owner="no", data="no")
    assert heard(database, agreement) == {View.USES: {"owner": Readiness.YES, "data": Readiness.NO}}
    with database.reading() as session:
        assert len(session.scalars(select(ReadinessAnswer)).all()) == 2
        assert not readiness_answers.can_be_answered(session.get_one(ReadinessAsk, number), now)


def test_two_taps_at_the_very_same_moment_keep_one_set(database, agreement, now):
    number, _ = linked(database, agreement, now)
    with database.reading() as one, database.reading() as other:
        rows = [session.get_one(ReadinessAsk, number) for session in (one, other)]
    kept = []
    for row, state in zip(rows, (Readiness.YES, Readiness.NO), strict=True):
        with database.writing() as session:
            kept.append(readiness_answers.answer(session, row, [Given("owner", state)], now))
    assert kept == [True, False]
    assert heard(database, agreement) == {View.USES: {"owner": Readiness.YES}}


@pytest.mark.parametrize("later", [LIVES, LIVES + timedelta(days=1)])
def test_after_thirty_days_it_is_too_late(database, agreement, now, later):
    number, _ = linked(database, agreement, now)
    assert not answer(database, number, now + later, owner="yes")
    assert heard(database, agreement) == {}


def test_a_link_that_was_taken_back_answers_nothing(database, agreement, now):
    number, _ = linked(database, agreement, now)
    with database.writing() as session:
        assert readiness_asks.withdraw(session, agreement.id, number, now)
        assert not readiness_asks.withdraw(session, agreement.id, number, now)
    assert not answer(database, number, now, owner="yes")


def test_an_answer_cannot_be_taken_back(database, agreement, now):
    number, _ = linked(database, agreement, now)
    answer(database, number, now, owner="yes")
    with database.writing() as session:
        assert not readiness_asks.withdraw(session, agreement.id, number, now)


def test_nobody_takes_back_what_another_agreement_asks(database, agreement, revision, now):
    number, _ = linked(database, agreement, now)
    other = agree(database, revision, now)
    with database.writing() as session:
        assert readiness_asks.find(session, other.id, number) is None
        assert not readiness_asks.withdraw(session, other.id, number, now)
        assert readiness_asks.find(session, agreement.id, number).id == number


def test_of_each_view_the_newest_answer_counts_and_an_open_question_leaves_it_standing(database, agreement, now):
    later = now + timedelta(days=1)
    first, _ = linked(database, agreement, now)
    answer(database, first, now, owner="no")
    second, _ = linked(database, agreement, later, name="Bo")
    assert heard(database, agreement) == {View.USES: {"owner": Readiness.NO}}
    answer(database, second, later, owner="yes")
    assert heard(database, agreement) == {View.USES: {"owner": Readiness.YES}}


def test_the_same_person_can_be_asked_from_several_views(database, agreement, now):
    number, _ = linked(database, agreement, now)
    for view in (View.PAYS, View.RUNS):
        ask(database, agreement, now, view=view)
    ask(database, agreement, now, view=View.OWNS_DATA, email="bo@northwind.example")
    with database.reading() as session:
        row = session.get_one(ReadinessAsk, number)
        assert [one.view for one in readiness_answers.others_of(session, row, now)] == [View.RUNS, View.PAYS]
        assert readiness_answers.others_of(session, row, now + LIVES) == []


def test_who_asks_is_named_staff_by_their_account_and_operators_as_the_company_knows_them(database, agreement, now):
    with database.writing() as session:
        sam = accounts.create(session, "sam.vance@consultancy.example", "Sam Vance", Role.SALES, now)
        pat = companies.person_at(session, "pat@northwind.example", now)
        company = readiness_asks.company_of(session, ReadinessAsk(agreement_id=agreement.id))[0]
        companies.join(session, company, pat, "Pat Lee", now)
    ask(database, agreement, now, by=Asker(account_id=sam.id))
    ask(database, agreement, now, view=View.PAYS, by=Asker(person_id=pat.id))
    ask(database, agreement, now, view=View.RUNS)
    with database.reading() as session:
        named = [readiness_asks.name_of_asker(session, one) for one in reversed(asks(database, agreement))]
    assert named == ["Sam Vance", "Pat Lee", ""]


def test_how_many_were_asked_of_late_is_counted_for_each_agreement(database, agreement, revision, now):
    ask(database, agreement, now)
    ask(database, agree(database, revision, now), now)
    with database.reading() as session:
        assert readiness_asks.asked_since(session, agreement.id, now - timedelta(days=1)) == 1
        assert readiness_asks.asked_since(session, agreement.id, now) == 0
