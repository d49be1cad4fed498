"""A company's papers: claimed, composed, kept, marked, and never changed after that."""

import io
from datetime import timedelta
from hashlib import sha256

from pypdf import PdfReader

from audit.findings import Readiness
from audit.recovery.views import View
from audit.store import agreements, claims, companies, papers
from audit.store.report_files import ReportFiles
from audit.store.tables import (
    Account,
    Agreement,
    Company,
    FixPage,
    JobState,
    Paper,
    PaperKind,
    Person,
    ReadinessAnswer,
    ReadinessAsk,
)
from tests.workers.agreed import agreed, measured, ordered, paper_row
from tests.workers.desk import START, changed, forward, record
from tests.workers.jobs.test_report import EmptyShelf
from workers.jobs.paper import PAPER_JOB
from workers.jobs.working import work_on
from workers.rules import JobRules, Rules

LEASE = Rules().paper.lease
SECOND = timedelta(seconds=1)


class FullDisk(ReportFiles):
    """A disk without room."""

    def put_file(self, name, path):
        raise OSError(28, "No space left on device")


class Slow(ReportFiles):
    """Keeps a file so slowly that meanwhile something else happens to the row."""

    def __init__(self, url, meanwhile):
        super().__init__(url)
        self.meanwhile = meanwhile

    def put_file(self, name, path):
        size = super().put_file(name, path)
        self.meanwhile()
        return size


def work(services, paper):
    work_on(services, PAPER_JOB, paper.id, "request-1")
    return paper_row(services.database, paper)


def text_of(services, paper):
    pdf = services.report_files.get(paper.file_name)
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_an_agreement_is_drawn_kept_and_marked(services):
    there = agreed(services.database)
    paper = work(services, ordered(services.database, there, PaperKind.AGREEMENT))
    pdf = services.report_files.get(f"papers/{paper.public_id}.pdf")
    assert (paper.state, paper.progress_percent, paper.error, paper.claim) == (JobState.DONE, 100, None, None)
    assert (paper.size_bytes, paper.sha256) == (len(pdf), sha256(pdf).hexdigest())
    words = text_of(services, paper)
    assert "Northwind Heating" in words
    assert "Pat Lee" in words
    assert "We agree to these terms." in words
    assert "not yet signed" not in words


def test_a_signature_that_came_after_the_paper_was_asked_for_is_not_on_it(services):
    there = agreed(services.database)
    early = START - timedelta(days=341)
    paper = work(services, ordered(services.database, there, PaperKind.AGREEMENT, now=early))
    assert "not yet signed" in text_of(services, paper)
    assert "Pat Lee" not in text_of(services, paper)


def test_a_changed_agreement_says_what_changed(services):
    there = agreed(services.database)
    with services.database.writing() as session:
        terms = agreements.versions(session, there.agreement.id)[0].terms.model_copy(update={"owner": "Kim Park"})
        second = agreements.propose(session, there.agreement, terms, "Robin has left.", None, START)
    there = type(there)(there.company, there.agreement, second)
    words = text_of(services, work(services, ordered(services.database, there, PaperKind.AGREEMENT)))
    assert "Robin has left." in words
    assert "Robin Okafor Kim Park" in words


def test_a_proof_shows_only_what_was_known_when_it_was_asked_for(services):
    there = agreed(services.database)
    paper = ordered(services.database, there, PaperKind.PROOF)
    with services.database.writing() as session:
        late = measured(there.agreement, there.version.made_at.date().replace(day=1, month=8), 0.99, number=2)
        late.entered_at = START + SECOND
        session.add(late)
    words = text_of(services, work(services, paper))
    assert "99%" not in words
    assert "August 2025 31%" in words
    assert "October 2025 missing" in words


def test_a_proof_is_by_the_version_and_the_state_of_the_moment_when_it_was_asked_for(services):
    there = agreed(services.database)
    paper, now = ordered(services.database, there, PaperKind.PROOF), START + SECOND
    with services.database.writing() as session:
        first = agreements.versions(session, there.agreement.id)[0]
        terms = first.terms.model_copy(update={"owner": "Kim Park"})
        newer = agreements.propose(session, there.agreement, terms, "Robin has left.", None, now)
        staff, pat = session.get_one(Account, first.row.made_by_id), session.get_one(Person, 1)
        agreements.sign(session, newer, staff, "Sam Vance", "We agree.", now)
        agreements.sign(session, newer, pat, "Pat Lee", "I agree.", now)
        agreements.stop(session.get_one(Agreement, there.agreement.id), "It was not worth it.", now)
    words = text_of(services, work(services, paper))
    assert "By version 1 of the agreement" in words
    assert "under an earlier version" not in words
    assert "Robin Okafor" in words
    assert "Kim Park" not in words
    assert "Stopped on" not in words
    forward(services, SECOND)
    later = ordered(services.database, there, PaperKind.PROOF, "later", now)
    words = text_of(services, work(services, later))
    assert "By version 2 of the agreement" in words
    assert "also for those that began under an earlier version" in words
    assert "It was not worth it." in words


def test_a_fix_is_printed_in_the_company_s_own_words(services):
    there = agreed(services.database)
    with services.database.writing() as session:
        page = FixPage(
            agreement_id=there.agreement.id,
            number=1,
            trigger="The red phone rings twice.",
            work="Kim picks up.",
            lands="On the board.",
            acts="The driver calls.",
            made_at=START,
        )
        session.add(page)
        session.flush()
        paper = papers.order(
            session,
            company_id=there.company.id,
            kind=PaperKind.FIX_PAGE,
            key="fix:1",
            as_of=START,
            now=START,
            request_id="",
            agreement_id=there.agreement.id,
            fix_page_id=page.id,
        )
    paper = work(services, paper)
    assert "The red phone rings" in text_of(services, paper)
    assert len(PdfReader(io.BytesIO(services.report_files.get(paper.file_name))).pages) == 1


