"""How far the PDF is and what became of the mail, in words that are true."""

from dataclasses import dataclass
from datetime import UTC, datetime

from audit.store.tables import JobState, Mail, Report


@dataclass(frozen=True, slots=True)
class Progress:
    """`state` is waiting, working, again, failed or ready; `percent` while it is being made.

    `again_at` is when the next attempt is due, in UTC. `settled` means that nothing changes any more by itself.
    """

    state: str
    heading: str
    sentence: str
    percent: int
    again_at: datetime | None
    settled: bool


def progress_of(report: Report, now: datetime) -> Progress:
    """Where a report stands."""
    match report.state:
        case JobState.DONE:
            return Progress("ready", "Your PDF is ready", "", 100, None, settled=True)
        case JobState.FAILED:
            return Progress("failed", "We could not make your PDF", _FAILED, 0, None, settled=True)
        case JobState.WORKING if report.claimed_until and report.claimed_until > now:
            percent = min(max(report.progress_percent, 0), 99)
            return Progress("working", _HEADING, "It is being made.", percent, None, settled=False)
        case JobState.WORKING:
            return Progress(
                "again", _HEADING, "It was interrupted and starts again in a moment.", 0, None, settled=False
            )
    if report.attempts:
        at = report.next_attempt_at.astimezone(UTC)
        words = f"Something went wrong, and nothing is lost. We try again at {at:%H:%M} UTC."
        return Progress("again", _HEADING, words, 0, at, settled=False)
    return Progress("waiting", _HEADING, "It is waiting for its turn.", 0, None, settled=False)


_HEADING = "Your PDF is on its way"
_FAILED = (
    "We tried several times. Every number is on the result page, and nothing that you told us is lost. "
    "You can ask for it once more there."
)


def mail_words(mail: Mail | None, email: str, *, sends_mail: bool) -> str:
    """What became of the mail to `email` (shown by its first letter only); `None` for one that was not ordered."""
    if not sends_mail or (mail is not None and mail.state == JobState.KEPT):
        return "No mail goes out from this server: the download is here instead."
    whom = masked(email)
    if mail is None:
        return f"We wrote to {whom} less than an hour ago, so we send no second mail. The download is here."
    match mail.state:
        case JobState.DONE:
            return f"We mailed the link to {whom}. It works on any device."
        case JobState.FAILED:
            return f"The mail to {whom} could not be delivered. Download the PDF here, or give another address."
        case JobState.HELD:
            return f"As soon as it is ready, we mail the link to {whom}. You can close this page."
    if mail.attempts:
        return f"The mail to {whom} has not gone through yet. We keep trying."
    return f"The mail with the link to {whom} is on its way."


def masked(email: str) -> str:
    """`a…@northwind.example`: enough to know one's own address by."""
    local, _, domain = email.rpartition("@")
    return f"{local[:1]}…@{domain}"


def size_in_words(size_bytes: int) -> str:
    """`640 KB` or `1.2 MB`."""
    kilobytes = max(round(size_bytes / 1000), 1)
    return f"{kilobytes} KB" if kilobytes < 1000 else f"{size_bytes / 1_000_000:.1f} MB"
