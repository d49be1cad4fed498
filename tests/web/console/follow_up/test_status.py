import pytest

from audit.store.tables import Activity, Role
from tests.web.console.follow_up.conftest import CALL, lead_of, member_of, rows
from tests.web.console.staff import signed_in
from tests.web.quiz.browser import Browser
from tests.web.results.site import NOON


def test_a_lead_nobody_has_touched_says_so(ada):
    assert "Nobody has called or written yet." in ada.panel
    assert "Nobody has it" in ada.panel


def test_a_button_sets_the_status_and_is_then_the_pressed_one(ada, site):
    ada.does("status", choice="contacted")

    assert lead_of(site).status == "contacted"
    pressed = [one.get("value") for one in ada.page.all("button") if one.get("aria-pressed") == "true"]
    assert pressed == ["contacted"]


def test_a_lead_ends_with_its_reason(ada, site):
    ada.does("status", choice="unqualified:no_budget")

    assert (lead_of(site).status, lead_of(site).reason) == ("unqualified", "no_budget")
    assert "Unqualified: No budget" in ada.panel
    chosen = [one.get("value") for one in ada.page.by_id("ending").iter("option") if one.get("selected") is not None]
    assert chosen == ["unqualified:no_budget"]


@pytest.mark.parametrize("choice", ["", "unqualified", "unqualified:too_small", "contacted:no_budget", "sold"])
def test_a_lead_does_not_end_without_a_reason_of_its_own(ada, site, choice):
    page = ada.tries("status", choice=choice)

    assert page.status == 422
    assert "Choose why this lead ends." in page.words
    assert page.title.startswith("Error:")
    assert lead_of(site).status == "new"
    assert page.by_id("ending").get("aria-invalid") == "true"


@pytest.mark.parametrize(("how", "said"), [("called", "called them"), ("wrote", "wrote to them")])
def test_a_first_touch_is_recorded_once_and_stops_the_clock(ada, site, how, said):
    ada.does("touch", how=how)
    site.clock.forward(minutes=10)
    ada.does("touch", how=how)

    lead = lead_of(site)
    assert (lead.first_touch_at, lead.status) == (NOON, "attempting")
    assert "First reached out: today 08:00 by Ada Lindqvist" in ada.panel
    assert f"Ada Lindqvist {said} for the first time" in ada.panel
    assert rows(site, Activity) == 2


def test_a_button_that_is_pressed_twice_is_pressed_once(ada, site):
    ada.send("touch", how="called")

    assert ada.send("touch", how="called").status_code == 303
    assert rows(site, Activity) == 1


def test_an_unknown_touch_is_refused(ada, site):
    assert ada.tries("touch", how="shouted").status == 422
    assert rows(site, Activity) == 0


def test_the_owner_is_chosen_among_those_who_can_work_on_leads(ada, ben, viewer, site):
    ada.look()
    names = [" ".join("".join(one.itertext()).split()) for one in ada.page.by_id("owner").iter("option")]
    assert names == ["Nobody", "Ada Lindqvist", "Ben Okafor"]

    ada.does("owner", owner=_number(ada, "Ben Okafor"))
    assert "Ada Lindqvist gave it to Ben Okafor" in ada.panel
    ben.does("owner", owner="")
    assert lead_of(site).owner_id is None
    assert "Ben Okafor gave it back: nobody has it" in ben.panel


def test_a_lead_can_be_taken_from_somebody_else(ada, ben):
    ben.does("owner", owner=_number(ben, "Ben Okafor"))
    assert "You took it on (today 08:00)." in ben.panel
    ada.does("owner", owner="")

    assert "Ada Lindqvist took it from Ben Okafor" in ada.panel


@pytest.mark.parametrize("owner", ["9999", "one", "-1"])
def test_an_owner_who_cannot_work_on_leads_is_refused(ada, site, owner):
    page = ada.tries("owner", owner=owner)

    assert page.status == 422
    assert "Choose somebody who can work on leads." in page.words
    assert lead_of(site).owner_id is None


def test_a_viewer_sees_the_panel_and_has_no_button(ada, viewer, site):
    ada.does("status", choice="qualified")
    ada.does("tags", tag="autumn")
    ada.does("notes", text="Ask for Pat")
    viewer.look()

    assert "Qualified" in viewer.panel
    assert "autumn" in viewer.panel
    assert "Ask for Pat" in viewer.panel
    assert "Ada Lindqvist set the status to Qualified" in viewer.panel
    assert list(viewer.page.by_id("follow-up").iter("form")) == []
    assert list(viewer.page.by_id("follow-up").iter("button")) == []


FORMS = ["status", "owner", "touch", "next-step", "next-step/done", "notes", "tags", "contact", "undo/1"]


@pytest.mark.parametrize("role", [Role.VIEWER, Role.AUTHOR])
def test_who_may_not_work_on_leads_changes_nothing(site, plumber, role):
    browser = Browser(signed_in(site, role, "Vera Klein"))
    token = browser.open("/console/me").hidden()["csrf_token"]
    sent = {"csrf_token": token, "version": "1", "choice": "contacted", "how": "called", "text": "x", "tag": "x"}
    codes = {browser.client.post(f"{CALL}/{path}", data=sent).status_code for path in FORMS}

    assert codes == {403}
    assert rows(site, Activity) == 0


def test_a_lead_that_there_is_not_is_not_there(ada):
    token = {"csrf_token": ada.page.hidden()["csrf_token"], "version": "1"}

    assert ada.browser.client.post("/console/leads/nobody/status", data=token).status_code == 404
    assert ada.browser.client.get("/console/leads/nobody/next-step.ics").status_code == 404
    assert ada.browser.client.get("/console/leads/nobody/contact.vcf").status_code == 404


def test_an_admin_works_on_leads_as_well(site, plumber):
    admin = member_of(site, Role.ADMIN, "Alma Novak")
    admin.does("status", choice="contacted")

    assert lead_of(site).status == "contacted"


def _number(member, name):
    options = member.look().by_id("owner").iter("option")
    return next(one.get("value") for one in options if "".join(one.itertext()) == name)
