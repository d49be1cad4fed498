import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.answering.files import parse_answers, parse_shape
from audit.answers import AnswersError

COMPANY = '[company]\nname = "Harbour Dental"\n'


def problems(text: str) -> list[tuple[str, str]]:
    with pytest.raises(AnswersError) as caught:
        parse_answers(text)
    return [(problem.key, problem.message) for problem in caught.value.problems]


def test_a_file_is_read():
    file = parse_answers(COMPANY + '[answers]\nleads = 120\nrate = "15 %"\ntools = ["crm"]\n')
    assert file.company.name == "Harbour Dental"
    assert file.answers == {"leads": 120, "rate": "15 %", "tools": ("crm",)}


def test_an_example_of_a_playbook_is_a_file_of_answers():
    file = parse_answers('story = "Once."\n' + COMPANY + '[expect]\nfirst_fix = "none"\n')
    assert file.company.name == "Harbour Dental"


def test_a_mistake_in_the_toml_is_named_with_its_line():
    ((key, message),) = problems(COMPANY + "[answers]\nleads = 12k\n")
    assert key == "line 4"
    assert message.startswith("This is not TOML")


@pytest.mark.parametrize("text", ["[company", "a = ", "x = " + "[" * 100_000, "x = " + "9" * 5_000, "x" * 1_000_001])
def test_what_is_not_toml_is_a_problem_with_a_line(text):
    ((key, _),) = problems(text)
    assert key == "line 1"


def test_a_file_without_a_company_says_so():
    assert problems("[answers]\nleads = 1\n") == [("company.name", "Write the company's name.")]


def test_an_unknown_table_is_met_with_the_nearest_one():
    found = problems(COMPANY + "[answer]\nleads = 1\n")
    assert found == [("answer", "There is no table of that name; did you mean answers?")]


def test_what_is_wrong_with_the_shape_leaves_the_rest_to_be_checked():
    parsed = parse_shape('[company]\nnmae = "x"\n[answers]\nleads = "lots"\n')
    assert [problem.key for problem in parsed.problems] == ["company.name", "company.nmae"]
    assert parsed.file is not None
    assert parsed.file.answers == {"leads": "lots"}


def test_a_date_or_a_table_reaches_its_question_as_text():
    file = parse_answers(COMPANY + "[answers]\na = 2026-01-01\nb = { x = 1 }\nc = [[1]]\n")
    assert file.answers == {"a": "2026-01-01", "b": "{'x': 1}", "c": ("[1]",)}


def test_a_byte_order_mark_is_no_mistake():
    assert parse_answers("\ufeff" + COMPANY).company.name == "Harbour Dental"


@given(st.text(max_size=300))
def test_any_text_is_a_file_or_problems(text):
    parsed = parse_shape(text)
    assert parsed.problems or parsed.file is not None
