"""Where one is signed in."""

from audit.store.operator_sessions import LONGEST, LONGEST_IDLE
from audit.store.tables import OperatorSession
from tests.web.portal.signing_in.people import LEE, PAT


def test_one_sees_ones_browsers_and_ends_another(door):
    door.company()
    first, second = door.enter(), door.enter()
    door.enter(LEE)
    page = second.open("/portal/me")
    assert len(page.by_class("portal-list")[0].findall("li")) == 2
    assert "(this one)" in page.words
    number = door.rows(OperatorSession)[0].id
    assert "That browser is signed out." in second.send(page, {}, to=f"/portal/me/browsers/{number}/end").words
    assert first.open("/portal/me").path == "/portal/sign-in"


def test_nobody_ends_somebody_elses_session(door):
    pat, lee = door.enter(PAT), door.enter(LEE)
    number = door.rows(OperatorSession)[0].id
    hidden = lee.open("/portal/me").hidden()
    assert lee.client.post(f"/portal/me/browsers/{number}/end", data=hidden).status_code == 404
    assert pat.open("/portal/me").path == "/portal/me"


def test_all_others_are_ended_at_once(door):
    first, second, other = door.enter(), door.enter(), door.enter(LEE)
    second.send(second.open("/portal/me"), {}, to="/portal/me/browsers/end-others")
    assert first.open("/portal/me").path == "/portal/sign-in"
    assert second.open("/portal/me").path == other.open("/portal/me").path == "/portal/me"


def test_a_session_ends_by_itself_unused_or_old(door, site):
    unused, used = door.enter(), door.enter()
    site.clock.forward(days=LONGEST_IDLE.days - 1)
    assert used.open("/portal/me").path == "/portal/me"
    site.clock.forward(days=1)
    assert unused.open("/portal/me").path == "/portal/sign-in"
    while site.clock() < door.rows(OperatorSession)[1].made_at + LONGEST:
        assert used.open("/portal/me").path == "/portal/me"
        site.clock.forward(days=5)
    assert used.open("/portal/me").path == "/portal/sign-in"
