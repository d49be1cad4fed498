import re
from pathlib import Path

import pytest
import redis
from flask import Flask

from tests.servers.brokers import Broker
from tests.web.security.site import Site
from web.security.limits import (
    Tries,
    enforce_limits,
    limit_report_requests,
    limit_sign_ins,
    limit_starts,
    limit_token_pages,
    network_of,
    tries,
)
from workers.broker_urls import limits_url

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


@limit_starts
def begin() -> str:
    return "begun"


@limit_starts
def show() -> str:
    return "shown"


@limit_report_requests
def order(public_id: str) -> str:
    return public_id


@limit_token_pages
def land(token: str) -> str:
    return token


@limit_sign_ins
def sign_in() -> str:
    return "checked"


def app_counting_at(storage: str) -> Flask:
    """An app with routes of each limit, which counts at `storage`."""
    app = Flask(__name__)
    app.post("/start")(begin)
    app.post("/start/again", endpoint="again")(begin)
    app.get("/start")(show)
    app.post("/audit/<public_id>/report")(order)
    app.get("/resume/<token>")(land)
    app.post("/sign-in")(sign_in)
    enforce_limits(app, storage, "a key")
    return app


def statuses(
    app: Flask, times: int, address: str = "/start", visitor: str = "192.0.2.1", method: str = "POST"
) -> set[int]:
    client = app.test_client()
    environ = {"REMOTE_ADDR": visitor}
    return {client.open(address, method=method, environ_base=environ).status_code for _ in range(times)}


def test_an_office_may_begin_thirty_audits_and_then_waits():
    app = app_counting_at("memory://")
    assert statuses(app, 30) == {200}
    assert statuses(app, 1) == {429}


def test_two_addresses_of_one_page_count_as_one():
    app = app_counting_at("memory://")
    assert statuses(app, 15) | statuses(app, 15, "/start/again") == {200}
    assert statuses(app, 1) == statuses(app, 1, "/start/again") == {429}


def test_another_address_is_not_held_up():
    app = app_counting_at("memory://")
    assert statuses(app, 31) == {200, 429}
    assert statuses(app, 1, visitor="192.0.2.2") == {200}


def test_looking_at_the_start_page_is_not_limited():
    assert statuses(app_counting_at("memory://"), 100, method="GET") == {200}


def test_many_addresses_together_may_not_try_one_audit_without_end():
    app = app_counting_at("memory://")
    answers = [statuses(app, 1, "/audit/one/report", visitor=f"192.0.2.{last}") for last in range(12)]
    assert answers == [{200}] * 10 + [{429}] * 2
    assert statuses(app, 1, "/audit/two/report", visitor="192.0.2.99") == {200}


def test_one_address_may_not_ask_for_the_reports_of_many_audits():
    app = app_counting_at("memory://")
    answers = [statuses(app, 1, f"/audit/{number}/report") for number in range(12)]
    assert answers == [{200}] * 10 + [{429}] * 2


def test_secret_links_cannot_be_tried_out():
    app = app_counting_at("memory://")
    answers = [statuses(app, 1, f"/resume/{number}", method="GET") for number in range(31)]
    assert answers == [{200}] * 30 + [{429}]


def test_an_office_may_sign_in_sixty_times_in_ten_minutes():
    app = app_counting_at("memory://")
    assert statuses(app, 60, "/sign-in") == {200}
    assert statuses(app, 1, "/sign-in") == {429}


def tries_of(app: Flask) -> Tries:
    with app.app_context():
        return tries()


def test_ten_tries_are_allowed_until_one_of_them_was_right():
    counted = tries_of(app_counting_at("memory://"))
    assert [counted.allow("account 1") for _ in range(11)] == [True] * 10 + [False]
    assert counted.allow("account 2")
    counted.forget("account 1")
    assert [counted.allow("account 1") for _ in range(11)] == [True] * 10 + [False]


@pytest.mark.enable_socket
def test_tries_count_in_all_web_processes_and_name_nobody_to_the_broker(broker: Broker):
    first, second = (tries_of(app_counting_at(limits_url(broker.socket_url))) for _ in range(2))
    counted = [one.allow("password of ada@northwind.example") for one in (first, second) * 6]
    assert counted == [True] * 10 + [False] * 2
    second.forget("password of ada@northwind.example")
    assert first.allow("password of ada@northwind.example")
    with redis.Redis(unix_socket_path=str(broker.socket)) as client:
        assert not [key for key in client.scan_iter() if b"ada" in key or b"northwind" in key]


@pytest.mark.enable_socket
def test_while_the_broker_is_away_tries_are_counted_all_the_same(tmp_path: Path):
    counted = tries_of(app_counting_at(f"redis+unix://{tmp_path / 'nobody-listens'}"))
    assert [counted.allow("account 1") for _ in range(11)] == [True] * 10 + [False]
    counted.forget("account 1")
    assert counted.allow("account 1")


@pytest.mark.enable_socket
def test_web_processes_count_together(broker: Broker):
    first, second = app_counting_at(limits_url(broker.socket_url)), app_counting_at(limits_url(broker.socket_url))
    assert statuses(first, 15) | statuses(second, 15) == {200}
    assert statuses(first, 1) == statuses(second, 1) == {429}


@pytest.mark.enable_socket
def test_no_address_reaches_the_broker(broker: Broker):
    statuses(app_counting_at(limits_url(broker.socket_url)), 3)
    with redis.Redis(unix_socket_path=str(broker.socket)) as client:
        keys = [key.decode() for key in client.scan_iter()]
    assert keys
    assert [key for key in keys if "192.0.2.1" in key] == []


def test_a_look_without_the_page_counts_as_a_look():
    app = app_counting_at("memory://")
    client = app.test_client()
    assert {client.head(f"/resume/{number}").status_code for number in range(30)} == {200}
    assert client.head("/resume/30").status_code == 429
    assert client.get("/resume/31").status_code == 429


@pytest.mark.enable_socket
def test_while_the_broker_is_away_each_process_counts_for_itself(tmp_path: Path):
    app = app_counting_at(f"redis+unix://{tmp_path / 'nobody-listens'}")
    assert statuses(app, 30) == {200}
    assert statuses(app, 1) == {429}


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:0db8:0001:0002"),
        (None, "unknown"),
        ("a socket", "unknown"),
    ],
)
def test_a_household_counts_as_one_address(address: str | None, network: str):
    assert network_of(address) == network


def test_whoever_is_too_often_there_is_told_when_to_come_back_and_loses_nothing(site: Site):
    client = site.client()
    page = client.get("/").text
    address = re.search(r'action="(/start/[^"]+)"', page)
    assert address
    form = dict(HIDDEN.findall(page))
    answers = [client.post(address[1], data=form) for _ in range(31)]
    assert [answer.status_code for answer in answers] == [303] * 30 + [429]
    assert answers[-1].headers["Retry-After"] == "600"
    assert "in 10 minutes at the latest" in answers[-1].text
    typed = {name: value for name, value in form.items() if name != "csrf_token"}
    assert typed
    assert typed.items() <= dict(HIDDEN.findall(answers[-1].text)).items()
