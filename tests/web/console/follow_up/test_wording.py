from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from audit.store.activity import Activity, Kind
from audit.store.history import Event, What
from web.console.follow_up.wording import HAPPENED, Teller

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
TELLER = Teller({1: "Ada", 2: "Ben"}, NOW, ZoneInfo("UTC"))
LATER = "2026-06-02T09:00:00+00:00"


def words(kind, before, after, by=1, note_id=None):
    return TELLER.words(Activity(kind=kind, before=before, after=after, account_id=by, note_id=note_id, at=NOW))


@pytest.mark.parametrize(
    ("kind", "before", "after", "said"),
    [
        (Kind.STATUS, {"status": "new"}, {"status": "not_a_fit", "reason": "too_small"},
         "set the status to Not a fit: The leaks are too small"),
        (Kind.STATUS, {"reason": "no_budget"}, {"reason": "no_reply"}, "changed the reason to “Never answered”"),
        (Kind.OWNER, {"owner_id": ""}, {"owner_id": "1"}, "took it on"),
        (Kind.OWNER, {"owner_id": "1"}, {"owner_id": "2"}, "gave it to Ben"),
        (Kind.OWNER, {"owner_id": "1"}, {"owner_id": ""}, "gave it back: nobody has it"),
        (Kind.OWNER, {"owner_id": "2"}, {"owner_id": ""}, "took it from Ben"),
        (Kind.NEXT_STEP, {}, {"next_step": "Call", "next_step_at": LATER}, "planned “Call” for tomorrow 09:00"),
        (Kind.NEXT_STEP, {}, {"next_step_at": LATER}, "moved the next step to tomorrow 09:00"),
        (Kind.NEXT_STEP, {}, {"next_step": "Write"}, "changed the next step to “Write”"),
        (Kind.TOUCH, {}, {"how": "wrote"}, "wrote to them"),
        (Kind.CONTACT, {}, {"fields": "phone"}, "changed the phone number"),
        (Kind.CONTACT, {}, {"fields": "name,role,time_zone"}, "changed the name, role and the time zone"),
        (Kind.CORRECTION, {"revision": "1"}, {"revision": "2"}, "corrected the answers: result 2"),
        (Kind.CORRECTION, {}, {}, "corrected the answers"),
        (Kind.PDF_ASKED, {}, {}, "asked for a new PDF"),
        (Kind.UNDONE, {"tag": "big"}, {"tag": ""}, "undid that: the tag “big”"),
        (Kind.UNDONE, {}, {}, "undid that"),
        (Kind.UNDONE, {"next_step": "a", "next_step_at": LATER}, {"next_step": "", "next_step_at": ""},
         "undid that: no next step"),
    ],
)  # fmt: skip
def test_what_staff_did_is_told_in_plain_words(kind, before, after, said):
    assert words(kind, before, after) == said


@pytest.mark.parametrize("kind", [Kind.NOTE, Kind.NOTE_CHANGED, Kind.NOTE_REMOVED, Kind.NOTE_RESTORED, Kind.UNDONE])
def test_what_was_done_with_a_note_is_told_without_its_words(kind):
    assert "note" in words(kind, {}, {}, note_id=7)


def test_somebody_whose_account_is_not_known_is_somebody():
    assert TELLER.name(9) == "Somebody"
    assert TELLER.name(None) == "The company"


@pytest.mark.parametrize("what", list(What))
def test_all_that_happens_by_itself_has_words(what):
    line = TELLER.line(Event(NOW, what, "red"))

    assert line.who in {"The company", "Plumbline"}
    assert line.what
    assert what in HAPPENED or line.what == "told the team that the clock has turned red"
