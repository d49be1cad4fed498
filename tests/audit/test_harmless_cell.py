"""A text in a list for spreadsheets is never taken for a formula."""

import pytest

from audit.harmless_cell import harmless


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "|cmd", "%x", " =1", '"=1', "\u200b=1", "\uff1d1", "\tx", "\u22121"]
)
def test_what_would_act_gets_an_apostrophe(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("cell", ["a = b", "1+1", "", "Ann", "3 - 4", 7, -7.5, None])
def test_all_else_stays_as_it_is(cell):
    assert harmless(cell) == cell


def test_a_null_byte_goes():
    assert harmless("a\x00=") == "a="
    assert harmless("\x00=1") == "'=1"
