"""A setting that nobody reads helps nobody: every name here is one that the installed Celery and kombu know."""

import ssl

import pytest
from celery.app.defaults import NAMESPACES, flatten
from kombu.transport.redis import Channel

from workers.celery_settings import publisher_settings, worker_settings

URL = "redis://broker.northwind.example/0"
KNOWN = {entry[0] for entry in flatten(NAMESPACES)}
READ_BY_TRANSPORT = {*Channel.from_transport_options, "unacked_restore_interval"}


@pytest.mark.parametrize("settings", [publisher_settings(URL), worker_settings(URL, 2)], ids=["publisher", "worker"])
def test_every_setting_is_known_to_celery_and_every_option_to_its_transport(settings):
    assert set(settings) - KNOWN == set()
    assert set(settings["broker_transport_options"]) - READ_BY_TRANSPORT == set()


def test_a_message_is_kept_until_its_job_is_done():
    settings = worker_settings(URL, 2)
    assert settings["task_acks_late"] is settings["task_reject_on_worker_lost"] is True
    assert settings["worker_prefetch_multiplier"] == 1


def test_a_certificate_of_the_broker_is_looked_at():
    assert worker_settings("rediss://broker.northwind.example/0", 2)["broker_use_ssl"] == {
        "ssl_cert_reqs": ssl.CERT_REQUIRED
    }
