from sqlalchemy import func, select

from audit.store.tables import AnswerRow, AuditRow, Tally
from tests.web.quiz.browser import Browser, action
from web.quiz.labels import money_in_words
from web.quiz.start_page import minutes_in_words


def audits_in(database):
    with database.reading() as session:
        return list(session.scalars(select(AuditRow)))


def test_it_says_what_the_quiz_takes_and_that_no_address_is_needed(browser):
    page = browser.open("/start/mid_market")
    assert page.h1 == "Operations audit for mid-market companies"
    assert "10 questions at most" in page.words
    assert "About two minutes" in page.words
    assert "No e-mail or account needed" in page.words
    assert "in dollars a year" in page.words


def test_it_carries_the_brand_of_its_playbook(browser):
    page = browser.open("/start/mid_market")
    assert page.title == "Operations audit for mid-market companies – Plumbline"
    assert "hello@plumbline.example" in page.words
    assert page.all("img")[0].get("src", "").endswith("/logo")


def test_the_address_without_a_name_is_the_first_playbook(browser):
    assert browser.open("/").h1 == "A small check"


def test_a_playbook_that_is_not_offered_is_not_found(browser):
    assert browser.open("/start/nothing").status == 404


def test_pressing_start_begins_an_audit_and_opens_the_first_question(browser, database):
    page = browser.start()
    assert page.h1 == "What do you do?"
    (audit,) = audits_in(database)
    assert page.path == f"/audit/{audit.public_id}/question/industry"
    assert audit.state == "started"


def test_a_second_press_of_start_makes_no_second_audit(browser, database):
    start = browser.open("/")
    first, second = browser.send(start, {}), browser.send(start, {})
    assert first.path == second.path
    assert len(audits_in(database)) == 1


def test_a_second_press_after_an_answer_goes_on_where_somebody_is(browser, database):
    start = browser.open("/")
    browser.answer(browser.send(start, {}), "office")
    assert browser.send(start, {}).path.endswith("/calls_per_week")
    assert len(audits_in(database)) == 1


def test_going_back_to_the_start_page_and_starting_anew_begins_a_new_one(browser, database):
    browser.start()
    browser.start()
    assert len(audits_in(database)) == 2


def test_a_form_without_its_mark_leads_to_the_start_page(browser, database):
    page = browser.open("/start/mid_market")
    for mark in ("", "short", "x" * 24 + "/", "é" * 24):
        assert browser.send(page, {"start-mark": mark}).h1 == page.h1
    assert audits_in(database) == []


def test_nobody_can_write_a_mark_that_names_somebody_elses_audit(browser, other_browser, database):
    theirs = browser.start().path.split("/")[2]
    page = other_browser.open("/")
    other_browser.send(page, {"start-mark": theirs[:24]})
    assert other_browser.open(f"/audit/{theirs}/").status == 404
    assert len(audits_in(database)) == 2


def test_the_first_question_counts_as_reached(browser, database, clock):
    browser.start()
    with database.reading() as session:
        (row,) = session.scalars(select(AnswerRow))
    assert (row.question, row.reached_at, row.given) == ("industry", clock.now, None)


def test_where_somebody_came_from_is_carried_along_and_kept(browser, database):
    page = browser.open("/?utm_source=letter&utm_campaign=june&partner=%20north%0Awind%20&gclid=1&utm_term=")
    assert page.hidden()["partner"] == "north wind"
    browser.send(page, {})
    (audit,) = audits_in(database)
    assert audit.source == {"utm_source": "letter", "utm_campaign": "june", "partner": "north wind"}


def test_a_field_that_the_playbook_does_not_name_is_not_kept(browser, database):
    browser.send(browser.open("/start/mid_market?partner=northwind"), {"partner": "northwind", "is_sample": "1"})
    assert audits_in(database)[0].source == {}


def test_a_long_campaign_name_is_cut(browser, database):
    browser.send(browser.open("/"), {"utm_source": "é" * 5_000})
    assert audits_in(database)[0].source == {"utm_source": "é" * 200}


def test_a_campaign_name_with_markup_stays_text(browser):
    page = browser.open("/?utm_source=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert page.hidden()["utm_source"] == '"><script>alert(1)</script>'
    assert len(page.all("script")) == 1


def test_views_are_counted_by_day_and_playbook(browser, database, clock):
    browser.open("/")
    browser.open("/start/small?utm_source=letter")
    browser.client.head("/")
    browser.client.get("/", headers={"Sec-Purpose": "prefetch"})
    clock.forward(days=1)
    browser.open("/start/mid_market")
    with database.reading() as session:
        rows = session.execute(select(Tally.day, Tally.event, Tally.playbook, Tally.source, Tally.count)).all()
    assert [(str(day), *rest) for day, *rest in rows] == [
        ("2026-03-02", "start_page", "small", "", 1),
        ("2026-03-02", "start_page", "small", "letter", 1),
        ("2026-03-03", "start_page", "mid_market", "", 1),
    ]


def test_the_page_is_there_while_the_database_cannot_be_written(browser, database):
    browser.open("/")
    with database.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE tallies")
    assert browser.open("/").status == 200


def test_the_form_of_another_site_begins_nothing(app, browser, database):
    app.config["WTF_CSRF_ENABLED"] = True
    page = browser.open("/")
    answered = Browser(app.test_client()).client.post(action(page), data=page.hidden())
    assert answered.status_code == 400
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(AuditRow)) == 0


def test_time_and_money_are_said_in_words():
    said = [minutes_in_words(seconds) for seconds in (8, 30, 31, 90, 118, 120, 130)]
    assert said == [
        "half a minute",
        "half a minute",
        "one minute",
        "a minute and a half",
        "two minutes",
        "two minutes",
        "3 minutes",
    ]
    assert [money_in_words(code) for code in ("USD", "EUR", "CHF")] == ["dollars", "euros", "Swiss francs"]
