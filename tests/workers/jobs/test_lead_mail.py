"""Alerts and reminders by mail: what they say, and that nobody gets old news."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from icalendar import Calendar

from audit.store import audits, leads
from audit.store.tables import JobState
from tests.workers.desk import START, forward, mail_row, record, services_on
from tests.workers.sales import COMPANY, MINUTE, lead, mails_to, plan, seller, touch
from workers.jobs.mail import MAIL_JOB, composed
from workers.jobs.working import work_on
from workers.lead_watch import watch_leads

pytestmark = pytest.mark.enable_socket


@pytest.fixture
def office(database, tmp_path, smtp):
    """A worker's services with a mail server, and office hours in Chicago."""
    return services_on(
        database,
        tmp_path,
        smtp_url=smtp.url,
        business_time_zone="America/Chicago",
        business_hours="mon-fri 04:00-17:00",
    )


def send(services, mail_id):
    work_on(services, MAIL_JOB, mail_id, "")


def subject(mail):
    """What it is about; a long line is folded, and begins with a space then."""
    return str(mail.message["Subject"]).strip()


def test_an_alert_says_all_that_a_call_needs_to_begin(office, smtp) -> None:
    seller(office)
    lead(office)

    send(office, 1)

    mail = smtp.delivered[0]
    text = mail.part("plain")
    assert mail.recipients == ("sam@northwind.example",)
    assert subject(mail).startswith(f"New lead: {COMPANY}, ")
    assert "Who: Dana Lee, Owner\n" in text
    assert " a year " in text.split("Found: ")[1].splitlines()[0]
    assert "Largest leak: " in text
    assert "Fix first: " in text
    assert "Response clock: 5 min left\n" in text
    assert "Consent: Did not agree to be written to about anything else.\n" in text
    assert "http://localhost:8000/console/leads/a-lead" in text


def test_the_two_parts_of_an_alert_say_the_same_and_what_was_typed_is_text_there(office, smtp) -> None:
    seller(office)
    lead(office)

    send(office, 1)

    mail = smtp.delivered[0]
    assert "Northwind &lt;Trading&gt; &amp; Sons" in mail.part("html")
    assert "<Trading>" not in mail.part("html")
    for line in mail.part("plain").splitlines():
        if ": " in line and "Northwind" not in line:
            assert line.partition(": ")[2] in mail.part("html")


def test_neither_address_nor_phone_number_of_the_prospect_stands_in_an_alert(office, smtp) -> None:
    seller(office)
    lead(office)

    send(office, 1)

    whole = smtp.delivered[0].message.as_string()
    assert "dana@" not in whole
    assert "4155550132" not in whole


def test_a_name_cannot_add_a_header(office) -> None:
    seller(office)
    lead(office, company="Northwind\r\nBcc: everybody@northwind.example")

    message = composed(office, 1)

    assert message["Bcc"] is None
    assert "\n" not in message["Subject"]


def test_each_turn_of_the_clock_comes_with_its_own_words(office, smtp) -> None:
    seller(office)
    lead(office)
    for minutes in (5, 55):
        forward(office, minutes * MINUTE)
        watch_leads(office)
    for mail_id in (1, 2, 3):
        send(office, mail_id)

    # What was not sent by then is old news.
    assert [subject(one).partition(":")[0] for one in smtp.delivered] == ["Overdue"]
    assert [mail_row(office.database, mail_id).server_reply for mail_id in (1, 2)] == [
        "Not sent: there is newer news, or it is too old."
    ] * 2
    assert "Response clock: red for 0 min" in smtp.delivered[0].part("plain")


def test_an_alert_of_a_lead_that_was_called_in_the_meantime_is_not_sent(office, smtp) -> None:
    sam = seller(office)
    lead(office)
    touch(office, sam)

    send(office, 1)

    row = mail_row(office.database, 1)
    assert (row.state, row.server_reply) == (JobState.DONE, "Not sent: somebody was in touch before.")
    assert (row.error, row.claim, row.message_id) == (None, None, None)
    assert smtp.delivered == []


