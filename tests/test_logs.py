import json
import logging
from io import StringIO

import pytest
import structlog

from logs import clean_text, configure_logs
from settings import Settings

SECRET = "only-for-tests-0123456789-0123456789"  # noqa: S105  # signs nothing
TOKEN = "mR3x9Zq0kT7vB2nW5yL8cD1fG4hJ6pS-aE_uIoKqXwY"  # noqa: S105  # invented


def logging_to(stream: StringIO, **chosen: str) -> None:
    configure_logs(Settings.model_validate({"secret_key": SECRET, "log_format": "json"} | chosen), stream)


@pytest.fixture
def stream(logs_as_before):
    return StringIO()


def lines(stream: StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def fail_over(what: object) -> None:
    raise ValueError(what)


def test_a_line_is_one_json_object_with_when_how_grave_and_who(stream):
    logging_to(stream)
    structlog.get_logger("northwind").info("report made", report_id=7, seconds=1.5, ready=True, company=None)
    (line,) = lines(stream)
    assert (line["event"], line["level"], line["logger"]) == ("report made", "info", "northwind")
    assert str(line["timestamp"]).endswith("Z")
    assert (line["report_id"], line["seconds"], line["ready"], line["company"]) == (7, 1.5, True, None)


def test_libraries_come_out_the_same_way(stream):
    logging_to(stream)
    logging.getLogger("a.library").warning("%s of %s", 1, 2)
    assert lines(stream)[0]["event"] == "1 of 2"


def test_lines_are_readable_in_development(stream):
    logging_to(stream, log_format="auto", mode="development")
    structlog.get_logger("northwind").info("report made", report_id=7)
    assert "report made" in stream.getvalue()
    assert "report_id=7" in stream.getvalue()


def test_what_is_below_the_level_is_not_written(stream):
    logging_to(stream, log_level="warning")
    structlog.get_logger("northwind").info("small")
    logging.getLogger("a.library").info("small")
    assert stream.getvalue() == ""


def test_configuring_twice_writes_once(stream):
    logging_to(stream)
    logging_to(stream)
    structlog.get_logger("northwind").info("once")
    assert len(lines(stream)) == 1


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("to anna@northwind.example.", "to [address]"),
        ("<anna.b+audit@mail.northwind.example> refused", "<[address]> refused"),
        ("from 198.51.100.7", "from 198.51.100.7"),  # set aside for examples: nobody's
        ("from 8.8.8.8:443", "from [address]:443"),
        ("from 2606:4700:4700::1111, twice", "from [address], twice"),
        ("127.0.0.1:5432 refused", "127.0.0.1:5432 refused"),
        ("at 12:30:45", "at 12:30:45"),
        ("version 1.2.3", "version 1.2.3"),
        (f"GET /report/{TOKEN}", "GET /report/[token]"),
        ("redis://:hush@cache.northwind.example:6379/0", "redis://cache.northwind.example:6379/0"),
        ("postgresql://app:p%40ss@db/x", "postgresql://db/x"),
        ("test_a_long_name_of_a_function_in_the_code", "test_a_long_name_of_a_function_in_the_code"),
        ("[SQL: SELECT]\n[parameters: ('Anna', 'said')]\n(see)", "[SQL: SELECT]\n[parameters: removed]\n(see)"),
    ],
)
def test_what_looks_like_an_address_or_a_token_is_taken_out(text, left):
    assert clean_text(text) == left


def test_addresses_are_taken_out_wherever_they_stand(stream):
    logging_to(stream)
    structlog.get_logger("northwind").warning(
        "refused: anna@northwind.example",
        reply=["550", {"to": "anna@northwind.example"}],
        error=ValueError("anna@northwind.example"),
    )
    logging.getLogger("a.library").error("to %s", "anna@northwind.example")
    try:
        fail_over("anna@northwind.example")
    except ValueError:
        structlog.get_logger("northwind").exception("failed")
    assert len(lines(stream)) == 3
    assert "anna" not in stream.getvalue().replace('fail_over(\\"anna@northwind.example\\")', "")


def test_fields_that_are_named_like_a_secret_are_not_written(stream):
    logging_to(stream)
    structlog.get_logger("northwind").info("x", email="Anna", smtp_password="hush", headers={"Cookie": "crumbs"})  # noqa: S106  # invented
    assert not any(word in stream.getvalue() for word in ("Anna", "hush", "crumbs"))


def test_a_traceback_holds_no_values_of_variables(stream):
    logging_to(stream)
    name = "Anna of Northwind"
    try:
        fail_over(len(name))
    except ValueError:
        structlog.get_logger("northwind").exception("failed")
    (line,) = lines(stream)
    assert "ValueError: 17" in str(line["exception"])
    assert "Anna" not in str(line["exception"])
