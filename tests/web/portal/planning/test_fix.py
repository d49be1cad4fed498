"""The one-page fix: changed, drawn anew, overtaken, put back, printed."""

import pytest
from sqlalchemy import select

from audit.recovery.views import View
from audit.store.tables import FixPage, Paper, PaperKind
from tests.web.portal.operators import PAT, operating
from tests.web.portal.planning.conftest import answer
from tests.web.quiz.browser import Browser, Page, words
from workers.queue import JobKind

OWN = {
    "trigger": "Nobody takes a call at the desk",
    "work": "Max from the yard takes it",
    "lands": "On the board in the hall",
    "acts": "Ann rings them back by noon",
}


@pytest.fixture
def page(pat, address):
    return lambda: pat.open(f"{address}/fix")


@pytest.fixture
def save(pat, address, page):
    def save(path="fix", **fields):
        hidden = page().hidden()
        seen = {name: hidden[name] for name in ("csrf_token", "number")}
        return pat.client.post(f"{address}/{path}", data={**seen, **OWN, **fields})

    return save


def pages(site):
    with site.services.database.reading() as session:
        return session.scalars(select(FixPage).order_by(FixPage.number)).all()


def drawn(page):
    return [words(one) for one in page.by_class("loop")]


def typed(page):
    return {one.get("name"): words(one) for one in page.all("textarea")}


def test_at_first_it_is_the_playbooks_loop_drawn_for_a_desk_and_a_phone(page):
    found = page()
    assert (found.status, found.h1) == (200, "Call cover")
    narrow, wide = found.by_class("loop")
    assert "loop-narrow" in narrow.get("class")
    assert "Trigger: A call rings four times without an answer." in words(narrow)
    assert "Trigger: A call rings four times without an answer." in words(wide)
    assert typed(found)["acts"] == "The office calls back within the hour, and checks it off"
    assert "Back to the usual words" not in found.words


def test_who_owns_it_what_number_and_when_to_stop_stand_on_it(page):
    facts = {words(one[0]): words(one[1]) for one in page().by_class("fix-facts")[0]}
    assert (facts["Company"], facts["Owner"]) == ("Northwind Heating", "Robin Okafor")
    assert facts["The one number"].endswith("40 inquiries a month before, 14 inquiries a month is the target")
    assert facts["Stop date"].startswith("June 10, 2026: Stop if missed")


def test_other_words_are_kept_and_drawn(site, agreed, save, page):
    answered = save()
    assert answered.status_code == 303
    found = page()
    assert "Saved. The drawing shows the new words." in found.words
    assert "Max from the yard takes it" in drawn(found)[0]
    assert typed(found) == OWN
    (row,) = pages(site)
    assert (row.number, row.agreement_id, row.acts, row.made_at) == (1, agreed.agreement.id, OWN["acts"], site.clock())
    assert "Version 1, March 2, 2026, Pat Lee (this one)" in found.words


def test_one_can_go_back_to_the_playbooks_words_and_nothing_is_lost(site, save, page):
    save()
    save(usual="y", trigger="")
    found = page()
    assert typed(found)["trigger"] == "A call rings four times without an answer"
    assert [row.trigger for row in pages(site)] == [OWN["trigger"], "A call rings four times without an answer"]
    assert "Version 1, March 2, 2026, Pat Lee" in found.words


LONG = "word and " * 12


@pytest.mark.parametrize(
    ("words_typed", "message"),
    [
        ("  ", "Work: write a few words."),
        (LONG.strip(), "Work: shorten it. It takes 6 lines of the drawing, and there is room for 4."),
        ("x " * 90 + "x", "Work: shorten it to 160 letters; it has 181."),
        (
            "Donaudampfschifffahrtsgesellschaft rings",
            "Work: “Donaudampfschifffahrtsgesellschaft” is too long for the drawing. Use a shorter word, or two.",
        ),
    ],
)
def test_what_does_not_fit_into_the_drawing_is_said_and_kept(site, save, words_typed, message):
    answered = save(work=words_typed)
    assert answered.status_code == 422
    found = Page(answered)
    assert found.links()[message] == "#work"
    assert typed(found) == OWN | {"work": " ".join(words_typed.split())}
    assert "A stand-in takes the matter" in drawn(found)[0]
    assert pages(site) == []


def test_whoever_is_second_overwrites_nobody_and_loses_nothing(site, save, page):
    save()
    theirs = "The yard takes it in turns"
    answered = save(number="0", work=theirs)
    assert answered.status_code == 409
    found = Page(answered)
    assert "Somebody else changed this page a moment ago." in found.words
    assert typed(found)["work"] == theirs
    assert OWN["work"] in drawn(found)[0]
    assert found.hidden()["number"] == "1"
    assert len(pages(site)) == 1
    assert save(work=theirs).status_code == 303


@pytest.mark.parametrize("number", ["", "-1", "one", "99999999999999"])
def test_a_form_that_does_not_say_what_it_saw_changes_nothing(site, save, number):
    assert save(number=number).status_code == 409
    assert pages(site) == []


def test_what_is_typed_is_text_and_nothing_else(save, page):
    save(work="<b>bold</b> & <i>")
    found = page()
    assert typed(found)["work"] == "<b>bold</b> & <i>"
    assert found.all("b") == []


def test_the_pdf_is_of_what_the_page_shows_also_in_the_playbooks_words(site, agreed, save, page, northwind):
    answered = save("fix/paper")
    with site.services.database.reading() as session:
        paper = session.scalars(select(Paper)).one()
    (row,) = pages(site)
    assert answered.location == f"/portal/{northwind.public_id}/papers/{paper.public_id}"
    assert (paper.kind, paper.fix_page_id, paper.version_id) == (PaperKind.FIX_PAGE, row.id, agreed.version.id)
    assert row.trigger == "A call rings four times without an answer"
    assert site.queue.nudges[0][:2] == (JobKind.PAPER, paper.id)


def test_the_pdf_of_the_same_words_is_the_same_and_of_others_another(site, save):
    first, again = save("fix/paper").location, save("fix/paper").location
    assert first == again
    save()
    assert save("fix/paper").location != first


def test_the_pdf_is_another_once_somebody_has_answered_about_readiness(site, agreed, save):
    first = save("fix/paper").location
    answer(site, agreed, View.PAYS)
    assert save("fix/paper").location != first


def test_a_colleague_sees_the_same_page(site, save, address):
    save()
    assert typed(Browser(operating(site, PAT)).open(f"{address}/fix")) == OWN