def test_a_fix_that_nobody_changed_is_the_playbook_s(services):
    paper = work(services, ordered(services.database, agreed(services.database), PaperKind.FIX_PAGE))
    assert paper.state == JobState.DONE


def test_what_must_be_true_first_is_as_those_who_were_asked_have_answered(services):
    there = agreed(services.database)
    needed = next(one for one in record().audit.fixes if one.key == "text_back").needs[0]
    with services.database.writing() as session:
        person = session.query(Person).one()
        ask = ReadinessAsk(
            agreement_id=there.agreement.id,
            view=View.PAYS,
            person_id=person.id,
            name="Pat Lee",
            asked_at=START,
            expires_at=START + timedelta(days=7),
            answered_at=START,
        )
        session.add(ask)
        session.flush()
        session.add(ReadinessAnswer(ask_id=ask.id, condition=needed, state=Readiness.NO))
    title = next(one.title for one in record().audit.readiness.conditions if one.key == needed)
    words = text_of(services, work(services, ordered(services.database, there, PaperKind.FIX_PAGE)))
    assert f"Missing {title}" in words


def test_the_same_paper_made_again_after_a_crash_is_the_same_file(services):
    there = agreed(services.database)
    first = work(services, ordered(services.database, there, PaperKind.AGREEMENT))
    with services.database.writing() as session:
        session.get_one(Paper, first.id).state = JobState.WAITING
    again = work(services, first)
    assert (again.file_name, again.sha256, again.attempts) == (first.file_name, first.sha256, 2)


def test_a_paper_that_is_done_is_not_made_again(services):
    there = agreed(services.database)
    first = work(services, ordered(services.database, there, PaperKind.AGREEMENT))
    with services.database.writing() as session:
        session.get_one(Company, there.company.id).name = "Another name"
    again = work(services, ordered(services.database, there, PaperKind.AGREEMENT))
    assert (again.id, again.attempts, again.sha256) == (first.id, 1, first.sha256)


def test_a_full_disk_puts_the_paper_off_and_says_so(services, tmp_path):
    there = agreed(services.database)
    full = changed(services, report_files=FullDisk((tmp_path / "reports").as_uri()))
    paper = work(full, ordered(services.database, there, PaperKind.AGREEMENT))
    assert (paper.state, paper.attempts, paper.error) == (JobState.WAITING, 1, "The file could not be stored.")


def test_a_paper_that_failed_can_be_asked_for_once_more(services, tmp_path):
    there = agreed(services.database)
    hopeless = Rules(paper=JobRules(LEASE, ()))
    full = changed(services, rules=hopeless, report_files=FullDisk((tmp_path / "reports").as_uri()))
    paper = work(full, ordered(services.database, there, PaperKind.AGREEMENT))
    assert paper.state == JobState.FAILED
    assert ordered(services.database, there, PaperKind.AGREEMENT).state == JobState.WAITING
    assert work(services, paper).state == JobState.DONE


def test_a_worker_that_lost_its_claim_leaves_the_file_to_the_other(services, tmp_path):
    there = agreed(services.database)
    paper = ordered(services.database, there, PaperKind.AGREEMENT)

    def another_worker_takes_it():
        with services.database.writing() as session:
            late = services.clock() + services.rules.paper_storing + SECOND
            assert claims.claim(session, Paper, paper.id, late, LEASE)

    slow = Slow((tmp_path / "reports").as_uri(), another_worker_takes_it)
    row = work(changed(services, report_files=slow), paper)
    assert (row.state, row.attempts, row.file_name) == (JobState.WORKING, 2, None)
    assert services.report_files.names("papers") == (f"papers/{paper.public_id}.pdf",)


def test_the_file_of_a_company_that_was_erased_meanwhile_goes_again(services, tmp_path):
    there = agreed(services.database)
    paper = ordered(services.database, there, PaperKind.AGREEMENT)

    def everything_is_erased():
        with services.database.writing() as session:
            session.delete(companies.find(session, there.company.public_id))

    work_on(
        changed(services, report_files=Slow((tmp_path / "reports").as_uri(), everything_is_erased)),
        PAPER_JOB,
        paper.id,
        "",
    )
    assert services.report_files.names("papers") == ()


def test_a_playbook_that_is_gone_fails_for_good_and_says_so(services):
    there = agreed(services.database)
    paper = work(changed(services, shelf=EmptyShelf()), ordered(services.database, there, PaperKind.PROOF))
    assert (paper.state, paper.attempts) == (JobState.FAILED, 1)
    assert paper.error == "The playbook that it was worked out with is not on this server any more."


def test_there_is_no_proof_of_what_was_never_signed(services):
    there = agreed(services.database, signed=False)
    paper = work(services, ordered(services.database, there, PaperKind.PROOF))
    assert (paper.state, paper.error) == (JobState.FAILED, "There is no proof before both sides have signed.")


def test_a_worker_that_is_told_to_end_hands_the_paper_back(services):
    there = agreed(services.database)
    services.stopping.set()
    paper = work(services, ordered(services.database, there, PaperKind.AGREEMENT))
    assert (paper.state, paper.attempts) == (JobState.WAITING, 0)


def test_a_paper_is_waited_for_until_its_time_and_tried_again(services, tmp_path):
    there = agreed(services.database)
    paper = ordered(services.database, there, PaperKind.AGREEMENT)
    work(changed(services, report_files=FullDisk((tmp_path / "reports").as_uri())), paper)
    assert work(services, paper).attempts == 1
    forward(services, services.rules.paper.delays[0])
    assert work(services, paper).state == JobState.DONE
