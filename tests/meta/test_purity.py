"""The engine and the reports read no clock, no environment and no unseeded chance. No comment excuses it.

The store is no part of the engine: a claim and a link need chance. It is handed the time all the same.
"""

import ast

import pytest

from tests.meta.repository import name, python_under, tree

CLOCK = {
    ("date", "today"),
    ("datetime", "now"),
    ("datetime", "today"),
    ("datetime", "utcnow"),
}
MODULES = {"random", "secrets", "time", "uuid"}
ENVIRONMENT = {("os", "environ"), ("os", "getenv")}


def forbidden(module):
    """Each reading of the clock, the environment or chance in a parsed module, as 'line: what'."""
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.Attribute):
            owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
            if (owner, node.attr) in CLOCK | ENVIRONMENT:
                found.append(f"{node.lineno}: {owner}.{node.attr}")
        if isinstance(node, ast.Import):
            found += [f"{node.lineno}: import {alias.name}" for alias in node.names if alias.name in MODULES]
        if isinstance(node, ast.ImportFrom) and (
            node.module in MODULES
            or (node.module == "os" and {alias.name for alias in node.names} & {"environ", "getenv"})
        ):
            found.append(f"{node.lineno}: from {node.module} import")
    return found


def unseeded(module):
    """Each call of a generator's maker without a seed."""
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"default_rng", "Philox", "PCG64", "PCG64DXSM", "SeedSequence"}
        and not (node.args or node.keywords)
    ]


@pytest.mark.parametrize("package", ["audit", "reports"])
def test_no_clock_environment_or_chance_is_read(package):
    engine = [path for path in python_under(package) if not name(path).startswith("audit/store/")]
    found = {name(path): forbidden(tree(path)) for path in engine}
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize("package", ["audit", "reports"])
def test_every_random_generator_is_seeded(package):
    found = {name(path): unseeded(tree(path)) for path in python_under(package)}
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "line",
    [
        "import datetime\ndatetime.datetime.now()",
        "from datetime import date\ndate.today()",
        "import time",
        "from time import monotonic",
        "import os\nos.environ['HOME']",
        "from os import getenv",
        "import random",
    ],
)
def test_a_clock_an_environment_or_a_dice_would_be_seen(line):
    assert forbidden(ast.parse(line))


def test_an_unseeded_generator_would_be_seen():
    assert unseeded(ast.parse("np.random.default_rng()")) == [1]
    assert unseeded(ast.parse("np.random.default_rng(seed)")) == []


def test_the_store_is_handed_the_time():
    store = [path for path in python_under("audit") if name(path).startswith("audit/store/")]
    # The pool measures how long a connection was idle: a span, not a moment.
    allowed = {"audit/store/database.py": "from time import"}
    found = {
        name(path): [line for line in forbidden(tree(path)) if allowed.get(name(path), "import secrets") not in line]
        for path in store
    }
    assert {path: lines for path, lines in found.items() if lines} == {}
