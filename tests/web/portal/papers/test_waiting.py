"""A company's papers in the portal: waited for, downloaded unchanged, made once more, and nobody else's."""

from datetime import timedelta
from hashlib import sha256

import pytest
from structlog.testing import capture_logs

from audit.store import claims, companies, papers, removals
from audit.store.tables import Company, JobState, Paper, PaperKind, Person
from tests.web.portal.operators import PAT, operating
from tests.web.quiz.browser import Browser
from tests.web.security.site import Site, site_on
from workers.queue import JobKind

CONTENT = b"%PDF-1.7 the proof"
KIM = "kim@harbour.example"


def company(site: Site, name: str, email: str) -> Company:
    """A company of one person, without an audit."""
    now = site.clock()
    with site.services.database.writing() as session:
        person = Person(email=email, first_seen_at=now)
        session.add(person)
        session.flush()
        row = companies.begin(session, name, now)
        companies.join(session, row, person, "Pat Lee", now)
        return row


@pytest.fixture
def site(sqlite_url, tmp_path) -> Site:
    return site_on(sqlite_url, tmp_path)


@pytest.fixture
def northwind(site):
    return company(site, "Northwind Heating", PAT)


@pytest.fixture
def pat(site, northwind) -> Browser:
    return Browser(operating(site, PAT))


def order(site, company, kind=PaperKind.PROOF, key="one", expires_at=None) -> Paper:
    now = site.clock()
    with site.services.database.writing() as session:
        return papers.order(
            session,
            company_id=company.id,
            kind=kind,
            key=key,
            as_of=now,
            now=now,
            request_id="",
            expires_at=expires_at,
        )


@pytest.fixture
def paper(site, northwind) -> Paper:
    return order(site, northwind)


@pytest.fixture
def address(northwind, paper) -> str:
    return f"/portal/{northwind.public_id}/papers/{paper.public_id}"


def taken(session, site, paper):
    held = claims.claim(session, Paper, paper.id, site.clock(), timedelta(seconds=30))
    assert held is not None
    return held


def finish(site, paper, content=CONTENT) -> None:
    """Do what the worker does."""
    with site.services.database.writing() as session:
        held = taken(session, site, paper)
        name = removals.paper_file(session.get_one(Paper, paper.id))
        site.services.report_files.put(name, content)
        digest = sha256(content).hexdigest()
        assert claims.finish(session, held, site.clock(), file_name=name, size_bytes=len(content), sha256=digest)


def fail(site, paper) -> None:
    with site.services.database.writing() as session:
        assert claims.give_up(session, taken(session, site, paper), "The PDF could not be drawn.", site.clock())


def test_while_it_is_made_the_page_looks_again_by_itself_with_and_without_a_script(pat, address):
    page = pat.open(address)
    assert page.h1 == "The proof is on the way"
    (again,) = [one for one in page.all("meta") if one.get("http-equiv") == "refresh"]
    assert again.get("content") == "3"
    state = pat.client.get(f"{address}/state").get_json()
    assert (state["state"], state["settled"]) == ("waiting", False)


def test_how_far_it_is_stands_on_the_page(site, pat, address, paper):
    with site.services.database.writing() as session:
        held = taken(session, site, paper)
        claims.renew(session, held, site.clock(), timedelta(seconds=30), progress_percent=40)
    assert "40 %" in pat.open(address).words
    site.clock.forward(minutes=2)
    assert "It was interrupted" in pat.open(address).words


def test_once_it_is_ready_it_can_be_downloaded_again_and_again_and_is_the_same(site, pat, address, paper):
    finish(site, paper)
    page = pat.open(address)
    assert page.h1 == "The proof is ready"
    assert page.links()["Download"] == f"{address}/file"
    answers = [pat.client.get(f"{address}/file") for _ in range(2)]
    assert [answer.data for answer in answers] == [CONTENT, CONTENT]
    assert answers[0].content_type == "application/pdf"
    assert "northwind-heating-proof-2026-03-02.pdf" in answers[0].headers["Content-Disposition"]
    assert answers[0].headers["Cache-Control"] != "public"


