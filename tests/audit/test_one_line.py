import pytest

from audit.one_line import one_line


@pytest.mark.parametrize(
    ("typed", "line"),
    [("  Ann \t Lee\n", "Ann Lee"), ("a\x00b", "a b"), ("BEGIN\r\nEND", "BEGIN END"), ("\u202e", "")],
)
def test_what_is_typed_is_one_line_without_what_cannot_be_seen(typed, line):
    assert one_line(typed) == line
