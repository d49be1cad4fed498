import base64
import json
from datetime import timedelta

import altcha
import pytest

from tests.web.security.site import Site
from tests.web.security.solving import typed_digits, worked_out
from web.security.proof import (
    LIFETIME,
    NOT_A_PERSON,
    NOT_CHECKED,
    SEND_AGAIN,
    SHORTEST_QUIZ,
    TYPE_DIGITS,
    WRONG_DIGITS,
    Challenge,
    challenge_for,
    check,
    spend,
)
from web.security.proof_of_work import LEAST_TRIES, MOST_TRIES

WAYS = pytest.mark.parametrize("answered", [typed_digits, worked_out])


@pytest.fixture
def site(site: Site):
    """The app, in one audit that began a quarter of an hour ago and one that began after it."""
    for public_id in ("mine", "other"):
        site.begin_audit(public_id)
    site.clock.forward(minutes=15)
    with site.app.app_context():
        yield site


@pytest.fixture
def challenge(site: Site) -> Challenge:
    return challenge_for("mine", site.clock())


def spent(site: Site, form: dict[str, str]) -> bool:
    with site.services.database.writing() as session:
        return spend(session, form)


@WAYS
def test_a_person_passes(site: Site, challenge: Challenge, answered):
    form = answered(challenge)
    assert check(form, "mine", site.clock()) is None
    assert spent(site, form)


@WAYS
def test_a_proof_is_good_once(site: Site, challenge: Challenge, answered):
    form = answered(challenge)
    assert [spent(site, form), spent(site, form)] == [True, False]


def test_the_two_ways_of_one_challenge_are_one_proof(site: Site, challenge: Challenge):
    assert spent(site, worked_out(challenge))
    assert not spent(site, typed_digits(challenge))


@WAYS
def test_a_proof_is_good_for_two_hours(site: Site, challenge: Challenge, answered):
    form, made_at = answered(challenge), site.clock()
    assert check(form, "mine", made_at + LIFETIME - timedelta(seconds=1)) is None
    assert check(form, "mine", made_at + LIFETIME + timedelta(seconds=1)) == SEND_AGAIN


@WAYS
def test_a_proof_is_good_for_its_own_audit(site: Site, challenge: Challenge, answered):
    assert check(answered(challenge), "other", site.clock()) == SEND_AGAIN


def test_nobody_answers_a_quiz_in_seconds(site: Site):
    site.begin_audit("hasty")
    form = typed_digits(challenge_for("hasty", site.clock()))
    message = check(form, "hasty", site.clock())
    assert message == "That was very quick. Please wait 16 seconds and send it again."
    site.clock.now += SHORTEST_QUIZ
    assert check(form, "hasty", site.clock()) is None


def test_an_audit_that_is_not_there_has_no_proof(site: Site):
    assert check(typed_digits(challenge_for("gone", site.clock())), "gone", site.clock()) == SEND_AGAIN


def test_a_field_that_nobody_sees_stays_empty(site: Site, challenge: Challenge):
    assert check(typed_digits(challenge) | {"website": "https://spam.example"}, "mine", site.clock()) == NOT_A_PERSON


def test_without_any_answer_the_person_is_asked(site: Site, challenge: Challenge):
    form = typed_digits(challenge) | {"proof_digits": ""}
    assert check(form, "mine", site.clock()) == TYPE_DIGITS


@pytest.mark.parametrize("spelling", ["{}{}{}{}{}", "{} {} {} {} {}", " {}{}-{}{}{}. ", "{},{},{},{},{}"])
def test_the_digits_may_be_typed_as_people_do(site: Site, challenge: Challenge, spelling: str):
    form = typed_digits(challenge)
    assert check(form | {"proof_digits": spelling.format(*form["proof_digits"])}, "mine", site.clock()) is None


@pytest.mark.parametrize("spelling", ["{}{}{}{}", "{}{}{}{}{}0", "0{}{}{}{}{}"])
def test_other_digits_are_wrong(site: Site, challenge: Challenge, spelling: str):
    form = typed_digits(challenge)
    assert check(form | {"proof_digits": spelling.format(*form["proof_digits"])}, "mine", site.clock()) == WRONG_DIGITS


def test_the_digits_stand_nowhere_in_the_form(challenge: Challenge):
    digits = typed_digits(challenge)["proof_digits"]
    carried = challenge.seal.split(".")
    assert digits not in (carried[0], carried[1], carried[2])
    assert len(digits) == 5


@pytest.mark.parametrize(
    "seal",
    ["", ".", "..", "a.b.c", "x.99999999999.y", "x.9999999999999999999.y", "x.²³.y", "é.1.é", "." * 50, "a.1.b.c.d"],
)
def test_a_seal_of_somebodys_own_is_refused(site: Site, challenge: Challenge, seal: str):
    assert check(typed_digits(challenge) | {"proof_seal": seal}, "mine", site.clock()) == SEND_AGAIN


def test_a_longer_life_cannot_be_written_into_a_seal(site: Site, challenge: Challenge):
    number, expires, signature = challenge.seal.split(".")
    later = f"{number}.{int(expires) + 86_400}.{signature}"
    assert check(typed_digits(challenge) | {"proof_seal": later}, "mine", site.clock()) == SEND_AGAIN


def test_work_for_another_challenge_does_not_count(site: Site, challenge: Challenge):
    other = worked_out(challenge_for("mine", site.clock()))
    assert check(worked_out(challenge) | {"proof_work": other["proof_work"]}, "mine", site.clock()) == NOT_CHECKED


@pytest.mark.parametrize("work", ["x", "e30=", "bnVsbA==", "é", "A" * 5_000, "eyJjaGFsbGVuZ2UiOm51bGx9"])
def test_work_that_cannot_be_read_does_not_count(site: Site, challenge: Challenge, work: str):
    assert check(worked_out(challenge) | {"proof_work": work}, "mine", site.clock()) == NOT_CHECKED


def test_easier_work_than_was_asked_for_does_not_count(site: Site, challenge: Challenge):
    easy = json.loads(challenge.work)
    easy["parameters"] |= {"cost": 1, "keyPrefix": "00"}
    asked = altcha.Challenge.from_dict(easy)
    solution = altcha.solve_challenge(asked)
    assert solution is not None
    form = worked_out(challenge) | {"proof_work": altcha.Payload(asked, solution).to_base64()}
    assert check(form, "mine", site.clock()) == NOT_CHECKED


def test_a_key_that_was_not_worked_out_does_not_count(site: Site, challenge: Challenge):
    asked = json.loads(challenge.work)
    guessed = asked["parameters"]["keyPrefix"] + "00" * 16
    payload = {"challenge": asked, "solution": {"counter": 0, "derivedKey": guessed}}
    form = worked_out(challenge) | {"proof_work": base64.b64encode(json.dumps(payload).encode()).decode()}
    assert check(form, "mine", site.clock()) == NOT_CHECKED


def test_the_work_takes_about_the_same_for_everybody(site: Site):
    tries = []
    for _ in range(4):
        payload = worked_out(challenge_for("mine", site.clock()))["proof_work"]
        tries.append(json.loads(base64.b64decode(payload))["solution"]["counter"])
    assert min(tries) >= LEAST_TRIES
    assert max(tries) < MOST_TRIES
