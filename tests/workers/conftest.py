"""Services on either database."""

import pytest

from tests.workers.desk import services_on


@pytest.fixture
def services(database, tmp_path):
    """A worker's services on SQLite and on PostgreSQL."""
    return services_on(database, tmp_path)
