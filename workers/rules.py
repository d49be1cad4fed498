"""How patient the workers are."""

from dataclasses import dataclass
from datetime import timedelta

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class JobRules:
    """For one kind of job.

    `lease` is how long a claim holds without being renewed: the longest that a killed worker keeps a job waiting, and
    longer than one silent step of the work takes on a busy machine. After failure number n the next attempt waits for
    `delays[n - 1]`; when they are used up, the job has failed.
    """

    lease: timedelta
    delays: tuple[timedelta, ...]

    @property
    def most_attempts(self) -> int:
        """How often a job is begun before it is given up."""
        return len(self.delays) + 1


REPORT = JobRules(15 * SECOND, (5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, HOUR))
# An alert is worth nothing after a day, and not much after an hour.
SLACK = JobRules(MINUTE, (10 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR))
MAIL = JobRules(MINUTE, (10 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR))
EXPORT = JobRules(30 * SECOND, (5 * SECOND, MINUTE, 10 * MINUTE, HOUR))
PAPER = JobRules(30 * SECOND, (5 * SECOND, 15 * SECOND, MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR))
# Somebody's files have to go: it is tried for two months, and then a person has to look.
REMOVAL = JobRules(2 * MINUTE, (10 * SECOND, MINUTE, 10 * MINUTE, HOUR, 6 * HOUR, *((24 * HOUR,) * 60)))


@dataclass(frozen=True, slots=True)
class Rules:
    """For all of them.

    `report_storing`, `export_storing` and `paper_storing` are the leases while a finished file is kept, which a
    distant bucket may take its time for.
    `mail_delivery` is the lease while the mail server has the message, and longer than all of its time-outs together
    with `marking`: how long a mail that went out is tried to be marked as sent. A nudge that nothing came of is
    repeated after `nudge_again`; the sweeper looks every `sweep_every`, and makes no more than `nudges_waiting`
    messages of a kind wait at the broker. A claim is renewed no more often than every `renew_every`.
    """

    report: JobRules = REPORT
    report_storing: timedelta = MINUTE
    mail: JobRules = MAIL
    slack: JobRules = SLACK
    export: JobRules = EXPORT
    export_storing: timedelta = 5 * MINUTE
    removal: JobRules = REMOVAL
    paper: JobRules = PAPER
    paper_storing: timedelta = 5 * MINUTE
    mail_delivery: timedelta = 4 * MINUTE
    marking: timedelta = 100 * SECOND
    renew_every: timedelta = timedelta(milliseconds=330)
    sweep_every: timedelta = 2 * SECOND
    nudge_again: timedelta = 10 * SECOND
    nudges_waiting: int = 500
    alive_every: timedelta = 10 * SECOND
