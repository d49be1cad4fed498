import pytest

from audit.store import saved_views
from audit.store.queue_filters import Filters
from audit.store.saved_views import NameTakenError, TooManyError
from tests.audit.store.queued import NOW, owner

FILTERS = Filters(status="new", words="Kingfisher")


@pytest.fixture
def session(database):
    with database.writing() as opened:
        yield opened


@pytest.fixture
def ada(session) -> int:
    return owner(session, "Ada")


@pytest.fixture
def bram(session) -> int:
    return owner(session, "Bram")


def test_a_view_comes_back_with_its_words_and_they_stand_in_no_address(session, ada) -> None:
    view = saved_views.save(session, ada, "Mine to call", FILTERS, NOW)

    assert saved_views.filters_in(view) == FILTERS
    assert "ingfisher" not in view.query


def test_everybody_sees_their_own_views_and_the_shared_ones_by_name(session, ada, bram) -> None:
    saved_views.save(session, ada, "b shared", FILTERS, NOW, shared=True)
    saved_views.save(session, ada, "a hidden", FILTERS, NOW)
    saved_views.save(session, bram, "C own", FILTERS, NOW)

    assert [view.name for view in saved_views.usable_by(session, ada)] == ["a hidden", "b shared"]
    assert [view.name for view in saved_views.usable_by(session, bram)] == ["b shared", "C own"]


def test_a_view_of_somebody_else_can_be_used_if_it_is_shared_and_never_changed(session, ada, bram) -> None:
    hidden = saved_views.save(session, ada, "hidden", FILTERS, NOW)
    shared = saved_views.save(session, ada, "shared", FILTERS, NOW, shared=True)

    assert saved_views.find(session, hidden.id, bram) is None
    assert saved_views.find(session, shared.id, bram) is shared
    assert saved_views.find(session, shared.id, bram, to_change=True) is None
    assert saved_views.find(session, shared.id, ada, to_change=True) is shared


def test_one_person_has_no_two_views_of_a_name_however_it_is_spelled(session, ada, bram) -> None:
    saved_views.save(session, ada, "To call", FILTERS, NOW)
    other = saved_views.save(session, ada, "Other", FILTERS, NOW)
    saved_views.save(session, bram, "to call", FILTERS, NOW)

    with pytest.raises(NameTakenError):
        saved_views.save(session, ada, "TO CALL", FILTERS, NOW)
    with pytest.raises(NameTakenError):
        saved_views.rename(session, other, "to call")
    saved_views.rename(session, other, "OTHER")
    assert other.name == "OTHER"


def test_nobody_keeps_views_without_end(session, ada, monkeypatch) -> None:
    monkeypatch.setattr(saved_views, "MOST", 1)
    saved_views.save(session, ada, "one", FILTERS, NOW)

    with pytest.raises(TooManyError):
        saved_views.save(session, ada, "two", FILTERS, NOW)
