"""The web server's entry: the one place of `web` that reads the settings and the clock (granian loads this factory)."""

from collections.abc import Callable
from datetime import UTC, datetime

import redis
from flask import Flask
from redis.backoff import NoBackoff
from redis.retry import Retry

from audit.store.database import Database
from audit.store.report_files import ReportFiles, s3_options
from audit.store.shelf import Shelf
from logs import configure_logs
from settings import Settings, load_settings
from web.app import create_app
from web.offered import offered
from web.services import Services
from workers.broker_urls import broker_url, redis_url
from workers.queue import CeleryQueue

BROKER_SECONDS = 0.5


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
    broker = broker_url(settings)
    bucket = s3_options(
        settings.s3_endpoint_url,
        settings.s3_region,
        settings.s3_access_key_id.get_secret_value(),
        settings.s3_secret_access_key.get_secret_value(),
    )
    return Services(
        settings=settings,
        database=database,
        shelf=Shelf(database),
        queue=CeleryQueue(broker),
        report_files=ReportFiles(settings.reports_location, bucket),
        clock=lambda: datetime.now(UTC),  # noqa: TID251  # the composition root: from here on the clock is handed in
        broker_answers=broker_check(broker),
    )


def broker_check(url: str) -> Callable[[], bool]:
    """Return what asks the broker whether it is there; half a second is long enough for an answer."""
    client = redis.Redis.from_url(
        redis_url(url),
        socket_timeout=BROKER_SECONDS,
        socket_connect_timeout=BROKER_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )

    def answers() -> bool:
        try:
            return bool(client.ping())
        except redis.RedisError:
            return False

    return answers
