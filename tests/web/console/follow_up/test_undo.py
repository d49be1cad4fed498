from audit.store.tables import LeadTag
from tests.web.console.follow_up.conftest import lead_of
from tests.web.results.site import Store


def test_a_slip_is_undone_and_both_are_told(ada, site):
    ada.does("status", choice="qualified")
    assert "You set the status to Qualified (today 08:00)." in ada.panel
    ada.does("undo/1")

    assert lead_of(site).status == "new"
    assert "Ada Lindqvist undid that: status New, the response clock runs" in ada.panel
    assert [" ".join("".join(one.itertext()).split()) for one in ada.page.all("del")] == [
        "Ada Lindqvist set the status to Qualified"
    ]


def test_an_undone_first_touch_lets_the_clock_run(ada, site):
    ada.does("touch", how="called")
    ada.does("undo/1")

    assert lead_of(site).first_touch_at is None
    assert "Nobody has called or written yet." in ada.panel


def test_undo_is_only_for_ones_own_slips(ada, ben, site):
    ada.does("status", choice="qualified")
    ben.look()
    token = ben.page.hidden()["csrf_token"]

    assert "Undo" not in ben.panel
    assert ben.browser.client.post("/console/leads/plumber/undo/1", data={"csrf_token": token}).status_code == 404
    assert lead_of(site).status == "qualified"


def test_what_somebody_changed_meanwhile_is_not_undone_and_they_are_named(ada, ben, site):
    ada.does("status", choice="contacted")
    ben.does("status", choice="qualified")
    page = ada.tries("undo/1")

    assert page.status == 409
    assert "Ben Okafor set the status to Qualified" in page.words
    assert lead_of(site).status == "qualified"
    assert "Undo" not in ada.panel


def test_undo_pressed_twice_is_once(ada, site):
    ada.does("tags", tag="autumn")
    ada.send("undo/1")

    assert ada.send("undo/1").status_code == 303
    assert Store(site.services).count(LeadTag) == 0


def test_what_cannot_be_undone_offers_nothing(ada):
    ada.does("notes", text="Ask for Pat")
    token = ada.page.hidden()["csrf_token"]

    assert "Undo" not in ada.panel
    assert ada.browser.client.post("/console/leads/plumber/undo/1", data={"csrf_token": token}).status_code == 404
    assert ada.browser.client.post("/console/leads/plumber/undo/99", data={"csrf_token": token}).status_code == 404


def test_an_owner_and_a_step_come_back_as_they_were(ada, ben_id, site):
    ada.does("owner", owner=str(ben_id))
    ada.does("next-step", text="Call again", quick="hour")
    ada.does("next-step", text="Send the offer", quick="week")
    ada.does("undo/3")
    assert lead_of(site).next_step == "Call again"
    assert "next step “Call again”, due today 09:00" in ada.panel

    ada.does("undo/2")
    assert lead_of(site).next_step_at is None
    ada.does("undo/1")
    assert lead_of(site).owner_id is None
    assert "owner nobody" in ada.panel
