from dataclasses import replace

from pydantic import SecretStr

from web.quiz.notice import days_in_words


def test_it_says_what_is_kept_and_whom_to_ask(browser):
    page = browser.open("/privacy")
    assert page.h1 == "What we keep, and why"
    assert "It lasts 90 days" in page.words
    assert "good for 30 days" in page.words
    assert page.links()["full privacy notice"] == "https://northwind.example/privacy"


def test_every_page_leads_to_it(browser):
    page = browser.start()
    for one in (browser.open("/"), page, browser.open(page.links()["Continue on another device"])):
        assert browser.open(one.links()["What we keep, and why"]).path == "/privacy"


def with_settings(app, **settings):
    services = app.extensions["plumbline"]
    app.extensions["plumbline"] = replace(services, settings=services.settings.model_copy(update=settings))


def test_it_says_how_long_everything_is_kept(browser):
    said = browser.open("/privacy").words
    assert "without an address: 90 days after the last answer." in said
    assert "our notes: 3 years after the last change." in said
    assert "messages that were sent: a year." in said
    assert "to work with: 7 days." in said


def test_what_is_kept_without_an_end_is_said_to_be(browser, app):
    with_settings(app, keep_unfinished_days=0, keep_audits_days=0, keep_mails_days=0)
    assert browser.open("/privacy").words.count("until you ask us to remove it.") == 3


def test_it_says_who_sees_it_and_where_else_it_goes(browser, app):
    said = browser.open("/privacy").words
    assert "each look is written into a log" in said
    assert "Slack" not in said
    with_settings(app, slack_webhook_url=SecretStr("https://hooks.slack.example/services/secret"))
    said = browser.open("/privacy").words
    assert "in its Slack channel as well, with your company’s name and the result" in said
    assert "secret" not in said


def test_days_are_said_as_people_say_them():
    assert [days_in_words(days) for days in (0, 1, 90, 365, 366, 1095)] == [
        "",
        "a day",
        "90 days",
        "a year",
        "366 days",
        "3 years",
    ]
