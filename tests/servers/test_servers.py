"""The servers that other tests lean on are real, and end when they should."""

import os
import signal
import smtplib
import ssl
import subprocess
import sys

import psutil
import psycopg
import pytest
import redis
from obstore.store import S3Store

from audit.store.migrating import is_current
from tests.servers.brokers import valkey_server
from tests.servers.certificates import loopback_tls
from tests.servers.folders import short_folder
from tests.servers.postgresql import postgresql
from tests.servers.processes import ServerDidNotStartError, ServerProcess
from tests.servers.smtp import smtp_server

pytestmark = pytest.mark.enable_socket


def mail(server, subject="Hello"):
    with smtplib.SMTP("127.0.0.1", server.port, timeout=10) as client:
        message = f"Subject: {subject}\nMessage-ID: <1@northwind.example>\n\nText\n"
        client.sendmail("plumbline@northwind.example", ["ada@northwind.example"], message)


def test_each_test_has_a_postgresql_database_of_its_own(postgresql_cluster):
    postgresql_cluster.create("first")
    with postgresql_cluster.connect("first") as connection:
        connection.execute("CREATE TABLE leaks (name text)")
        connection.execute("INSERT INTO leaks VALUES ('missed calls')")
    postgresql_cluster.create("copy", template="first")
    with postgresql_cluster.connect("copy") as connection:
        assert connection.execute("SELECT name FROM leaks").fetchall() == [("missed calls",)]
    postgresql_cluster.drop("copy")
    postgresql_cluster.drop("first")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        postgresql_cluster.connect("first")


def test_a_postgresql_that_was_killed_starts_again_with_its_data():
    with postgresql(durable=True) as cluster:
        cluster.create("kept")
        with cluster.connect("kept") as connection:
            connection.execute("CREATE TABLE leaks (name text)")
        cluster.server.kill()
        with pytest.raises(psycopg.OperationalError):
            cluster.connect("kept")
        cluster.server.start()
        with cluster.connect("kept") as connection:
            assert connection.execute("SELECT count(*) FROM leaks").fetchone() == (0,)


def test_a_broker_answers_on_its_port_and_its_socket_and_keeps_what_it_has_over_a_stop(broker):
    with redis.Redis.from_url(broker.url) as client:
        client.set("leak", "missed calls")
    broker.server.stop()
    broker.server.start()
    with redis.Redis(unix_socket_path=str(broker.socket)) as client:
        assert client.get("leak") == b"missed calls"
        broker.wipe()
        assert client.get("leak") is None


def test_a_test_gets_a_migrated_database_of_either_kind(database):
    assert is_current(database)


def test_mail_is_recorded_as_it_came(smtp):
    mail(smtp, "Your audit")
    (delivered,) = smtp.delivered
    assert delivered.recipients == ("ada@northwind.example",)
    assert delivered.message["Subject"] == "Your audit"
    assert delivered.message_id == "<1@northwind.example>"
    assert delivered.part("plain") == "Text\n"


def test_the_mail_server_refuses_once_when_told_to_and_then_accepts(smtp):
    smtp.at_recipient("550 No such user")
    smtp.at_message("451 Try later")
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        mail(smtp)
    with pytest.raises(smtplib.SMTPDataError):
        mail(smtp)
    mail(smtp)
    assert len(smtp.delivered) == 1


def test_the_mail_server_can_be_away_and_come_back_on_its_port(smtp):
    smtp.stop()
    with pytest.raises(ConnectionRefusedError):
        mail(smtp)
    smtp.start()
    mail(smtp)
    assert len(smtp.delivered) == 1


def test_a_mail_server_that_offers_tls_takes_mail_through_it(tmp_path):
    with smtp_server(tls=loopback_tls(tmp_path)) as server:
        with smtplib.SMTP("127.0.0.1", server.port, timeout=10) as client:
            client.starttls(context=ssl.create_default_context(cafile=str(tmp_path / "certificate.pem")))
            client.sendmail("plumbline@northwind.example", ["ada@northwind.example"], "Subject: Hello\n\nText\n")
        assert len(server.delivered) == 1


def test_the_s3_server_keeps_and_gives_what_was_put(s3):
    store = S3Store.from_url(
        s3.url,
        endpoint=s3.endpoint_url,
        region=s3.environment["S3_REGION"],
        access_key_id=s3.environment["S3_ACCESS_KEY_ID"],
        secret_access_key=s3.environment["S3_SECRET_ACCESS_KEY"],
        client_options={"allow_http": True},
    )
    store.put("1.pdf", b"%PDF")
    assert bytes(store.get("1.pdf").bytes()) == b"%PDF"


def test_a_server_that_does_not_start_says_what_it_printed(tmp_path):
    server = ServerProcess([sys.executable, "-c", "print('no such folder')"], tmp_path / "log", lambda: False)
    with pytest.raises(ServerDidNotStartError, match="no such folder"):
        server.start()


def test_nothing_of_a_server_is_left_after_its_block():
    with valkey_server() as broker:
        pid, folder = broker.server.pid, broker.socket.parent
    assert not psutil.pid_exists(pid)
    assert not folder.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent has ended")
@pytest.mark.parametrize("server", ["brokers.valkey_server", "postgresql.postgresql"])
def test_a_server_ends_with_the_test_run_that_is_killed(server):
    module, function = server.split(".")
    code = f"from tests.servers.{module} import {function} as start\n"
    code += "with start() as started: print(started.server.pid, flush=True); input()"
    with short_folder("kill") as folder:
        folder.chmod(0o711)  # PostgreSQL, not root, has to reach its own folder in it
        run = subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "TMPDIR": str(folder)},
        )
        with run:
            assert run.stdout is not None
            process = psutil.Process(int(run.stdout.readline()))
            run.send_signal(signal.SIGKILL)
            process.wait(timeout=20)
