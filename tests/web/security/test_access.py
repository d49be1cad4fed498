import pytest
from flask import Blueprint

from tests.web.security.site import Site
from web.security.access import MOST_AUDITS_HELD, Access, access, check_every_route, held_audits, hold, holds, rule_of


def test_a_route_without_a_rule_keeps_the_app_from_starting(site: Site):
    site.app.add_url_rule("/forgotten", endpoint="forgotten", view_func=lambda: "anything")
    with pytest.raises(RuntimeError, match="forgotten"):
        check_every_route(site.app)


def test_a_holders_route_has_to_name_the_audit(site: Site):
    site.app.add_url_rule("/mine", endpoint="mine", view_func=access(Access.HOLDER)(lambda: "mine"))
    with pytest.raises(RuntimeError, match="/mine"):
        check_every_route(site.app)


def test_the_rule_of_a_view_in_a_blueprint_is_found(site: Site):
    inner = Blueprint("inner", __name__)
    inner.get("/inside", endpoint="inside")(access(Access.TOKEN)(lambda: "in"))
    site.app.register_blueprint(inner)
    assert rule_of(site.app, "inner.inside") is Access.TOKEN


def test_another_browser_may_not_open_an_audit(site: Site):
    site.begin_audit("theirs")
    answer = site.holder_of("mine").get("/audit/theirs/")
    assert answer.status_code == 404
    assert "not open in this browser" in answer.text


def test_nobody_learns_whether_an_audit_exists(site: Site):
    site.begin_audit("there")
    client = site.client()
    there, gone = client.get("/audit/there/"), client.get("/audit/gone/")
    assert there.status_code == gone.status_code == 404
    assert there.text == gone.text


def test_the_browser_that_holds_an_audit_opens_it(site: Site):
    site.begin_audit("mine")
    assert site.holder_of("mine").get("/audit/mine/").status_code == 303


def test_a_cookie_that_was_tampered_with_opens_nothing(site: Site):
    site.begin_audit("mine")
    client = site.holder_of("mine")
    cookie = client.get_cookie("plumbline")
    assert cookie is not None
    client.set_cookie("plumbline", cookie.value[:-3] + "abc")
    assert client.get("/audit/mine/").status_code == 404


def test_a_browser_keeps_its_newest_audits(site: Site):
    with site.app.test_request_context():
        for number in range(MOST_AUDITS_HELD + 5):
            hold(f"audit-{number}")
        assert len(held_audits()) == MOST_AUDITS_HELD
        assert holds(f"audit-{MOST_AUDITS_HELD + 4}")
        assert not holds("audit-0")


def test_holding_an_audit_again_makes_it_the_newest(site: Site):
    with site.app.test_request_context():
        for public_id in ("first", "second", "first"):
            hold(public_id)
        assert held_audits() == ["second", "first"]
