from datetime import date, timedelta
from threading import Thread

from sqlalchemy import select

from audit.store import people, processes, proofs, slots, tallies, tokens
from audit.store.tables import Consent, Contact, Person, Tally, Token, TokenPurpose


def test_a_token_opens_its_purpose_until_it_expires(database, audit, now) -> None:
    token, until = tokens.new_token(), now + timedelta(days=30)
    with database.writing() as session:
        tokens.keep(session, token, TokenPurpose.RESUME, audit.id, now, until)
        tokens.keep(session, token, TokenPurpose.RESUME, audit.id, now, until)

    with database.reading() as session:
        assert tokens.find(session, token, TokenPurpose.RESUME, now).audit_id == audit.id
        assert tokens.find(session, token, TokenPurpose.REPORT, now) is None
        assert tokens.find(session, token, TokenPurpose.RESUME, until) is None
        assert tokens.find(session, tokens.new_token(), TokenPurpose.RESUME, now) is None
        assert tokens.find(session, "x" * 10_000, TokenPurpose.RESUME, now) is None


def test_a_token_has_256_bits_and_is_nowhere_in_the_database(database, audit, now) -> None:
    token = tokens.new_token()
    with database.writing() as session:
        tokens.keep(session, token, TokenPurpose.RESUME, audit.id, now, now + timedelta(days=1))

    with database.reading() as session:
        row = session.scalars(select(Token)).one()
    assert len(token) == 43
    assert token not in str({column: getattr(row, column) for column in Token.__table__.columns.keys()})  # noqa: SIM118  # columns, not a dict


def test_a_revoked_token_opens_nothing(database, audit, now) -> None:
    token = tokens.new_token()
    with database.writing() as session:
        tokens.keep(session, token, TokenPurpose.REPORT, audit.id, now, now + timedelta(days=1))
        assert tokens.revoke(session, audit.id, TokenPurpose.RESUME, now) == 0
        assert tokens.revoke(session, audit.id, TokenPurpose.REPORT, now) == 1

    with database.reading() as session:
        assert tokens.find(session, token, TokenPurpose.REPORT, now) is None


def test_a_slot_is_taken_once_until_it_is_free_again(database, now) -> None:
    def take(later: int) -> bool:
        moment = now + timedelta(minutes=later)
        with database.writing() as session:
            return slots.take(session, "mail:dana@northwind.example", moment, moment + timedelta(hours=1))

    assert [take(later) for later in (0, 1, 59, 60, 61)] == [True, False, False, True, False]


def test_of_many_at_the_same_moment_one_gets_the_slot(database, now) -> None:
    got = []

    def take() -> None:
        with database.writing() as session:
            got.append(slots.take(session, "one", now, now + timedelta(hours=1)))

    threads = [Thread(target=take) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(got) == [False] * 5 + [True]


def test_a_proof_is_good_once(database, now) -> None:
    with database.writing() as session:
        assert proofs.use(session, "a solved challenge", now + timedelta(hours=2))
        assert not proofs.use(session, "a solved challenge", now + timedelta(hours=2))
        assert proofs.use(session, "another", now + timedelta(hours=1))
        assert proofs.forget_expired(session, now + timedelta(minutes=90)) == 1


def test_views_are_counted_by_day_and_source(database) -> None:
    for source in ("newsletter", "newsletter", "x" * 300):
        with database.writing() as session:
            tallies.count(session, date(2026, 3, 2), "viewed", "mid_market", "1.0.0", source)

    with database.reading() as session:
        counts = {row.source: row.count for row in session.scalars(select(Tally))}
    assert counts == {"newsletter": 2, "x" * 80: 1}


def test_a_person_is_one_row_however_the_address_is_written(database, audit, now) -> None:
    for email, name in (("Dana@Northwind.example", ""), ("dana@northwind.example", "Dana Reyes")):
        with database.writing() as session:
            person = people.remember(session, audit, email, name, "Northwind Trading", now)

    with database.reading() as session:
        assert len(session.scalars(select(Person)).all()) == 1
        contact = session.scalars(select(Contact)).one()
        assert (contact.person_id, contact.name) == (person.id, "Dana Reyes")
        assert people.contact_of(session, audit.id).company == "Northwind Trading"


def test_a_consent_keeps_its_wording_and_the_first_time(database, audit, now) -> None:
    for later in (0, 5):
        with database.writing() as session:
            person = people.remember(session, audit, "dana@northwind.example", "", "", now)
            people.agree(session, audit, person, "contact", "You may call me.", now + timedelta(minutes=later))

    with database.reading() as session:
        consent = session.scalars(select(Consent)).one()
    assert (consent.wording, consent.given_at, consent.withdrawn_at) == ("You may call me.", now, None)


def test_a_process_that_says_it_is_alive_is_seen(database, now) -> None:
    with database.writing() as session:
        processes.say_alive(session, "host:1", "worker", now)
        processes.say_alive(session, "host:1", "worker", now + timedelta(seconds=5))
        processes.say_alive(session, "host:2", "sweeper", now)

    with database.reading() as session:
        assert processes.last_seen(session, "worker") == now + timedelta(seconds=5)
        assert processes.last_seen(session, "mailer") is None
    with database.writing() as session:
        assert processes.forget(session, now + timedelta(seconds=1)) == 1
