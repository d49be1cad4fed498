"""`plumbline mail`: what the person at the terminal reads."""

import pytest

from audit.store.database import Database
from audit.store.migrating import migrate
from tests.cli.running import run
from tests.workers.desk import services_on
from tests.workers.sales import lead, seller

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def data(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'plumbline.sqlite3'}")
    migrate(database)
    database.close()
    return {"cwd": tmp_path, "DATA_DIR": str(tmp_path), "MAIL_FROM": "audit@northwind.example"}


def test_a_test_mail_goes_out_and_the_server_s_words_are_printed(data, smtp):
    done = run("mail", "test", "ann@northwind.example", SMTP_URL=smtp.url, **data)
    assert (done.returncode, done.stdout) == (0, "The mail server took it: 250 Message accepted\n")
    assert smtp.delivered[0].recipients == ("ann@northwind.example",)
    log = run("mail", "log", SMTP_URL=smtp.url, **data)
    assert "ann@northwind.example  test  done" in log.stdout


def test_a_refusal_is_printed_and_not_tried_again_behind_one_s_back(data, smtp):
    smtp.at_recipient("450 Try later")
    done = run("mail", "test", "ann@northwind.example", SMTP_URL=smtp.url, **data)
    assert done.returncode == 1
    assert "Error: The mail server refused the recipient (450)." in done.stderr
    assert "Traceback" not in done.stderr
    assert "failed" in run("mail", "log", **data).stdout


def test_without_a_mail_server_it_says_what_to_set(data):
    done = run("mail", "test", "ann@northwind.example", **data)
    assert done.returncode == 1
    assert "SMTP_URL" in done.stderr


def test_a_mail_of_the_log_is_shown_whole(data, smtp):
    run("mail", "test", "ann@northwind.example", SMTP_URL=smtp.url, **data)
    shown = run("mail", "log", "--show", "1", **data)
    assert "To: ann@northwind.example" in shown.stdout
    assert "Plumbline at http://localhost:8000 can send mail." in shown.stdout
    assert run("mail", "log", "--show", "7", **data).returncode == 1


def test_an_alert_that_has_passed_is_listed_and_no_longer_put_into_words(data, tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'plumbline.sqlite3'}")
    services = services_on(database, tmp_path)
    seller(services)
    lead(services)  # in June 2026: more than a day ago
    database.close()
    assert "alert" in run("mail", "log", **data).stdout
    shown = run("mail", "log", "--show", "1", **data)
    assert shown.returncode == 1
    assert "it told of something that has passed" in shown.stderr


def test_a_database_that_is_not_prepared_is_one_line(tmp_path):
    done = run("mail", "log", cwd=tmp_path, DATA_DIR=str(tmp_path))
    assert done.returncode == 1
    assert "plumbline migrate" in done.stderr
    assert "Traceback" not in done.stderr
