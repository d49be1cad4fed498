import pytest

from audit.store.tables import Role, SavedView
from tests.web.console.queue.reading import chips, companies, views
from tests.web.console.staff import signed_in
from tests.web.quiz.browser import Browser
from web.console.queue.views import NO_NAME, TAKEN, TOO_LONG

SAVE = "/console/views"


@pytest.fixture
def bram(site) -> Browser:
    return Browser(signed_in(site, Role.SALES, "Bram Castell"))


@pytest.fixture
def leads(put) -> None:
    put("one", total=1, company="Kestrel", status="contacted")
    put("two", total=2, company="Heron", status="contacted")
    put("three", total=3, company="Kestrel New")


def saved(browser, address="/console/?status=contacted", **fields):
    return browser.send(browser.open(address), {"name": "Talked to", **fields}, to=SAVE)


def test_a_view_is_saved_and_opened_again(leads, seller) -> None:
    page = saved(seller)
    assert "The view is saved." in page.words
    assert "Talked to*" in views(page)

    opened = seller.open(seller.open("/console/").links()["Talked to"])

    assert companies(opened) == ["Heron", "Kestrel"]
    assert "Talked to*" in views(opened)


def test_a_saved_search_comes_back_with_its_view_and_its_words_are_in_no_address(leads, seller) -> None:
    page = seller.send(seller.open("/console/?status=contacted"), {"words": "kestrel"}, to="/console/search")
    page = seller.send(page, {"name": "Birds"}, to=SAVE)

    assert companies(page) == ["Kestrel"]
    assert "estrel" not in page.response.request.query_string.decode()
    assert companies(seller.open("/console/")) == ["Kestrel New", "Heron", "Kestrel"]
    opened = seller.open(page.links()["Birds"])
    assert companies(opened) == ["Kestrel"]
    assert "Search: kestrel" in chips(opened)
    assert companies(seller.send(opened, {"words": ""}, to="/console/search")) == ["Heron", "Kestrel"]


def test_a_shared_view_is_for_everybody_and_its_makers_to_change(leads, seller, bram) -> None:
    page = saved(seller, shared="1")
    number = page.response.request.args["view"]

    there = bram.open(bram.open("/console/").links()["Talked to shared"])

    assert companies(there) == ["Heron", "Kestrel"]
    assert "Delete this view" not in there.words
    for what in ("", "/filters", "/delete"):
        answer = bram.client.post(f"{SAVE}/{number}{what}", data={**there.hidden(), "name": "Mine now"})
        assert answer.status_code == 404
    assert "Talked to*" in views(seller.open(f"/console/?status=contacted&view={number}"))


def test_a_view_that_is_not_shared_is_nobody_elses(leads, seller, bram) -> None:
    number = saved(seller).response.request.args["view"]

    page = bram.open(f"/console/?view={number}")

    assert not [view for view in views(page) if view.startswith("Talked to")]
    assert len(companies(page)) == 3


def test_a_view_is_renamed_and_shared(leads, seller, bram) -> None:
    page = saved(seller)
    number = page.response.request.args["view"]

    after = seller.send(page, {"name": "Follow up", "shared": "1"}, to=f"{SAVE}/{number}")

    assert "Follow up*" in views(after)
    assert "Follow up shared" in views(bram.open("/console/"))


def test_a_view_can_show_what_the_page_shows_now(leads, seller) -> None:
    number = saved(seller).response.request.args["view"]
    changed = seller.open(f"/console/?status=new&view={number}")
    assert "Have it show what is here now" in changed.words

    seller.send(changed, {}, to=f"{SAVE}/{number}/filters")

    assert companies(seller.open(seller.open("/console/").links()["Talked to"])) == ["Kestrel New"]


def test_a_view_is_deleted(site, leads, seller) -> None:
    page = saved(seller)

    after = seller.send(page, {}, to=f"{SAVE}/{page.response.request.args['view']}/delete")

    assert "The view is deleted." in after.words
    assert "Talked to" not in " ".join(views(after))
    with site.services.database.reading() as session:
        assert session.query(SavedView).count() == 0


@pytest.mark.parametrize(
    ("name", "said"), [("", NO_NAME), (" \t ", NO_NAME), ("x" * 61, TOO_LONG), ("talked TO", TAKEN)]
)
def test_a_name_that_cannot_be_is_said_and_kept_in_its_field(leads, seller, name, said) -> None:
    saved(seller)

    again = saved(seller, name=name, shared="1")

    assert again.status == 422
    assert said in again.words
    assert again.by_id("view-name").get("value") == name
    assert companies(again) == ["Heron", "Kestrel"]


def test_no_two_views_get_one_name_by_renaming(leads, seller) -> None:
    saved(seller, name="Other")
    page = saved(seller)

    again = seller.send(page, {"name": "other"}, to=f"{SAVE}/{page.response.request.args['view']}")

    assert again.status == 422
    assert TAKEN in again.words
    assert again.by_id("own-name").get("value") == "other"


def test_who_only_looks_keeps_views_too(leads, viewer) -> None:
    assert "Talked to*" in views(saved(viewer))
