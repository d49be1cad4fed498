"""The company's data to take away: explained, asked for, and then waited for."""

import io
import zipfile
from datetime import timedelta

from sqlalchemy import select

from audit.store.tables import Paper, PaperKind
from tests.web.portal.company.conftest import AUDIT, THEIRS
from workers.jobs.paper import PAPER_JOB
from workers.jobs.working import work_on
from workers.queue import JobKind
from workers.services import WorkerServices


def ordered(site):
    with site.services.database.reading() as session:
        return session.scalars(select(Paper).order_by(Paper.id)).all()


def take(pat, home):
    return pat.send(pat.open(f"{home}data"), {}, to=f"{home}data")


def test_the_page_says_what_is_taken_and_in_which_form(pat, home):
    page = pat.open(f"{home}data")
    assert page.h1 == "Your data"
    for said in ("(JSON)", "(CSV)", "PDFs:", "corrections included", "for 7 days"):
        assert said in page.words


def test_asking_for_it_orders_it_and_leads_to_where_it_is_waited_for(site, pat, northwind, home):
    page = take(pat, home)
    (paper,) = ordered(site)
    assert page.path == f"{home}papers/{paper.public_id}"
    assert (paper.kind, paper.company_id, paper.as_of) == (PaperKind.EVERYTHING, northwind.id, site.clock())
    assert paper.expires_at == site.clock() + timedelta(days=7)
    assert [nudge[:2] for nudge in site.queue.nudges] == [(JobKind.PAPER, paper.id)]


def test_pressed_twice_it_is_one_file_and_later_another(site, pat, home):
    take(pat, home)
    take(pat, home)
    assert len(ordered(site)) == 1
    site.clock.forward(minutes=1)
    take(pat, home)
    assert len(ordered(site)) == 2


def test_another_companys_data_cannot_be_asked_for(site, pat, home, harbour):
    form = pat.open(f"{home}data").hidden()
    assert pat.client.post(f"/portal/{harbour.public_id}/data", data=form).status_code == 404
    assert not ordered(site)


def test_what_a_worker_made_of_it_is_downloaded_and_holds_only_this_companys(site, pat, home, harbour):
    take(pat, home)
    (paper,) = ordered(site)
    known = site.services
    services = WorkerServices(known.settings, known.database, known.shelf, known.report_files, known.queue, known.clock)
    work_on(services, PAPER_JOB, paper.id, "")
    answer = pat.client.get(f"{home}papers/{paper.public_id}/file")
    assert (answer.status_code, answer.content_type) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as packed:
        names = packed.namelist()
        everything = b"".join(packed.read(name) for name in names)
    assert "audits/audit-1-result-1.json" in names
    assert AUDIT.encode() in everything
    assert THEIRS.encode() not in everything
    assert b"Harbour" not in everything


def test_it_can_be_had_ten_times_a_day_and_then_the_page_says_when_again(site, pat, home):
    for _ in range(10):
        take(pat, home)
        site.clock.forward(minutes=1)
    refused = take(pat, home)
    assert (refused.status, refused.h1) == (429, "Your data")
    assert "please come back tomorrow" in refused.words
    assert len(ordered(site)) == 10
    site.clock.forward(days=1)
    assert take(pat, home).status == 200
    assert len(ordered(site)) == 11
