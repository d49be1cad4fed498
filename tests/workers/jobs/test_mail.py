"""Mail: one message a row, the same however often it is tried, and an honest word about what became of it."""

import re
from datetime import timedelta

import pytest
from pydantic import SecretStr
from sqlalchemy.exc import OperationalError

from audit.store import claims, mails, tokens
from audit.store.tables import JobState, Mail, TokenPurpose
from tests.servers.certificates import loopback_tls
from tests.servers.smtp import smtp_server
from tests.workers.desk import changed, forward, mail_row, nudges, order, services_on
from workers.jobs import mail as mail_job
from workers.jobs.mail import MAIL_JOB, composed
from workers.jobs.report import REPORT_JOB
from workers.jobs.working import work_on
from workers.mail import server as mail_server
from workers.rules import Rules

pytestmark = pytest.mark.enable_socket
ADDRESS = "ann@northwind.example"
LINK = re.compile(r"http://localhost:8000/report/([\w-]+)")


def link_in(text):
    """The link in a mail's text: the whole, and the secret in it."""
    found = LINK.search(text)
    assert found
    return found


class AwayAfter:
    """A database that is away for a few writings, after so many that went well."""

    def __init__(self, database, writings, times):
        self.database, self.well, self.away = database, writings, times

    def reading(self):
        return self.database.reading()

    def writing(self):
        self.well -= 1
        if self.well < 0 and self.away > 0:
            self.away -= 1
            raise OperationalError("COMMIT", {}, OSError("gone"))
        return self.database.writing()


class Overtaken:
    """A database in which another worker takes the mail just before this one sends it."""

    def __init__(self, database, services):
        self.database, self.services, self.writings = database, services, 0

    def reading(self):
        return self.database.reading()

    def writing(self):
        self.writings += 1
        if self.writings == 3:
            with self.database.writing() as session:
                lease = self.services.rules.mail.lease
                assert claims.claim(session, Mail, 1, self.services.clock() + 2 * lease, lease)
        return self.database.writing()


@pytest.fixture
def sending(database, tmp_path, smtp):
    """A worker's services with a mail server, and a mail that is due."""
    services = services_on(database, tmp_path, smtp_url=smtp.url)
    with_due_mail(services)
    return services


def with_due_mail(services):
    order(services.database, email=ADDRESS)
    with services.database.writing() as session:
        mails.release(session, 1, services.clock())


def send(services):
    work_on(services, MAIL_JOB, 1, "request-1")


def through(services, url):
    """The services with another mail server."""
    return changed(services, settings=services.settings.model_copy(update={"smtp_url": SecretStr(url)}))


def state(services):
    row = mail_row(services.database)
    return row.state, row.attempts, row.error


def test_a_mail_goes_out_once_and_the_row_says_what_the_server_said(sending, smtp):
    send(sending)
    send(sending)
    row = mail_row(sending.database)
    assert len(smtp.delivered) == 1
    assert (row.state, row.server_reply, row.claim) == (JobState.DONE, "250 Message accepted", None)
    assert row.message_id == smtp.delivered[0].message_id


def test_a_mail_has_a_text_and_an_html_part_that_say_the_same(sending, smtp):
    send(sending)
    mail = smtp.delivered[0]
    assert mail.recipients == (ADDRESS,)
    assert mail.sender == "audit@northwind.example"
    assert mail.message["From"] == "Plumb <audit@northwind.example>"
    assert mail.message["Auto-Submitted"] == "auto-generated"
    assert link_in(mail.part("plain"))[0] in mail.part("html")
    assert "a year" in mail.part("plain")
    assert "a year" in mail.part("html")


def test_nothing_that_was_typed_into_the_form_stands_in_the_mail(sending, smtp):
    send(sending)
    text = smtp.delivered[0].message.as_string()
    assert "Northwind" not in text.replace("northwind.example", "")
    assert "Ann" not in text


def test_the_link_in_the_mail_opens_its_report_and_the_database_holds_only_a_hash(sending, smtp):
    send(sending)
    secret = link_in(smtp.delivered[0].part("plain"))[1]
    with sending.database.reading() as session:
        token = tokens.find(session, secret, TokenPurpose.REPORT, sending.clock())
        assert (token.audit_id, token.report_id) == (1, 1)
        assert token.token_hash != secret
        assert tokens.find(session, secret, TokenPurpose.RESUME, sending.clock()) is None
    assert len(secret) == 43


def test_a_mail_put_off_by_the_server_is_sent_later_and_is_the_same_message(sending, smtp):
    before = composed(sending, 1).as_bytes()
    smtp.at_message("450 Try again later")
    send(sending)
    assert state(sending) == (JobState.WAITING, 1, "The mail server refused the message (450).")
    send(sending)
    assert smtp.delivered == []
    forward(sending, sending.rules.mail.delays[0])
    send(sending)
    assert state(sending) == (JobState.DONE, 2, None)
    assert len(smtp.delivered) == 1
    assert composed(sending, 1).as_bytes() == before