def test_an_alert_that_is_put_off_comes_later_as_the_same_message(office, smtp) -> None:
    seller(office)
    lead(office)
    before = composed(office, 1).as_bytes()
    smtp.at_message("450 Try again later")
    send(office, 1)
    forward(office, timedelta(seconds=10))

    send(office, 1)

    assert composed(office, 1).as_bytes() == before
    assert smtp.delivered[0].message["Message-ID"] == message_from_bytes(before, policy=policy.default)["Message-ID"]


def test_a_reminder_says_the_step_and_brings_it_for_the_calendar(office, smtp) -> None:
    sam = seller(office)
    lead(office)
    touch(office, sam)
    plan(office, sam, "Call about the offer", START + 90 * MINUTE)
    forward(office, 90 * MINUTE)
    assert watch_leads(office) == 1

    send(office, mails_to(office, "sam")[-1].id)

    mail = smtp.delivered[0]
    text = mail.part("plain")
    assert subject(mail) == f"Next step: {COMPANY}, Call about the offer"
    assert text.startswith("Call about the offer\n")
    assert "Due: Monday 1 June 2026, 05:30 (America/Chicago)\n" in text
    assert "/console/leads/a-lead" in text
    (part,) = mail.message.iter_attachments()
    assert (part.get_content_type(), part.get_filename()) == ("text/calendar", "next-step.ics")
    assert part.get_param("method") == "PUBLISH"
    (event,) = Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")
    assert event["SEQUENCE"] == 1
    assert event["DTSTART"].dt == START + 90 * MINUTE
    assert (
        composed(office, mails_to(office, "sam")[-1].id).as_bytes()
        == composed(office, mails_to(office, "sam")[-1].id).as_bytes()
    )


def test_a_reminder_of_a_step_that_was_moved_before_it_went_out_is_not_sent(office, smtp) -> None:
    sam = seller(office)
    lead(office)
    plan(office, sam, "Call about the offer", START + 90 * MINUTE)
    forward(office, 90 * MINUTE)
    watch_leads(office)
    plan(office, sam, "Call about the offer", START + timedelta(days=1))

    for mail in mails_to(office, "sam"):
        send(office, mail.id)

    assert mails_to(office, "sam")[-1].server_reply == "Not sent: the step was changed before."
    assert [subject(one) for one in smtp.delivered if "Next step" in subject(one)] == []


def test_without_a_mail_server_an_alert_is_kept(database, tmp_path) -> None:
    services = services_on(database, tmp_path)
    seller(services)
    lead(services)

    send(services, 1)

    assert mail_row(database, 1).state == JobState.KEPT


def test_a_company_without_a_name_is_called_so(office) -> None:
    sam = seller(office)
    lead(office)
    plan(office, sam, "Call", START + MINUTE)
    forward(office, MINUTE)
    with office.database.writing() as session:
        row = leads.of_audit(session, 1)
        row.company = ""
    watch_leads(office)

    message = composed(office, mails_to(office, "sam")[-1].id)

    assert message["Subject"] == "Next step: A company without a name, Call"


def test_a_lead_that_has_not_finished_the_quiz_is_told_of_without_figures(office) -> None:
    sam = seller(office)
    with office.database.writing() as session:
        begun = audits.begin(session, "a-lead", record().audit.playbook.content_hash, {}, office.clock())
        leads.begin(session, begun, office.clock())
    plan(office, sam, "Ask whether they need a hand", START + MINUTE)
    forward(office, MINUTE)
    watch_leads(office)

    text = composed(office, 1).get_body(("plain",)).get_content()

    assert "Found: The quiz is not finished.\n" in text
    assert "Response clock: not running\n" in text
    assert "Largest leak" not in text
    assert "Who:" not in text


def test_alerts_reach_everybody_who_wants_them(office) -> None:
    seller(office, "sam")
    seller(office, "ida", wants_alerts=False)
    seller(office, "ola")
    lead(office)

    assert [len(mails_to(office, name)) for name in ("sam", "ida", "ola")] == [1, 0, 1]
