import pytest

from audit.store import leads
from audit.store.tables import Role
from tests.web.console.queue.reading import companies
from tests.web.console.staff import account_of, signed_in
from tests.web.quiz.browser import Browser
from web.console.queue.assign import NOBODY_CHOSEN, NOTHING_TICKED

ASSIGN = "/console/assign"


@pytest.fixture
def bram(site) -> int:
    return account_of(site, Role.SALES, "Bram Castell")


@pytest.fixture
def page(put, bram, seller):
    for number in range(3):
        put(f"lead{number}", total=10 - number, company=f"Company {number}")
    return seller.open("/console/?status=new")


def owners_of(site) -> list[int | None]:
    with site.services.database.reading() as session:
        return [leads.find(session, f"lead{number}").owner_id for number in range(3)]


def test_what_is_ticked_gets_another_owner_and_the_view_stays(site, page, seller, bram) -> None:
    after = seller.send(page, {"lead": ["lead0", "lead2"], "owner": str(bram)}, to=ASSIGN)

    assert owners_of(site) == [bram, None, bram]
    assert "2 audits are now with Bram Castell." in after.words
    assert after.response.request.query_string == b"status=new"
    assert "are now with" not in seller.open("/console/").words


def test_all_on_the_page_can_be_given_without_javascript(site, page, seller, bram) -> None:
    after = seller.send(page, {"all": "1", "owner": str(bram)}, to=ASSIGN)

    assert owners_of(site) == [bram] * 3
    assert "3 audits are now with Bram Castell." in after.words


def test_the_whole_batch_can_be_undone(site, page, seller, bram) -> None:
    page = seller.send(page, {"lead": ["lead1"], "owner": str(bram)}, to=ASSIGN)
    after = seller.send(page, {"all": "1", "owner": "nobody"}, to=ASSIGN)
    assert "1 audit is now with nobody. 2 audits were already." in after.words

    undone = seller.send(after, {}, to="/console/assign/undo")

    assert owners_of(site) == [None, bram, None]
    assert "Undone: 1 audit has the owner of before." in undone.words


def test_what_somebody_changed_meanwhile_is_not_undone(site, page, seller, bram) -> None:
    after = seller.send(page, {"all": "1", "owner": str(bram)}, to=ASSIGN)
    other = Browser(signed_in(site, Role.SALES, "Carla Norling"))
    other.send(other.open("/console/"), {"lead": ["lead0"], "owner": "nobody"}, to=ASSIGN)

    undone = seller.send(after, {}, to="/console/assign/undo")

    assert owners_of(site) == [None, None, None]
    assert "2 audits have the owner of before. 1 audit was changed since and stayed as it is." in undone.words


def test_nothing_is_undone_that_somebody_else_assigned(site, page, seller, bram) -> None:
    after = seller.send(page, {"all": "1", "owner": str(bram)}, to=ASSIGN)
    other = Browser(signed_in(site, Role.SALES, "Carla Norling"))

    other.send(other.open("/console/"), {"rows": after.hidden()["rows"]}, to="/console/assign/undo")

    assert owners_of(site) == [bram] * 3


def test_without_a_person_nothing_changes_and_the_ticks_stay(site, page, seller) -> None:
    again = seller.send(page, {"lead": ["lead1"], "owner": ""}, to=ASSIGN)

    assert again.status == 422
    assert NOBODY_CHOSEN in again.words
    assert again.checked() == ["lead1"]
    assert companies(again) == companies(page)
    assert owners_of(site) == [None] * 3


def test_without_a_tick_nothing_changes_and_the_person_stays(site, page, seller, bram) -> None:
    again = seller.send(page, {"owner": str(bram)}, to=ASSIGN)

    assert again.status == 422
    assert NOTHING_TICKED in again.words
    chosen = [one.get("value") for one in again.all("option") if one.get("selected") is not None]
    assert str(bram) in chosen


@pytest.mark.parametrize("role", [Role.VIEWER, Role.AUTHOR])
def test_who_owns_no_leads_is_given_none(site, page, seller, role) -> None:
    looking = account_of(site, role, "Vera Only")

    again = seller.send(page, {"lead": ["lead1"], "owner": str(looking)}, to=ASSIGN)

    assert again.status == 422
    assert owners_of(site) == [None] * 3


def test_who_only_looks_assigns_nothing(site, page, viewer, bram) -> None:
    answer = viewer.client.post(ASSIGN, data={**viewer.open("/console/").hidden(), "all": "1", "owner": str(bram)})

    assert answer.status_code == 403
    assert owners_of(site) == [None] * 3


def test_what_somebody_else_took_meanwhile_stays_with_them_and_that_is_said(site, page, seller, bram) -> None:
    carla = account_of(site, Role.SALES, "Carla Norling")
    other = Browser(signed_in(site, Role.SALES, "Carla Norling"))
    other.send(other.open("/console/"), {"lead": ["lead0"], "owner": str(carla)}, to=ASSIGN)

    after = seller.send(page, {"all": "1", "owner": str(bram)}, to=ASSIGN)

    assert owners_of(site) == [carla, bram, bram]
    assert (
        "2 audits are now with Bram Castell. 1 audit has another owner meanwhile, and stays with them." in after.words
    )
    again = seller.send(page, {"lead": ["lead0"], "owner": str(bram)}, to=ASSIGN)
    assert "1 audit has another owner meanwhile, and stays with them." in again.words
    assert owners_of(site)[0] == carla


def test_numbers_that_no_row_can_have_undo_nothing(site, page, seller, bram) -> None:
    after = seller.send(page, {"all": "1", "owner": str(bram)}, to=ASSIGN)

    undone = seller.send(after, {"rows": "9" * 30}, to="/console/assign/undo")

    assert undone.status == 200
    assert owners_of(site) == [bram] * 3
