from audit.store.tables import Role
from tests.web.console.queue.reading import chips, companies
from tests.web.console.staff import signed_in
from tests.web.quiz.browser import Browser


def search(browser, page, words):
    return browser.send(page, {"words": words}, to="/console/search")


def test_a_search_finds_beginnings_of_words_and_stands_in_no_address(put, seller) -> None:
    put("one", total=1, company="Kestrel Heating", contact_name="Zoe Quist", email="zoe@northwind.example")
    put("two", total=2, company="Kestrel Dental", contact_name="Ivo Marsh")

    page = search(seller, seller.open("/console/"), "  KES  quis ")

    assert companies(page) == ["Kestrel Heating"]
    assert "estrel" not in page.response.request.query_string.decode()
    assert [*chips(page)] == ["Search: KES quis"]
    assert page.by_id("words").get("value") == "KES quis"


def test_a_search_stays_with_the_view_and_on_the_next_pages_until_it_is_cleared(put, seller) -> None:
    put("one", total=1, company="Kestrel", status="contacted")
    put("two", total=2, company="Kestrel too")
    put("three", total=3, company="Heron", status="contacted")

    page = search(seller, seller.open("/console/?status=contacted"), "kestrel")
    assert companies(page) == ["Kestrel"]
    assert page.response.request.query_string == b"status=contacted"
    assert companies(seller.open("/console/")) == ["Kestrel too", "Kestrel"]

    page = search(seller, page, "")
    assert companies(page) == ["Heron", "Kestrel"]


def test_a_search_is_one_browsers_own(site, put, seller) -> None:
    put("one", total=1, company="Kestrel")
    search(seller, seller.open("/console/"), "heron")

    assert companies(Browser(signed_in(site, Role.SALES, "Bram Castell")).open("/console/")) == ["Kestrel"]


def test_what_was_searched_for_is_in_no_log(put, seller, capsys) -> None:
    put("one", total=1, company="Kestrel")
    search(seller, seller.open("/console/"), "kestrel")

    said = capsys.readouterr()
    assert "kestrel" not in (said.out + said.err).lower()


def test_a_search_that_finds_nobody_says_so(put, seller) -> None:
    put("one", total=1, company="Kestrel")

    assert "No audit fits" in search(seller, seller.open("/console/"), "<b>&nobody").words
