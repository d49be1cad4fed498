"""Scripts that ask for reports, each from an address of its own: none of them causes a report, a mail or a person."""

import json
import random
from collections.abc import Iterator
from datetime import timedelta

import altcha
import pytest
from flask import session as cookie
from flask_wtf.csrf import generate_csrf
from sqlalchemy import func, select

from audit.store import audits, revisions
from audit.store.tables import Contact, Mail, Person, Report, UsedProof
from tests.audit.playbook_folders import SMALL
from tests.journeys.companies import COMPANIES
from tests.web.results.site import record_of
from tests.web.security.site import Site, site_on
from tests.web.security.solving import typed_digits, worked_out
from web.offered import first_offered
from web.security.proof import Challenge, challenge_for

BOTS = 1_000
AUDITS = 125
COMPANY = next(company for name, company in COMPANIES if name == "small")
RAW = "0" * 40


def no_proof(challenge: Challenge, used: dict[str, str], dice: random.Random) -> dict[str, str]:
    return {}


def only_a_seal(challenge: Challenge, used: dict[str, str], dice: random.Random) -> dict[str, str]:
    return {"proof_seal": challenge.seal}


def guessed_digits(challenge: Challenge, used: dict[str, str], dice: random.Random) -> dict[str, str]:
    right = typed_digits(challenge)
    wrong = next(guess for guess in iter(lambda: f"{dice.randrange(100_000):05}", "") if guess != right["proof_digits"])
    return right | {"proof_digits": wrong}


def replayed(challenge: Challenge, used: dict[str, str], dice: random.Random) -> dict[str, str]:
    return used


def wrong_signature(challenge: Challenge, used: dict[str, str], dice: random.Random) -> dict[str, str]:
    return typed_digits(challenge) | {"proof_seal": challenge.seal[:-4] + "0000x"}


def easy_work(challenge: Challenge, used: dict[str, str], dice: random.Random) -> dict[str, str]:
    asked = altcha.Challenge.from_dict(json.loads(challenge.work))
    asked.parameters.cost, asked.parameters.key_prefix = 1, "0"
    solution = altcha.solve_challenge(asked)
    assert solution is not None
    return {"proof_seal": challenge.seal, "proof_work": altcha.Payload(asked, solution).to_base64()}


def fills_in_everything(challenge: Challenge, used: dict[str, str], dice: random.Random) -> dict[str, str]:
    return typed_digits(challenge) | {"website": "https://spam.example"}


def forged_form(challenge: Challenge, used: dict[str, str], dice: random.Random) -> dict[str, str]:
    return typed_digits(challenge) | {"csrf_token": "forged"}


KINDS = (
    no_proof,
    only_a_seal,
    guessed_digits,
    replayed,
    wrong_signature,
    easy_work,
    fills_in_everything,
    forged_form,
)


@pytest.fixture
def site(sqlite_url, tmp_path) -> Iterator[Site]:
    """The app with many finished audits, begun three minutes ago."""
    made = site_on(sqlite_url, tmp_path, playbooks=str(SMALL))
    with made.app.app_context():
        playbook = first_offered()
    record, began_at = record_of("small", COMPANY), made.clock()
    made.clock.forward(minutes=3)
    with made.services.database.writing() as session:
        for number in range(AUDITS + 1):
            audit = audits.begin(session, f"audit-{number}", playbook.content_hash, {}, began_at)
            revisions.add(session, audit, record, (), made.clock())
    yield made
    made.services.database.close()


def form_token(site: Site) -> str:
    """What our own page would have put into the form of a browser whose cookie holds RAW."""
    with site.app.test_request_context():
        cookie["csrf_token"] = RAW
        return str(generate_csrf())


def asks(site: Site, number: int, form: dict[str, str], visitor: str) -> int:
    """Ask for the report of an audit as a browser that holds it, from an address."""
    client = site.client()
    with client.session_transaction() as session:
        session.update(audits=[f"audit-{number}"], csrf_token=RAW)
    sent = {"csrf_token": form_token(site), "email": f"{visitor}@spam.example"} | form
    address = f"/audit/audit-{number}/report"
    return client.post(address, data=sent, environ_base={"REMOTE_ADDR": visitor}).status_code


def rows(site: Site) -> dict[str, int]:
    with site.services.database.reading() as session:
        return {
            table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Report, Mail, Person, Contact, UsedProof)
        }


def test_a_thousand_bots_cause_no_report_and_no_mail(site: Site):
    dice = random.Random(7)  # noqa: S311  # bots, not secrets
    with site.app.app_context():
        used = worked_out(challenge_for("audit-0", site.clock()))
        challenges = {number: challenge_for(f"audit-{number}", site.clock()) for number in range(1, AUDITS + 1)}
    assert asks(site, 0, used, "192.0.2.1") == 303
    before = rows(site)
    assert before == {"reports": 1, "mails": 1, "people": 1, "contacts": 1, "used_proofs": 1}
    statuses = set()
    for bot in range(BOTS):
        kind = KINDS[bot % len(KINDS)]
        number = 0 if kind is replayed and bot < len(KINDS) * 8 else 1 + bot // len(KINDS)
        form = kind(challenges.get(number, challenges[1]), used, dice)
        statuses.add(asks(site, number, form, f"198.51.{bot // 250}.{bot % 250}"))
    assert rows(site) == before
    assert statuses == {303, 400, 422}
    assert len(site.queue.nudges) == 1


def test_bots_that_are_too_fast_cause_nothing(site: Site):
    site.clock.now -= timedelta(minutes=3) - timedelta(seconds=14)
    with site.app.app_context():
        forms = [typed_digits(challenge_for(f"audit-{number}", site.clock())) for number in range(20)]
    statuses = {asks(site, number, form, f"192.0.2.{number}") for number, form in enumerate(forms)}
    assert statuses == {422}
    assert rows(site)["reports"] == rows(site)["mails"] == 0