def test_a_browser_that_has_it_already_is_told_so(site, pat, address, paper):
    finish(site, paper)
    tag = pat.client.get(f"{address}/file").headers["ETag"]
    assert pat.client.get(f"{address}/file", headers={"If-None-Match": tag}).status_code == 304


def test_a_file_that_was_altered_is_not_handed_out(site, pat, address, paper):
    finish(site, paper)
    site.services.report_files.put(f"papers/{paper.public_id}.pdf", b"%PDF-1.7 something else")
    with capture_logs() as logs:
        page = pat.open(f"{address}/file")
    assert page.status == 503
    assert page.h1 == "The proof cannot be had right now"
    assert "paper is not as it was made" in [line["event"] for line in logs]


def test_a_file_that_is_gone_is_said_to_be_away(site, pat, address, paper):
    finish(site, paper)
    site.services.report_files.delete(f"papers/{paper.public_id}.pdf")
    assert pat.open(f"{address}/file").status == 503


def test_before_it_is_ready_the_file_leads_to_the_page(pat, address):
    assert pat.open(f"{address}/file").path == address


def test_one_that_failed_can_be_made_once_more(site, pat, address, paper):
    fail(site, paper)
    page = pat.open(address)
    assert page.h1 == "The proof could not be made"
    assert "Try again" in page.words
    after = pat.send(page, {}, to=f"{address}/again")
    assert (after.path, after.h1) == (address, "The proof is on the way")
    assert (JobKind.PAPER, paper.id) in [nudge[:2] for nudge in site.queue.nudges]
    finish(site, paper)
    assert pat.open(address).h1 == "The proof is ready"


def test_one_that_is_ready_is_not_made_once_more(site, pat, address, paper):
    fail(site, paper)
    page = pat.open(address)
    pat.send(page, {}, to=f"{address}/again")
    finish(site, paper)
    assert pat.send(page, {}, to=f"{address}/again").h1 == "The proof is ready"
    with site.services.database.reading() as session:
        assert session.get_one(Paper, paper.id).state == JobState.DONE


def test_data_can_be_had_until_their_time_and_then_no_more(site, pat, northwind):
    data = order(site, northwind, PaperKind.EVERYTHING, "data", site.clock() + timedelta(days=7))
    finish(site, data, b"PK zip")
    address = f"/portal/{northwind.public_id}/papers/{data.public_id}"
    assert "until 9 March 2026" in pat.open(address).words
    answer = pat.client.get(f"{address}/file")
    assert (answer.content_type, answer.data) == ("application/zip", b"PK zip")
    site.clock.forward(days=8)
    pat = Browser(operating(site, PAT))
    assert pat.open(address).h1 == "Your data are no longer here"
    assert pat.open(f"{address}/file").path == address


def test_nobody_sees_downloads_or_orders_another_company_s_paper(site, address, paper):
    finish(site, paper)
    harbour = company(site, "Harbour Repairs", KIM)
    kim = Browser(operating(site, KIM))
    own = kim.open(f"/portal/{harbour.public_id}/papers/{order(site, harbour).public_id}")
    assert own.status == 200
    mixed = f"/portal/{harbour.public_id}/papers/{paper.public_id}"
    for theirs in (address, mixed):
        assert kim.client.get(theirs).status_code == 404
        assert kim.client.get(f"{theirs}/file").status_code == 404
        assert kim.client.get(f"{theirs}/state").status_code == 404
        assert kim.send(own, {}, to=f"{theirs}/again").status == 404


def test_without_signing_in_there_is_nothing_to_see(site, address, paper):
    finish(site, paper)
    answer = site.client().get(f"{address}/file")
    assert answer.status_code == 303
    assert "/portal/sign-in" in answer.headers["Location"]
