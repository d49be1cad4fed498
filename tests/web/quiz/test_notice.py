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
