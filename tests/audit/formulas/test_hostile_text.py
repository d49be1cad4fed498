"""Whatever an author, or an attacker, writes for a formula is a formula or is refused, and soon."""

import keyword
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from audit.formulas import FormulaError, parse
from audit.formulas.syntax import DEEPEST_TREE, FUNCTIONS, LARGEST_NUMBER, LONGEST_TEXT, Node
from tests.audit.formulas.generated import FORMULAS

# Twenty times what is wanted, so that a busy machine does not fail the test.
SECONDS = 1.0

WORDS = ("a", "leads", "1", "0", "1e3", "9" * 40, "(", ")", ",", "+", "-", "*", "/", "**", "<", "<=", "==", "!=", ">",
         "min", "max", "clamp", "if_", "curve", "if", "else", "lambda", "for", "in", "is", "not", "and", "None",
         "True", ":=", "=", ".", "[", "]", "{", "}", "f''", '"', "'", "__class__", "@", ":", ";", "\\", "\n", "\0",
         "~", "%", "//", ">>", "&", "|", "^", "*a", "**a", "a=1", "…", "\N{FULLWIDTH DIGIT ZERO}", "1_", "_1", "0x10",
         "1j", "1.", ".5", "0b1", "007", "1e", "await", "yield", "#", "eval")  # fmt: skip

NO_FORMULAS = (
    *(bracket * 10_000 for bracket in "()+-*1a<,"),
    *(opening * depth + "1" + closing * depth
      for depth in (45, 100, 200, 249) for opening, closing in (("-", ""), ("(", ")"), ("(-", ")"))
      if not (opening == "(" and depth <= 200)),
    "min(1," * 80 + "1" + ")" * 80,
    "1" + "**9" * 160,
    "a" * LONGEST_TEXT + "a",
    "9" * 400,
    "1e999",
    "1e16",
    "(1, 2)",
    "1 if 2 else 3",
    "lambda: 1",
    "[x for x in y]",
    "(y := 1)",
    "f'{x}'",
    "'text'",
    "a.b",
    "a[0]",
    "a < b < c",
    "a and b",
    "not a",
    "~a",
    "a % b",
    "a // b",
    "a @ b",
    "a = 1",
    "a; b",
    "a # b",
    "__import__('os')",
    "print(1)",
    "min(*a)",
    "min(a, key=b)",
    "min(1)",
    "max()",
    "clamp(1, 2)",
    "if_(1, 2)",
    "curve(1, 2)",
    "curve(a + b, 2)",
    "curve(a)",
    "min",
    "a min",
    "A",
    "_a",
    "a b",
    "2 3",
    "2a",
    "2(3)",
    "a(3)",
    "(a)(3)",
    "1j",
    "True",
    "None",
    "...",
    "\N{GREEK SMALL LETTER ALPHA}",
    "\N{ARABIC-INDIC DIGIT THREE}",
    "\N{FULLWIDTH LATIN SMALL LETTER A}",
    "a\0b",
    "",
    "   \n\t ",
    "()",
    "if_(a, b, c",
)  # fmt: skip


def parsed_or_refused(text):
    """Whether the text is a formula; anything but a tree or a refusal, and anything slow, fails."""
    begun = time.perf_counter()
    tree, refusal = None, ""
    try:
        tree = parse(text)
    except FormulaError as error:
        refusal = str(error)
    assert time.perf_counter() - begun < SECONDS
    assert isinstance(tree, Node) if tree else 0 < len(refusal) < 300
    return tree is not None


@given(st.text())
@example("\0")
@example("\ud800")
@example("a\u00a0+\u2003b")
def test_any_text_is_parsed_or_refused(text):
    parsed_or_refused(text)


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.sampled_from(("", " ")))
def test_any_words_of_python_are_parsed_or_refused(words, between):
    parsed_or_refused(between.join(words))


@given(FORMULAS, st.data())
def test_a_formula_with_a_character_changed_is_parsed_or_refused(text, data):
    at = data.draw(st.integers(0, len(text) - 1))
    parsed_or_refused(text[:at] + data.draw(st.characters()) + text[at + 1 :])


def test_what_is_no_formula_is_refused():
    assert [text for text in NO_FORMULAS if parsed_or_refused(text)] == []


@pytest.mark.parametrize("word", sorted(keyword.kwlist))
def test_a_word_that_python_keeps_for_itself_is_refused(word):
    assert not parsed_or_refused(word)
    assert not parsed_or_refused(f"1 {word} 2")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a" * 501, "has 501 characters; 500 are allowed"),
        ("a.b", "the character '.' is not part of the formula language"),
        ("a if b else c", "write if_(condition, then, else)"),
        ("median(a, b)", "there is no function 'median'; there are clamp, curve, if_, max, min"),
        ("clamp(a, b)", "clamp takes 3 arguments, not 2"),
        ("min(a)", "min takes 2 to 12 arguments, not 1"),
        ("max + 1", "max is a function: write max(...)"),
        ("a < b < c", "one comparison at a time"),
        ("2leads", "a number runs into a name"),
        ("1e15 + 1e16", "a number is too large"),
        ("a +", "cannot be read as arithmetic: a +"),
        ("curve(1, x)", "the first argument of curve is the name of a benchmark"),
        (f"a{' + a' * DEEPEST_TREE}", f"more than {DEEPEST_TREE} steps deep; split it"),
        ("", "the formula is empty"),
    ],
)
def test_a_refusal_says_what_is_wrong(text, message):
    with pytest.raises(FormulaError) as refusal:
        parse(text)
    assert message in str(refusal.value)


def test_what_is_just_within_the_bounds_is_a_formula():
    assert parsed_or_refused("a" * LONGEST_TEXT)
    assert parsed_or_refused(f"a{' + a' * (DEEPEST_TREE - 1)}")
    assert parsed_or_refused(f"{LARGEST_NUMBER:.0f}")
    assert parsed_or_refused("(" * 100 + "a" + ")" * 100)


def test_there_are_five_functions_and_no_more():
    assert set(FUNCTIONS) == {"min", "max", "clamp", "if_", "curve"}
