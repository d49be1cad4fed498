"""What every Python file keeps to. Each test lists all that breaks its rule, not just the first."""

import ast
import io
import tokenize

import pytest

from tests.meta.repository import PYTHON, SOURCE, name, python_under, tree

MOST_LINES = 300
NOT_CODE = {
    tokenize.COMMENT,
    tokenize.DEDENT,
    tokenize.ENCODING,
    tokenize.ENDMARKER,
    tokenize.INDENT,
    tokenize.NEWLINE,
    tokenize.NL,
}
EMPTY_NAMES = {"base", "common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def lines_of_code(text):
    """How many lines hold code: not blank, not a comment, not a docstring."""
    docstrings = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node) is not None:
            first = node.body[0]
            docstrings |= set(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    lines = set()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in NOT_CODE:
            lines |= set(range(token.start[0], token.end[0] + 1))
    return len(lines - docstrings)


def imports_in_functions(module):
    """The line of each import that runs when a function is called."""
    functions = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
    return sorted(
        {
            inner.lineno
            for outer in ast.walk(module)
            if isinstance(outer, functions)
            for inner in ast.walk(outer)
            if isinstance(inner, ast.Import | ast.ImportFrom)
        }
    )


def unexplained(module):
    """The public functions and classes of a module that have no docstring, and the module itself."""
    missing = [] if ast.get_docstring(module) else ["the module"]
    for node in module.body:
        is_named = isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        if is_named and not node.name.startswith("_") and not ast.get_docstring(node):
            missing.append(node.name)
    return missing


def test_no_module_has_more_than_300_lines_of_code():
    # Alembic writes the steps of the database, a line a column.
    sizes = {name(path): lines_of_code(path.read_text()) for path in PYTHON if path.parent.name != "versions"}
    assert {path: lines for path, lines in sizes.items() if lines > MOST_LINES} == {}


def test_blank_lines_comments_and_docstrings_are_not_counted_as_code():
    assert lines_of_code('"""Doc\nstring."""\n\n# comment\nx = (\n    1\n)\n') == 3


def test_no_import_hides_in_a_function():
    assert [f"{name(path)}:{line}" for path in PYTHON for line in imports_in_functions(tree(path))] == []


def test_an_import_in_a_function_would_be_seen():
    assert imports_in_functions(ast.parse("import os\ndef f():\n    if os:\n        import json\n")) == [4]


def test_no_module_has_a_name_that_says_nothing():
    words = {name(path): EMPTY_NAMES & set(path.stem.split("_")) for path in PYTHON}
    folders = {name(path.parent): EMPTY_NAMES & {path.parent.name} for path in PYTHON}
    assert {path: found for path, found in (words | folders).items() if found} == {}


@pytest.mark.parametrize("package", ["audit", "reports"])
def test_every_public_function_and_class_is_explained(package):
    missing = {name(path): unexplained(tree(path)) for path in python_under(package)}
    assert {path: names for path, names in missing.items() if names} == {}


def test_a_public_function_without_a_docstring_would_be_seen():
    assert unexplained(ast.parse('"""Module."""\ndef f(): ...\ndef _g(): ...\n')) == ["f"]


def test_every_folder_of_the_source_is_a_package():
    folders = {path.parent for path in python_under(*SOURCE) if path.parent.name not in {"", "scripts"}}
    packages = {folder for folder in folders if (folder / "__init__.py").exists()}
    assert sorted(name(folder) for folder in folders - packages if name(folder) != ".") == []
