"""The web server's entry: the one place of `web` that reads the settings and the clock (granian loads this factory)."""

from datetime import UTC, datetime

from flask import Flask

from audit.store.database import Database
from audit.store.report_files import ReportFiles
from audit.store.shelf import Shelf
from logs import configure_logs
from settings import Settings, load_settings
from web.app import create_app
from web.offered import offered
from web.services import Services
from workers.broker_urls import broker_url
from workers.queue import CeleryQueue


def app_from_environment() -> Flask:
    """Return the app as the environment says. Raises SettingsError, and PlaybookError for a playbook that is broken.

    The database has to be migrated already. Called in each web process, after it was started.
    """
    settings = load_settings()
    configure_logs(settings)
    app = create_app(services_from(settings))
    with app.app_context():
        offered()  # so that no visitor waits for the playbooks to be read and checked
    return app


def services_from(settings: Settings) -> Services:
    """The real services, as the settings say."""
    database = Database(settings.sqlalchemy_url)
    queue = CeleryQueue(broker_url(settings))
    return Services(
        settings=settings,
        database=database,
        shelf=Shelf(database),
        queue=queue,
        report_files=ReportFiles(settings.reports_location, settings.s3_options),
        clock=lambda: datetime.now(UTC),  # noqa: TID251  # the composition root: from here on the clock is handed in
        broker_answers=queue.answers,
    )
