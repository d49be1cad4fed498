"""The Celery tasks: each finds its process's services and works on one row."""

from collections.abc import Callable

from celery import Celery

from workers.jobs.export import EXPORT_JOB
from workers.jobs.mail import MAIL_JOB
from workers.jobs.paper import PAPER_JOB
from workers.jobs.removal import REMOVAL_JOB
from workers.jobs.report import REPORT_JOB
from workers.jobs.slack import SLACK_JOB
from workers.jobs.working import work_on
from workers.queue import JobKind, task_name
from workers.services import WorkerServices


def register_tasks(app: Celery, services: Callable[[], WorkerServices]) -> None:
    """Give the app its tasks. `services` are those of the process that runs the task."""

    @app.task(name=task_name(JobKind.REPORT))
    def report(row_id: int, request_id: str) -> None:
        work_on(services(), REPORT_JOB, row_id, request_id)

    @app.task(name=task_name(JobKind.MAIL))
    def mail(row_id: int, request_id: str) -> None:
        work_on(services(), MAIL_JOB, row_id, request_id)

    @app.task(name=task_name(JobKind.SLACK))
    def slack(row_id: int, request_id: str) -> None:
        work_on(services(), SLACK_JOB, row_id, request_id)

    @app.task(name=task_name(JobKind.EXPORT))
    def export(row_id: int, request_id: str) -> None:
        work_on(services(), EXPORT_JOB, row_id, request_id)

    @app.task(name=task_name(JobKind.REMOVAL))
    def removal(row_id: int, request_id: str) -> None:
        work_on(services(), REMOVAL_JOB, row_id, request_id)

    @app.task(name=task_name(JobKind.PAPER))
    def paper(row_id: int, request_id: str) -> None:
        work_on(services(), PAPER_JOB, row_id, request_id)
