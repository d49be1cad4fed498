"""Keys for programs: made with a label, shown once, listed, revoked."""

import re

from sqlalchemy import select

from audit.store.measuring_keys import MOST_KEYS
from audit.store.tables import MeasuringKey
from tests.web.portal.measuring.conftest import AUDIT, Desk, calls
from tests.web.portal.operators import PAT, agree, operating
from tests.web.quiz.browser import Browser, Page


def make(pat: Desk, label: str) -> Page:
    return pat.browser.send(pat.open("/keys"), {"label": label}, to=f"{pat.address}/keys")


def secret_on(page: Page) -> str:
    found = re.search(r"plk_[\w-]{43}", page.words)
    assert found
    return found[0]


def keys_of(pat: Desk) -> list[MeasuringKey]:
    with pat.site.services.database.reading() as session:
        return list(session.scalars(select(MeasuringKey).order_by(MeasuringKey.id)).all())


def test_a_key_is_shown_once_and_kept_by_nobody(pat: Desk):
    page = make(pat, "Call log export")
    assert page.h1 == "Your new key"
    assert page.response.headers["Cache-Control"] == "no-store"
    assert "http://audit.northwind.example/api/measurements" in page.words
    secret = secret_on(page)
    listed = pat.open("/keys")
    assert "Call log export Made on 2 June 2026 by Pat Lee. Not used yet." in listed.words
    assert secret not in listed.words
    assert secret not in str(pat.browser.client.get_cookie("plumbline"))


def test_a_key_says_when_it_was_last_used(pat: Desk):
    secret = secret_on(make(pat, "Call log export"))
    pat.site.client().get("/api/measurements", headers={"Authorization": f"Bearer {secret}"})
    assert "Last used on 2 June 2026, 10:30 UTC." in pat.open("/keys").words


def test_a_revoked_key_opens_nothing_any_more(pat: Desk):
    secret = secret_on(make(pat, "Call log export"))
    page = pat.open("/keys")
    page = pat.browser.send(page, {}, to=f"{pat.address}/keys/{keys_of(pat)[0].id}/revoked")
    assert "Call log export Revoked" in page.words
    answer = pat.site.client().get("/api/measurements", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 401


def test_a_key_needs_to_say_what_it_is_for(pat: Desk):
    page = make(pat, "   ")
    assert page.status == 422
    assert page.title.startswith("Error:")
    assert "Say what the key is for" in page.words
    assert "Shorten this to 60 letters." in make(pat, "x" * 61).words
    assert keys_of(pat) == []


def test_there_are_only_so_many_keys(pat: Desk):
    for number in range(MOST_KEYS):
        make(pat, f"Key {number}")
    page = make(pat, "One more")
    assert page.status == 422
    assert "There are 10 keys already." in page.words


def test_no_key_is_made_before_both_have_signed(site, company):
    desk = Desk(site, agree(site, company, AUDIT, calls(), signed=False), Browser(operating(site, PAT)))
    page = make(desk, "Call log export")
    assert page.status == 422
    assert "once both sides have signed" in page.words


def test_somebody_elses_key_cannot_be_revoked(pat: Desk, kim: Desk):
    make(pat, "Call log export")
    number = keys_of(pat)[0].id
    token = kim.open("/keys").hidden()["csrf_token"]
    for address in (kim.address, pat.address):
        answer = kim.browser.client.post(f"{address}/keys/{number}/revoked", data={"csrf_token": token})
        assert answer.status_code == 404
    assert keys_of(pat)[0].revoked_at is None
