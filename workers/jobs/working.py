"""How any job is worked on: claim the row, do the work, mark the row. The message that led here is only a nudge."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import structlog

from audit.store import claims
from audit.store.claims import Claim, JobTable
from audit.store.database import Unreachable
from audit.store.tables import JobState
from workers.queue import JobKind
from workers.rules import JobRules
from workers.services import WorkerServices


class LostClaimError(Exception):
    """Somebody else has the job now: what this worker made does not count."""


class HandedBackError(Exception):
    """The process is to end; the job goes to another, and the attempt does not count."""


class JobError(Exception):
    """The work failed. `said` is shown to people and has no personal data in it; `for_good`: trying again is no use.

    `not_for` is how long whoever was asked wants to be left alone.
    """

    def __init__(self, said: str, *, for_good: bool = False, not_for: timedelta = timedelta()) -> None:
        super().__init__(said)
        self.said = said
        self.for_good = for_good
        self.not_for = not_for


class NoLongerNeededError(JobError):
    """What the job is about has settled itself: the row is at its end, and nothing was done. `said` says why."""

    def __init__(self, said: str) -> None:
        super().__init__(said, for_good=True)


@dataclass(frozen=True, slots=True)
class Job:
    """A kind of job. `work` does it and marks the row; it raises one of the errors above, or any other."""

    kind: JobKind
    table: JobTable
    rules: Callable[[WorkerServices], JobRules]
    work: Callable[[WorkerServices, Claim], None]


def work_on(services: WorkerServices, job: Job, row_id: int, request_id: str) -> None:
    """Work on a row if it is due and nobody has it. Raises nothing that is not a bug: what went wrong is in the row."""
    with structlog.contextvars.bound_contextvars(request_id=request_id, job=str(job.kind), row=row_id):
        try:
            _work_on(services, job, row_id)
        except Unreachable as error:
            # The claim ends by itself, and the sweeper sees to it that somebody tries again.
            structlog.get_logger().warning("database away", error=type(error.orig or error).__name__)


def _work_on(services: WorkerServices, job: Job, row_id: int) -> None:
    rules = job.rules(services)
    with services.database.writing() as session:
        held = claims.claim(session, job.table, row_id, services.clock(), rules.lease)
    if held is None:
        structlog.get_logger().debug("nothing to do")
        return
    try:
        _check_that_it_is_worth_it(held, rules)
        job.work(services, held)
        structlog.get_logger().info("job done", attempt=held.attempt)
    except LostClaimError:
        structlog.get_logger().warning("job went to another worker", attempt=held.attempt)
    except HandedBackError:
        with services.database.writing() as session:
            claims.hand_back(session, held, services.clock())
        structlog.get_logger().info("job handed back", attempt=held.attempt)
    except NoLongerNeededError as settled:
        with services.database.writing() as session:
            claims.finish(session, held, services.clock(), state=JobState.KEPT)
        structlog.get_logger().info("job no longer needed", attempt=held.attempt, said=settled.said)
    except Unreachable:
        raise
    except Exception as error:  # noqa: BLE001  # whatever it was, the row says that it failed, and the worker goes on
        _failed(services, held, rules, error)


def _check_that_it_is_worth_it(held: Claim, rules: JobRules) -> None:
    """A job that ended its worker every time leaves no error behind; it is counted here, when it is claimed again."""
    if held.attempt > rules.most_attempts:
        raise JobError("Given up: every attempt was cut short.", for_good=True)


def _failed(services: WorkerServices, held: Claim, rules: JobRules, error: Exception) -> None:
    """Note the failure in the row: another attempt later, or the end."""
    is_known = isinstance(error, JobError)
    said = error.said if isinstance(error, JobError) else f"Unexpected error ({type(error).__name__})."
    over = held.attempt >= rules.most_attempts or (isinstance(error, JobError) and error.for_good)
    now = services.clock()
    with services.database.writing() as session:
        if over:
            noted = claims.give_up(session, held, said, now)
        else:
            wait = error.not_for if isinstance(error, JobError) else timedelta()
            noted = claims.put_back(session, held, said, now + max(wait, rules.delays[held.attempt - 1]))
    if not noted:  # somebody else has the row, or it was erased meanwhile: that is why it failed
        structlog.get_logger().warning("job went to another worker", attempt=held.attempt)
        return
    about = {"attempt": held.attempt, "said": said, "exc_info": not is_known}
    if over:
        structlog.get_logger().error("job given up", **about)
    else:
        structlog.get_logger().warning("job failed", **about)
