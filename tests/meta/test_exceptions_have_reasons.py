"""Whoever switches a rule off says why, in the same place."""

import io
import re
import tokenize

from tests.meta.repository import PYTHON, ROOT, name

RULE_LINE = re.compile(r'^\s*"[A-Z]+[0-9]*",(?P<rest>.*)$')
NOQA = re.compile(r"#\s*noqa: [A-Z]+[0-9]+(, ?[A-Z]+[0-9]+)*\s+(# |\()\S+")
TYPE_IGNORE = re.compile(r"#\s*type: ignore\[[a-z, -]+\]\s+(# |\()\S+")
PRAGMA = re.compile(r"#\s*pragma: no (cover|branch)\s+(# |\()\S+")


def rules_without_reason(pyproject):
    """The lines of pyproject.toml that name a lint rule and no reason."""
    lines = [(line, RULE_LINE.match(line)) for line in pyproject.splitlines()]
    return [line.strip() for line, rule in lines if rule and not re.search(r"# \S+", rule["rest"])]


def comments(text):
    """Each comment of a Python file with its line number."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return [(token.start[0], token.string) for token in tokens if token.type == tokenize.COMMENT]


def is_explained(comment):
    """Whether a comment that switches a rule off names it and the reason; true for any other comment."""
    for mark, explained in (("noqa", NOQA), ("type: ignore", TYPE_IGNORE), ("pragma: no", PRAGMA)):
        if re.match(rf"#\s*{mark}", comment):
            return bool(explained.match(comment))
    return True


def test_every_rule_that_is_off_has_a_reason():
    assert rules_without_reason((ROOT / "pyproject.toml").read_text()) == []


def test_every_line_that_escapes_a_rule_names_it_and_says_why():
    escapes = [
        f"{name(path)}:{line} {comment}"
        for path in PYTHON
        for line, comment in comments(path.read_text())
        if not is_explained(comment)
    ]
    assert escapes == []


def test_a_rule_without_a_reason_would_be_seen():
    assert rules_without_reason('ignore = [\n    "D102", # why\n    "D105",\n]') == ['"D105",']
    assert is_explained("# noqa: S301  # the file is our own")
    assert not is_explained("# noqa: S301")
    assert not is_explained("# noqa")
    assert not is_explained("# type: ignore[arg-type]")