@pytest.mark.parametrize("tell", ["at_recipient", "at_message"])
def test_a_mail_that_the_server_refuses_for_good_has_failed_at_once(sending, smtp, tell):
    getattr(smtp, tell)("550 No such user here: " + ADDRESS)
    send(sending)
    row = mail_row(sending.database)
    assert (row.state, row.attempts) == (JobState.FAILED, 1)
    assert str(row.error).endswith("(550).")
    assert ADDRESS not in str(row.error)


def test_a_recipient_put_off_by_the_server_is_asked_again(sending, smtp):
    smtp.at_recipient("451 Greylisted")
    send(sending)
    assert state(sending) == (JobState.WAITING, 1, "The mail server refused the recipient (451).")


def test_a_mail_server_that_is_away_costs_an_attempt_and_no_mail(sending, smtp):
    smtp.stop()
    send(sending)
    assert state(sending) == (JobState.WAITING, 1, "The mail server cannot be reached (ConnectionRefusedError).")
    smtp.start()
    forward(sending, sending.rules.mail.delays[0])
    send(sending)
    assert len(smtp.delivered) == 1


def test_a_mail_server_that_does_not_answer_is_not_waited_for_without_end(sending, smtp, monkeypatch):
    monkeypatch.setattr(mail_server, "STEP_SECONDS", 0.2)
    smtp.at_recipient("250 OK", seconds=30)
    send(sending)
    assert state(sending) == (JobState.WAITING, 1, "The mail server broke off (SMTPServerDisconnected).")


def test_without_a_mail_server_the_mail_is_kept_and_its_link_is_good(services):
    with_due_mail(services)
    send(services)
    assert state(services) == (JobState.KEPT, 1, None)
    secret = link_in(composed(services, 1).as_string())[1]
    with services.database.reading() as session:
        assert tokens.find(session, secret, TokenPurpose.REPORT, services.clock())


def test_a_mail_server_without_tls_is_not_trusted_where_tls_is_asked_for(sending, smtp):
    send(through(sending, f"{smtp.url}?starttls=require"))
    assert state(sending) == (JobState.WAITING, 1, "The mail server offers no TLS, and SMTP_URL asks for it.")
    assert smtp.delivered == []


def test_a_password_is_not_sent_in_the_clear_to_another_machine(sending, smtp, monkeypatch):
    monkeypatch.setattr(mail_server, "_is_this_machine", lambda host: False)
    send(through(sending, smtp.url.replace("//", "//ann:secret@")))
    assert state(sending)[2] == "The mail server offers no TLS; the password is not sent in the clear."
    assert smtp.delivered == []


@pytest.mark.filterwarnings("ignore:Requiring AUTH")  # aiosmtpd would rather have TLS required as well
def test_a_mail_goes_through_tls_with_a_login_where_the_server_wants_both(database, tmp_path, monkeypatch):
    with smtp_server(tls=loopback_tls(tmp_path), require_login=True) as smtp:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
        services = services_on(database, tmp_path, smtp_url=smtp.url.replace("//", "//ann:p%40ss@"))
        with_due_mail(services)
        send(services)
        assert state(services) == (JobState.DONE, 1, None)
        assert len(smtp.delivered) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused(database, tmp_path):
    with smtp_server(tls=loopback_tls(tmp_path)) as smtp:
        services = services_on(database, tmp_path, smtp_url=smtp.url)
        with_due_mail(services)
        send(services)
        assert state(services) == (JobState.WAITING, 1, "The mail server broke off (SSLCertVerificationError).")
        assert smtp.delivered == []


def test_a_database_that_is_away_for_a_moment_after_the_sending_makes_no_second_mail(sending, smtp, monkeypatch):
    monkeypatch.setattr(mail_job, "MARK_AGAIN_SECONDS", 0.01)
    flaky = changed(sending, database=AwayAfter(sending.database, writings=3, times=2))
    send(flaky)
    assert state(sending) == (JobState.DONE, 1, None)
    forward(sending, timedelta(hours=1))
    send(sending)
    assert len(smtp.delivered) == 1


def test_a_worker_that_lost_its_claim_does_not_send(sending, smtp):
    late = changed(sending, settings=sending.settings, database=Overtaken(sending.database, sending))
    send(late)
    assert smtp.delivered == []
    assert state(sending)[:2] == (JobState.WORKING, 2)


def test_a_worker_that_is_told_to_end_hands_the_mail_back(sending, smtp):
    sending.stopping.set()
    send(sending)
    assert smtp.delivered == []
    assert state(sending) == (JobState.WAITING, 0, None)


def test_a_mail_that_finds_no_taker_is_given_up(sending, smtp):
    smtp.stop()
    for delay in (*sending.rules.mail.delays, timedelta()):
        send(sending)
        forward(sending, delay)
    row = mail_row(sending.database)
    assert (row.state, row.attempts) == (JobState.FAILED, Rules().mail.most_attempts)
    smtp.start()


def test_the_whole_way_from_the_order_to_the_mail(database, tmp_path, smtp):
    services = services_on(database, tmp_path, smtp_url=smtp.url)
    order(database, email=ADDRESS)
    work_on(services, REPORT_JOB, 1, "request-1")
    (kind, mail_id, request_id) = nudges(services)[0]
    assert (kind, request_id) == ("mail", "request-1")
    work_on(services, MAIL_JOB, mail_id, request_id)
    assert len(smtp.delivered) == 1
