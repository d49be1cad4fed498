"""The way through the quiz on either database: branches, tabs, double presses, changes, and the result at its end."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from audit.store.revisions import record_of
from audit.store.tables import AnswerRow, AuditRow, FindingRow, Revision
from tests.audit.playbook_folders import TYPED_ANSWERS
from tests.web.security.site import site_on

ANSWERS = {**TYPED_ANSWERS, "tools": ["calendar"]}


@pytest.fixture
def site(database_url, tmp_path, quiz_folder):
    made = site_on(database_url, tmp_path, playbooks=f"{quiz_folder},mid_market")
    yield made
    made.services.database.close()


@pytest.fixture
def open_page(app):
    """A browser that follows nothing: it opens an address or sends an answer, and gives what came back."""
    client = app.test_client()

    def send(path, answer=None, start=None):
        if start is not None:
            return client.post(start, data={"start-mark": "a" * 24})
        return client.get(path) if answer is None else client.post(path, data={"answer": answer})

    app.config["WTF_CSRF_ENABLED"] = False
    return send


def begin(send):
    """The address of an audit that was begun."""
    return send("", start="/start/small").headers["Location"].partition("question/")[0]


def say(send, audit, **answers):
    """Answer questions by their addresses; where the last one led."""
    for key, answer in answers.items():
        sent = send(f"{audit}question/{key}", answer)
        assert sent.status_code == 303, key
    return sent.headers["Location"].removeprefix(audit)


def revisions_in(database):
    with database.reading() as session:
        return list(session.scalars(select(Revision).order_by(Revision.number)))


def scored(revision):
    return record_of(revision).answers.answers


def test_the_last_answer_makes_the_result_in_the_same_transaction(open_page, database, clock):
    audit = begin(open_page)
    assert say(open_page, audit, **ANSWERS) == "result"
    (revision,) = revisions_in(database)
    with database.reading() as session:
        row = session.scalars(select(AuditRow)).one()
        leaks = session.scalars(select(FindingRow.leak).order_by(FindingRow.rank)).all()
    assert (revision.number, revision.changed, revision.made_at) == (1, "", clock.now)
    assert (row.state, row.finished_at) == ("finished", clock.now)
    assert sorted(leaks) == ["missed_calls", "slow_answers", "typing"]
    assert scored(revision) == {**ANSWERS, "tools": ("calendar",)}
    assert record_of(revision).audit.as_of == clock.now.date()


def test_the_address_of_the_audit_leads_to_where_the_person_is(open_page):
    audit = begin(open_page)
    assert open_page(audit).headers["Location"] == f"{audit}question/industry"
    say(open_page, audit, industry="office", calls_per_week="60")
    assert open_page(audit).headers["Location"] == f"{audit}question/missed_share"
    rest = {key: ANSWERS[key] for key in list(ANSWERS)[2:]}
    say(open_page, audit, **rest)
    assert open_page(audit).headers["Location"] == f"{audit}result"


def test_a_question_that_is_not_asked_yet_or_at_all_leads_to_where_the_person_is(open_page):
    audit = begin(open_page)
    say(open_page, audit, industry="office")
    for key in ("job_value", "typing_hours", "nothing"):
        for answer in (None, "400"):
            assert open_page(f"{audit}question/{key}", answer).headers["Location"] == f"{audit}question/calls_per_week"


def test_an_answer_on_a_branch_that_was_left_never_scores(open_page, database):
    audit = begin(open_page)
    say(open_page, audit, **{key: ANSWERS[key] for key in list(ANSWERS)[:-1]})
    say(open_page, audit, records="no")
    assert say(open_page, audit, tools=["calendar"]) == "result"
    (revision,) = revisions_in(database)
    assert "typing_hours" not in scored(revision)
    assert record_of(revision).audit.warnings == ()
    with database.reading() as session:
        assert session.get(AnswerRow, (1, "typing_hours")).given == "up_to_10"


def test_a_way_back_to_a_branch_finds_what_was_said_there(open_page, database):
    audit = begin(open_page)
    say(open_page, audit, **ANSWERS)
    assert say(open_page, audit, records="no") == "result"
    assert say(open_page, audit, records="yes") == "result"
    assert [
        sorted(scored(one).items() - scored(revisions_in(database)[0]).items()) for one in revisions_in(database)
    ] == [
        [],
        [("records", "no")],
        [],
    ]


def test_a_change_after_the_result_makes_a_new_revision_and_keeps_the_old_one(open_page, database, clock):
    audit = begin(open_page)
    say(open_page, audit, **ANSWERS)
    clock.forward(days=2)
    assert say(open_page, audit, calls_per_week="120") == "result"
    first, second = revisions_in(database)
    assert (second.number, second.changed) == (2, "calls_per_week")
    assert scored(first)["calls_per_week"] == "60"
    assert second.total_p50 > first.total_p50
    with database.reading() as session:
        assert session.scalars(select(AuditRow.finished_at)).one() == first.made_at


def test_the_same_answer_once_more_makes_no_new_revision(open_page, database, clock):
    audit = begin(open_page)
    say(open_page, audit, **ANSWERS)
    answered_at = clock.now
    clock.forward(minutes=1)
    assert say(open_page, audit, tools=["calendar"], calls_per_week="60") == "result"
    assert len(revisions_in(database)) == 1
    with database.reading() as session:
        assert session.get(AnswerRow, (1, "calls_per_week")).changed_at == answered_at


def test_a_change_that_opens_a_question_asks_it_before_the_new_result(open_page, database):
    audit = begin(open_page)
    without = {key: answer for key, answer in ANSWERS.items() if key != "typing_hours"}
    say(open_page, audit, **{**without, "records": "no"})
    assert say(open_page, audit, records="yes") == "question/typing_hours"
    assert len(revisions_in(database)) == 1
    assert say(open_page, audit, typing_hours="more") == "result"
    assert revisions_in(database)[-1].changed == "records,typing_hours"


def test_a_double_press_of_the_last_continue_makes_one_result(open_page, database):
    audit = begin(open_page)
    say(open_page, audit, **ANSWERS)
    say(open_page, audit, tools=["calendar"])
    assert len(revisions_in(database)) == 1


def test_many_presses_at_once_make_one_audit_and_one_result(app, database):
    app.config["WTF_CSRF_ENABLED"] = False
    clients = [app.test_client() for _ in range(4)]

    def press(address, data):
        def one(client):
            return client.post(address, data=data).headers["Location"]

        with ThreadPoolExecutor(len(clients)) as pool:
            return set(pool.map(one, clients))

    (first,) = press("/start/small", {"start-mark": "b" * 24})
    audit = first.partition("question/")[0]
    for key, answer in ANSWERS.items():
        press(f"{audit}question/{key}", {"answer": answer})
    with database.reading() as session:
        assert len(session.scalars(select(AuditRow)).all()) == 1
        assert len(session.scalars(select(AnswerRow)).all()) == len(ANSWERS)
    assert len(revisions_in(database)) == 1


def test_a_forgotten_tab_on_a_branch_that_was_left_changes_nothing(open_page, database):
    audit = begin(open_page)
    say(open_page, audit, **{key: ANSWERS[key] for key in list(ANSWERS)[:6]})
    say(open_page, audit, records="no")
    assert say(open_page, audit, typing_hours="more") == "question/tools"
    with database.reading() as session:
        assert session.get(AnswerRow, (1, "typing_hours")).given is None


def test_two_tabs_that_answer_the_same_questions_end_in_one_audit(open_page, database):
    audit = begin(open_page)
    for key in list(ANSWERS)[:7]:
        say(open_page, audit, **{key: ANSWERS[key]})
        say(open_page, audit, **{key: ANSWERS[key]})
    assert say(open_page, audit, calls_per_week="90") == "question/tools"
    assert say(open_page, audit, tools=["calendar"]) == "result"
    assert [scored(one)["calls_per_week"] for one in revisions_in(database)] == ["90"]


def test_a_wrong_answer_to_a_change_leaves_the_result_as_it_was(open_page, database):
    audit = begin(open_page)
    say(open_page, audit, **ANSWERS)
    assert open_page(f"{audit}question/calls_per_week", "many").status_code == 422
    assert len(revisions_in(database)) == 1
    assert open_page(audit).headers["Location"] == f"{audit}result"


def test_an_answer_that_can_no_longer_be_read_is_asked_again_and_not_scored(open_page, database):
    audit = begin(open_page)
    say(open_page, audit, **{key: ANSWERS[key] for key in list(ANSWERS)[:-1]})
    with database.writing() as session:
        session.get(AnswerRow, (1, "missed_share")).given = "a band of long ago"
    assert say(open_page, audit, tools=["calendar"]) == "question/missed_share"
    assert revisions_in(database) == []


def test_where_a_branch_of_the_shipped_playbook_leads(browser):
    page = browser.answer(browser.start("/start/mid_market"), "clinic")
    for answer in ("120", "few", "one_hour", "half"):
        page = browser.answer(page, answer)
    assert page.path.endswith("/no_show_rate")
    assert "Question 6 of 10 at most" in page.words


def test_another_browser_cannot_open_the_audit(browser, other_browser):
    page = browser.start()
    for address in (page.path, page.path.split("question")[0], page.path.replace("question/industry", "resume")):
        assert other_browser.open(address).status == 404
        assert other_browser.client.post(address).status_code in {400, 404, 405}


def test_a_back_link_of_a_change_leads_to_the_result(open_page):
    audit = begin(open_page)
    say(open_page, audit, **ANSWERS)
    assert f'href="{audit}result"' in open_page(f"{audit}question/wait").get_data(as_text=True)
