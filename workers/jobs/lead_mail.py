"""The mails that tell staff of a lead: it has come in, its clock has turned, its next step is due."""

from email.message import EmailMessage

from audit.sales.calendar_entry import CalendarEntry, calendar_file
from audit.sales.clock import Turn
from audit.sales.statuses import ENDED
from audit.store.tables import Mail
from workers.jobs.lead_news import check_that_it_is_news, told
from workers.jobs.working import NoLongerNeededError
from workers.mail.lead_messages import Step, alert_mail, reminder_mail
from workers.services import WorkerServices


def alert(services: WorkerServices, mail: Mail) -> EmailMessage:
    """The message of an alert. Raises LostClaimError, JobError, and NoLongerNeededError once it is no news."""
    found = told(services, mail.audit_id, mail.created_at)
    check_that_it_is_news(found.lead, mail.about, services.clock())
    return alert_mail(services.settings, mail, Turn(mail.about), found.news)


def reminder(services: WorkerServices, mail: Mail) -> EmailMessage:
    """The message of a reminder, with the step for a calendar; raises as `alert`, also where the step was changed."""
    found = told(services, mail.audit_id, mail.created_at)
    lead = found.lead
    if str(lead.next_step_number) != mail.about or lead.next_step_at is None or lead.status in ENDED:
        raise NoLongerNeededError("Not sent: the step was changed before.")
    entry = CalendarEntry(
        lead=lead.public_id,
        text=lead.next_step,
        whom=lead.company or lead.contact_name,
        link=found.news.link,
        due_at=lead.next_step_at,
        number=lead.next_step_number,
        now=mail.created_at,
    )
    step = Step(lead.next_step, lead.next_step_at, calendar_file(entry))
    return reminder_mail(services.settings, mail, step, found.news)
