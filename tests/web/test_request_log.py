import json
from io import StringIO

import pytest
import structlog
from sqlalchemy.exc import OperationalError

from logs import configure_logs
from settings import Settings
from tests.web.security.site import SECRET_KEY, Site, site_on
from web.request_log import request_id
from web.security.access import Access, access


@pytest.fixture
def site(sqlite_url, tmp_path):
    made = site_on(sqlite_url, tmp_path)
    yield made
    made.services.database.close()


@pytest.fixture
def written(logs_as_before):
    stream = StringIO()
    configure_logs(Settings.model_validate({"secret_key": SECRET_KEY, "log_format": "json"}), stream)
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


def route(site: Site, view) -> None:
    site.app.add_url_rule("/try/<token>", endpoint="try", view_func=access(Access.TOKEN)(view), methods=["GET"])


def test_a_request_is_one_line(site, written):
    site.client().get("/privacy?utm_source=newsletter")
    (line,) = written()
    assert (line["event"], line["method"], line["route"], line["status"]) == ("request", "GET", "/privacy", 200)
    assert line["milliseconds"] > 0
    assert "newsletter" not in json.dumps(line)


def test_the_line_names_the_route_and_never_the_secret_in_it(site, written):
    route(site, lambda token: "landed")
    site.client().get("/try/s3cr3t-t0ken")
    site.client().get("/no-such-page/s3cr3t-t0ken")
    assert [line["route"] for line in written()] == ["/try/<token>", "unknown"]
    assert "s3cr3t" not in json.dumps(written())


def test_the_visitors_address_is_not_logged(site, written):
    site.client().get("/", environ_base={"REMOTE_ADDR": "198.51.100.7"}, headers={"User-Agent": "Northwind/1"})
    assert "198.51.100.7" not in json.dumps(written())
    assert "Northwind" not in json.dumps(written())


def test_the_id_of_a_request_is_the_proxys_if_it_makes_sense(site, written):
    answer = site.client().get("/privacy", headers={"X-Request-ID": "a1b2c3d4-e5f6"})
    assert answer.headers["X-Request-ID"] == "a1b2c3d4-e5f6"
    assert written()[0]["request_id"] == "a1b2c3d4-e5f6"


@pytest.mark.parametrize("sent", ["", "short", "x" * 37, "anna@northwind.example", "a b c d e f g h"])
def test_the_id_of_a_request_is_made_here_otherwise(site, written, sent):
    answer = site.client().get("/privacy", headers={"X-Request-ID": sent})
    assert answer.headers["X-Request-ID"] not in ("", sent)


def test_two_requests_have_two_ids(site):
    client = site.client()
    assert client.get("/privacy").headers["X-Request-ID"] != client.get("/privacy").headers["X-Request-ID"]


def test_what_a_request_logs_carries_its_id(site, written):
    def view(token):
        structlog.get_logger("northwind").info("something happened")
        return request_id()

    route(site, view)
    said = site.client().get("/try/x").text
    assert [line["request_id"] for line in written()] == [said, said]


def test_an_unexpected_error_is_logged_with_its_lines_and_without_values(site, written):
    def view(token):
        answer = "she said s3cr3t"
        raise ValueError(f"cannot read {len(answer)}")

    route(site, view)
    answer = site.client().get("/try/x")
    assert answer.status_code == 500
    line = next(line for line in written() if line["level"] == "error")
    assert "ValueError: cannot read 15" in line["exception"]
    assert "test_request_log.py" in line["exception"]
    assert "she said" not in line["exception"].replace('answer = "she said s3cr3t"', "")


def test_a_person_who_meets_an_error_can_name_it(site):
    route(site, lambda token: 1 / 0)
    answer = site.client().get("/try/x")
    assert answer.status_code == 500
    assert answer.headers["X-Request-ID"] in answer.text
    assert "ZeroDivisionError" not in answer.text


def test_a_database_that_is_away_is_said_in_words(site):
    def view(token):
        raise OperationalError("SELECT 1", {"email": "anna@northwind.example"}, Exception("no connection"))

    route(site, view)
    answer = site.client().get("/try/x")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    assert "is safe" in answer.text


def test_an_error_page_that_fails_still_says_what_happened(site, monkeypatch):
    monkeypatch.delitem(site.app.jinja_env.globals, "asset")
    route(site, lambda token: 1 / 0)
    answer = site.client().get("/try/x")
    assert answer.status_code == 500
    assert "<h1>Something went wrong on our side</h1>" in answer.text


@pytest.mark.parametrize(
    ("method", "address", "status", "words"),
    [
        ("GET", "/no-such-page", 404, "no such page"),
        ("PUT", "/privacy", 405, "cannot be used like that"),
        ("GET", "/start/none", 404, "no such page"),
    ],
)
def test_other_errors_are_said_in_words(site, method, address, status, words):
    answer = site.client().open(address, method=method)
    assert answer.status_code == status
    assert words in answer.text


def test_a_wrong_method_names_the_right_ones(site):
    assert "GET" in site.client().put("/privacy").headers["Allow"]
