"""The invented month, worked out before anything is written: who came when, and what sales did."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final

from audit.playbook import Playbook
from audit.sales.clock import ClockRules, Limits
from audit.sales.statuses import Status
from audit.store.tables import Given
from cli.demo.cast import STAFF, Prospect, prospect, source
from cli.demo.quizzes import Quiz, corrected, industry_of, take_quiz

WEEKDAY_VISITS, WEEKEND_VISITS = (3, 8), (0, 3)
BUSY_HOURS: Final = (8, 9, 9, 10, 10, 10, 11, 11, 13, 14, 14, 15, 16, 16, 17, 19, 20, 21)
JUST_NOW_MINUTES: Final = (2, 25, 150)
"""How long ago the newest three came, whom nobody has called yet."""

GIVES_CONTACT, AGREES, HAS_PHONED_BACK = 0.72, 0.45, 0.93
OWNERS: Final = (1, 1, 2, 2, 3, 0)
"""Who takes a lead, by their place in the cast."""

ENDINGS: Final = (
    (Status.ATTEMPTING, "", 26),
    (Status.CONTACTED, "", 24),
    (Status.QUALIFIED, "", 22),
    (Status.UNQUALIFIED, "no_reply", 7),
    (Status.UNQUALIFIED, "bad_timing", 5),
    (Status.UNQUALIFIED, "no_budget", 4),
    (Status.UNQUALIFIED, "went_elsewhere", 2),
)
NOTES: Final[Mapping[Status, tuple[str, ...]]] = {
    Status.ATTEMPTING: ("Rang twice, no answer. Try before nine.", "Left a message with reception; asks for a mail."),
    Status.CONTACTED: (
        "Knows about the missed calls, did not know what they cost. Wants to see the working.",
        "The inquiries were counted without the web form: ask for last month's list.",
        "Partner has to agree. Send the PDF again on Thursday.",
    ),
    Status.QUALIFIED: (
        "Owner of the fix is named, numbers are on file. Offer goes out this week.",
        "Took the first fix at once; wants to start after the holidays.",
    ),
    Status.UNQUALIFIED: ("Three calls, two mails, nothing.", "Just bought another system; ask again in a year."),
    Status.NOT_A_FIT: ("Told them that no fix pays for itself this year. They were glad to hear it from us.",),
}
TAGS: Final = ("referral", "urgent", "needs the partner", "second site", "read the report")
STEPS: Final = ("Call again", "Send the PDF once more", "Walk through the working", "Ask for last month's call list")


@dataclass(frozen=True, slots=True)
class Work:
    """What sales did with a lead. `owner` is a place in the cast."""

    owner: int
    touched_at: datetime
    status: Status
    reason: str
    note: str
    tag: str
    step: str
    step_at: datetime | None


@dataclass(frozen=True, slots=True)
class Story:
    """One visitor from the first page on, and `lookers` who came the same way and did not begin.

    `number` makes it the same visitor whenever the month is told again.
    """

    number: int
    begun_at: datetime
    source: Mapping[str, str]
    quiz: Quiz
    prospect: Prospect | None
    agrees: bool
    contact_at: datetime
    limits: Limits | None
    work: Work | None
    correction: Mapping[str, Given] | None
    lookers: int


@dataclass(frozen=True, slots=True)
class _Teller:
    chance: Random
    playbook: Playbook
    rules: ClockRules
    now: datetime


def stories(playbook: Playbook, rules: ClockRules, now: datetime, days: int) -> Iterator[Story]:
    """Tell the days before `now`, the earliest first. The same day tells the same."""
    chance = Random(f"{playbook.head.name} {now.date()}")  # noqa: S311  # a story, no secret
    teller = _Teller(chance, playbook, rules, now)
    for number, begun_at in enumerate(_visits(chance, now, days)):
        yield _story(teller, number, begun_at)


def _visits(chance: Random, now: datetime, days: int) -> list[datetime]:
    found = [] if not days else [now - timedelta(minutes=minutes + 3) for minutes in JUST_NOW_MINUTES]
    for ago in range(days, 0, -1):
        day = now - timedelta(days=ago)
        most = WEEKEND_VISITS if day.weekday() > 4 else WEEKDAY_VISITS
        for _ in range(chance.randrange(*most)):
            minutes = chance.choice(BUSY_HOURS) * 60 + chance.randrange(60)
            found.append(day.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(minutes=minutes))
    return sorted(one for one in found if one < now)


def _story(teller: _Teller, number: int, begun_at: datetime) -> Story:
    chance, now = teller.chance, teller.now
    is_new = now - begun_at < timedelta(hours=4)
    quiz = take_quiz(chance, teller.playbook)
    while is_new and not quiz.finished:  # there is always somebody to call
        quiz = take_quiz(chance, teller.playbook)
    ended_at = begun_at + timedelta(seconds=sum(reply.seconds for reply in quiz.replies))
    contact_at = ended_at + timedelta(seconds=chance.randrange(20, 150))
    gives = quiz.finished and (is_new or chance.random() < GIVES_CONTACT) and contact_at < now
    limits = teller.rules.limits(contact_at) if gives else None
    work = _work(teller, limits) if limits and not is_new else None
    talked = work is not None and work.status in {Status.CONTACTED, Status.QUALIFIED}
    return Story(
        number=number,
        begun_at=begun_at,
        source=source(chance),
        quiz=quiz,
        prospect=prospect(chance, industry_of(quiz)) if gives else None,
        agrees=chance.random() < AGREES,
        contact_at=contact_at,
        limits=limits,
        work=work,
        correction=corrected(chance, quiz) if talked and chance.random() < 0.4 else None,
        lookers=chance.choice((0, 0, 1, 1, 2, 3)),
    )


def _work(teller: _Teller, limits: Limits) -> Work | None:
    chance, rules, now = teller.chance, teller.rules, teller.now
    minutes = chance.lognormvariate(1.4, 1.1)  # most within five minutes, some within the hour, a few much later
    touched_at = rules.hours.after(limits.clock_from, minutes)
    if touched_at > now or chance.random() > HAS_PHONED_BACK:
        return None
    status, reason = _ending(chance)
    goes_on = status in {Status.ATTEMPTING, Status.CONTACTED, Status.QUALIFIED}
    step_at = rules.hours.opens_at(now + timedelta(days=chance.choice((-1, 0, 1, 2, 4, 7)))) if goes_on else None
    return Work(
        owner=chance.choice(OWNERS) % len(STAFF),
        touched_at=touched_at,
        status=status,
        reason=reason,
        note=chance.choice(NOTES[status]) if chance.random() < 0.7 else "",
        tag=chance.choice(TAGS) if chance.random() < 0.3 else "",
        step=chance.choice(STEPS) if step_at and chance.random() < 0.75 else "",
        step_at=step_at,
    )


def _ending(chance: Random) -> tuple[Status, str]:
    status, reason, _ = chance.choices(ENDINGS, [often for _, _, often in ENDINGS])[0]
    return status, reason
