"""Two in the portal at the same moment, on the server that holds rows one by one."""

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import pytest
from sqlalchemy import text

from audit.store import memberships
from audit.store.database import Database
from tests.web.portal.signing_in.people import LEE, Door
from tests.web.quiz.browser import Browser
from tests.web.security.site import Site, site_on

SOMEBODY_WAITS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)
AT_MOST_SECONDS = 20.0


@pytest.fixture
def site(postgresql_url: str, tmp_path: Path) -> Iterator[Site]:
    made = site_on(postgresql_url, tmp_path)
    yield made
    made.services.database.close()


def wait_until_somebody_waits(database: Database) -> None:
    until = monotonic() + AT_MOST_SECONDS
    while monotonic() < until:
        with database.reading() as session:
            if session.scalar(SOMEBODY_WAITS):
                return
        sleep(0.02)
    raise AssertionError("nobody waits for a row")


@pytest.mark.enable_socket
def test_an_invitation_that_is_taken_back_while_it_is_accepted_is_closed_and_neither_is_refused(site: Site):
    door = Door(site)
    company, database = door.company(), site.services.database
    link, browser = door.invited(company), Browser(site.client())
    hidden = browser.open(link).hidden()
    answers = []
    joining = Thread(target=lambda: answers.append(browser.client.post(link, data={**hidden, "name": "Lee Ortiz"})))
    with database.writing() as session:
        memberships.hold(session, company.id)
        found = memberships.of_person(session, company.id, door.person(LEE).id)
        assert found
        joining.start()
        wait_until_somebody_waits(database)
        assert memberships.end(session, company.id, found.id, site.clock())
    joining.join()
    assert [answer.status_code for answer in answers] == [404]
    left = door.membership(company, LEE)
    assert left
    assert (left.joined_at, left.ended_at) == (None, site.clock())
