"""A playbook that is not in the database any more: the company's pages open, and others say in plain words why not."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select, update

from audit.store.tables import PlaybookVersion
from tests.meta.furnished import OPERATOR_EMAIL, Furnished, furnish, operate
from tests.web.quiz.browser import Browser
from tests.web.security.site import STARTER, Site, site_on
from web.offered import first_offered


@pytest.fixture
def world(sqlite_url, tmp_path) -> Furnished:
    return furnish(sqlite_url, tmp_path)


@pytest.fixture
def later(world, sqlite_url, tmp_path) -> Iterator[Site]:
    """The same site by another process, which finds another playbook under the name of the one that there was."""
    made = site_on(sqlite_url, tmp_path, playbooks=str(STARTER))
    with made.app.app_context():
        other = first_offered().content_hash
    with made.services.database.writing() as session:
        archive = session.scalars(select(PlaybookVersion.archive).filter_by(content_hash=other)).one()
        gone = PlaybookVersion.content_hash == world.values["content_hash"]
        session.execute(update(PlaybookVersion).where(gone).values(archive=archive))
    yield made
    made.services.database.close()
    world.site.services.database.close()


@pytest.fixture
def pat(later) -> Browser:
    return Browser(operate(later.client(), later, OPERATOR_EMAIL))


def test_the_companys_first_page_and_its_audits_open(world, pat):
    home = f"/portal/{world.values['company']}/"
    first = pat.open(home)
    assert first.status == 200
    audit = pat.open(f"{home}audits/{world.values['audit']}")
    assert audit.status == 200
    assert "This quiz is no longer offered" in audit.words


@pytest.mark.parametrize("place", ["readiness", "plan", "plan.ics", "fix"])
def test_what_needs_it_says_that_nothing_is_lost(world, pat, place):
    page = pat.open(f"/portal/{world.values['company']}/agreements/{world.values['agreement']}/{place}")
    assert (page.status, page.h1) == (503, "This page cannot be shown at the moment")
    assert "The playbook that it was worked out with is not on this server." in page.words


def test_whoever_was_asked_is_told_as_well_and_their_link_stays_good(world, later):
    page = Browser(later.client()).open(f"/readiness/{world.secrets['/readiness']}")
    assert page.status == 503
    assert "Nothing is lost" in page.words
