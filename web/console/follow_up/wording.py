"""What happened with a lead, in words: "Ada Lindqvist set the status to Contacted"."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from audit.sales.statuses import LABELS, REASONS, Status
from audit.store.activity import Activity, Kind
from audit.store.history import Event, What
from web.console.follow_up.moments import in_words

TURNS: Final = {
    "arrived": "told the team that somebody can be called",
    "amber": "told the team that the clock has turned amber",
    "red": "told the team that the clock has turned red",
}
COMPANY: Final = "The company"
OURSELVES: Final = "Plumbline"
FIELDS: Final = {"time_zone": "time zone", "phone": "phone number"}
HAPPENED: Final[Mapping[What, tuple[str, str]]] = {
    What.BEGUN: (COMPANY, "began the quiz"),
    What.FINISHED: (COMPANY, "finished the quiz"),
    What.CORRECTED: (COMPANY, "changed an answer"),
    What.CONTACT_GIVEN: (COMPANY, "said who they are"),
    What.CONSENT_GIVEN: (COMPANY, "agreed to be written to"),
    What.CONSENT_WITHDRAWN: (COMPANY, "took their consent back"),
    What.PDF_ASKED: (COMPANY, "asked for the PDF"),
    What.PDF_OPENED: (COMPANY, "opened the PDF"),
    What.MAIL_SENT: (OURSELVES, "mailed the link to the PDF"),
    What.MAIL_FAILED: (OURSELVES, "could not deliver the mail with the link to the PDF"),
    What.REMINDED: (OURSELVES, "sent a reminder of the next step"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of what happened. `undone`: it was taken back later."""

    when: str
    who: str
    what: str
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells what happened. `names` are those of the accounts, by number; `now` is aware."""

    names: Mapping[int, str]
    now: datetime
    zone: ZoneInfo

    def line(self, event: Event) -> Line:
        """An event in words."""
        when = in_words(event.at, self.now, self.zone)
        if event.done is not None:
            done = event.done
            return Line(when, self.name(done.account_id), self.words(done), undone=done.undone_at is not None)
        if event.what is What.TEAM_TOLD:
            return Line(when, OURSELVES, TURNS.get(event.detail, "told the team"))
        return Line(when, *HAPPENED[event.what or What.BEGUN])

    def name(self, account_id: int | None) -> str:
        """Who it was."""
        return COMPANY if account_id is None else self.names.get(account_id, "Somebody")

    def sentence(self, row: Activity) -> str:
        """What somebody did and when, as a sentence."""
        return f"{self.name(row.account_id)} {self.words(row)} ({in_words(row.at, self.now, self.zone)})."

    def words(self, row: Activity) -> str:
        """What somebody did: the part of a sentence after their name."""
        return _WORDS[Kind(row.kind)](self, row)

    def moment(self, said: str) -> str:
        """A moment of `before` or `after`."""
        return in_words(datetime.fromisoformat(said), self.now, self.zone)


def status_words(status: str, reason: str = "") -> str:
    """`Unqualified: No budget`."""
    known = Status(status)
    reasons = REASONS.get(known, {})
    return f"{short_label(known)}: {reasons[reason]}" if reason in reasons else short_label(known)


def short_label(status: Status) -> str:
    """A status without its explanation."""
    return LABELS[status].partition(":")[0]


def _status(_: Teller, row: Activity) -> str:
    if "status" not in row.after:
        return f"changed the reason to “{_reason(row.after['reason'])}”"
    return f"set the status to {status_words(row.after['status'], row.after.get('reason', ''))}"


def _reason(code: str) -> str:
    return next((reasons[code] for reasons in REASONS.values() if code in reasons), code)


def _owner(teller: Teller, row: Activity) -> str:
    before, after = (int(row.before["owner_id"] or 0), int(row.after["owner_id"] or 0))
    if not after:
        return "gave it back: nobody has it" if before == row.account_id else f"took it from {teller.name(before)}"
    return "took it on" if after == row.account_id else f"gave it to {teller.name(after)}"


def _next_step(teller: Teller, row: Activity) -> str:
    text, at = row.after.get("next_step"), row.after.get("next_step_at")
    if text and at:
        return f"planned “{text}” for {teller.moment(at)}"
    return f"moved the next step to {teller.moment(at)}" if at else f"changed the next step to “{text}”"


def _step_done(_: Teller, row: Activity) -> str:
    return f"did the next step, “{row.before.get('next_step', '')}”"


def _touch(_: Teller, row: Activity) -> str:
    said = "wrote to them" if row.after.get("how") == "wrote" else "called them"
    return f"{said} for the first time" if "first_touch_at" in row.after else said


def _tag(_: Teller, row: Activity) -> str:
    after = row.after["tag"]
    return f"put on the tag “{after}”" if after else f"took off the tag “{row.before['tag']}”"


def _contact(_: Teller, row: Activity) -> str:
    fields = [FIELDS.get(field, field) for field in row.after.get("fields", "").split(",")]
    return f"changed the {' and the '.join(filter(None, [', '.join(fields[:-1]), fields[-1]]))}"


def _correction(_: Teller, row: Activity) -> str:
    number = row.after.get("revision", "")
    return f"corrected the answers: result {number}" if number else "corrected the answers"


def _undone(teller: Teller, row: Activity) -> str:
    if row.note_id is not None:
        return "undid that: the note is back"
    if "tag" in row.after:
        return f"undid that: the tag “{row.after['tag'] or row.before['tag']}”"
    parts = [words for words in _now_again(teller, row.after) if words]
    return f"undid that: {', '.join(parts)}" if parts else "undid that"


def _now_again(teller: Teller, after: Mapping[str, str]) -> tuple[str, ...]:
    status, owner, at = after.get("status"), after.get("owner_id"), after.get("next_step_at")
    step = after.get("next_step", "")
    return (
        f"status {status_words(status, after.get('reason', ''))}" if status else "",
        f"owner {teller.name(int(owner)) if owner else 'nobody'}" if owner is not None else "",
        f"next step “{step}”" if step else "",
        f"due {teller.moment(at)}" if at else "",
        "no next step" if after.get("next_step") == "" else "",
        "the response clock runs" if after.get("first_touch_at") == "" else "",
    )


_WORDS: Final[Mapping[Kind, Callable[[Teller, Activity], str]]] = {
    Kind.STATUS: _status,
    Kind.OWNER: _owner,
    Kind.NEXT_STEP: _next_step,
    Kind.STEP_DONE: _step_done,
    Kind.TOUCH: _touch,
    Kind.TAG: _tag,
    Kind.CONTACT: _contact,
    Kind.NOTE: lambda _, __: "wrote a note",
    Kind.NOTE_CHANGED: lambda _, __: "changed a note",
    Kind.NOTE_REMOVED: lambda _, __: "removed a note",
    Kind.NOTE_RESTORED: lambda _, __: "had a note back",
    Kind.CORRECTION: _correction,
    Kind.PDF_ASKED: lambda _, __: "asked for a new PDF",
    Kind.UNDONE: _undone,
}
