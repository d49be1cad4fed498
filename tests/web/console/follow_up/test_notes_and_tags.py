import pytest

from audit.store.tables import LeadTag, Note
from tests.web.console.follow_up.conftest import rows


def test_a_note_stands_with_who_and_when_and_its_lines_are_kept(ada):
    ada.does("notes", text="Ask for Pat.\r\nNot before ten.")

    assert "".join(ada.page.by_class("note-text")[0].itertext()) == "Ask for Pat.\nNot before ten."
    assert "Ada Lindqvist, today 08:00" in ada.panel
    assert "Ada Lindqvist wrote a note" in ada.panel


def test_markup_in_a_note_is_text(ada):
    ada.does("notes", text="<script>alert(1)</script> & <b>bold</b>")

    assert "<script>alert(1)</script> & <b>bold</b>" in ada.panel


def test_a_changed_note_says_when(ada, site):
    ada.does("notes", text="Ask for Pat")
    site.clock.forward(minutes=5)
    ada.does("notes/1", text="Ask for Kim")

    assert "Ask for Kim" in ada.panel
    assert "changed today 08:05" in ada.panel


def test_a_removed_note_can_be_had_back(ada):
    ada.does("notes", text="Ask for Pat")
    ada.does("notes/1/removed")
    assert "Removed notes (1)" in ada.panel
    assert list(ada.page.by_class("notes")[0].iter("textarea")) == []

    ada.does("notes/1/back")
    assert "Removed notes" not in ada.panel
    assert "Ada Lindqvist had a note back" in ada.panel


def test_a_note_removed_by_a_slip_is_undone_from_the_top(ada):
    ada.does("notes", text="Ask for Pat")
    ada.does("notes/1/removed")
    assert "You removed a note (today 08:00)." in ada.panel

    ada.does("undo/2")
    assert "Removed notes" not in ada.panel


@pytest.mark.parametrize(
    ("text", "said"), [("  \n ", "Write something first."), ("x" * 5001, "Shorten the note to 5000 letters.")]
)
def test_a_note_that_cannot_be_kept_is_said_and_not_lost(ada, site, text, said):
    page = ada.tries("notes", text=text)

    assert page.status == 422
    assert said in page.words
    assert text.strip() in "".join(page.by_id("note-text").itertext())
    assert rows(site, Note) == 0


def test_a_note_is_not_emptied_by_changing_it(ada):
    ada.does("notes", text="Ask for Pat")
    page = ada.tries("notes/1", text="")

    assert page.status == 422
    assert page.by_id("note-1-text").get("aria-invalid") == "true"


def test_a_note_of_another_lead_is_not_there(ada):
    token = ada.page.hidden()["csrf_token"]
    for path in ("notes/77", "notes/77/removed", "notes/77/back"):
        answer = ada.browser.client.post(f"/console/leads/plumber/{path}", data={"csrf_token": token, "text": "x"})
        assert answer.status_code == 404


def test_a_tag_is_put_on_and_taken_off_and_is_one_word_however_it_is_spelled(ada, site):
    ada.does("tags", tag="  Autumn   Fair ")
    ada.does("tags", tag="AUTUMN FAIR")
    assert rows(site, LeadTag) == 1
    assert [one.get("value") for one in ada.page.by_id("known-tags")] == ["autumn fair"]
    assert "Take off the tag autumn fair" in ada.panel

    ada.does("tags/off", tag="autumn fair")
    assert rows(site, LeadTag) == 0
    assert "You took off the tag “autumn fair”" in ada.panel


@pytest.mark.parametrize(("tag", "said"), [(" ", "Type a word or two."), ("x" * 41, "Shorten the tag to 40 letters.")])
def test_a_tag_that_cannot_be_put_on_is_said(ada, site, tag, said):
    page = ada.tries("tags", tag=tag)

    assert page.status == 422
    assert said in page.words
    assert rows(site, LeadTag) == 0


def test_taking_off_a_tag_that_is_gone_already_is_no_mistake(ada, ben):
    ada.does("tags", tag="autumn")
    ben.look()
    ada.does("tags/off", tag="autumn")

    assert ben.send("tags/off", tag="autumn").status_code == 303
