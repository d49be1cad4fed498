import gzip
import re

import pytest

from tests.meta.repository import ROOT
from web.accounts.password_rules import ABOUT_YOU, LIST, MOST_LENGTH, REPEATS, TOO_COMMON, problem_with


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple, they say",
        "twelve signs",
        "ein langer Satz mit Umlauten: äöüß",
        "🦊🐝🦉🐌🦔🐢🦀🐙🦜🐫🦥🦦",
        "7362846309361842",
        "x" + "1234567a" * 1 + "qzk!",
        "monkey-20263141",
        "a b c d e f g h i j k l",
    ],
)
def test_length_is_all_that_a_password_needs(password):
    assert problem_with(password, ("Ada", "northwind")) is None


def test_twelve_characters_are_needed_and_256_are_allowed():
    assert "12 characters" in str(problem_with("elevensigns"))
    assert problem_with(("qk7 " * 3 + "ab") * 14) == REPEATS
    longest = "".join(chr(0x4E00 + number) for number in range(MOST_LENGTH))
    assert problem_with(longest) is None
    assert "256" in str(problem_with(longest + "!"))


@pytest.mark.parametrize(
    "password",
    [
        "1qaz2wsx3edc",
        "QWERTY123456",
        "international",
        "Password1234",
        "password!2026",
        "  Administrator1 ",
    ],
)
def test_what_people_often_use_is_refused_however_it_is_decorated(password):
    assert problem_with(password) == TOO_COMMON


@pytest.mark.parametrize("password", ["aaaaaaaaaaaa", "abcabcabcabc", "zkqzkqzkqzkqz", "ab-cd-ab-cd-"])
def test_the_same_few_characters_over_and_over_are_refused(password):
    assert problem_with(password) == REPEATS


@pytest.mark.parametrize(
    "password", ["Ada Lindqvist", "ada.lindqvist", "Lindqvist2026", "!!adalindqvist!!", "NORTHWIND-2026"]
)
def test_what_anybody_can_look_up_is_refused(password):
    known = ("Ada Lindqvist", "ada.lindqvist", "adalindqvist", "Lindqvist", "northwind")
    assert problem_with(password, known) == ABOUT_YOU


def test_the_list_is_the_one_that_its_readme_describes():
    lines = gzip.decompress(LIST.read_bytes()).decode().splitlines()
    readme = (ROOT / "web/accounts/password_list/README.md").read_text()
    stated, long_enough = (
        int(found.replace(",", "")) for found in re.findall(r"(\d+,\d{3}) (?:entries in|of them)", readme)
    )
    assert len(lines) == stated
    assert sum(len(line) >= 12 for line in lines) == long_enough
    assert long_enough > 3000
    assert lines == sorted(set(lines))
