"""What is committed speaks of this project only, and points to what is there."""

import re

import pytest

from tests.meta.repository import FILES, ROOT, TEXTS, name

# Folders of one machine, and hosts that a mirror may stand in for; written so as not to match themselves.
MACHINE_PATH = re.compile(r"(?<![\w./:~-])/((work|tmp)\b|(root|home|opt|Users)/)")
OUTSIDE_FOLDER = re.compile(r"(?<![\w./-])(shared|brief)/[a-z]+\.md")
REGISTRY_HOST = re.compile(r"://(registry|index|proxy|files|deb|pypi)\.[a-z]|/[s]imple(/|\s|$)|--(extra-)?[i]ndex-url")
DOCUMENT = re.compile(r"(?<![\w/:.*])([\w./-]*[\w-]\.md)\b")
DECISIONS = ROOT / "docs" / "decisions"
RECORDS = sorted(DECISIONS.glob("[0-9]*.md"))


def lines_with(pattern):
    """Every place in a committed text where the pattern occurs."""
    return [
        f"{name(path)}:{number} {line.strip()[:100]}"
        for path in TEXTS
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if pattern.search(line)
    ]


@pytest.mark.parametrize("pattern", [MACHINE_PATH, OUTSIDE_FOLDER, REGISTRY_HOST])
def test_no_text_points_outside_the_project(pattern):
    assert lines_with(pattern) == []


def test_a_pointer_outside_would_be_seen():
    assert MACHINE_PATH.search("see " + "/tm" + "p/notes")
    assert REGISTRY_HOST.search("https:" + "//registry.example.com/left-pad")
    assert REGISTRY_HOST.search("https://mirror.example.com/simp" + "le/")
    assert not MACHINE_PATH.search("https://example.com" + "/wor" + "k/")


def test_every_document_that_is_mentioned_exists():
    known = {path.name for path in FILES}
    missing = [
        f"{name(path)}: {document}"
        for path in TEXTS
        for document in DOCUMENT.findall(path.read_text())
        if document.rpartition("/")[2] not in known and "://" not in document
    ]
    assert missing == []


def test_every_decision_is_listed():
    index = (DECISIONS / "README.md").read_text()
    assert [record.name for record in RECORDS if f"]({record.name})" not in index] == []


def test_every_decision_has_a_number_of_its_own():
    numbers = [record.name[:4] for record in RECORDS]
    assert sorted(set(numbers)) == numbers


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_a_decision_says_what_why_and_what_was_given_up(record):
    text = record.read_text()
    assert text.startswith(f"# {record.name[:4]} ")
    assert all(part in text for part in ("**What.**", "**Why.**", "**Given up.**"))
